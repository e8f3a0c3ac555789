// Finding people: contacts.search, resolveUsername, resolvePhone.
#include <algorithm>

#include "domain/accounts/address.h"
#include "domain/accounts/privacy.h"
#include "domain/messages/unicode.h"
#include "rpc/handlers.h"
#include "rpc/views/user.h"
#include "store/contacts.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kMaxFound = 50;
constexpr std::size_t kMinGlobalQuery = 4;  // characters before strangers are searched, as clients know it

std::string folded(std::string_view text) {
  std::string lower;
  const auto points = domain::decode_utf8(text);
  if (!points) return lower;
  // Latin, Greek and Cyrillic capitals; names in other scripts have no case.
  for (char32_t c : points->characters) {
    const bool plus_32 = (c >= U'A' && c <= U'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
                         (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f);
    if (plus_32) c += 32;
    if (c >= 0x400 && c <= 0x40f) c += 80;
    domain::append_utf8(lower, c);
  }
  return lower;
}

// Every word of the query begins a word of the text.
bool matches(const std::string& text, const std::string& query) {
  std::size_t begin = 0;
  while (begin < query.size()) {
    const auto end = std::min(query.find(' ', begin), query.size());
    const auto word = query.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (!text.starts_with(word) && !text.contains(' ' + word)) return false;
  }
  return true;
}

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
  auto users = matching_contacts(tx, context.self(), query, limit);
  for (const UserId id : users) reply->my_results.push_back(peer_view(PeerId::user(id)));
  if (query.size() >= kMinGlobalQuery) {
    for (const auto& user : store::search_usernames(tx, query, static_cast<int>(limit))) {
      if (std::ranges::find(users, user.id) != users.end()) continue;
      reply->results.push_back(peer_view(PeerId::user(user.id)));
      users.push_back(user.id);
    }
  }
  reply->users = user_views(viewer_of(context), tx, users);
  return reply;
}

Result<tl::Box<tl::contacts_ResolvedPeer>> handle(Context& context, store::Transaction& tx,
                                                  const tl::contacts_resolveUsername& request) {
  auto username = std::string_view(request.username);
  if (username.starts_with('@')) username.remove_prefix(1);
  if (username.empty() || username.size() > 64) return fail(Err::USERNAME_INVALID);
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
