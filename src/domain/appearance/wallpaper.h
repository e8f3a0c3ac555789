#pragma once
// What lies behind the messages of a chat (core.telegram.org/api/wallpapers): a picture or a pattern, which
// is a document, or colours alone. A wallpaper has no row of its own: it is the file and how it is shown.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/wallpapers.h"

namespace botschaft::domain {

inline constexpr std::size_t kWallpaperColoursMax = 4;

struct WallpaperSettings {
  bool blur = false;
  bool motion = false;
  std::vector<std::int32_t> colours = {};  // 0xRRGGBB
  std::optional<std::int32_t> intensity = {};
  std::optional<std::int32_t> rotation = {};
  std::string emoticon = {};  // of a chat theme
  friend bool operator==(const WallpaperSettings&, const WallpaperSettings&) = default;
};

struct Wallpaper {
  std::int64_t id = 0;    // the file; of colours alone: one of shipped_wallpapers(), or 0
  bool has_file = false;  // else colours alone
  WallpaperSettings settings = {};
  friend bool operator==(const Wallpaper&, const Wallpaper&) = default;
};

std::string encode_wallpaper(const Wallpaper& wallpaper);
Wallpaper decode_wallpaper(std::string_view blob);

store::WallpaperRow row_of(const Wallpaper& wallpaper);
Wallpaper wallpaper_of(const store::WallpaperRow& row);

// Those that come with the program; their ids are numbers that no file has.
struct ShippedWallpaper {
  std::int64_t id;
  bool dark;
  std::int32_t colours[kWallpaperColoursMax];
};
std::span<const ShippedWallpaper> shipped_wallpapers();
std::optional<Wallpaper> shipped_wallpaper(std::int64_t id);

}  // namespace botschaft::domain
