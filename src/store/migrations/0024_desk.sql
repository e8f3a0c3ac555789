-- The desk: cases, what was sent in, what was decided, clocks, and the contact log (docs/adr/0005-desk.md).
CREATE TABLE desk_cases(
  id INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,            -- random; names the case to people and in the public log
  kind INTEGER NOT NULL,               -- desk::CaseKind
  lane INTEGER NOT NULL,               -- desk::Lane, the highest of what is in it
  instrument INTEGER NOT NULL,         -- desk::Instrument
  subject INTEGER NOT NULL,            -- desk::Subject
  target TEXT NOT NULL,                -- what it is about, in canonical form; '': nothing that could be named
  state INTEGER NOT NULL,              -- desk::State
  level INTEGER NOT NULL,              -- desk::IdentityLevel of who asks
  received_at INTEGER NOT NULL,
  next_seq INTEGER NOT NULL,           -- of its next entry in the log
  submissions INTEGER NOT NULL,        -- how many notices there are in it
  untold INTEGER NOT NULL,             -- how many of those have not been told the outcome
  appeal_of INTEGER REFERENCES desk_cases(id),
  asked BLOB NOT NULL,                 -- desk::Asked of an order, as desk/desk_rows.cpp packs it; empty: none
  decision TEXT NOT NULL,              -- desk::canonical() of what is proposed or decided
  proposer INTEGER NOT NULL,           -- who proposed; 0: nobody
  effected_at INTEGER NOT NULL,        -- 0: not
  person_told_at INTEGER NOT NULL      -- when the person concerned was told; 0: not
) STRICT;
-- One work item per target while it is worked on (desk::takes_notices).
CREATE UNIQUE INDEX desk_cases_by_target ON desk_cases(target) WHERE kind = 1 AND state <= 4 AND target <> '';
CREATE INDEX desk_cases_queue ON desk_cases(state, lane, received_at);
CREATE INDEX desk_cases_appeals ON desk_cases(appeal_of) WHERE appeal_of IS NOT NULL;

-- Each notice, order, letter as it came; its bytes are the payload of its entry in the log.
CREATE TABLE desk_submissions(
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  receipt TEXT NOT NULL UNIQUE,        -- secret of whoever sent it: opens its status page
  entry INTEGER NOT NULL,              -- desk_log.id
  lane INTEGER NOT NULL,
  sender INTEGER NOT NULL,             -- account or officer; 0: somebody without an account
  scope TEXT NOT NULL,                 -- whose idempotency keys these are
  idempotency_key TEXT,
  digest BLOB NOT NULL,                -- SHA-256 of the payload, to compare a repetition with
  language TEXT NOT NULL,              -- ISO 639-1
  reply_to TEXT NOT NULL,              -- mail address; '': by chat, or only on the status page
  received_at INTEGER NOT NULL,
  told_at INTEGER NOT NULL             -- when the outcome was sent; 0: not yet
) STRICT;
CREATE UNIQUE INDEX desk_submissions_keys ON desk_submissions(scope, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
CREATE INDEX desk_submissions_of_case ON desk_submissions(case_id, told_at, id);
CREATE INDEX desk_submissions_of_sender ON desk_submissions(sender, id) WHERE sender <> 0;

-- Who did what: for second persons and fresh eyes. `seq` is that of the log entry.
CREATE TABLE desk_acts(
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  seq INTEGER NOT NULL,
  action INTEGER NOT NULL,             -- desk::Action
  role INTEGER NOT NULL,               -- desk::Role
  person INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_clocks(
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  kind INTEGER NOT NULL,               -- desk::ClockKind
  statutory INTEGER NOT NULL,
  amount INTEGER NOT NULL,             -- as it was promised when the clock began
  started_at INTEGER NOT NULL,
  due_at INTEGER,                      -- NULL: it rests
  rung INTEGER NOT NULL,               -- the next one of the escalation
  rung_at INTEGER,                     -- NULL: none
  stopped_at INTEGER NOT NULL,         -- when what it asks for was done; 0: it runs
  PRIMARY KEY(case_id, kind, statutory)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_clocks_by_rung ON desk_clocks(rung_at) WHERE rung_at IS NOT NULL;
CREATE INDEX desk_clocks_by_due ON desk_clocks(due_at) WHERE due_at IS NOT NULL AND stopped_at = 0;

CREATE TABLE desk_pauses(
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  from_at INTEGER NOT NULL,
  reason INTEGER NOT NULL,             -- desk::PauseReason
  until_at INTEGER,                    -- NULL: it lasts
  PRIMARY KEY(case_id, from_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_gags(
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  extension INTEGER NOT NULL,          -- 0: the first
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  basis TEXT NOT NULL,
  ended_at INTEGER NOT NULL,           -- 0: in force
  PRIMARY KEY(case_id, extension)
) STRICT, WITHOUT ROWID;
CREATE INDEX desk_gags_by_end ON desk_gags(until_at) WHERE ended_at = 0;

-- The contact log. An entry is written by the transaction that does what it tells; it gets its leaf afterwards,
-- from the one writer of the tree. `record` is what the tree has; payload and salt go when erased.
CREATE TABLE desk_log(
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL,            -- 0: of no case
  leaf INTEGER UNIQUE,                 -- NULL: not yet in the tree
  record TEXT NOT NULL,                -- translog::canonical()
  salt BLOB,
  payload BLOB
) STRICT;
CREATE INDEX desk_log_of_case ON desk_log(case_id, id);
CREATE INDEX desk_log_waiting ON desk_log(id) WHERE leaf IS NULL;
