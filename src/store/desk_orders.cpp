#include "store/desk_orders.h"

namespace botschaft::store {

void insert_desk_target(Transaction& tx, const DeskTargetRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_targets (case_id, position, locator, target, effected_at) VALUES (?1, ?2, ?3, ?4, "
      "?5)"};
  tx.run(kInsert, row.case_id, row.position, row.locator, row.target, row.effected_at);
}

std::vector<DeskTargetRow> desk_targets(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kOf{
      "SELECT position, locator, target, effected_at FROM desk_targets WHERE case_id = ?1 ORDER BY position"};
  std::vector<DeskTargetRow> rows;
  auto q = tx.run(kOf, case_id);
  while (q.next())
    rows.push_back({.case_id = case_id,
                    .position = q.int32(0),
                    .locator = std::string(q.text(1)),
                    .target = std::string(q.text(2)),
                    .effected_at = q.int64(3)});
  return rows;
}

void set_desk_target_effected(Transaction& tx, std::int64_t case_id, std::string_view target,
                              std::int64_t at) {
  static constexpr Sql kSet{
      "UPDATE desk_targets SET effected_at = ?3 WHERE case_id = ?1 AND target = ?2 AND effected_at = 0"};
  tx.run(kSet, case_id, target, at);
}

bool desk_case_is_from(Transaction& tx, std::int64_t case_id, std::int64_t person) {
  if (person == 0) return false;
  static constexpr Sql kFrom{"SELECT 1 FROM desk_submissions WHERE case_id = ?1 AND sender = ?2 LIMIT 1"};
  return tx.run(kFrom, case_id, person).next();
}

namespace {

std::vector<DeskSubmissionRow> found(Transaction& tx, Query q) {
  std::vector<DeskSubmissionRow> rows;
  while (q.next())
    if (auto row = find_desk_submission(tx, q.text(0))) rows.push_back(*std::move(row));
  return rows;
}

}  // namespace

std::vector<DeskSubmissionRow> desk_submissions_of(Transaction& tx, std::int64_t person, int lane,
                                                   std::int64_t before, int limit) {
  if (person == 0) return {};
  static constexpr Sql kOf{
      "SELECT receipt FROM desk_submissions WHERE sender = ?1 AND sender <> 0 AND lane = ?2 AND (?3 = 0 OR "
      "id < ?3) "
      "ORDER BY id DESC LIMIT ?4"};
  return found(tx, tx.run(kOf, person, lane, before, limit));
}

std::optional<DeskSubmissionRow> first_desk_submission(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kFirst{"SELECT receipt FROM desk_submissions WHERE case_id = ?1 ORDER BY id LIMIT 1"};
  auto rows = found(tx, tx.run(kFirst, case_id));
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::int64_t insert_desk_call(Transaction& tx, const DeskCallRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_calls (case_id, way, address, text, made_at, tries, try_at, told_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id"};
  auto q = tx.run(kInsert, row.case_id, row.way, row.address, row.text, row.made_at, row.tries, row.try_at,
                  row.told_at);
  return q.next() ? q.int64(0) : 0;
}

std::vector<DeskCallRow> waiting_desk_calls(Transaction& tx, std::int64_t now, int limit) {
  static constexpr Sql kWaiting{
      "SELECT id, case_id, way, address, text, made_at, tries, try_at FROM desk_calls "
      "WHERE told_at = 0 AND try_at <= ?1 ORDER BY try_at, id LIMIT ?2"};
  std::vector<DeskCallRow> rows;
  auto q = tx.run(kWaiting, now, limit);
  while (q.next())
    rows.push_back({.id = q.int64(0),
                    .case_id = q.int64(1),
                    .way = q.int32(2),
                    .address = std::string(q.text(3)),
                    .text = std::string(q.text(4)),
                    .made_at = q.int64(5),
                    .tries = q.int32(6),
                    .try_at = q.int64(7),
                    .told_at = 0});
  return rows;
}

void set_desk_call_told(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kTold{"UPDATE desk_calls SET told_at = ?2, tries = tries + 1 WHERE id = ?1"};
  tx.run(kTold, id, at);
}

void put_off_desk_call(Transaction& tx, std::int64_t id, std::int64_t try_at) {
  static constexpr Sql kPutOff{"UPDATE desk_calls SET try_at = ?2, tries = tries + 1 WHERE id = ?1"};
  tx.run(kPutOff, id, try_at);
}

}  // namespace botschaft::store
