#pragma once
// Finding messages in all of a person's chats at once, and posts of public channels by their tags.
#include <vector>

#include "domain/messages/search.h"

namespace botschaft::domain {

// Where a message is among all chats: pages go on after one. Newest first; in one second by chat and id.
struct MessagePlace {
  std::int32_t date = 0;
  PeerId peer = {};
  MessageId id = 0;
  auto operator<=>(const MessagePlace& other) const {
    if (const auto by_date = date <=> other.date; by_date != 0) return by_date;
    if (const auto by_peer = peer.value <=> other.peer.value; by_peer != 0) return by_peer;
    return id <=> other.id;
  }
  bool operator==(const MessagePlace&) const = default;
};

struct GlobalQuery {
  std::string text = {};
  SearchKind kind = SearchKind::any;
  std::vector<store::MediaKind> media = {};
  bool in_private = true;  // chats of which kinds
  bool in_groups = true;
  bool in_broadcasts = true;
  std::optional<std::int32_t> folder = {};  // 0: what is not archived, 1: the archive
  std::int32_t min_date = 0;
  std::int32_t max_date = 0;
  std::optional<MessagePlace> after = {};
  int limit = kPageMax;
};

// Whose indexes have to be complete for search_everywhere(): the person's own, and of each channel he is in.
std::vector<UserId> indexes_of(store::Transaction& tx, UserId viewer);

// In the viewer's box and in the channels he is in, above his floors. SEARCH_QUERY_EMPTY.
Result<SearchResult> search_everywhere(store::Transaction& tx, UserId viewer, const GlobalQuery& query);

// Posts of broadcast channels with a username that have this tag ("#name"), but for those who have banned the
// viewer. SEARCH_QUERY_EMPTY where it is none.
Result<SearchResult> search_public_posts(store::Transaction& tx, UserId viewer, std::string_view tag,
                                         const std::optional<MessagePlace>& after, int limit,
                                         std::int32_t now);

}  // namespace botschaft::domain
