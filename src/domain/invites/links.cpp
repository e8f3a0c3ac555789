#include "domain/invites/links.h"

#include <algorithm>

#include "domain/channels/admin_log.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

using store::ChatInviteRow;

void set_flag(ChatInviteRow& row, store::ChatInviteFlag flag, bool on) {
  row.flags = on ? row.flags | flag : row.flags & ~std::uint32_t{flag};
}

// Of links of channels; basic groups have no log.
void log(store::Transaction& tx, const Actor& actor, const AdminEvent& event) {
  const auto peer = event.invite.after ? event.invite.after->peer : event.invite.before->peer;
  if (peer.is_channel()) log_admin(tx, actor, peer.bare(), event);
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

}  // namespace

Result<ChatInviteRow> make_invite(store::Transaction& tx, const Actor& actor, PeerId peer, std::string hash,
                                  bool permanent, const InviteTerms& terms) {
  TRY(manage_door(tx, actor, peer));
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

Result<ChatInviteRow> managed_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                                     std::string_view hash) {
  TRY_ASSIGN(const auto door, manage_door(tx, actor, peer));
  auto row = store::find_chat_invite(tx, hash);
  if (!row || row->peer != peer) return fail(Err::INVITE_HASH_EXPIRED);
  if (row->admin != actor.user && !door.creator) return fail(Err::INVITE_HASH_EXPIRED);
  return *std::move(row);
}

Result<ChatInviteRow> edit_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                                  std::string_view hash, const InviteTerms& terms) {
  TRY_ASSIGN(auto row, managed_invite(tx, actor, peer, hash));
  if (row.is(store::kInviteRevoked)) return fail(Err::INVITE_HASH_EXPIRED);
  if (row.is(store::kInvitePermanent)) return fail(Err::CHAT_INVITE_PERMANENT);
  const auto before = row;
  TRY(apply(terms, actor.now, row));
  store::put_chat_invite(tx, row);
  log(tx, actor, {.action = AdminAction::invite_edit, .invite = {before, row}});
  return row;
}

Result<ChatInviteRow> revoke_invite(store::Transaction& tx, const Actor& actor, PeerId peer,
                                    std::string_view hash) {
  TRY_ASSIGN(auto row, managed_invite(tx, actor, peer, hash));
  if (row.is(store::kInviteRevoked)) return fail(Err::INVITE_HASH_EXPIRED);
  set_flag(row, store::kInviteRevoked, true);
  store::put_chat_invite(tx, row);
  log(tx, actor, {.action = AdminAction::invite_revoke, .invite = {std::nullopt, row}});
  return row;
}

Result<void> delete_invite(store::Transaction& tx, const Actor& actor, PeerId peer, std::string_view hash) {
  TRY_ASSIGN(const auto row, managed_invite(tx, actor, peer, hash));
  if (!row.is(store::kInviteRevoked)) return fail(Err::INVITE_REVOKED_MISSING);
  store::delete_chat_invite(tx, row.hash);
  log(tx, actor, {.action = AdminAction::invite_delete, .invite = {row, std::nullopt}});
  return {};
}

Result<std::vector<ChatInviteRow>> invites_of(store::Transaction& tx, const Actor& actor, PeerId peer,
                                              UserId admin, bool revoked) {
  TRY_ASSIGN(const auto door, manage_door(tx, actor, peer));
  if (admin != actor.user && !door.creator) return fail(Err::CHAT_ADMIN_REQUIRED);
  auto rows = store::list_chat_invites(tx, peer);
  std::erase_if(rows, [&](const ChatInviteRow& row) {
    return row.admin != admin || row.is(store::kInviteRevoked) != revoked;
  });
  return rows;
}

}  // namespace botschaft::domain
