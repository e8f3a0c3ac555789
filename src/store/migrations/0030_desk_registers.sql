-- Registers of authorities and trusted flaggers, what was shown of who asks in a case, calls to numbers of the
-- register, and introductions (docs/desk/identity.md).
CREATE TABLE desk_register_entries(
  id INTEGER PRIMARY KEY,
  register INTEGER NOT NULL,           -- desk::Register
  key TEXT NOT NULL,                   -- its name in that register
  facts TEXT NOT NULL,                 -- desk::canonical(RegisterFacts)
  since_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL            -- 0: in force
) STRICT;
CREATE UNIQUE INDEX desk_register_entries_by_key ON desk_register_entries(register, key) WHERE until_at = 0;

-- Mail domains of the entries in force.
CREATE TABLE desk_register_domains(
  domain TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES desk_register_entries(id),
  PRIMARY KEY(domain, entry)
) STRICT, WITHOUT ROWID;

-- Lines of an import that wait for a person, and what became of them.
CREATE TABLE desk_register_changes(
  id INTEGER PRIMARY KEY,
  register INTEGER NOT NULL,
  key TEXT NOT NULL,
  kind INTEGER NOT NULL,               -- desk::ChangeKind
  facts TEXT NOT NULL,                 -- as it would be; '' for a removal
  proposed_by INTEGER NOT NULL,        -- desk_people.id; 0: the console
  proposed_at INTEGER NOT NULL,
  state INTEGER NOT NULL,              -- desk::ChangeState
  decided_by INTEGER NOT NULL,
  decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_register_changes_waiting ON desk_register_changes(register, id) WHERE state = 1;

-- What was shown of who asks in a case; its level follows from these (desk::level_of_proofs).
CREATE TABLE desk_proofs(
  case_id INTEGER NOT NULL REFERENCES desk_cases(id),
  proof INTEGER NOT NULL,              -- desk::Proof
  entry INTEGER NOT NULL,              -- desk_register_entries.id; 0: none
  person INTEGER NOT NULL,             -- who recorded it; 0: the program
  at INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY(case_id, proof)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_call_backs(
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL,            -- 0: about a person of the desk
  person INTEGER NOT NULL,             -- desk_people.id; 0: about a case
  entry INTEGER NOT NULL REFERENCES desk_register_entries(id),
  number TEXT NOT NULL,                -- as the register had it then
  due_at INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  result INTEGER NOT NULL,             -- desk::CallResult; 0: not yet called
  caller INTEGER NOT NULL,             -- who called
  called_at INTEGER NOT NULL,
  spoke_with TEXT NOT NULL
) STRICT;
CREATE INDEX desk_call_backs_open ON desk_call_backs(due_at) WHERE result = 0;
CREATE INDEX desk_call_backs_of_case ON desk_call_backs(case_id) WHERE case_id <> 0;

-- Shown for ever: a row is never taken away.
CREATE TABLE desk_introductions(
  id INTEGER PRIMARY KEY,
  mediator INTEGER NOT NULL REFERENCES desk_people(id),
  person INTEGER NOT NULL REFERENCES desk_people(id),
  text TEXT NOT NULL,                  -- what was signed: its SHA-256 is the challenge
  public_key BLOB NOT NULL,            -- of the passkey that signed
  scheme INTEGER NOT NULL,
  client_data BLOB NOT NULL,
  authenticator_data BLOB NOT NULL,
  signature BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX desk_introductions_of_person ON desk_introductions(person);
