#include "domain/appearance/chat_look.h"

#include <algorithm>
#include <string_view>

#include "domain/messages/extra.h"
#include "domain/messages/files.h"
#include "domain/messages/send.h"

namespace botschaft::domain {
namespace {

using store::ChosenBy;

// Colours of our own, CC0.
constexpr ChatTheme kThemes[] = {
    {1,
     "🌊",
     {0x2f7fb5, {0x4aa3d8, 0x2f7fb5}, {0xcfe5f2, 0x8cb9dd, 0xd9eef0, 0xa7c7e7}},
     {0x6cb6e6, {0x2b5f86, 0x1f4a6b}, {0x10202c, 0x1d3a4f, 0x14303a, 0x22445c}}},
    {2,
     "🌲",
     {0x3f8f56, {0x6fb97f, 0x3f8f56}, {0xdbe9c9, 0x8fb996, 0xd6c58b, 0x9cc5a1}},
     {0x86cf97, {0x2f6b42, 0x234f32}, {0x16241d, 0x27402f, 0x1d3327, 0x2f4c3a}}},
    {3,
     "🌅",
     {0xc9683f, {0xe79a6b, 0xc9683f}, {0xfbe3cf, 0xf2b8a0, 0xf7d9b5, 0xe8a598}},
     {0xf0a57c, {0x8a4a30, 0x653526}, {0x2a1a16, 0x4a2c24, 0x38211d, 0x56352a}}},
    {4,
     "🌸",
     {0xb45c8d, {0xd88fb6, 0xb45c8d}, {0xf4dbe8, 0xd8a7c4, 0xe9cfe9, 0xc6a4d9}},
     {0xe39cc3, {0x7a3f62, 0x5b3049}, {0x261825, 0x452c42, 0x332036, 0x51344d}}},
    {5,
     "🌙",
     {0x6a5fb8, {0x9389d8, 0x6a5fb8}, {0xdedaf2, 0xb1a8dd, 0xd2d6ef, 0x9d9ad0}},
     {0xa79df0, {0x443b80, 0x332c61}, {0x1d1a2b, 0x3a2c4f, 0x2a2140, 0x43305a}}},
};

Result<void> check_private(store::Transaction& tx, const Actor& actor, PeerId peer) {
  if (!peer.is_user()) return fail(Err::PEER_ID_INVALID);
  return check_can_write(tx, actor.user, peer);
}

void say(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId peer, Service said) {
  Posting posting{.to = peer, .flags = service_flags(said)};
  posting.body.extra = encode_extra({.service = std::move(said)});
  post(tx, boxes, actor, posting);
}

bool with_other(const Actor& actor, PeerId peer, Reach reach) {
  return reach == Reach::both_sides && peer.value != actor.user;
}

void tell(BoxWriter& boxes, const Actor& actor, PeerId peer, Reach reach) {
  boxes.append(actor.user, EventKind::peer_wallpaper, peer);
  if (with_other(actor, peer, reach))
    boxes.append(peer.value, EventKind::peer_wallpaper, PeerId::user(actor.user));
}

}  // namespace

std::optional<ChatWallpaper> chat_wallpaper(store::Transaction& tx, UserId viewer, PeerId peer) {
  if (const auto row = store::find_chat_wallpaper(tx, viewer, peer, ChosenBy::other))
    return ChatWallpaper{.wallpaper = wallpaper_of(*row), .overridden = true};
  const auto row = store::find_chat_wallpaper(tx, viewer, peer, ChosenBy::oneself);
  if (!row) return std::nullopt;
  return ChatWallpaper{.wallpaper = wallpaper_of(*row)};
}

Result<void> set_chat_wallpaper(store::Transaction& tx, const Actor& actor, PeerId peer,
                                const Wallpaper& wallpaper, Reach reach, Origin origin) {
  TRY(check_private(tx, actor, peer));
  const auto row = row_of(wallpaper);
  store::put_chat_wallpaper(tx, actor.user, peer, ChosenBy::oneself, row);
  store::delete_chat_wallpaper(tx, actor.user, peer, ChosenBy::other);
  if (with_other(actor, peer, reach))
    store::put_chat_wallpaper(tx, peer.value, PeerId::user(actor.user), ChosenBy::other, row);
  BoxWriter boxes(tx, actor);
  const bool both = reach == Reach::both_sides, same = origin == Origin::same;
  say(tx, boxes, actor, peer,
      {.action = ServiceAction::set_chat_wallpaper,
       .number = (same ? kSameWallpaper : 0) | (both ? kWallpaperForBoth : 0),
       .wallpaper = wallpaper});
  tell(boxes, actor, peer, reach);
  return {};
}

Result<void> clear_chat_wallpaper(store::Transaction& tx, const Actor& actor, PeerId peer, Reach reach) {
  TRY(check_private(tx, actor, peer));
  store::delete_chat_wallpaper(tx, actor.user, peer, ChosenBy::oneself);
  store::delete_chat_wallpaper(tx, actor.user, peer, ChosenBy::other);
  if (with_other(actor, peer, reach))
    store::delete_chat_wallpaper(tx, peer.value, PeerId::user(actor.user), ChosenBy::other);
  BoxWriter boxes(tx, actor);
  tell(boxes, actor, peer, reach);
  return {};
}

Result<void> revert_chat_wallpaper(store::Transaction& tx, const Actor& actor, PeerId peer) {
  if (!peer.is_user()) return fail(Err::PEER_ID_INVALID);
  if (!store::delete_chat_wallpaper(tx, actor.user, peer, ChosenBy::other)) return {};
  BoxWriter boxes(tx, actor);
  tell(boxes, actor, peer, Reach::own_side);
  return {};
}

Result<Wallpaper> wallpaper_in_message(store::Transaction& tx, UserId viewer, PeerId peer, MessageId id) {
  const auto row = store::find_message(tx, viewer, peer, id);
  if (!row) return fail(Err::WALLPAPER_INVALID);
  const auto service = decode_extra(row->body.extra).service;
  if (service.action != ServiceAction::set_chat_wallpaper || !service.wallpaper)
    return fail(Err::WALLPAPER_INVALID);
  return *service.wallpaper;
}

Result<void> set_chat_theme(store::Transaction& tx, const Actor& actor, PeerId peer,
                            const std::string& emoticon) {
  TRY(check_private(tx, actor, peer));
  const bool known = emoticon.empty() || std::ranges::any_of(kThemes, [&](const ChatTheme& theme) {
                       return emoticon == theme.emoticon;
                     });
  if (!known) return fail(Err::EMOJI_INVALID);
  if (store::find_chat_theme(tx, actor.user, peer) == emoticon) return fail(Err::EMOJI_NOT_MODIFIED);
  store::put_chat_theme(tx, actor.user, peer, emoticon);
  if (peer.value != actor.user) store::put_chat_theme(tx, peer.value, PeerId::user(actor.user), emoticon);
  BoxWriter boxes(tx, actor);
  say(tx, boxes, actor, peer, {.action = ServiceAction::set_chat_theme, .title = emoticon});
  return {};
}

std::span<const ChatTheme> shipped_chat_themes() {
  return kThemes;
}

}  // namespace botschaft::domain
