#include "store/desk_registers.h"

namespace botschaft::store {
namespace {

#define ENTRY_COLUMNS "id, register, key, facts, since_at, until_at"
#define CHANGE_COLUMNS \
  "id, register, key, kind, facts, proposed_by, proposed_at, state, decided_by, decided_at"
#define CALL_COLUMNS \
  "id, case_id, person, entry, number, due_at, asked_at, result, caller, called_at, spoke_with"
#define INTRODUCTION_COLUMNS                                                                              \
  "id, mediator, person, text, public_key, scheme, client_data, authenticator_data, signature, made_at, " \
  "until_at, revoked_at"

DeskRegisterEntryRow read_entry(const Query& q) {
  return {.id = q.int64(0),
          .register_ = q.int32(1),
          .key = std::string(q.text(2)),
          .facts = std::string(q.text(3)),
          .since_at = q.int64(4),
          .until_at = q.int64(5)};
}

DeskRegisterChangeRow read_change(const Query& q) {
  return {.id = q.int64(0),
          .register_ = q.int32(1),
          .key = std::string(q.text(2)),
          .kind = q.int32(3),
          .facts = std::string(q.text(4)),
          .proposed_by = q.int64(5),
          .proposed_at = q.int64(6),
          .state = q.int32(7),
          .decided_by = q.int64(8),
          .decided_at = q.int64(9)};
}

DeskCallBackRow read_call(const Query& q) {
  return {.id = q.int64(0),
          .case_id = q.int64(1),
          .person = q.int64(2),
          .entry = q.int64(3),
          .number = std::string(q.text(4)),
          .due_at = q.int64(5),
          .asked_at = q.int64(6),
          .result = q.int32(7),
          .caller = q.int64(8),
          .called_at = q.int64(9),
          .spoke_with = std::string(q.text(10))};
}

DeskIntroductionRow read_introduction(const Query& q) {
  return {.id = q.int64(0),
          .mediator = q.int64(1),
          .person = q.int64(2),
          .text = std::string(q.text(3)),
          .public_key = to_bytes(q.blob(4)),
          .scheme = q.int32(5),
          .client_data = to_bytes(q.blob(6)),
          .authenticator_data = to_bytes(q.blob(7)),
          .signature = to_bytes(q.blob(8)),
          .made_at = q.int64(9),
          .until_at = q.int64(10),
          .revoked_at = q.int64(11)};
}

template <class Row>
std::vector<Row> all_of(Query q, Row (*read)(const Query&)) {
  std::vector<Row> rows;
  while (q.next()) rows.push_back(read(q));
  return rows;
}
template <class Row>
std::optional<Row> first_of(Query q, Row (*read)(const Query&)) {
  return q.next() ? std::optional(read(q)) : std::nullopt;
}
std::int64_t id_of(Query q) {
  return q.next() ? q.int64(0) : 0;
}

}  // namespace

std::int64_t insert_desk_register_entry(Transaction& tx, const DeskRegisterEntryRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_register_entries (register, key, facts, since_at, until_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id"};
  return id_of(tx.run(kInsert, row.register_, row.key, row.facts, row.since_at, row.until_at));
}

void end_desk_register_entry(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kEnd{"UPDATE desk_register_entries SET until_at = ?2 WHERE id = ?1 AND until_at = 0"};
  static constexpr Sql kDomains{"DELETE FROM desk_register_domains WHERE entry = ?1"};
  tx.run(kEnd, id, at);
  tx.run(kDomains, id);
}

void insert_desk_register_domain(Transaction& tx, std::string_view domain, std::int64_t entry) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_register_domains (domain, entry) VALUES (?1, ?2) ON CONFLICT DO NOTHING"};
  tx.run(kInsert, domain, entry);
}

std::optional<DeskRegisterEntryRow> find_desk_register_entry(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " ENTRY_COLUMNS " FROM desk_register_entries WHERE id = ?1"};
  return first_of(tx.run(kFind, id), read_entry);
}

std::vector<DeskRegisterEntryRow> desk_register_entries(Transaction& tx, int register_) {
  static constexpr Sql kOf{"SELECT " ENTRY_COLUMNS
                           " FROM desk_register_entries WHERE register = ?1 AND until_at = 0 ORDER BY key"};
  return all_of(tx.run(kOf, register_), read_entry);
}

std::vector<std::int64_t> desk_register_entries_of_domain(Transaction& tx, std::string_view domain) {
  static constexpr Sql kOf{"SELECT entry FROM desk_register_domains WHERE domain = ?1 ORDER BY entry"};
  std::vector<std::int64_t> entries;
  auto q = tx.run(kOf, domain);
  while (q.next()) entries.push_back(q.int64(0));
  return entries;
}

std::int64_t insert_desk_register_change(Transaction& tx, const DeskRegisterChangeRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_register_changes (register, key, kind, facts, proposed_by, proposed_at, state, "
      "decided_by, decided_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id"};
  return id_of(tx.run(kInsert, row.register_, row.key, row.kind, row.facts, row.proposed_by, row.proposed_at,
                      row.state, row.decided_by, row.decided_at));
}

std::optional<DeskRegisterChangeRow> find_desk_register_change(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " CHANGE_COLUMNS " FROM desk_register_changes WHERE id = ?1"};
  return first_of(tx.run(kFind, id), read_change);
}

std::vector<DeskRegisterChangeRow> waiting_desk_register_changes(Transaction& tx, int register_, int limit) {
  static constexpr Sql kWaiting{
      "SELECT " CHANGE_COLUMNS
      " FROM desk_register_changes WHERE register = ?1 AND state = 1 ORDER BY id LIMIT ?2"};
  return all_of(tx.run(kWaiting, register_, limit), read_change);
}

bool settle_desk_register_changes(Transaction& tx, int register_, std::int64_t id, int state, std::int64_t by,
                                  std::int64_t at) {
  static constexpr Sql kSettle{
      "UPDATE desk_register_changes SET state = ?3, decided_by = ?4, decided_at = ?5 "
      "WHERE register = ?1 AND state = 1 AND (?2 = 0 OR id = ?2)"};
  return tx.run(kSettle, register_, id, state, by, at).changes() != 0;
}

void put_desk_proof(Transaction& tx, const DeskProofRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO desk_proofs (case_id, proof, entry, person, at, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT (case_id, proof) DO UPDATE SET entry = excluded.entry, person = excluded.person, "
      "at = excluded.at, detail = excluded.detail"};
  tx.run(kPut, row.case_id, row.proof, row.entry, row.person, row.at, row.detail);
}

std::vector<DeskProofRow> desk_proofs(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kOf{
      "SELECT proof, entry, person, at, detail FROM desk_proofs WHERE case_id = ?1 ORDER BY proof"};
  std::vector<DeskProofRow> rows;
  auto q = tx.run(kOf, case_id);
  while (q.next())
    rows.push_back({.case_id = case_id,
                    .proof = q.int32(0),
                    .entry = q.int64(1),
                    .person = q.int64(2),
                    .at = q.int64(3),
                    .detail = std::string(q.text(4))});
  return rows;
}

std::int64_t insert_desk_call_back(Transaction& tx, const DeskCallBackRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_call_backs (case_id, person, entry, number, due_at, asked_at, result, caller, "
      "called_at, spoke_with) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id"};
  return id_of(tx.run(kInsert, row.case_id, row.person, row.entry, row.number, row.due_at, row.asked_at,
                      row.result, row.caller, row.called_at, row.spoke_with));
}

std::optional<DeskCallBackRow> find_desk_call_back(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " CALL_COLUMNS " FROM desk_call_backs WHERE id = ?1"};
  return first_of(tx.run(kFind, id), read_call);
}

std::vector<DeskCallBackRow> open_desk_call_backs(Transaction& tx, int limit) {
  static constexpr Sql kOpen{"SELECT " CALL_COLUMNS
                             " FROM desk_call_backs WHERE result = 0 ORDER BY due_at, id LIMIT ?1"};
  return all_of(tx.run(kOpen, limit), read_call);
}

std::vector<DeskCallBackRow> desk_call_backs(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kOf{"SELECT " CALL_COLUMNS
                           " FROM desk_call_backs WHERE case_id = ?1 AND case_id <> 0 ORDER BY id"};
  return all_of(tx.run(kOf, case_id), read_call);
}

void set_desk_call_back_result(Transaction& tx, const DeskCallBackRow& row) {
  static constexpr Sql kSet{
      "UPDATE desk_call_backs SET result = ?2, caller = ?3, called_at = ?4, spoke_with = ?5 WHERE id = ?1"};
  tx.run(kSet, row.id, row.result, row.caller, row.called_at, row.spoke_with);
}

std::int64_t insert_desk_introduction(Transaction& tx, const DeskIntroductionRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_introductions (mediator, person, text, public_key, scheme, client_data, "
      "authenticator_data, signature, made_at, until_at, revoked_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id"};
  return id_of(tx.run(kInsert, row.mediator, row.person, row.text, row.public_key, row.scheme,
                      row.client_data, row.authenticator_data, row.signature, row.made_at, row.until_at,
                      row.revoked_at));
}

std::optional<DeskIntroductionRow> find_desk_introduction(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " INTRODUCTION_COLUMNS " FROM desk_introductions WHERE id = ?1"};
  return first_of(tx.run(kFind, id), read_introduction);
}

std::vector<DeskIntroductionRow> desk_introductions(Transaction& tx, std::int64_t person) {
  static constexpr Sql kOf{"SELECT " INTRODUCTION_COLUMNS
                           " FROM desk_introductions WHERE person = ?1 ORDER BY id"};
  return all_of(tx.run(kOf, person), read_introduction);
}

bool has_desk_introduction(Transaction& tx, std::int64_t person, std::int64_t now) {
  static constexpr Sql kHas{
      "SELECT 1 FROM desk_introductions WHERE person = ?1 AND until_at > ?2 AND revoked_at = 0 LIMIT 1"};
  return tx.run(kHas, person, now).next();
}

void revoke_desk_introduction(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kRevoke{
      "UPDATE desk_introductions SET revoked_at = ?2 WHERE id = ?1 AND revoked_at = 0"};
  tx.run(kRevoke, id, at);
}

}  // namespace botschaft::store
