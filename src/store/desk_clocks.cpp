// Clocks, their pauses, and gags: what of a case has an end.
#include "store/desk_cases.h"

namespace botschaft::store {
namespace {

std::optional<std::int64_t> maybe(const Query& q, int column) {
  return q.is_null(column) ? std::nullopt : std::optional(q.int64(column));
}

std::vector<DeskClockRow> read_clocks(Query q) {
  std::vector<DeskClockRow> rows;
  while (q.next())
    rows.push_back({.case_id = q.int64(0),
                    .kind = q.int32(1),
                    .statutory = q.boolean(2),
                    .amount = q.int32(3),
                    .started_at = q.int64(4),
                    .due_at = maybe(q, 5),
                    .rung = q.int32(6),
                    .rung_at = maybe(q, 7),
                    .stopped_at = q.int64(8)});
  return rows;
}

std::vector<DeskGagRow> read_gags(Query q) {
  std::vector<DeskGagRow> rows;
  while (q.next())
    rows.push_back({.case_id = q.int64(0),
                    .extension = q.int32(1),
                    .from_at = q.int64(2),
                    .until_at = q.int64(3),
                    .basis = std::string(q.text(4)),
                    .ended_at = q.int64(5)});
  return rows;
}

}  // namespace

void put_desk_clock(Transaction& tx, const DeskClockRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO desk_clocks (case_id, kind, statutory, amount, started_at, due_at, rung, rung_at, "
      "stopped_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (case_id, kind, statutory) DO UPDATE SET "
      "amount = excluded.amount, started_at = excluded.started_at, due_at = excluded.due_at, "
      "rung = excluded.rung, rung_at = excluded.rung_at, stopped_at = excluded.stopped_at"};
  tx.run(kPut, row.case_id, row.kind, row.statutory, row.amount, row.started_at, row.due_at, row.rung,
         row.rung_at, row.stopped_at);
}

std::vector<DeskClockRow> desk_clocks(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kOf{
      "SELECT case_id, kind, statutory, amount, started_at, due_at, rung, rung_at, stopped_at "
      "FROM desk_clocks WHERE case_id = ?1 ORDER BY kind, statutory"};
  return read_clocks(tx.run(kOf, case_id));
}

std::vector<DeskClockRow> desk_rungs(Transaction& tx, std::int64_t now, int limit) {
  static constexpr Sql kRungs{
      "SELECT case_id, kind, statutory, amount, started_at, due_at, rung, rung_at, stopped_at "
      "FROM desk_clocks WHERE rung_at <= ?1 ORDER BY rung_at LIMIT ?2"};
  return read_clocks(tx.run(kRungs, now, limit));
}

std::vector<DeskClockRow> ending_desk_clocks(Transaction& tx, std::int64_t now, int limit) {
  static constexpr Sql kEnding{
      "SELECT case_id, kind, statutory, amount, started_at, due_at, rung, rung_at, stopped_at FROM "
      "desk_clocks "
      "WHERE due_at IS NOT NULL AND stopped_at = 0 AND kind >= 5 AND kind <= 10 AND due_at < ?1 "
      "ORDER BY due_at LIMIT ?2"};
  return read_clocks(tx.run(kEnding, now, limit));
}

std::optional<std::int64_t> next_desk_due(Transaction& tx) {
  static constexpr Sql kNext{
      "SELECT min(at) FROM ("
      "SELECT min(rung_at) AS at FROM desk_clocks WHERE rung_at IS NOT NULL UNION ALL "
      "SELECT min(until_at) FROM desk_gags WHERE ended_at = 0 UNION ALL "
      "SELECT min(due_at) + 1 FROM desk_clocks "
      "WHERE due_at IS NOT NULL AND stopped_at = 0 AND kind >= 5 AND kind <= 10)"};
  auto q = tx.run(kNext);
  return q.next() ? maybe(q, 0) : std::nullopt;
}

void begin_desk_pause(Transaction& tx, std::int64_t case_id, const DeskPauseRow& row) {
  static constexpr Sql kBegin{
      "INSERT INTO desk_pauses (case_id, from_at, reason, until_at) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (case_id, from_at) DO UPDATE SET reason = excluded.reason, until_at = excluded.until_at"};
  tx.run(kBegin, case_id, row.from_at, row.reason, row.until_at);
}

void end_desk_pause(Transaction& tx, std::int64_t case_id, std::int64_t at) {
  static constexpr Sql kEnd{"UPDATE desk_pauses SET until_at = ?2 WHERE case_id = ?1 AND until_at IS NULL"};
  tx.run(kEnd, case_id, at);
}

std::vector<DeskPauseRow> desk_pauses(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kPauses{
      "SELECT from_at, reason, until_at FROM desk_pauses WHERE case_id = ?1 ORDER BY from_at"};
  std::vector<DeskPauseRow> rows;
  auto q = tx.run(kPauses, case_id);
  while (q.next()) rows.push_back({.from_at = q.int64(0), .reason = q.int32(1), .until_at = maybe(q, 2)});
  return rows;
}

void insert_desk_gag(Transaction& tx, const DeskGagRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_gags (case_id, extension, from_at, until_at, basis, ended_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
  tx.run(kInsert, row.case_id, row.extension, row.from_at, row.until_at, row.basis, row.ended_at);
}

std::optional<DeskGagRow> last_desk_gag(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kLast{
      "SELECT case_id, extension, from_at, until_at, basis, ended_at FROM desk_gags WHERE case_id = ?1 "
      "ORDER BY extension DESC LIMIT 1"};
  auto rows = read_gags(tx.run(kLast, case_id));
  return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<DeskGagRow> ending_desk_gags(Transaction& tx, std::int64_t now, int limit) {
  static constexpr Sql kEnding{
      "SELECT case_id, extension, from_at, until_at, basis, ended_at FROM desk_gags "
      "WHERE until_at <= ?1 AND ended_at = 0 ORDER BY until_at LIMIT ?2"};
  return read_gags(tx.run(kEnding, now, limit));
}

void end_desk_gag(Transaction& tx, std::int64_t case_id, std::int64_t at) {
  static constexpr Sql kEnd{"UPDATE desk_gags SET ended_at = ?2 WHERE case_id = ?1 AND ended_at = 0"};
  tx.run(kEnd, case_id, at);
}

}  // namespace botschaft::store
