-- Answers of the desk's API to calls with an Idempotency-Key, for when the same call comes again.
CREATE TABLE desk_api_keys(
  scope TEXT NOT NULL,                 -- whose keys these are
  key TEXT NOT NULL,
  digest BLOB NOT NULL,                -- SHA-256 of address and body
  status INTEGER NOT NULL,
  type TEXT NOT NULL,                  -- media type of `answer`; '': JSON
  answer TEXT NOT NULL,
  record TEXT NOT NULL,                -- the entry a receipt is signed for; '': none
  at INTEGER NOT NULL,
  PRIMARY KEY(scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_api_keys_by_age ON desk_api_keys(at);
