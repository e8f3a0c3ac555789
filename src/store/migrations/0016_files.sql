-- Files and the blobs that hold their bytes (docs/adr/0004-files.md).
--
-- A table that names files does it by a column `file INTEGER REFERENCES files(id)`, has an index on it (a file is
-- not deleted before the engine has looked there), and triggers that write the file into file_candidates, with
-- `since` 0, when a row lets go of it.

CREATE TABLE blobs(
  hash BLOB PRIMARY KEY,  -- SHA-256 of the bytes
  size INTEGER NOT NULL   -- bytes
) STRICT, WITHOUT ROWID;

-- Blobs that no file names; their bytes may or may not be there any more.
CREATE TABLE blob_graves(
  hash BLOB PRIMARY KEY,
  size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE files(
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,      -- store::FileKind
  uploader INTEGER NOT NULL,
  date INTEGER NOT NULL,
  size INTEGER NOT NULL,      -- of all its blobs: what counts towards the uploader's quota
  meta BLOB NOT NULL          -- domain/files/file.h
) STRICT;

CREATE TABLE file_blobs(
  file INTEGER NOT NULL REFERENCES files(id),
  blob BLOB NOT NULL REFERENCES blobs(hash),
  PRIMARY KEY(file, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_blobs_by_blob ON file_blobs(blob);

-- What each person's files take.
CREATE TABLE file_usage(
  user INTEGER PRIMARY KEY,
  bytes INTEGER NOT NULL
) STRICT;

-- Files that perhaps nobody names. `since`: when the collector saw it here first; 0: not yet.
CREATE TABLE file_candidates(
  file INTEGER PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX file_candidates_by_since ON file_candidates(since);

CREATE TRIGGER files_begin_unused AFTER INSERT ON files BEGIN
  INSERT INTO file_candidates(file, since) VALUES(NEW.id, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;
