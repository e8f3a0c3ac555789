#include "domain/invites/joining.h"

#include "domain/channels/admin_log.h"
#include "domain/channels/members.h"
#include "domain/invites/links.h"

namespace botschaft::domain {
namespace {

void count_use(store::Transaction& tx, store::ChatInviteRow invite, const store::ChatInviteUse& use) {
  ++invite.usages;
  store::put_chat_invite(tx, invite);
  store::put_chat_invite_use(tx, invite.hash, use);
}

void log_joined(store::Transaction& tx, const Actor& actor, PeerId peer, const AdminEvent& event) {
  if (peer.is_channel()) log_admin(tx, actor, peer.bare(), event);
}

// `hash`: of the link he came by; empty: by none.
void ask_to_join(store::Transaction& tx, const Actor& actor, PeerId peer, std::string hash) {
  store::put_join_request(tx, {peer, actor.user, std::move(hash), actor.now});
  BoxWriter boxes(tx, actor);
  tell_requests(tx, boxes, peer);
}

// The one who waits is let in by the actor.
Result<void> approve(store::Transaction& tx, const Actor& actor, const store::JoinRequestRow& request) {
  const Actor joining{.user = request.user, .now = actor.now};
  const auto entered =
      go_in(tx, joining, request.peer,
            {.inviter = actor.user, .said = {.action = ServiceAction::chat_joined_by_request}});
  if (!entered && entered.error().err == Err::CHANNELS_TOO_MUCH) return fail(Err::USER_CHANNELS_TOO_MUCH);
  TRY(entered);
  const auto invite = store::find_chat_invite(tx, request.hash);
  if (invite) count_use(tx, *invite, {request.user, actor.now, actor.user});
  log_joined(
      tx, joining, request.peer,
      {.action = AdminAction::join_by_request, .number = {0, actor.user}, .invite = {std::nullopt, invite}});
  return {};
}

}  // namespace

Result<OpenInvite> open_invite(store::Transaction& tx, const Actor& actor, std::string_view hash) {
  if (hash.empty()) return fail(Err::INVITE_HASH_EMPTY);
  auto row = store::find_chat_invite(tx, hash);
  if (!row) return fail(Err::INVITE_HASH_INVALID);
  const bool spent = row->usage_limit != 0 && row->usages >= row->usage_limit;
  const bool over = row->expires_at != 0 && row->expires_at <= actor.now;
  if (row->is(store::kInviteRevoked) || spent || over) return fail(Err::INVITE_HASH_EXPIRED);
  const auto door = find_door(tx, row->peer, actor.user, actor.now);
  if (!door || door->barred) return fail(Err::INVITE_HASH_EXPIRED);
  return OpenInvite{*std::move(row), *door};
}

Result<Joined> join_by_invite(store::Transaction& tx, const Actor& actor, std::string_view hash) {
  TRY_ASSIGN(const auto invite, open_invite(tx, actor, hash));
  if (invite.door.inside) return fail(Err::USER_ALREADY_PARTICIPANT);
  if (invite.asks()) {
    ask_to_join(tx, actor, invite.row.peer, invite.row.hash);
    return Joined::asked;
  }
  TRY(go_in(tx, actor, invite.row.peer,
            {.inviter = invite.row.admin,
             .said = {.action = ServiceAction::chat_joined_by_link, .users = {invite.row.admin}}}));
  count_use(tx, invite.row, {actor.user, actor.now, 0});
  log_joined(tx, actor, invite.row.peer,
             {.action = AdminAction::join_by_link, .invite = {std::nullopt, invite.row}});
  return Joined::in;
}

Result<Joined> join_public_channel(store::Transaction& tx, const Actor& actor, std::int64_t id) {
  TRY_ASSIGN(const auto in, visit_channel(tx, actor, id));
  if (in.self.inside) return fail(Err::USER_ALREADY_PARTICIPANT);
  if (in.channel.is(store::kJoinRequest) && !in.creator()) {
    ask_to_join(tx, actor, in.peer(), {});
    return Joined::asked;
  }
  TRY(enter_channel(tx, actor, in, 0, {.action = ServiceAction::chat_add_user, .users = {actor.user}}));
  log_admin(tx, actor, id, {.action = AdminAction::join});
  return Joined::in;
}

Result<void> decide_request(store::Transaction& tx, const Actor& actor, PeerId peer, UserId user,
                            bool approved) {
  TRY(manage_door(tx, actor, peer));
  const auto request = store::find_join_request(tx, peer, user);
  if (!request) return fail(Err::HIDE_REQUESTER_MISSING);
  if (approved) {
    const auto door = find_door(tx, peer, user, actor.now);
    if (door && door->inside) return fail(Err::USER_ALREADY_PARTICIPANT);
    if (!door || door->barred) return fail(Err::HIDE_REQUESTER_MISSING);
    TRY(approve(tx, actor, *request));  // who comes in does not wait any more
    return {};
  }
  store::delete_join_request(tx, peer, user);
  BoxWriter boxes(tx, actor);
  tell_requests(tx, boxes, peer);
  return {};
}

Result<void> decide_all_requests(store::Transaction& tx, const Actor& actor, PeerId peer,
                                 const std::optional<std::string>& hash, bool approved) {
  TRY(manage_door(tx, actor, peer));
  if (hash) TRY(managed_invite(tx, actor, peer, *hash));
  const auto waiting = store::list_join_requests(tx, peer, {.hash = hash, .limit = kDecidedAtOnce});
  if (waiting.empty()) return fail(Err::HIDE_REQUESTER_MISSING);
  for (const auto& request : waiting) {
    if (!approved) {
      store::delete_join_request(tx, peer, request.user);
      continue;
    }
    const auto door = find_door(tx, peer, request.user, actor.now);
    const bool welcome = door && !door->inside && !door->barred;
    if (welcome && !approve(tx, actor, request)) continue;  // no room for him: he waits on
  }
  BoxWriter boxes(tx, actor);
  tell_requests(tx, boxes, peer);
  return {};
}

}  // namespace botschaft::domain
