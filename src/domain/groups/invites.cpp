#include "domain/groups/invites.h"

#include <algorithm>

#include "domain/groups/members.h"
#include "domain/groups/post.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

using store::ChatInviteRow;

Result<Membership> require_admin(store::Transaction& tx, const Actor& actor, std::int64_t chat) {
  TRY_ASSIGN(auto membership, require_member(tx, chat, actor.user));
  if (!membership.admin()) return fail(Err::CHAT_ADMIN_REQUIRED);
  return membership;
}

void set_flag(ChatInviteRow& row, store::ChatInviteFlag flag, bool on) {
  row.flags = on ? row.flags | flag : row.flags & ~std::uint32_t{flag};
}

Result<void> apply(const InviteTerms& terms, std::int32_t now, ChatInviteRow& row) {
  if (terms.title) {
    if (terms.title->size() > kInviteTitleMax || !decode_utf8(*terms.title))
      return fail(Err::INPUT_REQUEST_INVALID);
    row.title = *terms.title;
  }
  if (terms.expires_at) {
    if (*terms.expires_at != 0 && *terms.expires_at <= now) return fail(Err::EXPIRE_DATE_INVALID);
    row.expires_at = *terms.expires_at;
  }
  if (terms.usage_limit) {
    if (*terms.usage_limit < 0 || *terms.usage_limit > kUsageLimitMax) return fail(Err::USAGE_LIMIT_INVALID);
    row.usage_limit = *terms.usage_limit;
  }
  if (terms.request_needed) set_flag(row, store::kInviteRequestNeeded, *terms.request_needed);
  // Where an admin decides about each, there is nothing to count.
  if (row.is(store::kInviteRequestNeeded) && row.usage_limit != 0) return fail(Err::USAGE_LIMIT_INVALID);
  return {};
}

void count_use(store::Transaction& tx, ChatInviteRow invite, const store::ChatInviteUse& use) {
  ++invite.usages;
  store::put_chat_invite(tx, invite);
  store::put_chat_invite_use(tx, invite.hash, use);
}

}  // namespace

Result<ChatInviteRow> make_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                  std::string hash, bool permanent, const InviteTerms& terms) {
  TRY(require_admin(tx, actor, chat));
  const auto peer = PeerId::chat(chat);
  const auto others = store::list_chat_invites(tx, peer);
  if (others.size() >= kInvitesMax) return fail(Err::CHAT_INVALID);
  ChatInviteRow row{.hash = std::move(hash), .peer = peer, .admin = actor.user, .created_at = actor.now};
  if (permanent) {
    row.flags = store::kInvitePermanent;
    for (auto other : others) {
      if (other.admin != actor.user || !other.is(store::kInvitePermanent)) continue;
      set_flag(other, store::kInviteRevoked, true);
      store::put_chat_invite(tx, other);
    }
  } else {
    TRY(apply(terms, actor.now, row));
  }
  store::put_chat_invite(tx, row);
  return row;
}

Result<ChatInviteRow> managed_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                     std::string_view hash) {
  TRY_ASSIGN(const auto membership, require_admin(tx, actor, chat));
  auto row = store::find_chat_invite(tx, hash);
  if (!row || row->peer != PeerId::chat(chat)) return fail(Err::INVITE_HASH_EXPIRED);
  if (row->admin != actor.user && !membership.creator()) return fail(Err::INVITE_HASH_EXPIRED);
  return *std::move(row);
}

Result<ChatInviteRow> edit_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                  std::string_view hash, const InviteTerms& terms) {
  TRY_ASSIGN(auto row, managed_invite(tx, actor, chat, hash));
  if (row.is(store::kInviteRevoked)) return fail(Err::INVITE_HASH_EXPIRED);
  if (row.is(store::kInvitePermanent)) return fail(Err::CHAT_INVITE_PERMANENT);
  TRY(apply(terms, actor.now, row));
  store::put_chat_invite(tx, row);
  return row;
}

