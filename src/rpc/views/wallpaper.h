#pragma once
// Wallpapers and themes as TL, and what requests say of them.
#include "domain/appearance/chat_look.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {

tl::Box<tl::WallPaper> wallpaper_view(const Viewer& viewer, store::Transaction& tx,
                                      const domain::Wallpaper& wallpaper);
tl::Box<tl::Theme> theme_view(const domain::ChatTheme& theme);
// Null for an empty emoticon.
tl::Box<tl::ChatTheme> chat_theme_view(const std::string& emoticon);

// What userFull says of the chat with that person.
void fill_chat_look(tl::userFull& view, const Viewer& viewer, store::Transaction& tx, UserId user);
// For EventKind::peer_wallpaper.
tl::Box<tl::Update> peer_wallpaper_update(const Viewer& viewer, store::Transaction& tx, PeerId peer);

// WALLPAPER_INVALID: another access hash, no such file or none that can be a wallpaper.
Result<domain::Wallpaper> access_wallpaper(const Viewer& viewer, store::Transaction& tx,
                                           const tl::Box<tl::InputWallPaper>& input);
// WALLPAPER_INVALID.
Result<domain::WallpaperSettings> wallpaper_settings(const tl::Box<tl::WallPaperSettings>& input);

}  // namespace botschaft::rpc
