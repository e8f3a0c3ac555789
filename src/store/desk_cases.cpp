#include "store/desk_cases.h"

namespace botschaft::store {
namespace {

DeskCaseRow read_case(const Query& q) {
  DeskCaseRow row;
  row.id = q.int64(0);
  row.ref = q.text(1);
  row.kind = q.int32(2);
  row.lane = q.int32(3);
  row.instrument = q.int32(4);
  row.subject = q.int32(5);
  row.target = q.text(6);
  row.state = q.int32(7);
  row.level = q.int32(8);
  row.received_at = q.int64(9);
  row.next_seq = q.int64(10);
  row.submissions = q.int64(11);
  row.untold = q.int64(12);
  if (!q.is_null(13)) row.appeal_of = q.int64(13);
  row.asked = to_bytes(q.blob(14));
  row.decision = q.text(15);
  row.proposer = q.int64(16);
  row.effected_at = q.int64(17);
  row.person_told_at = q.int64(18);
  return row;
}

std::optional<DeskCaseRow> first_case(Query q) {
  return q.next() ? std::optional(read_case(q)) : std::nullopt;
}

std::vector<DeskCaseRow> cases_of(Query q) {
  std::vector<DeskCaseRow> rows;
  while (q.next()) rows.push_back(read_case(q));
  return rows;
}

DeskSubmissionRow read_submission(const Query& q) {
  DeskSubmissionRow row;
  row.id = q.int64(0);
  row.case_id = q.int64(1);
  row.receipt = q.text(2);
  row.entry = q.int64(3);
  row.lane = q.int32(4);
  row.sender = q.int64(5);
  row.scope = q.text(6);
  if (!q.is_null(7)) row.idempotency_key = q.text(7);
  row.digest = to_bytes(q.blob(8));
  row.language = q.text(9);
  row.reply_to = q.text(10);
  row.received_at = q.int64(11);
  row.told_at = q.int64(12);
  return row;
}

std::optional<DeskSubmissionRow> first_submission(Query q) {
  return q.next() ? std::optional(read_submission(q)) : std::nullopt;
}

#define CASE_COLUMNS                                                                        \
  "id, ref, kind, lane, instrument, subject, target, state, level, received_at, next_seq, " \
  "submissions, untold, appeal_of, asked, decision, proposer, effected_at, person_told_at"
#define SUBMISSION_COLUMNS                                                                          \
  "id, case_id, receipt, entry, lane, sender, scope, idempotency_key, digest, language, reply_to, " \
  "received_at, told_at"

}  // namespace

std::int64_t insert_desk_case(Transaction& tx, const DeskCaseRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_cases (ref, kind, lane, instrument, subject, target, state, level, received_at, "
      "next_seq, submissions, untold, appeal_of, asked, decision, proposer, effected_at, person_told_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) RETURNING "
      "id"};
  auto q = tx.run(kInsert, row.ref, row.kind, row.lane, row.instrument, row.subject, row.target, row.state,
                  row.level, row.received_at, row.next_seq, row.submissions, row.untold, row.appeal_of,
                  row.asked, row.decision, row.proposer, row.effected_at, row.person_told_at);
  return q.next() ? q.int64(0) : 0;
}

void update_desk_case(Transaction& tx, const DeskCaseRow& row) {
  static constexpr Sql kUpdate{
      "UPDATE desk_cases SET lane = ?2, state = ?3, level = ?4, next_seq = ?5, submissions = ?6, untold = "
      "?7, "
      "asked = ?8, decision = ?9, proposer = ?10, effected_at = ?11, person_told_at = ?12 WHERE id = ?1"};
  tx.run(kUpdate, row.id, row.lane, row.state, row.level, row.next_seq, row.submissions, row.untold,
         row.asked, row.decision, row.proposer, row.effected_at, row.person_told_at);
}

std::optional<DeskCaseRow> find_desk_case(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " CASE_COLUMNS " FROM desk_cases WHERE id = ?1"};
  return first_case(tx.run(kFind, id));
}

std::optional<DeskCaseRow> find_desk_case(Transaction& tx, std::string_view ref) {
  static constexpr Sql kFind{"SELECT " CASE_COLUMNS " FROM desk_cases WHERE ref = ?1"};
  return first_case(tx.run(kFind, ref));
}

std::optional<DeskCaseRow> open_desk_notice(Transaction& tx, std::string_view target) {
  static constexpr Sql kFind{
      "SELECT " CASE_COLUMNS
      " FROM desk_cases WHERE target = ?1 AND target <> '' AND kind = 1 AND state <= 4"};
  return first_case(tx.run(kFind, target));
}

std::vector<DeskCaseRow> desk_queue(Transaction& tx, int state, int lane, int limit) {
  static constexpr Sql kQueue{"SELECT " CASE_COLUMNS
                              " FROM desk_cases WHERE state = ?1 AND lane = ?2 "
                              "ORDER BY received_at, id LIMIT ?3"};
  std::vector<DeskCaseRow> rows;
  auto q = tx.run(kQueue, state, lane, limit);
  while (q.next()) rows.push_back(read_case(q));
  return rows;
}

std::vector<DeskCaseRow> desk_cases_to_tell(Transaction& tx, std::int64_t after, int limit) {
  static constexpr Sql kToTell{"SELECT " CASE_COLUMNS
                               " FROM desk_cases WHERE untold > 0 AND kind <> 2 AND state IN (5, 7, 8) AND "
                               "id > ?1 ORDER BY id LIMIT ?2"};
  return cases_of(tx.run(kToTell, after, limit));
}

void insert_desk_submission(Transaction& tx, const DeskSubmissionRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_submissions (case_id, receipt, entry, lane, sender, scope, idempotency_key, digest, "
      "language, reply_to, received_at, told_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};
  tx.run(kInsert, row.case_id, row.receipt, row.entry, row.lane, row.sender, row.scope, row.idempotency_key,
         row.digest, row.language, row.reply_to, row.received_at, row.told_at);
}

std::optional<DeskSubmissionRow> find_desk_submission(Transaction& tx, std::string_view receipt) {
  static constexpr Sql kFind{"SELECT " SUBMISSION_COLUMNS " FROM desk_submissions WHERE receipt = ?1"};
  return first_submission(tx.run(kFind, receipt));
}

std::optional<DeskSubmissionRow> find_desk_submission(Transaction& tx, std::string_view scope,
                                                      std::string_view idempotency_key) {
  static constexpr Sql kFind{"SELECT " SUBMISSION_COLUMNS
                             " FROM desk_submissions WHERE scope = ?1 AND idempotency_key = ?2"};
  return first_submission(tx.run(kFind, scope, idempotency_key));
}

std::optional<DeskSubmissionRow> find_desk_submission(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " SUBMISSION_COLUMNS " FROM desk_submissions WHERE id = ?1"};
  return first_submission(tx.run(kFind, id));
}

std::vector<DeskSubmissionRow> desk_submissions_of_case(Transaction& tx, std::int64_t case_id,
                                                        std::int64_t after, int limit) {
  static constexpr Sql kOf{"SELECT " SUBMISSION_COLUMNS
                           " FROM desk_submissions WHERE case_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3"};
  std::vector<DeskSubmissionRow> rows;
  auto q = tx.run(kOf, case_id, after, limit);
  while (q.next()) rows.push_back(read_submission(q));
  return rows;
}

std::vector<DeskSubmissionRow> untold_desk_submissions(Transaction& tx, std::int64_t case_id, int limit) {
  static constexpr Sql kUntold{
      "SELECT " SUBMISSION_COLUMNS
      " FROM desk_submissions WHERE case_id = ?1 AND told_at = 0 ORDER BY id LIMIT ?2"};
  std::vector<DeskSubmissionRow> rows;
  auto q = tx.run(kUntold, case_id, limit);
  while (q.next()) rows.push_back(read_submission(q));
  return rows;
}

std::vector<DeskSubmissionRow> desk_submissions(Transaction& tx, std::int64_t case_id, int limit) {
  static constexpr Sql kOf{"SELECT " SUBMISSION_COLUMNS
                           " FROM desk_submissions WHERE case_id = ?1 ORDER BY told_at, id LIMIT ?2"};
  std::vector<DeskSubmissionRow> rows;
  auto q = tx.run(kOf, case_id, limit);
  while (q.next()) rows.push_back(read_submission(q));
  return rows;
}

std::vector<DeskSubmissionRow> desk_submissions_by(Transaction& tx, std::int64_t case_id,
                                                   std::int64_t sender) {
  static constexpr Sql kBy{"SELECT " SUBMISSION_COLUMNS
                           " FROM desk_submissions WHERE sender = ?2 AND sender <> 0 AND case_id = ?1 "
                           "ORDER BY id"};
  std::vector<DeskSubmissionRow> rows;
  auto q = tx.run(kBy, case_id, sender);
  while (q.next()) rows.push_back(read_submission(q));
  return rows;
}

std::int64_t forget_desk_telling(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kForget{"UPDATE desk_submissions SET told_at = 0 WHERE case_id = ?1"};
  return tx.run(kForget, case_id).changes();
}

std::vector<DeskCaseRow> desk_persons_to_tell(Transaction& tx, std::int64_t after, int limit) {
  static constexpr Sql kToTell{"SELECT " CASE_COLUMNS
                               " FROM desk_cases WHERE effected_at <> 0 AND person_told_at = 0 AND state IN "
                               "(7, 8) AND instrument NOT IN (6, 7, 8) AND id > ?1 ORDER BY id LIMIT ?2"};
  return cases_of(tx.run(kToTell, after, limit));
}

std::vector<DeskCaseRow> desk_appeals_to_tell(Transaction& tx, std::int64_t after, int limit) {
  static constexpr Sql kToTell{"SELECT " CASE_COLUMNS
                               " FROM desk_cases WHERE kind = 4 AND state = 5 AND id > ?1 ORDER BY id LIMIT "
                               "?2"};
  return cases_of(tx.run(kToTell, after, limit));
}

std::vector<DeskCaseRow> desk_cases_in_state(Transaction& tx, int state, int limit) {
  static constexpr Sql kFind{"SELECT " CASE_COLUMNS " FROM desk_cases WHERE state = ?1 ORDER BY id LIMIT ?2"};
  return cases_of(tx.run(kFind, state, limit));
}

bool set_desk_submission_told(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kTold{"UPDATE desk_submissions SET told_at = ?2 WHERE id = ?1 AND told_at = 0"};
  return tx.run(kTold, id, at).changes() != 0;
}

void insert_desk_act(Transaction& tx, const DeskActRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_acts (case_id, seq, action, role, person, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
  tx.run(kInsert, row.case_id, row.seq, row.action, row.role, row.person, row.at);
}

std::vector<DeskActRow> desk_acts(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kActs{
      "SELECT seq, action, role, person, at FROM desk_acts WHERE case_id = ?1 ORDER BY seq"};
  std::vector<DeskActRow> rows;
  auto q = tx.run(kActs, case_id);
  while (q.next())
    rows.push_back({.case_id = case_id,
                    .seq = q.int64(0),
                    .action = q.int32(1),
                    .role = q.int32(2),
                    .person = q.int64(3),
                    .at = q.int64(4)});
  return rows;
}

}  // namespace botschaft::store