Result<ChatInviteRow> revoke_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                    std::string_view hash) {
  TRY_ASSIGN(auto row, managed_invite(tx, actor, chat, hash));
  if (row.is(store::kInviteRevoked)) return fail(Err::INVITE_HASH_EXPIRED);
  set_flag(row, store::kInviteRevoked, true);
  store::put_chat_invite(tx, row);
  return row;
}

Result<void> delete_invite(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                           std::string_view hash) {
  TRY_ASSIGN(const auto row, managed_invite(tx, actor, chat, hash));
  if (!row.is(store::kInviteRevoked)) return fail(Err::INVITE_REVOKED_MISSING);
  store::delete_chat_invite(tx, row.hash);
  return {};
}

Result<ChatInviteRow> open_invite(store::Transaction& tx, const Actor& actor, std::string_view hash) {
  if (hash.empty()) return fail(Err::INVITE_HASH_EMPTY);
  auto row = store::find_chat_invite(tx, hash);
  if (!row || !row->peer.is_chat()) return fail(Err::INVITE_HASH_INVALID);
  const bool spent = row->usage_limit != 0 && row->usages >= row->usage_limit;
  const bool over = row->expires_at != 0 && row->expires_at <= actor.now;
  if (row->is(store::kInviteRevoked) || spent || over) return fail(Err::INVITE_HASH_EXPIRED);
  const auto chat = store::find_chat(tx, row->peer.bare());
  const auto former = store::find_chat_member(tx, row->peer.bare(), actor.user);
  if (!chat || chat->is(store::kDeactivated)) return fail(Err::INVITE_HASH_EXPIRED);
  if (former && former->role == store::ChatRole::removed) return fail(Err::INVITE_HASH_EXPIRED);
  return *std::move(row);
}

Result<void> join_by_invite(store::Transaction& tx, const Actor& actor, std::string_view hash) {
  TRY_ASSIGN(const auto invite, open_invite(tx, actor, hash));
  const auto former = store::find_chat_member(tx, invite.peer.bare(), actor.user);
  if (former && former->inside()) return fail(Err::USER_ALREADY_PARTICIPANT);
  const auto chat = store::find_chat(tx, invite.peer.bare());
  if (!chat) return fail(Err::INVITE_HASH_INVALID);
  TRY(enter_group(tx, actor, *chat, invite.admin,
                  {.action = ServiceAction::chat_joined_by_link, .users = {invite.admin}}));
  count_use(tx, invite, {actor.user, actor.now, 0});
  return {};
}

Result<void> ask_to_join(store::Transaction& tx, const Actor& actor, const ChatInviteRow& invite) {
  const auto former = store::find_chat_member(tx, invite.peer.bare(), actor.user);
  if (former && former->inside()) return fail(Err::USER_ALREADY_PARTICIPANT);
  store::put_join_request(tx, {invite.peer, actor.user, invite.hash, actor.now});
  BoxWriter boxes(tx, actor);
  tell_admins(tx, boxes, invite.peer.bare(), EventKind::chat_join_requests);
  return {};
}

Result<void> decide_request(store::Transaction& tx, const Actor& actor, std::int64_t chat, UserId user,
                            bool approved) {
  TRY_ASSIGN(const auto membership, require_admin(tx, actor, chat));
  const auto peer = PeerId::chat(chat);
  const auto request = store::find_join_request(tx, peer, user);
  if (!request) return fail(Err::HIDE_REQUESTER_MISSING);
  store::delete_join_request(tx, peer, user);
  const auto former = store::find_chat_member(tx, chat, user);
  if (approved && !(former && former->inside())) {
    const Actor joining{.user = user, .now = actor.now};
    TRY(enter_group(tx, joining, membership.chat, actor.user,
                    {.action = ServiceAction::chat_joined_by_request}));
    if (const auto invite = store::find_chat_invite(tx, request->hash))
      count_use(tx, *invite, {user, actor.now, actor.user});
  }
  BoxWriter boxes(tx, actor);
  tell_admins(tx, boxes, chat, EventKind::chat_join_requests);
  return {};
}

}  // namespace botschaft::domain
