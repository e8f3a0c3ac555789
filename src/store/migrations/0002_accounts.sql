-- People, their devices, and what they decided about themselves and each other.

-- A row stays when its account is deleted (deleted = 1, everything personal emptied), so ids are never reused.
CREATE TABLE users(
  id INTEGER PRIMARY KEY,
  phone TEXT UNIQUE,                    -- digits of the international number; NULL: an account by e-mail
  email TEXT UNIQUE,                    -- lower case; where sign-in codes go if set
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  about TEXT NOT NULL,
  created_at INTEGER NOT NULL,          -- all times: unix seconds
  last_seen INTEGER NOT NULL,           -- end of the last time online
  deleted INTEGER NOT NULL              -- 0 or 1
) STRICT;
INSERT INTO users (id, first_name, last_name, about, created_at, last_seen, deleted)
  VALUES (777000, 'Botschaft', '', '', 0, 0, 0);

-- Names of peers by which they are found. One name space for people and, later, channels.
CREATE TABLE usernames(
  folded TEXT PRIMARY KEY,              -- lower case
  username TEXT NOT NULL,               -- as its owner writes it
  peer INTEGER NOT NULL UNIQUE
) STRICT;

-- Auth keys that are signed in. A key that imported another one's authorization (media data centres) hangs on it.
CREATE TABLE authorizations(
  auth_key INTEGER PRIMARY KEY,         -- what the device is: in auth_keys
  user_id INTEGER NOT NULL,
  parent_key INTEGER,                   -- NULL: a device of its own
  hash INTEGER NOT NULL,                -- names the authorization in the sessions list
  created_at INTEGER NOT NULL,
  encrypted_requests_disabled INTEGER NOT NULL,
  call_requests_disabled INTEGER NOT NULL,
  unconfirmed INTEGER NOT NULL          -- 1 until another device confirms it
) STRICT;
CREATE INDEX authorizations_user ON authorizations(user_id);
CREATE INDEX authorizations_parent ON authorizations(parent_key);

-- Codes that were sent. Kept for a day after they end, because the limits per address count them.
CREATE TABLE login_codes(
  hash TEXT PRIMARY KEY,                -- phone_code_hash, made by the server
  purpose INTEGER NOT NULL,             -- domain/accounts/codes.h
  address TEXT NOT NULL,                -- digits of a phone number, or an e-mail address: whose account it is about
  sent_to TEXT NOT NULL,                -- where the code went: the address itself, or its login e-mail
  auth_key INTEGER NOT NULL,            -- only this key may use it
  user_id INTEGER NOT NULL,             -- 0, or the account asking (change of phone number or e-mail)
  mac BLOB NOT NULL,                    -- HMAC-SHA256 of the code under a server key
  plain TEXT,                           -- the code itself, only while the delivery is "terminal"
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  wrong_attempts INTEGER NOT NULL,
  state INTEGER NOT NULL                -- 0 open, 1 accepted (a sign-up may follow), 2 spent or cancelled
) STRICT;
CREATE INDEX login_codes_address ON login_codes(address, created_at);
CREATE INDEX login_codes_created ON login_codes(created_at);

-- QR sign-in: a token a signed-out key shows, which a signed-in device of the person accepts.
CREATE TABLE login_tokens(
  token BLOB PRIMARY KEY,
  auth_key INTEGER NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL,
  accepted_by INTEGER NOT NULL          -- 0, or the user who accepted it
) STRICT;

-- auth.exportAuthorization: a single-use ticket for another key of the same device.
CREATE TABLE exported_authorizations(
  digest BLOB PRIMARY KEY,              -- SHA-256 of the exported bytes
  user_id INTEGER NOT NULL,
  auth_key INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

-- Two-step verification: the SRP verifier. The password itself is never known to the server.
CREATE TABLE passwords(
  user_id INTEGER PRIMARY KEY,
  salt1 BLOB NOT NULL,
  salt2 BLOB NOT NULL,
  verifier BLOB NOT NULL,               -- g^x mod p, 256 bytes
  hint TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  wrong_attempts INTEGER NOT NULL,      -- since window_start
  window_start INTEGER NOT NULL
) STRICT;

-- Keys whose code was right and whose password is still asked for.
CREATE TABLE password_pending(
  auth_key INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

-- The server's half of one SRP exchange; used once.
CREATE TABLE srp_challenges(
  auth_key INTEGER PRIMARY KEY,
  srp_id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  secret BLOB NOT NULL,                 -- the exponent b
  b BLOB NOT NULL,                      -- the number B that the client was shown
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE contacts(
  owner INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  first_name TEXT NOT NULL,             -- as the owner calls the contact
  last_name TEXT NOT NULL,
  phone TEXT NOT NULL,                  -- the number the owner knows, or empty
  note TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (owner, user_id)
) STRICT;
CREATE INDEX contacts_user ON contacts(user_id);

-- Numbers from address books that belong to nobody here yet; they become contacts when somebody signs up.
CREATE TABLE imported_phones(
  owner INTEGER NOT NULL,
  phone TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  PRIMARY KEY (owner, phone)
) STRICT;
CREATE INDEX imported_phones_phone ON imported_phones(phone);

CREATE TABLE blocked_peers(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  blocked_at INTEGER NOT NULL,
  PRIMARY KEY (owner, peer)
) STRICT;
CREATE INDEX blocked_peers_peer ON blocked_peers(peer);

-- Rules of one privacy key in their order: a row with peer 0 for the rule, and one per peer it names.
CREATE TABLE privacy_rules(
  user_id INTEGER NOT NULL,
  key INTEGER NOT NULL,                 -- domain/accounts/privacy.h
  position INTEGER NOT NULL,
  rule INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  PRIMARY KEY (user_id, key, position, peer)
) STRICT;

-- Notification settings of a chat, or of a kind of chats: peer 0 with scope 1 users, 2 groups, 3 channels.
CREATE TABLE notify_settings(
  user_id INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  show_previews INTEGER,                -- NULL everywhere: as the next wider scope says
  silent INTEGER,
  mute_until INTEGER,
  sound INTEGER,                        -- 0 default, 1 none, 2 local, 3 ringtone
  sound_title TEXT,
  sound_data TEXT,                      -- of a local sound
  ringtone INTEGER,                     -- document id
  stories_muted INTEGER,
  stories_hide_sender INTEGER,
  PRIMARY KEY (user_id, peer, scope)
) STRICT;

-- Small switches of an account that only its own clients read.
CREATE TABLE account_settings(
  user_id INTEGER NOT NULL,
  setting INTEGER NOT NULL,             -- store/account_settings.h
  value INTEGER NOT NULL,
  PRIMARY KEY (user_id, setting)
) STRICT;

-- Sign-up by invitation: a link, and the addresses that may sign up because they opened one.
CREATE TABLE invites(
  digest BLOB PRIMARY KEY,              -- SHA-256 of the token in the link
  note TEXT NOT NULL,
  uses_left INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE TABLE invited_addresses(
  address TEXT PRIMARY KEY,
  digest BLOB NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
