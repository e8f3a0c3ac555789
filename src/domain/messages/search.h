#pragma once
// Finding messages. The index of a person is made when he first searches and is then caught up from his event
// log, so that sending costs nothing for those who never search. That of a channel is one for all who read it
// and is kept up in small steps behind the posts (server/search_feed.h).
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/messages/history.h"
#include "store/messages.h"

namespace botschaft::domain {

// Whether the index knows everything in the owner's box.
bool search_index_complete(store::Transaction& tx, UserId owner);

// Takes the next events into the index. True: there are more.
inline constexpr int kIndexedAtOnce = 500;
bool extend_search_index(store::Transaction& tx, UserId owner, int limit = kIndexedAtOnce);

enum class SearchKind : std::uint8_t {
  any,
  links,
  pinned,
  mentions,
  media,  // SearchQuery::media says which
  none    // nothing here is of that kind
};

struct SearchQuery {
  std::string text;  // words; empty: any
  SearchKind kind = SearchKind::any;
  std::vector<store::MediaKind> media = {};
  std::optional<PeerId> peer = {};    // in this chat only
  std::optional<bool> outgoing = {};  // written by the owner, or by somebody else
  std::optional<UserId> author = {};  // of one member of a group only
  UserId mentioned = 0;               // SearchKind::mentions in a channel: of whom
  MessageId thread = 0;               // in this thread of a supergroup only, or in this topic of a forum
  MessageId topic = 0;
  std::vector<std::string> tags = {};  // of Saved Messages: with any of these
  HistoryPage page = {};
};

struct SearchResult {
  std::vector<store::MessageRow> rows;  // newest first
  std::int32_t total = 0;               // of all pages: count_found()
};

// Whether the index has to be complete for it: pinned messages, and what is found by what it carries alone,
// are found without.
bool asks_search_index(const SearchQuery& query);

// Ids of all matches inside the bounds of the page, newest first, up to some thousands. SEARCH_QUERY_EMPTY
// where there is no chat and no word.
Result<std::vector<MessageId>> find_messages(store::Transaction& tx, UserId owner, const SearchQuery& query);

// How many there are: exact where the index is not asked, else counted up to some thousands.
Result<std::int32_t> count_found(store::Transaction& tx, UserId owner, const SearchQuery& query);

// The same, and the page of them. What is asked for by a word that begins with # or $ is found by its tag.
Result<SearchResult> search_messages(store::Transaction& tx, UserId owner, const SearchQuery& query);

}  // namespace botschaft::domain
