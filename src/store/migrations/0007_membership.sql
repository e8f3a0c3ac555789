-- Who waits to be let in, newest first.
CREATE INDEX chat_join_requests_date ON chat_join_requests(peer, date, user_id);
CREATE INDEX chat_invite_uses_date ON chat_invite_uses(hash, date, user_id);

ALTER TABLE channel_members ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;  -- ChannelMemberFlag in store/channels.h
