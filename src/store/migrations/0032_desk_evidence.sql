-- What the desk holds beside the entries of its log (docs/adr/0005-desk.md, "Evidence"): what was reported, as it was
-- then; what is preserved on an order; bundles handed to an authority. Whatever becomes of the original, this stays
-- until its time is over, and is destroyed then: `content` goes, the row with its hash stays.
CREATE TABLE desk_evidence(
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  kind INTEGER NOT NULL,               -- desk::EvidenceKind
  target TEXT NOT NULL,
  recipient INTEGER NOT NULL,          -- of a bundle: the officer who may fetch it; else 0
  digest BLOB NOT NULL,                -- SHA-256 of the content
  content BLOB,                        -- NULL: destroyed
  taken_at INTEGER NOT NULL,
  look_at INTEGER NOT NULL,            -- when to see whether its time is over
  destroyed_at INTEGER NOT NULL        -- 0: it is there
) STRICT;
CREATE INDEX desk_evidence_of_case ON desk_evidence(case_id, id);
CREATE INDEX desk_evidence_to_look_at ON desk_evidence(look_at) WHERE destroyed_at = 0;
CREATE INDEX desk_evidence_of_target ON desk_evidence(target) WHERE destroyed_at = 0;

-- The files it shows, which are not collected while they are named here (docs/adr/0004-files.md).
CREATE TABLE desk_evidence_files(
  evidence INTEGER NOT NULL REFERENCES desk_evidence(id),
  file INTEGER NOT NULL REFERENCES files(id),
  PRIMARY KEY(evidence, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_evidence_files_of ON desk_evidence_files(file);
CREATE TRIGGER desk_evidence_files_let_go AFTER DELETE ON desk_evidence_files BEGIN
  INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0;
END;

-- For whoever asks what the desk has of him, by all the ways in which a case can concern somebody.
CREATE INDEX desk_cases_of_target ON desk_cases(target) WHERE target <> '';
CREATE INDEX restrictions_of_person ON restrictions(person) WHERE person <> 0;
