#include "store/wallpapers.h"

namespace botschaft::store {
namespace {

std::optional<FileId> file_of(const WallpaperRow& row) {
  return row.has_file ? std::optional(row.id) : std::nullopt;
}

}  // namespace

std::vector<SavedWallpaper> saved_wallpapers(Transaction& tx, UserId owner) {
  static constexpr Sql kSelect{
      "SELECT wallpaper, file IS NOT NULL, settings, hidden FROM saved_wallpapers WHERE owner = ?1 "
      "ORDER BY turn DESC"};
  std::vector<SavedWallpaper> all;
  auto q = tx.run(kSelect, owner);
  while (q.next()) {
    all.push_back(
        {.wallpaper = {.id = q.int64(0), .has_file = q.int32(1) != 0, .settings = to_bytes(q.blob(2))},
         .hidden = q.int32(3) != 0});
  }
  return all;
}

void save_wallpaper(Transaction& tx, UserId owner, const SavedWallpaper& saved, int room) {
  static constexpr Sql kInsert{
      "INSERT INTO saved_wallpapers(owner, wallpaper, file, turn, hidden, settings) VALUES(?1, ?2, ?3, "
      "(SELECT coalesce(max(turn), 0) + 1 FROM saved_wallpapers WHERE owner = ?1), ?4, ?5)"};
  static constexpr Sql kTrim{
      "DELETE FROM saved_wallpapers WHERE owner = ?1 AND wallpaper IN (SELECT wallpaper FROM "
      "saved_wallpapers WHERE owner = ?1 AND hidden = 0 ORDER BY turn DESC LIMIT -1 OFFSET ?2)"};
  const auto& wallpaper = saved.wallpaper;
  forget_wallpaper(tx, owner, wallpaper.id);
  tx.run(kInsert, owner, wallpaper.id, file_of(wallpaper), saved.hidden ? 1 : 0, wallpaper.settings);
  tx.run(kTrim, owner, room);
}

void forget_wallpaper(Transaction& tx, UserId owner, std::int64_t id) {
  static constexpr Sql kDelete{"DELETE FROM saved_wallpapers WHERE owner = ?1 AND wallpaper = ?2"};
  tx.run(kDelete, owner, id);
}

void forget_wallpapers(Transaction& tx, UserId owner) {
  static constexpr Sql kDelete{"DELETE FROM saved_wallpapers WHERE owner = ?1"};
  tx.run(kDelete, owner);
}

std::optional<WallpaperRow> find_chat_wallpaper(Transaction& tx, UserId owner, PeerId peer, ChosenBy by) {
  static constexpr Sql kFind{
      "SELECT wallpaper, file IS NOT NULL, settings FROM chat_wallpapers "
      "WHERE owner = ?1 AND peer = ?2 AND by_other = ?3"};
  auto q = tx.run(kFind, owner, peer, static_cast<int>(by));
  if (!q.next()) return std::nullopt;
  return WallpaperRow{.id = q.int64(0), .has_file = q.int32(1) != 0, .settings = to_bytes(q.blob(2))};
}

void put_chat_wallpaper(Transaction& tx, UserId owner, PeerId peer, ChosenBy by, const WallpaperRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO chat_wallpapers(owner, peer, by_other, wallpaper, file, settings) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"};
  delete_chat_wallpaper(tx, owner, peer, by);
  tx.run(kInsert, owner, peer, static_cast<int>(by), row.id, file_of(row), row.settings);
}

bool delete_chat_wallpaper(Transaction& tx, UserId owner, PeerId peer, ChosenBy by) {
  static constexpr Sql kDelete{
      "DELETE FROM chat_wallpapers WHERE owner = ?1 AND peer = ?2 AND by_other = ?3"};
  return tx.run(kDelete, owner, peer, static_cast<int>(by)).changes() > 0;
}

std::string find_chat_theme(Transaction& tx, UserId owner, PeerId peer) {
  static constexpr Sql kFind{"SELECT emoticon FROM chat_themes WHERE owner = ?1 AND peer = ?2"};
  auto q = tx.run(kFind, owner, peer);
  return q.next() ? std::string(q.text(0)) : std::string();
}

void put_chat_theme(Transaction& tx, UserId owner, PeerId peer, const std::string& emoticon) {
  static constexpr Sql kPut{
      "INSERT INTO chat_themes(owner, peer, emoticon) VALUES(?1, ?2, ?3) "
      "ON CONFLICT(owner, peer) DO UPDATE SET emoticon = excluded.emoticon"};
  static constexpr Sql kDelete{"DELETE FROM chat_themes WHERE owner = ?1 AND peer = ?2"};
  emoticon.empty() ? tx.run(kDelete, owner, peer) : tx.run(kPut, owner, peer, emoticon);
}

}  // namespace botschaft::store
