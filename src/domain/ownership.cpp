#include "domain/ownership.h"

#include <algorithm>

#include "domain/channels/box.h"
#include "domain/channels/members.h"
#include "domain/groups/post.h"
#include "store/authorizations.h"
#include "store/passwords.h"

namespace botschaft::domain {
namespace {

void give_group(store::Transaction& tx, const Actor& actor, PeerId peer, UserId to) {
  auto chat = *store::find_chat(tx, peer.bare());
  auto old = *store::find_chat_member(tx, chat.id, actor.user);
  auto next = *store::find_chat_member(tx, chat.id, to);
  old.role = store::ChatRole::admin;
  next.role = store::ChatRole::creator;
  store::put_chat_member(tx, old);
  store::put_chat_member(tx, next);
  chat.creator = to;
  ++chat.version;
  store::update_chat(tx, chat);
  BoxWriter boxes(tx, actor);
  say_in_group(tx, boxes, actor, chat.id, {.action = ServiceAction::change_creator, .users = {to}});
  tell_members(tx, boxes, chat.id, EventKind::chat_participants);
}

void give_channel(store::Transaction& tx, const Actor& actor, PeerId peer, UserId to) {
  auto channel = *store::find_channel(tx, peer.bare());
  auto old = *store::find_channel_member(tx, channel.id, actor.user);
  auto next = *store::find_channel_member(tx, channel.id, to);
  old.admin_rights = kEveryAdminRight | (old.admin_rights & kAdminAnonymous);
  old.acted_by = to;
  next.admin_rights = kEveryAdminRight | (next.admin_rights & kAdminAnonymous);
  next.banned_rights = 0;
  next.acted_by = 0;
  store::put_channel_member(tx, old);
  store::put_channel_member(tx, next);
  channel.creator = to;
  store::update_channel(tx, channel);
  BoxWriter boxes(tx, actor);
  boxes.append(box_of(peer), EventKind::channel, peer, actor.now);
  boxes.append(actor.user, EventKind::channel, peer);
  boxes.append(to, EventKind::channel, peer);
  if (channel.broadcast()) return;
  say_in_channel(tx, boxes, actor, peer, {.action = ServiceAction::change_creator, .users = {to}});
}

}  // namespace

Result<void> check_may_give(store::Transaction& tx, const Actor& actor, AuthKeyId key) {
  const auto password = store::find_password(tx, actor.user);
  if (!password) return fail(Err::PASSWORD_MISSING);
  const auto wait = [&](std::int32_t since) { return since + kOwnershipWait - actor.now; };
  if (const auto left = wait(password->changed_at); left > 0) return fail(Err::PASSWORD_TOO_FRESH_X, left);
  const auto session = store::find_authorization(tx, key);
  if (const auto left = session ? wait(session->created_at) : 0; left > 0) {
    return fail(Err::SESSION_TOO_FRESH_X, left);
  }
  return {};
}

Result<void> check_gift(store::Transaction& tx, const Actor& actor, PeerId chat, UserId to) {
  if (chat.is_channel()) {
    TRY_ASSIGN(const auto in, see_channel(tx, actor, chat.bare()));
    TRY(check_deed(in, Deed::own));
    const auto next = store::find_channel_member(tx, chat.bare(), to);
    if (to == actor.user || !next || !next->inside) return fail(Err::USER_ID_INVALID);
    return {};
  }
  if (!chat.is_chat()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(const auto membership, require_member(tx, chat.bare(), actor.user));
  TRY(check_deed(membership, Deed::own));
  const auto next = store::find_chat_member(tx, chat.bare(), to);
  if (to == actor.user || !next || !next->inside()) return fail(Err::USER_ID_INVALID);
  return {};
}

void give_chat(store::Transaction& tx, const Actor& actor, PeerId chat, UserId to) {
  chat.is_channel() ? give_channel(tx, actor, chat, to) : give_group(tx, actor, chat, to);
}

}  // namespace botschaft::domain
