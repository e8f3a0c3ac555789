-- Cases whose senders are still to be told what was decided.
CREATE INDEX desk_cases_to_tell ON desk_cases(state, id) WHERE untold > 0;
