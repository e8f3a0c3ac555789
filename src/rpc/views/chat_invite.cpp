#include "rpc/views/chat_invite.h"

#include <algorithm>

namespace botschaft::rpc {
namespace {

constexpr std::size_t kRecentRequesters = 3;

}  // namespace

tl::Box<tl::ExportedChatInvite> invite_view(const Context& context, store::Transaction& tx,
                                            const store::ChatInviteRow& row) {
  auto view = tl::make<tl::chatInviteExported>();
  view->link = context.services.address.base_url + "/+" + row.hash;
  view->revoked = row.is(store::kInviteRevoked);
  view->permanent = row.is(store::kInvitePermanent);
  view->request_needed = row.is(store::kInviteRequestNeeded);
  view->admin_id = row.admin;
  view->date = row.created_at;
  if (row.expires_at != 0) view->expire_date = row.expires_at;
  if (row.usage_limit != 0) view->usage_limit = row.usage_limit;
  if (row.usages != 0) view->usage = row.usages;
  if (!row.title.empty()) view->title = row.title;
  if (!view->request_needed) return view;
  const auto waiting = store::list_join_requests(tx, row.peer);
  view->requested =
      static_cast<std::int32_t>(std::ranges::count(waiting, row.hash, &store::JoinRequestRow::hash));
  return view;
}

std::string invite_hash(std::string_view link) {
  const auto at = link.find_last_of("/+=");  // https://host/+HASH, .../joinchat/HASH, tg://join?invite=HASH
  return std::string(at == std::string_view::npos ? link : link.substr(at + 1));
}

PendingRequests pending_requests(store::Transaction& tx, PeerId peer, Mentioned& mentioned) {
  const auto waiting = store::list_join_requests(tx, peer);
  PendingRequests pending{.count = static_cast<std::int32_t>(waiting.size())};
  for (const auto& row : waiting) {
    if (pending.recent.size() == kRecentRequesters) break;
    mentioned.add(PeerId::user(row.user));
    pending.recent.push_back(row.user);
  }
  return pending;
}

}  // namespace botschaft::rpc
