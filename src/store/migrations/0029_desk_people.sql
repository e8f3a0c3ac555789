-- People of the desk and how they show who they are (docs/adr/0005-desk.md). Secrets are kept as SHA-256: they
-- are random and long.
CREATE TABLE desk_people(
  id INTEGER PRIMARY KEY,              -- above all accounts: store::kFirstDeskPerson
  name TEXT NOT NULL,
  roles INTEGER NOT NULL,              -- 1 << desk::Role
  level INTEGER NOT NULL,              -- desk::IdentityLevel, apart from how they sign in
  authority INTEGER NOT NULL,          -- desk_register_entries.id of whose officer or flagger; 0: none
  created_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL          -- 0: not
) STRICT;

-- One-time links.
CREATE TABLE desk_enrolments(
  digest BLOB PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES desk_people(id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_challenges(
  id INTEGER PRIMARY KEY,
  challenge BLOB NOT NULL UNIQUE,
  purpose INTEGER NOT NULL,            -- desk::ChallengeFor
  person INTEGER NOT NULL,             -- 0: whoever signs in
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE desk_passkeys(
  credential BLOB PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES desk_people(id),
  scheme INTEGER NOT NULL,             -- crypto::SignatureScheme
  public_key BLOB NOT NULL,            -- SubjectPublicKeyInfo
  counter INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_passkeys_of_person ON desk_passkeys(person);

CREATE TABLE desk_sessions(
  digest BLOB PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES desk_people(id),
  means INTEGER NOT NULL,              -- desk::Means
  level INTEGER NOT NULL,              -- desk::IdentityLevel, of this session
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_sessions_of_person ON desk_sessions(person);
CREATE INDEX desk_sessions_by_age ON desk_sessions(created_at);

-- Of machines: trusted flaggers, portals of authorities.
CREATE TABLE desk_tokens(
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES desk_people(id),
  name TEXT NOT NULL,                  -- which machine
  scopes INTEGER NOT NULL,             -- 1 << desk::TokenScope
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_tokens_of_person ON desk_tokens(person);

-- TLS client certificates, by what outlives a renewal or by themselves.
CREATE TABLE desk_certificates(
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES desk_people(id),
  fingerprint BLOB NOT NULL,           -- SHA-256; empty: any of this subject and issuer
  subject TEXT NOT NULL,               -- RFC 2253
  issuer TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_certificates_by_subject ON desk_certificates(subject, issuer);
CREATE INDEX desk_certificates_of_person ON desk_certificates(person);

-- Sign-in at somebody else's: OpenID Connect. `subject` is theirs.
CREATE TABLE desk_accounts_elsewhere(
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person INTEGER NOT NULL REFERENCES desk_people(id),
  PRIMARY KEY(issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_accounts_elsewhere_of_person ON desk_accounts_elsewhere(person);
