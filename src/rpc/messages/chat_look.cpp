// What the chat of two people looks like.
#include "domain/appearance/chat_look.h"

#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/wallpaper.h"

namespace botschaft::rpc {
namespace {

using domain::Origin;
using domain::Reach;

Result<void> change_wallpaper(const Context& context, store::Transaction& tx, PeerId peer,
                              const tl::messages_setChatWallPaper& r) {
  const auto actor = actor_told_by_reply(context);
  const auto reach = r.for_both ? Reach::both_sides : Reach::own_side;
  if (r.revert) return domain::revert_chat_wallpaper(tx, actor, peer);
  TRY_ASSIGN(auto settings, wallpaper_settings(r.settings));
  if (r.wallpaper) {
    TRY_ASSIGN(auto wallpaper, access_wallpaper(viewer_of(context), tx, r.wallpaper));
    if (wallpaper.has_file || !settings.colours.empty() || !settings.emoticon.empty())
      wallpaper.settings = std::move(settings);
    return domain::set_chat_wallpaper(tx, actor, peer, wallpaper, reach, Origin::own);
  }
  if (!r.id) return domain::clear_chat_wallpaper(tx, actor, peer, reach);
  TRY_ASSIGN(auto wallpaper, domain::wallpaper_in_message(tx, context.self(), peer, *r.id));
  if (r.settings) wallpaper.settings = std::move(settings);
  return domain::set_chat_wallpaper(tx, actor, peer, wallpaper, reach, Origin::same);
}

}  // namespace

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_setChatWallPaper& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto before = boxes_before(context, tx, peer);
  TRY(change_wallpaper(context, tx, peer, r));
  return said_reply(context, tx, before);
}

// Of themes that are somebody's possession there are none.
Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_setChatTheme& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto* named = r.theme.as<tl::inputChatTheme>();
  if (named == nullptr && !r.theme.is<tl::inputChatThemeEmpty>()) return fail(Err::EMOJI_INVALID);
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::set_chat_theme(tx, actor_told_by_reply(context), peer,
                             named == nullptr ? "" : named->emoticon));
  return said_reply(context, tx, before);
}

}  // namespace botschaft::rpc
