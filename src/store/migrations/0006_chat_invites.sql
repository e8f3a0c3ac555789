-- Links by which people join a group, of whatever kind.
CREATE TABLE chat_invites(
  hash TEXT PRIMARY KEY,              -- what follows the + in the link
  peer INTEGER NOT NULL,              -- PeerId
  admin INTEGER NOT NULL,             -- who made it
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,        -- 0: never
  usage_limit INTEGER NOT NULL,       -- 0: none
  usages INTEGER NOT NULL,
  flags INTEGER NOT NULL              -- ChatInviteFlag in store/chat_invites.h
) STRICT;
CREATE INDEX chat_invites_peer ON chat_invites(peer, admin, created_at);

-- Who came by which link.
CREATE TABLE chat_invite_uses(
  hash TEXT NOT NULL,
  user_id INTEGER NOT NULL,
  date INTEGER NOT NULL,
  approved_by INTEGER NOT NULL,       -- 0: nobody had to
  PRIMARY KEY(hash, user_id)
) STRICT, WITHOUT ROWID;

-- Who waits to be let in.
CREATE TABLE chat_join_requests(
  peer INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  hash TEXT NOT NULL,
  date INTEGER NOT NULL,
  PRIMARY KEY(peer, user_id)
) STRICT, WITHOUT ROWID;
