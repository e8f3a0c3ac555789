#include "rpc/views/wallpaper.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "crypto/hash.h"
#include "rpc/views/file.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kColourMax = 0xffffff;
constexpr std::size_t kEmoticonMax = 64;  // bytes

std::array<std::uint8_t, 8> bytes_of(std::int64_t value) {
  std::array<std::uint8_t, 8> bytes;
  store_le(bytes.data(), value);
  return bytes;
}

std::int64_t mac(const FileServices& files, const char* purpose, std::int64_t id) {
  return load_le<std::int64_t>(crypto::hmac_sha256(files.key, {as_bytes(purpose), bytes_of(id)}).data());
}
std::int64_t access_hash(const FileServices& files, std::int64_t id) {
  return mac(files, "wallpaper-access", id);
}

// For links: the id, and what shows that it was not guessed.
std::string slug_of(const FileServices& files, std::int64_t id) {
  Bytes bytes(16);
  store_le(bytes.data(), id);
  store_le(bytes.data() + 8, mac(files, "wallpaper-slug", id));
  return to_base64url(bytes);
}
std::optional<std::int64_t> id_of(const FileServices& files, const std::string& slug) {
  const auto bytes = from_base64url(slug);
  if (!bytes || bytes->size() != 16) return std::nullopt;
  const auto id = load_le<std::int64_t>(bytes->data());
  if (load_le<std::int64_t>(bytes->data() + 8) != mac(files, "wallpaper-slug", id)) return std::nullopt;
  return id;
}

bool is_pattern(const domain::File& file) {
  return file.mime != "image/jpeg";
}
bool can_be_wallpaper(const domain::File& file) {
  return file.kind == domain::FileKind::document && (file.mime == "image/jpeg" || file.mime == "image/png" ||
                                                     file.mime == "application/x-tgwallpattern");
}

tl::Box<tl::WallPaperSettings> settings_view(const domain::WallpaperSettings& settings) {
  auto view = tl::make<tl::wallPaperSettings>();
  view->blur = settings.blur;
  view->motion = settings.motion;
  const auto colour = [&](std::size_t i) {
    return i < settings.colours.size() ? std::optional(settings.colours[i]) : std::nullopt;
  };
  view->background_color = colour(0);
  view->second_background_color = colour(1);
  if (view->second_background_color) view->rotation = settings.rotation.value_or(0);
  view->third_background_color = colour(2);
  view->fourth_background_color = colour(3);
  view->intensity = settings.intensity;
  if (!settings.emoticon.empty()) view->emoticon = settings.emoticon;
  return view;
}

bool is_dark(std::int64_t id) {
  const auto all = domain::shipped_wallpapers();
  const auto found = std::ranges::find(all, id, &domain::ShippedWallpaper::id);
  return found != all.end() && found->dark;
}

tl::Box<tl::WallPaper> colours_view(const domain::Wallpaper& wallpaper) {
  auto view = tl::make<tl::wallPaperNoFile>();
  view->id = wallpaper.id;
  view->default_ = domain::shipped_wallpaper(wallpaper.id).has_value();
  view->dark = is_dark(wallpaper.id);
  view->settings = settings_view(wallpaper.settings);
  return view;
}

template <class Base>
tl::Box<tl::ThemeSettings> look_view(const domain::ThemeLook& look) {
  auto view = tl::make<tl::themeSettings>();
  view->base_theme = tl::make<Base>();
  view->accent_color = look.accent;
  view->message_colors.emplace().assign(std::begin(look.messages), std::end(look.messages));
  domain::Wallpaper colours;
  colours.settings.colours.assign(std::begin(look.wallpaper), std::end(look.wallpaper));
  view->wallpaper = colours_view(colours);
  return view;
}

}  // namespace

tl::Box<tl::WallPaper> wallpaper_view(const Viewer& viewer, store::Transaction& tx,
                                      const domain::Wallpaper& wallpaper) {
  const auto file = wallpaper.has_file ? domain::find_file(tx, wallpaper.id) : std::nullopt;
  if (!file) return colours_view(wallpaper);
  const auto& files = viewer.services.files;
  auto view = tl::make<tl::wallPaper>();
  view->id = file->id;
  view->creator = file->uploader == viewer.user;
  view->pattern = is_pattern(*file);
  view->access_hash = access_hash(files, file->id);
  view->slug = slug_of(files, file->id);
  view->document = document_view(files, *file, viewer.now);
  if (wallpaper.settings != domain::WallpaperSettings{}) view->settings = settings_view(wallpaper.settings);
  return view;
}

