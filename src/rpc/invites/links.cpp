// Links of a group or channel, for its admins: messages.exportChatInvite, editExportedChatInvite,
// getExportedChatInvite(s), deleteExportedChatInvite, deleteRevokedExportedChatInvites, getAdminsWithInvites.
#include "domain/invites/links.h"

#include <algorithm>
#include <map>

#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/chat_invite.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kPageMax = 100;

// 16 characters of the URL-safe alphabet: 96 random bits.
std::string fresh_hash(Random& random) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string hash;
  while (hash.size() < 16) hash.push_back(kAlphabet[random.below(kAlphabet.size())]);
  return hash;
}

// Links of one admin, as a request names him.
Result<std::vector<store::ChatInviteRow>> invites_of(const Context& context, store::Transaction& tx,
                                                     PeerId peer, const tl::Box<tl::InputUser>& admin,
                                                     bool revoked) {
  TRY_ASSIGN(const auto user, access_user(context, tx, admin, Err::ADMIN_ID_INVALID));
  return domain::invites_of(tx, actor_told_by_push(context), peer, user.id, revoked);
}

template <class Answer>
void add_admin(Answer& answer, const Context& context, store::Transaction& tx, UserId admin) {
  answer.users.push_back(user_view(viewer_of(context), tx, admin));
}

}  // namespace

Result<tl::Box<tl::ExportedChatInvite>> handle(Context& context, store::Transaction& tx,
                                               const tl::messages_exportChatInvite& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const domain::InviteTerms terms{.title = r.title,
                                  .expires_at = r.expire_date,
                                  .usage_limit = r.usage_limit,
                                  .request_needed = r.request_needed};
  TRY_ASSIGN(const auto row,
             domain::make_invite(tx, actor_told_by_push(context), peer, fresh_hash(context.services.random),
                                 r.legacy_revoke_permanent, terms));
  return invite_view(viewer_of(context), tx, row);
}

// A revoked permanent link is replaced at once.
Result<tl::Box<tl::messages_ExportedChatInvite>> handle(Context& context, store::Transaction& tx,
                                                        const tl::messages_editExportedChatInvite& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto actor = actor_told_by_push(context);
  const auto hash = invite_hash(r.link);
  if (!r.revoked) {
    const domain::InviteTerms terms{.title = r.title,
                                    .expires_at = r.expire_date,
                                    .usage_limit = r.usage_limit,
                                    .request_needed = r.request_needed};
    TRY_ASSIGN(const auto row, domain::edit_invite(tx, actor, peer, hash, terms));
    auto reply = tl::make<tl::messages_exportedChatInvite>();
    reply->invite = invite_view(viewer_of(context), tx, row);
    add_admin(*reply, context, tx, row.admin);
    return reply;
  }
  TRY_ASSIGN(const auto row, domain::revoke_invite(tx, actor, peer, hash));
  if (!row.is(store::kInvitePermanent) || row.admin != context.self()) {
    auto reply = tl::make<tl::messages_exportedChatInvite>();
    reply->invite = invite_view(viewer_of(context), tx, row);
    add_admin(*reply, context, tx, row.admin);
    return reply;
  }
  TRY_ASSIGN(const auto next,
             domain::make_invite(tx, actor, peer, fresh_hash(context.services.random), true, {}));
  auto reply = tl::make<tl::messages_exportedChatInviteReplaced>();
  reply->invite = invite_view(viewer_of(context), tx, row);
  reply->new_invite = invite_view(viewer_of(context), tx, next);
  add_admin(*reply, context, tx, row.admin);
  return reply;
}

Result<tl::Box<tl::messages_ExportedChatInvite>> handle(Context& context, store::Transaction& tx,
                                                        const tl::messages_getExportedChatInvite& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto row,
             domain::managed_invite(tx, actor_told_by_push(context), peer, invite_hash(r.link)));
  auto reply = tl::make<tl::messages_exportedChatInvite>();
  reply->invite = invite_view(viewer_of(context), tx, row);
  add_admin(*reply, context, tx, row.admin);
  return reply;
}

Result<tl::Box<tl::messages_ExportedChatInvites>> handle(Context& context, store::Transaction& tx,
                                                         const tl::messages_getExportedChatInvites& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(auto rows, invites_of(context, tx, peer, r.admin_id, r.revoked));
  auto reply = tl::make<tl::messages_exportedChatInvites>();
  reply->count = static_cast<std::int32_t>(rows.size());
  if (r.offset_link) {
    const auto last = std::ranges::find(rows, invite_hash(*r.offset_link), &store::ChatInviteRow::hash);
    if (last != rows.end()) rows.erase(rows.begin(), last + 1);
  }
  rows.resize(std::min({rows.size(), kPageMax, static_cast<std::size_t>(r.limit)}));
  for (const auto& row : rows) reply->invites.push_back(invite_view(viewer_of(context), tx, row));
  if (!rows.empty()) add_admin(*reply, context, tx, rows.front().admin);
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::messages_deleteExportedChatInvite& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY(domain::delete_invite(tx, actor_told_by_push(context), peer, invite_hash(r.link)));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::messages_deleteRevokedExportedChatInvites& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto rows, invites_of(context, tx, peer, r.admin_id, true));
  for (const auto& row : rows) store::delete_chat_invite(tx, row.hash);
  return true;
}

Result<tl::Box<tl::messages_ChatAdminsWithInvites>> handle(Context& context, store::Transaction& tx,
                                                           const tl::messages_getAdminsWithInvites& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto door, domain::manage_door(tx, actor_told_by_push(context), peer));
  if (!door.creator) return fail(Err::CHAT_ADMIN_REQUIRED);
  std::map<UserId, tl::Ptr<tl::chatAdminWithInvites>> admins;
  for (const auto& row : store::list_chat_invites(tx, peer)) {
    auto& admin = admins[row.admin];
    if (!admin) admin = tl::make<tl::chatAdminWithInvites>();
    admin->admin_id = row.admin;
    ++(row.is(store::kInviteRevoked) ? admin->revoked_invites_count : admin->invites_count);
  }
  auto reply = tl::make<tl::messages_chatAdminsWithInvites>();
  for (auto& [id, admin] : admins) {
    add_admin(*reply, context, tx, id);
    reply->admins.push_back(std::move(admin));
  }
  return reply;
}

}  // namespace botschaft::rpc
