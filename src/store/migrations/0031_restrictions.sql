-- What the desk has restricted (docs/adr/0005-desk.md, "Restrictions"). A restriction belongs to a case, whose decision
-- is its statement of reasons. What it is on says so itself: a message and a channel by a flag, a person by `restricted`,
-- so that whatever is not restricted costs no look into this table.
CREATE TABLE restrictions(
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  case_ref TEXT NOT NULL,
  box INTEGER NOT NULL,                -- MessageKey of store/reactions.h; a person or channel itself: its peer, and id 0
  id_in_box INTEGER NOT NULL,
  measure INTEGER NOT NULL,            -- domain::Measure
  territory TEXT NOT NULL,             -- ISO 3166-1 alpha-2, separated by spaces; '': everywhere
  platforms TEXT NOT NULL,             -- "ios android"; '': all
  by_law INTEGER NOT NULL,             -- 0: for the terms of service
  provision TEXT NOT NULL,             -- the law, or the clause: viewers are told
  person INTEGER NOT NULL,             -- whom it concerns; 0: nobody who could be told
  since INTEGER NOT NULL,
  until_at INTEGER NOT NULL,           -- 0: until it is lifted
  lifted_at INTEGER NOT NULL           -- 0: in force
) STRICT;
CREATE INDEX restrictions_on ON restrictions(box, id_in_box) WHERE lifted_at = 0;
CREATE INDEX restrictions_of_case ON restrictions(case_id, id);
CREATE INDEX restrictions_by_end ON restrictions(until_at) WHERE lifted_at = 0 AND until_at <> 0;

-- store::UserRestriction, as bits.
ALTER TABLE users ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;

-- The people concerned who are still to be told; where the issuer tells them (desk::Instrument 6 to 8), it is not ours.
CREATE INDEX desk_cases_person_to_tell ON desk_cases(id)
  WHERE effected_at <> 0 AND person_told_at = 0 AND state IN (7, 8) AND instrument NOT IN (6, 7, 8);
CREATE INDEX desk_appeals_to_tell ON desk_cases(id) WHERE kind = 4 AND state = 5;
