#pragma once
// The wallpapers that people keep, and what their private chats look like (migrations/0022_wallpapers.sql).
#include <optional>
#include <string>
#include <vector>

#include "store/files.h"

namespace botschaft::store {

struct WallpaperRow {
  std::int64_t id = 0;    // domain/appearance/wallpaper.h
  bool has_file = false;  // its id is then the file's
  Bytes settings = {};
};

struct SavedWallpaper {
  WallpaperRow wallpaper;
  bool hidden = false;
};

std::vector<SavedWallpaper> saved_wallpapers(Transaction&, UserId owner);  // the latest first
// Becomes the latest. Of those that are not hidden, `room` are kept.
void save_wallpaper(Transaction&, UserId owner, const SavedWallpaper& saved, int room);
void forget_wallpaper(Transaction&, UserId owner, std::int64_t id);
void forget_wallpapers(Transaction&, UserId owner);

enum class ChosenBy : std::uint8_t { oneself = 0, other = 1 };
std::optional<WallpaperRow> find_chat_wallpaper(Transaction&, UserId owner, PeerId peer, ChosenBy by);
void put_chat_wallpaper(Transaction&, UserId owner, PeerId peer, ChosenBy by, const WallpaperRow& row);
// False: there was none.
bool delete_chat_wallpaper(Transaction&, UserId owner, PeerId peer, ChosenBy by);

std::string find_chat_theme(Transaction&, UserId owner, PeerId peer);  // empty: none
void put_chat_theme(Transaction&, UserId owner, PeerId peer, const std::string& emoticon);

}  // namespace botschaft::store
