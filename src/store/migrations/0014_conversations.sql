-- What was said in the name of a channel, for deleting all of it.
CREATE INDEX channel_messages_sent_as ON channel_messages(channel, sent_as, id) WHERE sent_as != 0;

ALTER TABLE scheduled_messages ADD COLUMN send_as INTEGER NOT NULL DEFAULT 0;  -- 0: as whoever the author is then

ALTER TABLE contacts ADD COLUMN close_friend INTEGER NOT NULL DEFAULT 0;  -- 0 or 1

-- Messages of the owner with polls of his in which others have voted since he looked. In a channel `id` is the
-- channel's.
CREATE TABLE unread_poll_votes(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  id INTEGER NOT NULL,
  poll INTEGER NOT NULL,
  PRIMARY KEY(owner, peer, id)
) STRICT, WITHOUT ROWID;
