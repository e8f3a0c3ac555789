-- What the desk keeps of those who write in over HTTP and mail (docs/adr/0005-desk.md, "The API").

-- Answers to calls with an Idempotency-Key, for when the same call comes again.
CREATE TABLE desk_api_keys(
  scope TEXT NOT NULL,                 -- whose keys these are
  key TEXT NOT NULL,
  digest BLOB NOT NULL,                -- SHA-256 of address and body
  status INTEGER NOT NULL,
  type TEXT NOT NULL,                  -- media type of `answer`; '': JSON
  answer TEXT NOT NULL,
  records TEXT NOT NULL,               -- the entries that receipts are signed for, one a line
  at INTEGER NOT NULL,
  PRIMARY KEY(scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_api_keys_by_age ON desk_api_keys(at);

-- What is said inside a case between the desk and those who wrote in. The words are the payload of the entry.
CREATE TABLE desk_messages(
  entry INTEGER PRIMARY KEY,           -- desk_log.id
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  submission INTEGER NOT NULL,         -- who wrote it, or to whom; 0: to all who wrote in
  from_desk INTEGER NOT NULL,
  told_at INTEGER NOT NULL             -- when it was sent to those it is for; 0: not yet
) STRICT;
CREATE INDEX desk_messages_of_case ON desk_messages(case_id, entry);
CREATE INDEX desk_messages_to_tell ON desk_messages(entry) WHERE from_desk = 1 AND told_at = 0;

-- Mails that are to be sent; gone once they are.
CREATE TABLE desk_mails(
  id INTEGER PRIMARY KEY,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_mails_by_time ON desk_mails(next_at);

-- How many receipts an address was sent in a day, so that strangers cannot have us write to others without end.
CREATE TABLE desk_mail_counts(
  recipient BLOB NOT NULL,             -- SHA-256 of the address
  day INTEGER NOT NULL,                -- since 1970
  receipts INTEGER NOT NULL,
  PRIMARY KEY(recipient, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_mail_counts_by_day ON desk_mail_counts(day);
