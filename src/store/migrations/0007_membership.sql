-- Who waits to be let in, newest first.
CREATE INDEX chat_join_requests_date ON chat_join_requests(peer, date, user_id);
CREATE INDEX chat_invite_uses_date ON chat_invite_uses(hash, date, user_id);

ALTER TABLE channel_members ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;  -- ChannelMemberFlag in store/channels.h
ALTER TABLE channels ADD COLUMN migrated_from INTEGER NOT NULL DEFAULT 0;  -- the basic group it was; 0: none
ALTER TABLE chats ADD COLUMN migrated_to INTEGER NOT NULL DEFAULT 0;       -- the channel it became; 0: none
ALTER TABLE chat_members ADD COLUMN rank TEXT NOT NULL DEFAULT '';

-- A message that does not show its author: the chat or channel that speaks instead; 0: the author.
ALTER TABLE channel_messages ADD COLUMN sent_as INTEGER NOT NULL DEFAULT 0;

-- As whom somebody writes in a group if he says nothing else. No row: as himself, or as his rights there want it.
CREATE TABLE default_send_as(
  user_id INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  send_as INTEGER NOT NULL,
  PRIMARY KEY(user_id, peer)
) STRICT, WITHOUT ROWID;

-- What admins did in a channel, for two days. Ids of a channel grow with time: seconds * 2^20 and a number.
CREATE TABLE admin_log(
  channel INTEGER NOT NULL,           -- id of the channel
  id INTEGER NOT NULL,
  date INTEGER NOT NULL,
  user_id INTEGER NOT NULL,           -- who did it
  action INTEGER NOT NULL,            -- AdminAction in domain/channels/admin_log.h, and what `body` is
  body BLOB NOT NULL,
  PRIMARY KEY(channel, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX admin_log_date ON admin_log(date);