tl::Box<tl::Theme> theme_view(const domain::ChatTheme& theme) {
  auto view = tl::make<tl::theme>();
  view->default_ = true;
  view->for_chat = true;
  view->id = theme.id;
  view->title = theme.emoticon;
  view->emoticon = theme.emoticon;
  auto& looks = view->settings.emplace();
  looks.push_back(look_view<tl::baseThemeDay>(theme.light));
  looks.push_back(look_view<tl::baseThemeNight>(theme.dark));
  return view;
}

tl::Box<tl::ChatTheme> chat_theme_view(const std::string& emoticon) {
  if (emoticon.empty()) return nullptr;
  auto view = tl::make<tl::chatTheme>();
  view->emoticon = emoticon;
  return view;
}

void fill_chat_look(tl::userFull& view, const Viewer& viewer, store::Transaction& tx, UserId user) {
  const auto peer = PeerId::user(user);
  view.theme = chat_theme_view(store::find_chat_theme(tx, viewer.user, peer));
  const auto wallpaper = domain::chat_wallpaper(tx, viewer.user, peer);
  if (!wallpaper) return;
  view.wallpaper = wallpaper_view(viewer, tx, wallpaper->wallpaper);
  view.wallpaper_overridden = wallpaper->overridden;
}

tl::Box<tl::Update> peer_wallpaper_update(const Viewer& viewer, store::Transaction& tx, PeerId peer) {
  auto update = tl::make<tl::updatePeerWallpaper>();
  update->peer = peer_view(peer);
  if (const auto wallpaper = domain::chat_wallpaper(tx, viewer.user, peer)) {
    update->wallpaper = wallpaper_view(viewer, tx, wallpaper->wallpaper);
    update->wallpaper_overridden = wallpaper->overridden;
  }
  return update;
}

Result<domain::Wallpaper> access_wallpaper(const Viewer& viewer, store::Transaction& tx,
                                           const tl::Box<tl::InputWallPaper>& input) {
  const auto& files = viewer.services.files;
  if (const auto* colours = input.as<tl::inputWallPaperNoFile>()) {
    if (colours->id == 0) return domain::Wallpaper{};
    const auto shipped = domain::shipped_wallpaper(colours->id);
    if (!shipped) return fail(Err::WALLPAPER_INVALID);
    return *shipped;
  }
  std::optional<std::int64_t> id;
  if (const auto* known = input.as<tl::inputWallPaper>()) {
    if (known->access_hash == access_hash(files, known->id)) id = known->id;
  } else if (const auto* link = input.as<tl::inputWallPaperSlug>()) {
    id = id_of(files, link->slug);
  }
  const auto file = id ? domain::find_file(tx, *id) : std::nullopt;
  if (!file || !can_be_wallpaper(*file)) return fail(Err::WALLPAPER_INVALID);
  return domain::Wallpaper{.id = *id, .has_file = true};
}

Result<domain::WallpaperSettings> wallpaper_settings(const tl::Box<tl::WallPaperSettings>& input) {
  domain::WallpaperSettings settings;
  const auto* said = input.as<tl::wallPaperSettings>();
  if (said == nullptr) return settings;
  settings.blur = said->blur;
  settings.motion = said->motion;
  for (const auto& colour : {said->background_color, said->second_background_color,
                             said->third_background_color, said->fourth_background_color}) {
    if (!colour) break;
    if (*colour < 0 || *colour > kColourMax) return fail(Err::WALLPAPER_INVALID);
    settings.colours.push_back(*colour);
  }
  const bool sane = std::abs(said->intensity.value_or(0)) <= 100 && said->rotation.value_or(0) >= 0 &&
                    said->rotation.value_or(0) < 360 && said->emoticon.value_or("").size() <= kEmoticonMax;
  if (!sane) return fail(Err::WALLPAPER_INVALID);
  settings.intensity = said->intensity;
  settings.rotation = said->rotation;
  settings.emoticon = said->emoticon.value_or("");
  return settings;
}

}  // namespace botschaft::rpc
