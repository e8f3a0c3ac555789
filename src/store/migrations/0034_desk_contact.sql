-- The operator's contact file as it was published, and what the desk's own probes found.
CREATE TABLE desk_contact_versions(
  version INTEGER PRIMARY KEY,         -- 1, 2, ...
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  document TEXT NOT NULL,              -- as served: http/contact_file.h
  entry INTEGER NOT NULL               -- desk_log.id of its contact-changed
) STRICT;

CREATE TABLE desk_probes(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  failure TEXT NOT NULL,               -- what went wrong, for the operator; '': all was answered
  entry INTEGER NOT NULL               -- desk_log.id of what it wrote in; 0: it came not so far
) STRICT;
CREATE INDEX desk_probes_answered ON desk_probes(at) WHERE failure = '';
