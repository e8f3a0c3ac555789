-- Polls. A poll that is forwarded stays one poll: messages name it (domain/messages/media.h).
CREATE TABLE polls(
  id INTEGER PRIMARY KEY,
  creator INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  flags INTEGER NOT NULL,             -- PollFlag in store/polls.h
  close_period INTEGER NOT NULL,      -- as its creator said it, seconds; 0: none
  close_date INTEGER NOT NULL,        -- 0: open until it is stopped
  body BLOB NOT NULL,                 -- question and answers: domain/polls/content.h
  voters INTEGER NOT NULL             -- people who have voted
) STRICT;

CREATE TABLE poll_votes(
  poll INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  date INTEGER NOT NULL,
  choices INTEGER NOT NULL,           -- bit n: the answer n
  PRIMARY KEY(poll, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX poll_votes_by_date ON poll_votes(poll, date, user_id);

CREATE TABLE poll_counts(
  poll INTEGER NOT NULL,
  answer INTEGER NOT NULL,
  voters INTEGER NOT NULL,
  PRIMARY KEY(poll, answer)
) STRICT, WITHOUT ROWID;

-- Where the poll was sent to: a group or channel, or the person whose box it is in; and in a channel the message.
CREATE TABLE poll_places(
  poll INTEGER NOT NULL,
  place INTEGER NOT NULL,             -- PeerId
  id INTEGER NOT NULL,                -- 0 but for channels
  PRIMARY KEY(poll, place, id)
) STRICT, WITHOUT ROWID;
