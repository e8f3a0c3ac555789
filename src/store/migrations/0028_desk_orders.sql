-- What an order is about, one row for each address or identifier it names, in its order.
CREATE TABLE desk_targets(
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  position INTEGER NOT NULL,
  locator TEXT NOT NULL,               -- as it was written
  target TEXT NOT NULL,                -- canonical; '': there is no such
  effected_at INTEGER NOT NULL,        -- when the measure took effect on it; 0: not
  PRIMARY KEY(case_id, position)
) STRICT, WITHOUT ROWID;

-- The time of others, by its end (desk::Desk::end_clocks).
CREATE INDEX desk_clocks_ending ON desk_clocks(due_at)
  WHERE due_at IS NOT NULL AND stopped_at = 0 AND kind >= 5 AND kind <= 10;

-- Calls of the people on call that leave the house: written with the rung of the escalation they tell of, sent
-- afterwards, and sent again until they got through.
CREATE TABLE desk_calls(
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  way INTEGER NOT NULL,                -- 1 mail, 2 command
  address TEXT NOT NULL,               -- of mail; '' of the command
  text TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  try_at INTEGER NOT NULL,
  told_at INTEGER NOT NULL             -- 0: not yet
) STRICT;
CREATE INDEX desk_calls_waiting ON desk_calls(try_at) WHERE told_at = 0;
