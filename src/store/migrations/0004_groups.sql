-- Basic groups: docs/adr/0002-groups-and-channels.md says why their messages are stored as they are.
CREATE TABLE chats(
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  creator INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL,           -- grows with every change of the members or their rights
  members INTEGER NOT NULL,           -- how many are in it
  banned_rights INTEGER NOT NULL,     -- what plain members may not do: domain/rights.h
  flags INTEGER NOT NULL,             -- ChatFlag in store/groups.h
  top INTEGER NOT NULL                -- number of the newest message
) STRICT;

-- Everybody who is or was in the group: who is not any more still sees what was said until then.
CREATE TABLE chat_members(
  chat INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  role INTEGER NOT NULL,              -- ChatRole in store/groups.h
  inviter INTEGER NOT NULL,
  joined_at INTEGER NOT NULL,
  PRIMARY KEY(chat, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_members_user ON chat_members(user_id);

-- A message of a group, once. Each member's box has a row in `messages`: peer is the group, twin the number, and the
-- columns of the body are NULL. A body goes with its last copy.
CREATE TABLE group_messages(
  peer INTEGER NOT NULL,              -- PeerId of the group
  number INTEGER NOT NULL,            -- 1, 2, ... in the group
  author INTEGER NOT NULL,
  text TEXT NOT NULL,
  entities BLOB,
  edit_date INTEGER,
  extra BLOB,
  PRIMARY KEY(peer, number)
) STRICT, WITHOUT ROWID;

-- All copies of a message of a group; those of one message lie together.
CREATE INDEX messages_of_group ON messages(peer, twin, owner) WHERE peer < 0 AND peer > -1000000000000;

-- Who read up to which number, and when. Kept for a week.
CREATE TABLE group_reads(
  peer INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  date INTEGER NOT NULL,
  PRIMARY KEY(peer, user_id, number)
) STRICT, WITHOUT ROWID;

-- Messages that mention the owner of the box and that he has not looked at.
CREATE TABLE unread_mentions(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY(owner, peer, id)
) STRICT, WITHOUT ROWID;
