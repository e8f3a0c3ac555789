// Blocking, statuses, and lists made of other people: contacts.block, unblock, getBlocked, setBlocked,
// getStatuses, getTopPeers, toggleTopPeers, getBirthdays, getSponsoredPeers, getSaved.
#include <algorithm>

#include "domain/contacts.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/views/user.h"
#include "store/account_settings.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kMaxBlockedPage = 100;
constexpr std::size_t kMaxBlockedSet = 1000;

}  // namespace

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_block& request) {
  TRY_ASSIGN(const PeerId peer, access_peer(context, tx, request.id));
  if (request.my_stories_from) return true;  // nobody has stories here, so there is nothing to hide
  TRY(domain::block(tx, context.self(), peer, context.now));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_unblock& request) {
  TRY_ASSIGN(const PeerId peer, access_peer(context, tx, request.id));
  if (!request.my_stories_from) domain::unblock(tx, context.self(), peer);
  return true;
}

Result<tl::Box<tl::contacts_Blocked>> handle(Context& context, store::Transaction& tx,
                                             const tl::contacts_getBlocked& request) {
  if (request.my_stories_from) return tl::make<tl::contacts_blocked>();
  const auto limit = std::clamp(request.limit, 0, kMaxBlockedPage);
  const auto offset = std::max(request.offset, 0);
  const auto rows = store::list_blocked(tx, context.self(), offset, limit);
  tl::Vec<tl::Box<tl::PeerBlocked>> blocked;
  std::vector<UserId> users;
  for (const auto& row : rows) {
    auto view = tl::make<tl::peerBlocked>();
    view->peer_id = peer_view(row.peer);
    view->date = row.blocked_at;
    blocked.push_back(std::move(view));
    if (row.peer.is_user()) users.push_back(row.peer.bare());
  }
  const auto count = static_cast<std::int32_t>(store::count_blocked(tx, context.self()));
  if (offset == 0 && count <= limit) {
    auto reply = tl::make<tl::contacts_blocked>();
    reply->blocked = std::move(blocked);
    reply->users = user_views(viewer_of(context), tx, users);
    return reply;
  }
  auto reply = tl::make<tl::contacts_blockedSlice>();
  reply->count = count;
  reply->blocked = std::move(blocked);
  reply->users = user_views(viewer_of(context), tx, users);
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_setBlocked& request) {
  if (request.my_stories_from) return true;
  if (request.id.size() > kMaxBlockedSet) return fail(Err::LIMIT_INVALID);
  std::vector<PeerId> wanted;
  for (const auto& input : request.id) {
    TRY_ASSIGN(const PeerId peer, access_peer(context, tx, input));
    wanted.push_back(peer);
  }
  // The `limit` newest entries of the list are what the client saw and replaces.
  const auto limit = std::clamp(request.limit, 0, static_cast<std::int32_t>(kMaxBlockedSet));
  for (const auto& row : store::list_blocked(tx, context.self(), 0, limit)) {
    if (std::ranges::find(wanted, row.peer) == wanted.end()) domain::unblock(tx, context.self(), row.peer);
  }
  for (const PeerId peer : wanted) TRY(domain::block(tx, context.self(), peer, context.now));
  return true;
}

Result<tl::Vec<tl::Box<tl::ContactStatus>>> handle(Context& context, store::Transaction& tx,
                                                   const tl::contacts_getStatuses&) {
  tl::Vec<tl::Box<tl::ContactStatus>> statuses;
  for (const auto& contact : store::list_contacts(tx, context.self())) {
    const auto user = store::find_user(tx, contact.user);
    if (!user || user->deleted) continue;
    auto status = tl::make<tl::contactStatus>();
    status->user_id = user->id;
    status->status = status_view(viewer_of(context), tx, *user);
    statuses.push_back(std::move(status));
  }
  return statuses;
}

Result<tl::Box<tl::contacts_TopPeers>> handle(Context& context, store::Transaction& tx,
                                              const tl::contacts_getTopPeers& request) {
  const bool any = request.correspondents || request.bots_pm || request.bots_inline || request.phone_calls ||
                   request.forward_users || request.forward_chats || request.groups || request.channels ||
                   request.bots_app || request.bots_guestchat;
  if (!any) return fail(Err::TYPES_EMPTY);
  if (store::find_setting(tx, context.self(), store::Setting::top_peers_disabled).value_or(0) != 0) {
    return tl::make<tl::contacts_topPeersDisabled>();
  }
  return tl::make<tl::contacts_topPeers>();  // no ratings are kept, so nobody is on top
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_toggleTopPeers& request) {
  store::put_setting(tx, context.self(), store::Setting::top_peers_disabled, !request.enabled);
  return true;
}

}  // namespace botschaft::rpc
