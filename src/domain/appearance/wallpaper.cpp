#include "domain/appearance/wallpaper.h"

#include <algorithm>

#include "domain/messages/blob.h"

namespace botschaft::domain {
namespace {

// TDLib takes ids of up to 31 bits for its own; those of files begin at sixty.
constexpr std::int64_t kFirst = std::int64_t{1} << 40;
// Colours of our own: nobody's work but the project's, CC0.
constexpr ShippedWallpaper kShipped[] = {
    {kFirst + 1, false, {0xdbe9c9, 0x8fb996, 0xd6c58b, 0x9cc5a1}},
    {kFirst + 2, false, {0xcfe5f2, 0x8cb9dd, 0xe4d9ef, 0xa7c7e7}},
    {kFirst + 3, false, {0xfbe3cf, 0xf2b8a0, 0xf7d9b5, 0xe8a598}},
    {kFirst + 4, false, {0xf4dbe8, 0xd8a7c4, 0xe9cfe9, 0xc6a4d9}},
    {kFirst + 5, false, {0xe9e4db, 0xc9bfae, 0xded6c6, 0xb7ad9b}},
    {kFirst + 6, true, {0x17212b, 0x24384a, 0x1c2f33, 0x2b3b52}},
    {kFirst + 7, true, {0x1d1a2b, 0x3a2c4f, 0x2a2140, 0x43305a}},
    {kFirst + 8, true, {0x16241d, 0x27402f, 0x1d3327, 0x2f4c3a}},
};

std::string encode_settings(const WallpaperSettings& settings) {
  BlobWriter out;
  out.number((settings.blur ? 1U : 0U) | (settings.motion ? 2U : 0U) | (settings.intensity ? 4U : 0U) |
             (settings.rotation ? 8U : 0U));
  out.signed_number(settings.intensity.value_or(0));
  out.signed_number(settings.rotation.value_or(0));
  out.text(settings.emoticon);
  for (const auto colour : settings.colours) out.number(static_cast<std::uint32_t>(colour));
  return std::string(as_text(out.take()));
}

WallpaperSettings decode_settings(std::string_view blob) {
  BlobReader in(as_bytes(blob));
  WallpaperSettings settings;
  const auto flags = in.number();
  settings.blur = (flags & 1U) != 0;
  settings.motion = (flags & 2U) != 0;
  const auto intensity = static_cast<std::int32_t>(in.signed_number());
  const auto rotation = static_cast<std::int32_t>(in.signed_number());
  if ((flags & 4U) != 0) settings.intensity = intensity;
  if ((flags & 8U) != 0) settings.rotation = rotation;
  settings.emoticon = in.text();
  while (in.ok() && !in.at_end()) settings.colours.push_back(in.int32());
  return settings;
}

}  // namespace

std::string encode_wallpaper(const Wallpaper& wallpaper) {
  BlobWriter out;
  out.signed_number(wallpaper.id);
  out.number(wallpaper.has_file ? 1 : 0);
  out.text(encode_settings(wallpaper.settings));
  return std::string(as_text(out.take()));
}

Wallpaper decode_wallpaper(std::string_view blob) {
  BlobReader in(as_bytes(blob));
  Wallpaper wallpaper;
  wallpaper.id = in.signed_number();
  wallpaper.has_file = in.number() != 0;
  wallpaper.settings = decode_settings(in.text());
  return wallpaper;
}

store::WallpaperRow row_of(const Wallpaper& wallpaper) {
  return {.id = wallpaper.id,
          .has_file = wallpaper.has_file,
          .settings = to_bytes(as_bytes(encode_settings(wallpaper.settings)))};
}

Wallpaper wallpaper_of(const store::WallpaperRow& row) {
  return {.id = row.id, .has_file = row.has_file, .settings = decode_settings(as_text(row.settings))};
}

std::span<const ShippedWallpaper> shipped_wallpapers() {
  return kShipped;
}

std::optional<Wallpaper> shipped_wallpaper(std::int64_t id) {
  const auto* found = std::ranges::find(kShipped, id, &ShippedWallpaper::id);
  if (found == std::end(kShipped)) return std::nullopt;
  Wallpaper wallpaper{.id = id};
  wallpaper.settings.colours.assign(std::begin(found->colours), std::end(found->colours));
  return wallpaper;
}

}  // namespace botschaft::domain
