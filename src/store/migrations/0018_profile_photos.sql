-- Photos that people show of themselves. Of each kind the one with the highest turn is shown, the others are its history.
CREATE TABLE profile_photos(
  user_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,              -- ProfilePhotoKind in store/profile_photos.h
  turn INTEGER NOT NULL,
  file INTEGER NOT NULL REFERENCES files(id),
  PRIMARY KEY(user_id, kind, turn)
) STRICT, WITHOUT ROWID;
CREATE INDEX profile_photos_of ON profile_photos(file);

-- Photos that the owner sees of somebody, whatever that one shows.
CREATE TABLE contact_photos(
  owner INTEGER NOT NULL,
  contact INTEGER NOT NULL,
  file INTEGER NOT NULL REFERENCES files(id),
  PRIMARY KEY(owner, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_photos_of ON contact_photos(file);

-- Photos of groups and channels.
CREATE TABLE chat_photos(
  peer INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES files(id)
) STRICT;
CREATE INDEX chat_photos_of ON chat_photos(file);

CREATE TRIGGER profile_photos_let_go AFTER DELETE ON profile_photos BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER contact_photos_let_go AFTER DELETE ON contact_photos BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER chat_photos_let_go AFTER DELETE ON chat_photos BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
