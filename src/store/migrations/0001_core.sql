-- Small facts about this database, one row each.
CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- MTProto authorization keys. `sealed` is the key encrypted under the server key, which is not in this database.
CREATE TABLE auth_keys(
  id INTEGER PRIMARY KEY,             -- low 64 bits of SHA1(key)
  sealed BLOB NOT NULL,
  kind INTEGER NOT NULL,              -- 0 permanent, 1 temporary
  dc INTEGER NOT NULL,                -- as the client named it in the key exchange
  created_at INTEGER NOT NULL,        -- unix seconds, as all times here
  expires_at INTEGER NOT NULL DEFAULT 0,   -- temporary keys
  bound_to INTEGER,                   -- temporary keys: the permanent key they act for, once bound
  -- What the client told with initConnection, for the list of sessions.
  layer INTEGER NOT NULL DEFAULT 0,
  api_id INTEGER NOT NULL DEFAULT 0,
  device_model TEXT NOT NULL DEFAULT '',
  system_version TEXT NOT NULL DEFAULT '',
  app_version TEXT NOT NULL DEFAULT '',
  system_lang_code TEXT NOT NULL DEFAULT '',
  lang_pack TEXT NOT NULL DEFAULT '',
  lang_code TEXT NOT NULL DEFAULT '',
  ip TEXT NOT NULL DEFAULT '',
  last_active INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX auth_keys_bound ON auth_keys(bound_to) WHERE bound_to IS NOT NULL;
CREATE INDEX auth_keys_expiry ON auth_keys(expires_at) WHERE kind = 1;

-- The event log of every owner, see src/domain/events.h. The last row of an owner is his pts: there is no counter
-- beside the log that could disagree with it.
CREATE TABLE events(
  owner INTEGER NOT NULL,
  pts INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  peer INTEGER,
  arg INTEGER,
  data BLOB,
  PRIMARY KEY(owner, pts)
) STRICT, WITHOUT ROWID;
