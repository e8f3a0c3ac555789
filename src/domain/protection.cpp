#include "domain/protection.h"

#include "domain/channels/settings.h"
#include "domain/groups/post.h"

namespace botschaft::domain {

bool content_protected(store::Transaction& tx, PeerId chat) {
  if (chat.is_chat()) {
    const auto row = store::find_chat(tx, chat.bare());
    return row && row->is(store::kGroupProtected);
  }
  const auto row = chat.is_channel() ? store::find_channel(tx, chat.bare()) : std::nullopt;
  return row && row->is(store::kContentProtected);
}

Result<void> protect_content(store::Transaction& tx, const Actor& actor, PeerId chat, bool on) {
  if (chat.is_channel()) return set_channel_flag(tx, actor, chat.bare(), store::kContentProtected, on);
  if (!chat.is_chat()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(auto membership, require_member(tx, chat.bare(), actor.user));
  TRY(check_deed(membership, Deed::own));
  if (membership.chat.is(store::kGroupProtected) == on) return fail(Err::CHAT_NOT_MODIFIED);
  membership.chat.flags ^= store::kGroupProtected;
  store::update_chat(tx, membership.chat);
  BoxWriter boxes(tx, actor);
  tell_members(tx, boxes, chat.bare(), EventKind::chat);
  return {};
}

}  // namespace botschaft::domain
