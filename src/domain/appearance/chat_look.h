#pragma once
// What the chat of two people looks like: a wallpaper, which each has for himself or one for both, and a
// theme that they share.
#include "domain/appearance/wallpaper.h"
#include "domain/box_writer.h"

namespace botschaft::domain {

struct ChatWallpaper {
  Wallpaper wallpaper;
  bool overridden = false;  // the other has chosen it for both
};
std::optional<ChatWallpaper> chat_wallpaper(store::Transaction& tx, UserId viewer, PeerId peer);

// PEER_ID_INVALID: no private chat; and what check_can_write() says. Both are told by a service message.
enum class Reach : std::uint8_t { own_side, both_sides };
enum class Origin : std::uint8_t { own, same };  // same: as the other has chosen for himself
Result<void> set_chat_wallpaper(store::Transaction& tx, const Actor& actor, PeerId peer,
                                const Wallpaper& wallpaper, Reach reach, Origin origin);
// Without a message.
Result<void> clear_chat_wallpaper(store::Transaction& tx, const Actor& actor, PeerId peer, Reach reach);
// What the other has chosen for both is taken away on one's own side.
Result<void> revert_chat_wallpaper(store::Transaction& tx, const Actor& actor, PeerId peer);

// The wallpaper that a message in this chat tells of. WALLPAPER_INVALID.
Result<Wallpaper> wallpaper_in_message(store::Transaction& tx, UserId viewer, PeerId peer, MessageId id);

// Empty: none. EMOJI_INVALID: there is no such theme, EMOJI_NOT_MODIFIED; else as above.
Result<void> set_chat_theme(store::Transaction& tx, const Actor& actor, PeerId peer,
                            const std::string& emoticon);

// A theme has two looks.
struct ThemeLook {
  std::int32_t accent;
  std::int32_t messages[2];  // one's own, from top to bottom
  std::int32_t wallpaper[kWallpaperColoursMax];
};
struct ChatTheme {
  std::int64_t id;
  const char* emoticon;
  ThemeLook light;
  ThemeLook dark;
};
std::span<const ChatTheme> shipped_chat_themes();

}  // namespace botschaft::domain
