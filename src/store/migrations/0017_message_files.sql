-- Files of messages, of messages that wait to be sent, and of what admins did. While a row names a file, it stays
-- (docs/adr/0004-files.md). A message is named by where its body is (MessageKey in store/reactions.h).
CREATE TABLE message_files(
  box INTEGER NOT NULL,
  id INTEGER NOT NULL,
  file INTEGER NOT NULL REFERENCES files(id),
  PRIMARY KEY(box, id, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_files_of ON message_files(file);

CREATE TABLE scheduled_files(
  number INTEGER NOT NULL REFERENCES scheduled_messages(number) ON DELETE CASCADE,
  file INTEGER NOT NULL REFERENCES files(id),
  PRIMARY KEY(number, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX scheduled_files_of ON scheduled_files(file);

CREATE TABLE admin_log_files(
  channel INTEGER NOT NULL,
  id INTEGER NOT NULL,
  file INTEGER NOT NULL REFERENCES files(id),
  PRIMARY KEY(channel, id, file),
  FOREIGN KEY(channel, id) REFERENCES admin_log(channel, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX admin_log_files_of ON admin_log_files(file);

CREATE TRIGGER message_files_let_go AFTER DELETE ON message_files BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER scheduled_files_let_go AFTER DELETE ON scheduled_files BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER admin_log_files_let_go AFTER DELETE ON admin_log_files BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;

-- Who has heard a voice or round video message of a channel; in other chats a flag of the copy says it.
CREATE TABLE channel_heard(
  channel INTEGER NOT NULL,
  id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  PRIMARY KEY(channel, id, user_id)
) STRICT, WITHOUT ROWID;

-- Messages by what they carry: MediaKind of store/messages.h, in their flags. So every copy is in the index by itself.
CREATE INDEX messages_media ON messages(owner, (flags >> 24 & 31), peer, id) WHERE (flags >> 24 & 31) != 0;
CREATE INDEX channel_messages_media ON channel_messages(channel, (flags >> 24 & 31), id)
  WHERE (flags >> 24 & 31) != 0;
