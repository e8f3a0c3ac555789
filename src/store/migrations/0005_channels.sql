-- Supergroups and broadcast channels: docs/adr/0002-groups-and-channels.md says what is written for a post, and why.
CREATE TABLE channels(
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  creator INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  flags INTEGER NOT NULL,             -- ChannelFlag in store/channels.h
  banned_rights INTEGER NOT NULL,     -- what plain members may not do: domain/rights.h
  slow_mode INTEGER NOT NULL,         -- seconds between two messages of a plain member; 0: any
  members INTEGER NOT NULL,           -- how many are in it
  read_top INTEGER NOT NULL,          -- the message up to which somebody has read, and who
  read_by INTEGER NOT NULL,
  read_second INTEGER NOT NULL        -- up to where anybody else has read
) STRICT;

-- Everybody who is or was in it, or must not come in.
CREATE TABLE channel_members(
  channel INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  inside INTEGER NOT NULL,            -- 0 or 1
  admin_rights INTEGER NOT NULL,      -- 0: no admin
  rank TEXT NOT NULL,
  banned_rights INTEGER NOT NULL,     -- of this one alone; view_messages: kicked out
  banned_until INTEGER NOT NULL,      -- INT32_MAX: for ever
  acted_by INTEGER NOT NULL,          -- who made the admin, or banned
  inviter INTEGER NOT NULL,           -- 0: came by oneself
  joined_at INTEGER NOT NULL,
  joined_pts INTEGER NOT NULL,        -- events of the channel up to here happened before
  floor INTEGER NOT NULL,             -- messages up to here are not shown to this one
  read_inbox INTEGER NOT NULL,
  posted_at INTEGER NOT NULL,         -- for slow mode, and only where there is one
  PRIMARY KEY(channel, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_members_user ON channel_members(user_id) WHERE inside = 1;
CREATE INDEX channel_members_recent ON channel_members(channel, joined_at, user_id) WHERE inside = 1;
CREATE INDEX channel_members_admins ON channel_members(channel) WHERE admin_rights != 0;
CREATE INDEX channel_members_banned ON channel_members(channel) WHERE banned_rights != 0;

-- A message is stored once, whoever is in the channel. With a rowid, so that the index of the primary key has nothing
-- but ids: unread messages are counted in it.
CREATE TABLE channel_messages(
  channel INTEGER NOT NULL,           -- PeerId
  id INTEGER NOT NULL,                -- pts of the event that created it in the channel's box
  author INTEGER NOT NULL,
  flags INTEGER NOT NULL,             -- MessageFlag in store/messages.h, without what differs between readers
  date INTEGER NOT NULL,
  reply_to INTEGER,
  text TEXT NOT NULL,
  entities BLOB,
  edit_date INTEGER,
  extra BLOB,
  PRIMARY KEY(channel, id)
) STRICT;
CREATE INDEX channel_messages_author ON channel_messages(channel, author, id);
