#include "domain/ranks.h"

#include <algorithm>

#include "domain/channels/admin_log.h"
#include "domain/channels/members.h"
#include "domain/groups/post.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

Result<void> set_channel_rank(store::Transaction& tx, const Actor& actor, std::int64_t id, UserId user,
                              std::string_view rank) {
  TRY_ASSIGN(const auto in, see_channel(tx, actor, id));
  if (in.broadcast()) return fail(Err::PEER_ID_INVALID);
  TRY(check_deed(in, user == actor.user ? Deed::rank_oneself : Deed::rank_others));
  auto member = store::find_channel_member(tx, id, user);
  if (!member || !member->inside) return fail(Err::USER_NOT_PARTICIPANT);
  const bool other_admin = user != actor.user && member->admin_rights != 0;
  if (other_admin && !in.creator()) return fail(Err::CHAT_ADMIN_REQUIRED);
  if (member->rank == rank) return fail(Err::CHAT_NOT_MODIFIED);
  log_admin(
      tx, actor, id,
      {.action = AdminAction::edit_rank, .text = {member->rank, std::string(rank)}, .number = {0, user}});
  member->rank = rank;
  store::put_channel_member(tx, *member);
  BoxWriter(tx, actor).append(user, EventKind::channel, in.peer());
  return {};
}

Result<void> set_group_rank(store::Transaction& tx, const Actor& actor, std::int64_t id, UserId user,
                            std::string_view rank) {
  TRY_ASSIGN(auto membership, require_member(tx, id, actor.user));
  TRY(check_deed(membership, user == actor.user ? Deed::rank_oneself : Deed::rank_others));
  auto member = store::find_chat_member(tx, id, user);
  if (!member || !member->inside()) return fail(Err::USER_NOT_PARTICIPANT);
  const bool other_admin = user != actor.user && member->role >= store::ChatRole::admin;
  if (other_admin && !membership.creator()) return fail(Err::CHAT_ADMIN_REQUIRED);
  if (member->rank == rank) return fail(Err::CHAT_NOT_MODIFIED);
  member->rank = rank;
  store::put_chat_member(tx, *member);
  ++membership.chat.version;
  store::update_chat(tx, membership.chat);
  BoxWriter boxes(tx, actor);
  tell_members(tx, boxes, id, EventKind::chat_participants);
  return {};
}

}  // namespace

Result<void> set_rank(store::Transaction& tx, const Actor& actor, PeerId chat, UserId user,
                      std::string_view rank) {
  const auto text = decode_utf8(rank);
  if (!text || utf16_length(rank) > kRankMax) return fail(Err::ADMIN_RANK_INVALID);
  if (std::ranges::any_of(text->characters, is_pictograph)) return fail(Err::ADMIN_RANK_EMOJI_NOT_ALLOWED);
  if (chat.is_channel()) return set_channel_rank(tx, actor, chat.bare(), user, rank);
  if (chat.is_chat()) return set_group_rank(tx, actor, chat.bare(), user, rank);
  return fail(Err::PEER_ID_INVALID);
}

std::string rank_of(store::Transaction& tx, PeerId chat, UserId user) {
  if (chat.is_channel()) {
    const auto member = store::find_channel_member(tx, chat.bare(), user);
    return member && member->inside ? member->rank : std::string();
  }
  const auto member = chat.is_chat() ? store::find_chat_member(tx, chat.bare(), user) : std::nullopt;
  return member && member->inside() ? member->rank : std::string();
}

}  // namespace botschaft::domain
