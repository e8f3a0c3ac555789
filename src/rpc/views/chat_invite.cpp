#include "rpc/views/chat_invite.h"

namespace botschaft::rpc {
namespace {

constexpr int kRecentRequesters = 3;

}  // namespace

tl::Box<tl::ExportedChatInvite> invite_view(const Viewer& viewer, store::Transaction& tx,
                                            const store::ChatInviteRow& row) {
  auto view = tl::make<tl::chatInviteExported>();
  view->link = viewer.services.address.base_url + "/+" + row.hash;
  view->revoked = row.is(store::kInviteRevoked);
  view->permanent = row.is(store::kInvitePermanent);
  view->request_needed = row.is(store::kInviteRequestNeeded);
  view->admin_id = row.admin;
  view->date = row.created_at;
  if (row.expires_at != 0) view->expire_date = row.expires_at;
  if (row.usage_limit != 0) view->usage_limit = row.usage_limit;
  if (row.usages != 0) view->usage = row.usages;
  if (!row.title.empty()) view->title = row.title;
  if (view->request_needed) view->requested = store::count_join_requests(tx, row.peer, row.hash);
  return view;
}

tl::Box<tl::ExportedChatInvite> current_invite(const Viewer& viewer, store::Transaction& tx, PeerId peer) {
  for (const auto& row : store::list_chat_invites(tx, peer)) {
    const bool current = row.is(store::kInvitePermanent) && !row.is(store::kInviteRevoked);
    if (current && row.admin == viewer.user) return invite_view(viewer, tx, row);
  }
  return nullptr;
}

std::string invite_hash(std::string_view link) {
  const auto at = link.find_last_of("/+=");  // https://host/+HASH, .../joinchat/HASH, tg://join?invite=HASH
  return std::string(at == std::string_view::npos ? link : link.substr(at + 1));
}

PendingRequests pending_requests(store::Transaction& tx, PeerId peer, Mentioned& mentioned) {
  PendingRequests pending{.count = store::count_join_requests(tx, peer)};
  for (const auto& row : store::list_join_requests(tx, peer, {.limit = kRecentRequesters})) {
    mentioned.add(PeerId::user(row.user));
    pending.recent.push_back(row.user);
  }
  return pending;
}

}  // namespace botschaft::rpc
