-- Messages of private chats, one row per box. The row of the sender holds the body; the row of the other side
-- (`twin` in the box of `peer`, its peer being `owner`) has NULL in the columns below `date`. When the sender's copy
-- goes and the other stays, the body moves there: it is always in exactly one living row.
CREATE TABLE messages(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,              -- PeerId
  id INTEGER NOT NULL,                -- pts of the event that created it in this box
  twin INTEGER NOT NULL,              -- its id in the box of `peer`; 0: there is none, or no more
  flags INTEGER NOT NULL,             -- MessageFlag in store/messages.h
  date INTEGER NOT NULL,
  reply_to INTEGER,                   -- id in this box; this column is of the copy, not of the body
  text TEXT,                          -- NULL: the body is in the twin's row
  entities BLOB,                      -- domain/messages/entities.h
  edit_date INTEGER,
  extra BLOB,                         -- domain/messages/extra.h: forward header, quote, service action
  PRIMARY KEY(owner, peer, id)
) STRICT, WITHOUT ROWID;

-- random_id of everything sent: a repeated send finds its message instead of making another.
CREATE TABLE sends(
  owner INTEGER NOT NULL,
  random_id INTEGER NOT NULL,
  id INTEGER NOT NULL,                -- message in the owner's box
  PRIMARY KEY(owner, random_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE dialogs(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  top INTEGER NOT NULL,               -- id of the newest message; 0: none is left
  top_date INTEGER NOT NULL,
  read_inbox INTEGER NOT NULL DEFAULT 0,    -- the owner has read up to here
  read_outbox INTEGER NOT NULL DEFAULT 0,   -- the other side has read up to here, in this box's ids
  unread INTEGER NOT NULL DEFAULT 0,        -- incoming messages after read_inbox, always exact
  flags INTEGER NOT NULL DEFAULT 0,         -- DialogFlag in store/dialogs.h
  folder INTEGER NOT NULL DEFAULT 0,        -- 1: archive
  pin INTEGER NOT NULL DEFAULT 0,           -- 0: not pinned; the highest is on top
  count INTEGER NOT NULL DEFAULT 0,         -- messages in the chat
  PRIMARY KEY(owner, peer)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  date INTEGER NOT NULL,
  text TEXT NOT NULL,
  entities BLOB,
  flags INTEGER NOT NULL,
  reply_to INTEGER,
  PRIMARY KEY(owner, peer)
) STRICT, WITHOUT ROWID;

-- Pinned messages; the flag in `messages` says the same.
CREATE TABLE pins(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY(owner, peer, id)
) STRICT, WITHOUT ROWID;

-- When the other side read: messages up to max_id in this box were read at `date`. Kept for a week.
CREATE TABLE read_dates(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  max_id INTEGER NOT NULL,
  date INTEGER NOT NULL,
  PRIMARY KEY(owner, peer, max_id)
) STRICT, WITHOUT ROWID;

-- Folders of the chat list.
CREATE TABLE dialog_filters(
  owner INTEGER NOT NULL,
  id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body BLOB NOT NULL,                 -- domain/dialogs/filters.h
  PRIMARY KEY(owner, id)
) STRICT, WITHOUT ROWID;

-- Full-text search, made for an owner when he first searches and then caught up from his event log. A row of `search`
-- is slot << 32 | message id, so that the documents of an owner are together.
CREATE TABLE search_slots(
  owner INTEGER PRIMARY KEY,
  slot INTEGER NOT NULL UNIQUE,
  pts INTEGER NOT NULL                -- events up to here are in the index
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(
  marks,                              -- words of our own: chat, sender, kind
  text,                               -- folded by domain/messages/search_text.h
  tokenize = "unicode61 remove_diacritics 2",
  prefix = '2 3'
);
