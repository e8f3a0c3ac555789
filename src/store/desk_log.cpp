#include "store/desk_log.h"

namespace botschaft::store {
namespace {

DeskLogRow read_row(const Query& q) {
  DeskLogRow row{.id = q.int64(0),
                 .case_id = q.int64(1),
                 .leaf = {},
                 .record = std::string(q.text(3)),
                 .salt = {},
                 .payload = {}};
  if (!q.is_null(2)) row.leaf = q.int64(2);
  if (!q.is_null(4)) row.salt = to_bytes(q.blob(4));
  if (!q.is_null(5)) row.payload = to_bytes(q.blob(5));
  return row;
}

}  // namespace

std::int64_t insert_desk_log(Transaction& tx, const DeskLogRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_log (case_id, record, salt, payload) VALUES (?1, ?2, ?3, ?4) RETURNING id"};
  auto q = tx.run(kInsert, row.case_id, row.record, row.salt, row.payload);
  return q.next() ? q.int64(0) : 0;
}

std::optional<DeskLogRow> find_desk_log(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT id, case_id, leaf, record, salt, payload FROM desk_log WHERE id = ?1"};
  auto q = tx.run(kFind, id);
  return q.next() ? std::optional(read_row(q)) : std::nullopt;
}

std::vector<DeskLogRow> desk_log_of_case(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kOf{
      "SELECT id, case_id, leaf, record, salt, payload FROM desk_log WHERE case_id = ?1 ORDER BY id"};
  std::vector<DeskLogRow> rows;
  auto q = tx.run(kOf, case_id);
  while (q.next()) rows.push_back(read_row(q));
  return rows;
}

std::vector<DeskLogRow> desk_log_of_case(Transaction& tx, std::int64_t case_id, std::int64_t after,
                                         int limit) {
  static constexpr Sql kAfter{
      "SELECT id, case_id, leaf, record, salt, payload FROM desk_log WHERE case_id = ?1 AND id > ?2 "
      "ORDER BY id LIMIT ?3"};
  std::vector<DeskLogRow> rows;
  auto q = tx.run(kAfter, case_id, after, limit);
  while (q.next()) rows.push_back(read_row(q));
  return rows;
}

std::vector<DeskLogRow> desk_log_deeds(Transaction& tx, std::int64_t case_id, int limit) {
  static constexpr Sql kDeeds{
      "SELECT id, case_id, leaf, record, salt, payload FROM desk_log WHERE case_id = ?1 AND record NOT LIKE "
      "'botschaft/1 % received %' ORDER BY id LIMIT ?2"};
  std::vector<DeskLogRow> rows;
  auto q = tx.run(kDeeds, case_id, limit);
  while (q.next()) rows.push_back(read_row(q));
  return rows;
}

std::vector<DeskLogRow> desk_log_page(Transaction& tx, std::int64_t from_leaf, int limit) {
  static constexpr Sql kPage{
      "SELECT id, case_id, leaf, record, salt, payload FROM desk_log WHERE leaf >= ?1 ORDER BY leaf LIMIT "
      "?2"};
  std::vector<DeskLogRow> rows;
  auto q = tx.run(kPage, from_leaf, limit);
  while (q.next()) rows.push_back(read_row(q));
  return rows;
}

void erase_desk_log(Transaction& tx, std::int64_t id) {
  static constexpr Sql kErase{"UPDATE desk_log SET salt = NULL, payload = NULL WHERE id = ?1"};
  tx.run(kErase, id);
}

std::vector<DeskLeaf> waiting_desk_log(Transaction& tx, int limit) {
  static constexpr Sql kWaiting{"SELECT id, record FROM desk_log WHERE leaf IS NULL ORDER BY id LIMIT ?1"};
  std::vector<DeskLeaf> rows;
  auto q = tx.run(kWaiting, limit);
  while (q.next()) rows.push_back({.id = q.int64(0), .record = std::string(q.text(1))});
  return rows;
}

std::vector<DeskLeaf> desk_log_leaves(Transaction& tx, std::int64_t from_leaf, int limit) {
  static constexpr Sql kLeaves{"SELECT leaf, record FROM desk_log WHERE leaf >= ?1 ORDER BY leaf LIMIT ?2"};
  std::vector<DeskLeaf> rows;
  auto q = tx.run(kLeaves, from_leaf, limit);
  while (q.next()) rows.push_back({.id = q.int64(0), .record = std::string(q.text(1))});
  return rows;
}

void set_desk_log_leaf(Transaction& tx, std::int64_t id, std::int64_t leaf) {
  static constexpr Sql kSet{"UPDATE desk_log SET leaf = ?2 WHERE id = ?1"};
  tx.run(kSet, id, leaf);
}

std::int64_t next_desk_log_leaf(Transaction& tx) {
  static constexpr Sql kNext{"SELECT leaf FROM desk_log WHERE leaf IS NOT NULL ORDER BY leaf DESC LIMIT 1"};
  auto q = tx.run(kNext);
  return q.next() ? q.int64(0) + 1 : 0;
}

}  // namespace botschaft::store
