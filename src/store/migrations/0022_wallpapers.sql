-- The wallpapers that people keep at hand, and what their private chats look like. A wallpaper is a file, or only colours;
-- `wallpaper` is its id (domain/appearance/wallpaper.h), `settings` how it is shown. A column that names a file holds it
-- (0016_files.sql).
CREATE TABLE saved_wallpapers(
  owner INTEGER NOT NULL,
  wallpaper INTEGER NOT NULL,
  file INTEGER REFERENCES files(id),  -- NULL: one that comes with the program
  turn INTEGER NOT NULL,              -- the latest has the highest
  hidden INTEGER NOT NULL,            -- 1: the owner wants to see it no more
  settings BLOB NOT NULL,
  PRIMARY KEY(owner, wallpaper)
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_wallpapers_by_file ON saved_wallpapers(file) WHERE file IS NOT NULL;

CREATE TABLE chat_wallpapers(
  owner INTEGER NOT NULL,             -- who sees it
  peer INTEGER NOT NULL,
  by_other INTEGER NOT NULL,          -- 1: the other has chosen it for both, and it lies over the owner's own
  wallpaper INTEGER NOT NULL,
  file INTEGER REFERENCES files(id),  -- NULL: only colours
  settings BLOB NOT NULL,
  PRIMARY KEY(owner, peer, by_other)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_wallpapers_by_file ON chat_wallpapers(file) WHERE file IS NOT NULL;

-- The theme that two people have agreed on: each has a row.
CREATE TABLE chat_themes(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  emoticon TEXT NOT NULL,
  PRIMARY KEY(owner, peer)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER saved_wallpapers_let_go AFTER DELETE ON saved_wallpapers WHEN OLD.file IS NOT NULL BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER chat_wallpapers_let_go AFTER DELETE ON chat_wallpapers WHEN OLD.file IS NOT NULL BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
