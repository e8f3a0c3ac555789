-- Sticker sets, who has which, and the lists of stickers and GIFs that people keep. A column that names a file
-- holds it (0016_files.sql).
CREATE TABLE sticker_sets(
  id INTEGER PRIMARY KEY,             -- those that come with the program: domain::ShippedSet
  creator INTEGER NOT NULL,           -- 0: the program
  kind INTEGER NOT NULL,              -- store::StickerKind
  flags INTEGER NOT NULL,             -- store::StickerSetFlag
  title TEXT NOT NULL,
  short_name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,      -- short_name in lower case
  thumb INTEGER REFERENCES files(id),
  thumb_version INTEGER NOT NULL,
  version INTEGER NOT NULL,           -- moves with every change; what clients compare
  count INTEGER NOT NULL              -- of its stickers
) STRICT;
CREATE INDEX sticker_sets_of_creator ON sticker_sets(creator, id);
CREATE INDEX sticker_sets_by_thumb ON sticker_sets(thumb) WHERE thumb IS NOT NULL;

CREATE TABLE stickers(
  set_id INTEGER NOT NULL REFERENCES sticker_sets(id),
  position INTEGER NOT NULL,          -- 0, 1, ...
  file INTEGER NOT NULL REFERENCES files(id),
  emoji TEXT NOT NULL,                -- with a space between them
  keywords TEXT NOT NULL,             -- with a comma between them
  mask BLOB,                          -- store::MaskPlace
  PRIMARY KEY(set_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX stickers_by_file ON stickers(file);

CREATE TABLE installed_sticker_sets(
  owner INTEGER NOT NULL,
  set_id INTEGER NOT NULL REFERENCES sticker_sets(id),
  kind INTEGER NOT NULL,              -- of the set
  archived INTEGER NOT NULL,
  place INTEGER NOT NULL,             -- the highest is shown first
  date INTEGER NOT NULL,
  PRIMARY KEY(owner, set_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX installed_sticker_sets_in_order ON installed_sticker_sets(owner, kind, archived, place);
CREATE INDEX installed_sticker_sets_by_set ON installed_sticker_sets(set_id);

-- Recent and favourite stickers, saved GIFs.
CREATE TABLE file_lists(
  owner INTEGER NOT NULL,
  list INTEGER NOT NULL,              -- store::FileList
  file INTEGER NOT NULL REFERENCES files(id),
  turn INTEGER NOT NULL,              -- the latest has the highest
  date INTEGER NOT NULL,
  PRIMARY KEY(owner, list, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_lists_in_order ON file_lists(owner, list, turn);
CREATE INDEX file_lists_by_file ON file_lists(file);

-- The files that come with the program, as they were put here last.
CREATE TABLE shipped_files(
  name TEXT PRIMARY KEY,              -- domain/stickers/shipped.h
  digest BLOB NOT NULL,               -- SHA-256 of all that the file is made of
  file INTEGER NOT NULL REFERENCES files(id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shipped_files_by_file ON shipped_files(file);

CREATE TRIGGER sticker_sets_let_go AFTER UPDATE OF thumb ON sticker_sets
WHEN OLD.thumb IS NOT NULL AND OLD.thumb IS NOT NEW.thumb BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.thumb, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER sticker_sets_end AFTER DELETE ON sticker_sets WHEN OLD.thumb IS NOT NULL BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.thumb, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER stickers_let_go AFTER DELETE ON stickers BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER file_lists_let_go AFTER DELETE ON file_lists BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
CREATE TRIGGER shipped_files_let_go AFTER DELETE ON shipped_files BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
