#include "store/sticker_sets.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "store/arguments.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_SET_COLUMNS \
  "id, creator, kind, flags, title, short_name, thumb, thumb_version, version, count"

StickerSetRow set_row_of(const Query& q) {
  return {.id = q.int64(0),
          .creator = q.int64(1),
          .kind = static_cast<StickerKind>(q.int64(2)),
          .flags = static_cast<std::uint32_t>(q.int64(3)),
          .title = std::string(q.text(4)),
          .short_name = std::string(q.text(5)),
          .thumb = q.int64(6),
          .thumb_version = q.int32(7),
          .version = q.int32(8),
          .count = q.int32(9)};
}

// Short names are ASCII.
std::string name_key(std::string_view name) {
  std::string key(name);
  std::ranges::transform(key, key.begin(), [](unsigned char c) { return std::tolower(c); });
  return key;
}

constexpr std::size_t kMaskBytes = 4 + 3 * 8;

std::optional<Bytes> mask_blob(const std::optional<MaskPlace>& mask) {
  if (!mask) return std::nullopt;
  Bytes bytes(kMaskBytes);
  store_le(bytes.data(), mask->point);
  store_le(bytes.data() + 4, mask->x);
  store_le(bytes.data() + 12, mask->y);
  store_le(bytes.data() + 20, mask->zoom);
  return bytes;
}

std::optional<MaskPlace> mask_of(ByteView bytes) {
  if (bytes.size() != kMaskBytes) return std::nullopt;
  return MaskPlace{.point = load_le<std::int32_t>(bytes.data()),
                   .x = load_le<double>(bytes.data() + 4),
                   .y = load_le<double>(bytes.data() + 12),
                   .zoom = load_le<double>(bytes.data() + 20)};
}

StickerRow sticker_row_of(const Query& q) {
  return {.set = q.int64(0),
          .file = q.int64(1),
          .emoji = std::string(q.text(2)),
          .keywords = std::string(q.text(3)),
          .mask = q.is_null(4) ? std::nullopt : mask_of(q.blob(4))};
}

std::vector<StickerRow> sticker_rows(Query q) {
  std::vector<StickerRow> rows;
  while (q.next()) rows.push_back(sticker_row_of(q));
  return rows;
}

std::vector<StickerSetRow> set_rows(Query q) {
  std::vector<StickerSetRow> rows;
  while (q.next()) rows.push_back(set_row_of(q));
  return rows;
}

}  // namespace

void insert_sticker_set(Transaction& tx, const StickerSetRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO sticker_sets(id, creator, kind, flags, title, short_name, thumb, thumb_version, version, "
      "count, name_key) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10)"};
  tx.run(kInsert, row.id, row.creator, row.kind, row.flags, row.title, row.short_name, or_null(row.thumb),
         row.thumb_version, row.version, name_key(row.short_name));
}

void update_sticker_set(Transaction& tx, const StickerSetRow& row) {
  static constexpr Sql kUpdate{
      "UPDATE sticker_sets SET flags = ?2, title = ?3, thumb = ?4, thumb_version = ?5, version = ?6 "
      "WHERE id = ?1"};
  tx.run(kUpdate, row.id, row.flags, row.title, or_null(row.thumb), row.thumb_version, row.version);
}

void delete_sticker_set(Transaction& tx, StickerSetId id) {
  static constexpr Sql kInstalled{"DELETE FROM installed_sticker_sets WHERE set_id = ?1"};
  static constexpr Sql kStickers{"DELETE FROM stickers WHERE set_id = ?1"};
  static constexpr Sql kSet{"DELETE FROM sticker_sets WHERE id = ?1"};
  for (const Sql* sql : {&kInstalled, &kStickers, &kSet}) tx.run(*sql, id);
}

std::optional<StickerSetRow> find_sticker_set(Transaction& tx, StickerSetId id) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_SET_COLUMNS " FROM sticker_sets WHERE id = ?1"};
  auto q = tx.run(kSelect, id);
  if (!q.next()) return std::nullopt;
  return set_row_of(q);
}

std::optional<StickerSetRow> find_sticker_set(Transaction& tx, std::string_view short_name) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_SET_COLUMNS " FROM sticker_sets WHERE name_key = ?1"};
  auto q = tx.run(kSelect, name_key(short_name));
  if (!q.next()) return std::nullopt;
  return set_row_of(q);
}

std::vector<StickerSetRow> sticker_sets_of(Transaction& tx, UserId creator, StickerSetId before, int limit) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_SET_COLUMNS
                               " FROM sticker_sets WHERE creator = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"};
  return set_rows(tx.run(kSelect, creator, before, limit));
}

