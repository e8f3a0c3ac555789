-- Threads, discussions, topics, mentions and counters of channels: docs/adr/0002-groups-and-channels.md.

-- Every message of a supergroup is in a topic, 1 being General, so that making it a forum changes no row; posts of
-- broadcasts are in none. `top` is the message that a thread of answers began with.
ALTER TABLE channel_messages ADD COLUMN top INTEGER;
ALTER TABLE channel_messages ADD COLUMN topic INTEGER NOT NULL DEFAULT 1;
CREATE INDEX channel_messages_thread ON channel_messages(channel, top, id, author) WHERE top IS NOT NULL;
CREATE INDEX channel_messages_topic ON channel_messages(channel, topic, id, author) WHERE topic != 0;

-- Whom a message of a supergroup mentions, and whether he has looked at it.
CREATE TABLE channel_mentions(
  channel INTEGER NOT NULL,           -- PeerId
  id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  topic INTEGER NOT NULL,
  unread INTEGER NOT NULL,            -- 0 or 1
  PRIMARY KEY(channel, id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_mentions_user ON channel_mentions(user_id, channel, unread, topic, id);

-- A message that has answers, or a topic that somebody has read. Of an automatic forward also the post it is of.
CREATE TABLE channel_threads(
  channel INTEGER NOT NULL,           -- PeerId
  top INTEGER NOT NULL,
  replies INTEGER NOT NULL,           -- how many there are
  post_channel INTEGER NOT NULL,      -- PeerId of the broadcast; 0: none
  post INTEGER NOT NULL,
  read_top INTEGER NOT NULL,          -- as in `channels`
  read_by INTEGER NOT NULL,
  read_second INTEGER NOT NULL,
  PRIMARY KEY(channel, top)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX channel_threads_post ON channel_threads(post_channel, post) WHERE post_channel != 0;

CREATE TABLE thread_reads(
  channel INTEGER NOT NULL,           -- PeerId
  user_id INTEGER NOT NULL,
  top INTEGER NOT NULL,               -- of a thread, or a topic
  read_inbox INTEGER NOT NULL,
  PRIMARY KEY(channel, user_id, top)
) STRICT, WITHOUT ROWID;

-- Which supergroup a broadcast is discussed in.
CREATE TABLE discussions(
  broadcast INTEGER PRIMARY KEY,
  supergroup INTEGER NOT NULL UNIQUE
) STRICT;

-- How often a post was seen and forwarded. Apart from the message, which these numbers would rewrite with each batch.
CREATE TABLE post_counters(
  channel INTEGER NOT NULL,           -- PeerId
  id INTEGER NOT NULL,
  views INTEGER NOT NULL,
  forwards INTEGER NOT NULL,
  PRIMARY KEY(channel, id)
) STRICT, WITHOUT ROWID;

-- Who has seen a post: a set of people per 65,536 user ids, in the form of store/viewer_set.h.
CREATE TABLE post_viewers(
  channel INTEGER NOT NULL,           -- PeerId
  id INTEGER NOT NULL,
  part INTEGER NOT NULL,              -- user id / 65536
  viewers BLOB NOT NULL,
  PRIMARY KEY(channel, id, part)
) STRICT;

CREATE TABLE topics(
  channel INTEGER NOT NULL,           -- PeerId
  id INTEGER NOT NULL,                -- of the message that says it was made; 1: General
  title TEXT NOT NULL,
  icon_color INTEGER NOT NULL,
  icon_emoji INTEGER NOT NULL,        -- document id; 0: none
  creator INTEGER NOT NULL,
  date INTEGER NOT NULL,
  flags INTEGER NOT NULL,             -- TopicFlag in store/topics.h
  pin INTEGER NOT NULL,               -- 0: not pinned; the highest is on top
  PRIMARY KEY(channel, id)
) STRICT, WITHOUT ROWID;

-- Drafts in topics; those of whole chats are in `drafts`.
CREATE TABLE topic_drafts(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  topic INTEGER NOT NULL,
  date INTEGER NOT NULL,
  text TEXT NOT NULL,
  entities BLOB,
  flags INTEGER NOT NULL,
  reply_to INTEGER,
  PRIMARY KEY(owner, peer, topic)
) STRICT, WITHOUT ROWID;
