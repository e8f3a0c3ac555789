// Finding people: contacts.search, resolveUsername, resolvePhone.
#include <algorithm>

#include "domain/accounts/address.h"
#include "domain/accounts/privacy.h"
#include "domain/channels/rights.h"
#include "rpc/handler.h"
#include "rpc/name_match.h"
#include "rpc/views/chat.h"
#include "store/contacts.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kMaxFound = 50;
constexpr std::size_t kMinGlobalQuery = 4;  // characters before strangers are searched, as clients know it

std::vector<UserId> matching_contacts(store::Transaction& tx, UserId self, const std::string& query,
                                      std::size_t limit) {
  std::vector<UserId> found;
  for (const auto& contact : store::list_contacts(tx, self)) {
    if (found.size() >= limit) break;
    const auto user = store::find_user(tx, contact.user);
    if (!user || user->deleted) continue;
    const auto name = folded(contact.first_name + " " + contact.last_name);
    if (matches(name, query) || (!user->username.empty() && folded(user->username).starts_with(query))) {
      found.push_back(user->id);
    }
  }
  return found;
}

// Groups and channels that the caller is in, by the words of the title or the beginning of the username.
std::vector<PeerId> matching_chats(store::Transaction& tx, UserId self, const std::string& query,
                                   bool broadcasts_only, std::size_t limit) {
  std::vector<PeerId> found;
  for (const auto& member : store::channels_of(tx, self)) {
    if (found.size() >= limit) return found;
    const auto channel = store::find_channel(tx, member.channel);
    if (!channel || channel->is(store::kChannelDeleted)) continue;
    if (broadcasts_only && !channel->broadcast()) continue;
    const bool named = !channel->username.empty() && folded(channel->username).starts_with(query);
    if (named || matches(folded(channel->title), query)) found.push_back(channel->peer());
  }
  if (broadcasts_only) return found;
  for (const auto id : store::groups_of(tx, self)) {
    if (found.size() >= limit) return found;
    const auto chat = store::find_chat(tx, id);
    const bool open = chat && !chat->is(store::kDeactivated);
    if (open && matches(folded(chat->title), query)) found.push_back(chat->peer());
  }
  return found;
}

// Public channels by the beginning of their username, but for those who have banned the caller.
std::vector<PeerId> public_channels(const Context& context, store::Transaction& tx, const std::string& query,
                                    bool broadcasts_only, std::size_t limit) {
  std::vector<PeerId> found;
  for (const auto peer : store::search_channel_usernames(tx, query, static_cast<int>(limit))) {
    const auto in = domain::look_at_channel(tx, peer.bare(), context.self(), context.now);
    if (!in || (broadcasts_only && !in->broadcast())) continue;
    if (check_can_read(*in)) found.push_back(peer);
  }
  return found;
}

tl::Box<tl::contacts_ResolvedPeer> resolved(const Context& context, store::Transaction& tx,
                                            const store::UserRow& user) {
  auto reply = tl::make<tl::contacts_resolvedPeer>();
  reply->peer = peer_view(PeerId::user(user.id));
  reply->users.push_back(user_view(viewer_of(context), tx, user));
  return reply;
}

}  // namespace

Result<tl::Box<tl::contacts_Found>> handle(Context& context, store::Transaction& tx,
                                           const tl::contacts_search& request) {
  auto query = folded(request.q);
  if (query.starts_with('@')) query.erase(0, 1);
  if (query.empty()) return fail(Err::SEARCH_QUERY_EMPTY);
  const auto limit = static_cast<std::size_t>(std::clamp(request.limit, 1, kMaxFound));

  auto reply = tl::make<tl::contacts_found>();
  std::vector<UserId> users;
  const bool people = !request.broadcasts && !request.bots;
  if (people) users = matching_contacts(tx, context.self(), query, limit);
  for (const UserId id : users) reply->my_results.push_back(peer_view(PeerId::user(id)));
  std::vector<PeerId> chats;
  if (!request.bots) chats = matching_chats(tx, context.self(), query, request.broadcasts, limit);
  for (const auto peer : chats) reply->my_results.push_back(peer_view(peer));
  if (query.size() >= kMinGlobalQuery && people) {
    for (const auto& user : store::search_usernames(tx, query, static_cast<int>(limit))) {
      if (std::ranges::find(users, user.id) != users.end()) continue;
      reply->results.push_back(peer_view(PeerId::user(user.id)));
      users.push_back(user.id);
    }
  }
  if (query.size() >= kMinGlobalQuery && !request.bots) {
    for (const auto peer : public_channels(context, tx, query, request.broadcasts, limit)) {
      if (std::ranges::find(chats, peer) != chats.end()) continue;
      reply->results.push_back(peer_view(peer));
      chats.push_back(peer);
    }
  }
  reply->chats = chat_views(viewer_of(context), tx, chats);
  reply->users = user_views(viewer_of(context), tx, users);
  return reply;
}

Result<tl::Box<tl::contacts_ResolvedPeer>> handle(Context& context, store::Transaction& tx,
                                                  const tl::contacts_resolveUsername& request) {
  auto username = std::string_view(request.username);
  if (username.starts_with('@')) username.remove_prefix(1);
  if (username.empty() || username.size() > 64) return fail(Err::USERNAME_INVALID);
  const auto peer = store::find_peer_by_username(tx, username);
  if (peer && peer->is_channel()) {
    auto reply = tl::make<tl::contacts_resolvedPeer>();
    reply->peer = peer_view(*peer);
    reply->chats.push_back(chat_view(viewer_of(context), tx, *peer));
    return reply;
  }
  const auto user = store::find_user_by_username(tx, username);
  if (!user) return fail(Err::USERNAME_NOT_OCCUPIED);
  return resolved(context, tx, *user);
}

Result<tl::Box<tl::contacts_ResolvedPeer>> handle(Context& context, store::Transaction& tx,
                                                  const tl::contacts_resolvePhone& request) {
  const auto digits = domain::normalize_phone(request.phone);
  const auto user = digits ? store::find_user_by_phone(tx, *digits) : std::nullopt;
  const bool may_find =
      user && domain::privacy_allows(tx, user->id, domain::PrivacyKey::added_by_phone, context.self());
  if (!may_find) return fail(Err::PHONE_NOT_OCCUPIED);
  return resolved(context, tx, *user);
}

}  // namespace botschaft::rpc