std::int32_t count_sticker_sets_of(Transaction& tx, UserId creator) {
  static constexpr Sql kCount{"SELECT count(*) FROM sticker_sets WHERE creator = ?1"};
  auto q = tx.run(kCount, creator);
  return q.next() ? q.int32(0) : 0;
}

std::vector<StickerSetRow> listed_sticker_sets(Transaction& tx, bool emoji, int limit) {
  static constexpr Sql kSelect{
      "SELECT " BOTSCHAFT_SET_COLUMNS
      " FROM sticker_sets WHERE (kind = 2) = ?1 AND kind <> 1 AND flags & 2 = 0 ORDER BY id LIMIT ?2"};
  return set_rows(tx.run(kSelect, emoji, limit));
}

std::vector<StickerRow> stickers_of_set(Transaction& tx, StickerSetId set) {
  static constexpr Sql kSelect{
      "SELECT set_id, file, emoji, keywords, mask FROM stickers WHERE set_id = ?1 ORDER BY position"};
  return sticker_rows(tx.run(kSelect, set));
}

void set_stickers(Transaction& tx, StickerSetId set, std::span<const StickerRow> rows) {
  static constexpr Sql kDelete{"DELETE FROM stickers WHERE set_id = ?1"};
  static constexpr Sql kInsert{
      "INSERT INTO stickers(set_id, position, file, emoji, keywords, mask) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"};
  static constexpr Sql kCount{"UPDATE sticker_sets SET count = ?2 WHERE id = ?1"};
  tx.run(kDelete, set);
  std::int32_t position = 0;
  for (const auto& row : rows)
    tx.run(kInsert, set, position++, row.file, row.emoji, row.keywords, mask_blob(row.mask));
  tx.run(kCount, set, position);
}

std::optional<StickerRow> find_sticker(Transaction& tx, FileId file) {
  static constexpr Sql kSelect{"SELECT set_id, file, emoji, keywords, mask FROM stickers WHERE file = ?1"};
  auto q = tx.run(kSelect, file);
  if (!q.next()) return std::nullopt;
  return sticker_row_of(q);
}

std::vector<StickerRow> installed_stickers_for(Transaction& tx, UserId owner, StickerKind kind,
                                               std::string_view emoji, int limit) {
  static constexpr Sql kSelect{
      "SELECT s.set_id, s.file, s.emoji, s.keywords, s.mask FROM installed_sticker_sets i "
      "JOIN stickers s ON s.set_id = i.set_id WHERE i.owner = ?1 AND i.kind = ?2 AND i.archived = 0 "
      "AND instr(' ' || s.emoji || ' ', ' ' || ?3 || ' ') > 0 ORDER BY i.place DESC, s.position LIMIT ?4"};
  return sticker_rows(tx.run(kSelect, owner, kind, emoji, limit));
}

std::vector<StickerRow> stickers_for(Transaction& tx, bool emoji_sets, std::string_view emoji, int limit) {
  static constexpr Sql kSelect{
      "SELECT s.set_id, s.file, s.emoji, s.keywords, s.mask FROM sticker_sets t "
      "JOIN stickers s ON s.set_id = t.id WHERE (t.kind = 2) = ?1 AND t.kind <> 1 AND t.flags & 2 = 0 "
      "AND instr(' ' || s.emoji || ' ', ' ' || ?2 || ' ') > 0 ORDER BY t.id, s.position LIMIT ?3"};
  return sticker_rows(tx.run(kSelect, emoji_sets, emoji, limit));
}

std::vector<ShippedFileRow> shipped_files(Transaction& tx) {
  static constexpr Sql kSelect{"SELECT name, digest, file FROM shipped_files ORDER BY name"};
  std::vector<ShippedFileRow> rows;
  auto q = tx.run(kSelect);
  while (q.next()) {
    ShippedFileRow row{.name = std::string(q.text(0)), .file = q.int64(2)};
    const auto digest = q.blob(1);
    if (digest.size() == row.digest.size()) std::ranges::copy(digest, row.digest.begin());
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<FileId> find_shipped_file(Transaction& tx, std::string_view name) {
  static constexpr Sql kSelect{"SELECT file FROM shipped_files WHERE name = ?1"};
  auto q = tx.run(kSelect, name);
  if (!q.next()) return std::nullopt;
  return q.int64(0);
}

void put_shipped_file(Transaction& tx, const ShippedFileRow& row) {
  delete_shipped_file(tx, row.name);
  static constexpr Sql kInsert{"INSERT INTO shipped_files(name, digest, file) VALUES(?1, ?2, ?3)"};
  tx.run(kInsert, row.name, ByteView(row.digest), row.file);
}

void delete_shipped_file(Transaction& tx, std::string_view name) {
  static constexpr Sql kDelete{"DELETE FROM shipped_files WHERE name = ?1"};
  tx.run(kDelete, name);
}

}  // namespace botschaft::store
