-- What happens at a time: messages that are sent later, messages that delete themselves, polls that close. A row goes
-- in the transaction that does what it says, so that it is done exactly once (domain/due.h).
CREATE TABLE due(
  kind INTEGER NOT NULL,              -- DueKind in domain/due.h; it says what owner and id are
  owner INTEGER NOT NULL,
  id INTEGER NOT NULL,
  at INTEGER NOT NULL,                -- unix seconds
  PRIMARY KEY(kind, owner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_at ON due(at);

-- Messages that are sent later. They are numbered apart from those that were sent.
CREATE TABLE scheduled_messages(
  number INTEGER PRIMARY KEY,         -- names the row in `due`
  box INTEGER NOT NULL,               -- who sees it: the author, or those who post in this broadcast channel
  peer INTEGER NOT NULL,              -- where it will be sent
  id INTEGER NOT NULL,
  author INTEGER NOT NULL,
  random_id INTEGER,                  -- NULL: the server's own, of a message that repeats
  at INTEGER NOT NULL,                -- unix seconds; 0x7ffffffe: when the other is online
  repeat_period INTEGER NOT NULL,     -- seconds; 0: once
  flags INTEGER NOT NULL,             -- MessageFlag in store/messages.h; from here on as in `messages`
  reply_to INTEGER,
  thread INTEGER NOT NULL,            -- the topic or the thread it goes to; 0: none
  text TEXT NOT NULL,
  entities BLOB,
  edit_date INTEGER,
  extra BLOB
) STRICT;
CREATE UNIQUE INDEX scheduled_messages_box ON scheduled_messages(box, peer, id);
CREATE UNIQUE INDEX scheduled_messages_sent ON scheduled_messages(author, random_id);
CREATE INDEX scheduled_messages_online ON scheduled_messages(peer) WHERE at = 2147483646;

-- The last number given: ids are not used again for other messages.
CREATE TABLE scheduled_ids(
  box INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY(box, peer)
) STRICT, WITHOUT ROWID;

-- How long messages live that are sent from now on. Of a group or channel the owner is 0; of two people each has a row;
-- with peer 0 it is what somebody wants for his new chats.
CREATE TABLE history_ttls(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  period INTEGER NOT NULL,            -- seconds
  PRIMARY KEY(owner, peer)
) STRICT, WITHOUT ROWID;

-- Pages that messages link to, for their previews.
CREATE TABLE web_pages(
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL,             -- WebPageState in store/web_pages.h
  date INTEGER NOT NULL,              -- when it was asked for, and when it came
  type TEXT NOT NULL,
  site_name TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  author TEXT NOT NULL
) STRICT;

-- Who is to be told when a page has come: of a message its box, chat and id; of somebody who is still writing his box
-- alone.
CREATE TABLE web_page_waits(
  page INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY(page, owner, peer, id)
) STRICT, WITHOUT ROWID;
