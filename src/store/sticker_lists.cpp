#include "store/sticker_lists.h"

namespace botschaft::store {
namespace {

InstalledSetRow installed_row_of(const Query& q) {
  return {.set = q.int64(0),
          .kind = static_cast<StickerKind>(q.int64(1)),
          .archived = q.boolean(2),
          .place = q.int64(3),
          .date = q.int32(4)};
}

}  // namespace

std::optional<InstalledSetRow> find_installed_set(Transaction& tx, UserId owner, StickerSetId set) {
  static constexpr Sql kSelect{
      "SELECT set_id, kind, archived, place, date FROM installed_sticker_sets "
      "WHERE owner = ?1 AND set_id = ?2"};
  auto q = tx.run(kSelect, owner, set);
  if (!q.next()) return std::nullopt;
  return installed_row_of(q);
}

std::vector<InstalledSetRow> installed_sets(Transaction& tx, UserId owner, StickerKind kind, bool archived) {
  static constexpr Sql kSelect{
      "SELECT set_id, kind, archived, place, date FROM installed_sticker_sets "
      "WHERE owner = ?1 AND kind = ?2 AND archived = ?3 ORDER BY place DESC"};
  std::vector<InstalledSetRow> rows;
  auto q = tx.run(kSelect, owner, kind, archived);
  while (q.next()) rows.push_back(installed_row_of(q));
  return rows;
}

void put_installed_set(Transaction& tx, UserId owner, const InstalledSetRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO installed_sticker_sets(owner, set_id, kind, archived, place, date) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(owner, set_id) DO UPDATE SET archived = ?4, place = ?5, "
      "date = ?6"};
  tx.run(kPut, owner, row.set, row.kind, row.archived, row.place, row.date);
}

void delete_installed_set(Transaction& tx, UserId owner, StickerSetId set) {
  static constexpr Sql kDelete{"DELETE FROM installed_sticker_sets WHERE owner = ?1 AND set_id = ?2"};
  tx.run(kDelete, owner, set);
}

std::int64_t top_place(Transaction& tx, UserId owner, StickerKind kind) {
  static constexpr Sql kSelect{
      "SELECT coalesce(max(place), 0) FROM installed_sticker_sets WHERE owner = ?1 AND kind = ?2"};
  auto q = tx.run(kSelect, owner, kind);
  return q.next() ? q.int64(0) : 0;
}

std::vector<ListedFile> listed_files(Transaction& tx, UserId owner, FileList list, int limit) {
  static constexpr Sql kSelect{
      "SELECT file, date FROM file_lists WHERE owner = ?1 AND list = ?2 ORDER BY turn DESC LIMIT ?3"};
  std::vector<ListedFile> rows;
  auto q = tx.run(kSelect, owner, list, limit);
  while (q.next()) rows.push_back({.file = q.int64(0), .date = q.int32(1)});
  return rows;
}

void put_listed_file(Transaction& tx, UserId owner, FileList list, const ListedFile& row, int limit) {
  static constexpr Sql kPut{
      "INSERT INTO file_lists(owner, list, file, turn, date) VALUES(?1, ?2, ?3, "
      "(SELECT coalesce(max(turn), 0) + 1 FROM file_lists WHERE owner = ?1 AND list = ?2), ?4) "
      "ON CONFLICT(owner, list, file) DO UPDATE SET turn = excluded.turn, date = excluded.date"};
  static constexpr Sql kTrim{
      "DELETE FROM file_lists WHERE owner = ?1 AND list = ?2 AND turn <= (SELECT turn FROM file_lists "
      "WHERE owner = ?1 AND list = ?2 ORDER BY turn DESC LIMIT 1 OFFSET ?3)"};
  tx.run(kPut, owner, list, row.file, row.date);
  tx.run(kTrim, owner, list, limit);
}

bool delete_listed_file(Transaction& tx, UserId owner, FileList list, FileId file) {
  static constexpr Sql kDelete{"DELETE FROM file_lists WHERE owner = ?1 AND list = ?2 AND file = ?3"};
  return tx.run(kDelete, owner, list, file).changes() > 0;
}

bool clear_listed_files(Transaction& tx, UserId owner, FileList list) {
  static constexpr Sql kDelete{"DELETE FROM file_lists WHERE owner = ?1 AND list = ?2"};
  return tx.run(kDelete, owner, list).changes() > 0;
}

}  // namespace botschaft::store
