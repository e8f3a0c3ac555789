#include "domain/messages/search.h"

#include <algorithm>
#include <functional>
#include <set>

#include "domain/box_writer.h"
#include "domain/messages/entities.h"
#include "domain/messages/search_text.h"
#include "domain/messages/unicode.h"
#include "store/events.h"
#include "store/message_files.h"
#include "store/restrictions.h"
#include "store/saved_tags.h"
#include "store/search_index.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

constexpr int kMatchesMax = 5000;

std::string chat_mark(PeerId peer) {
  return peer.value < 0 ? "cn" + std::to_string(-peer.value) : "c" + std::to_string(peer.value);
}

std::string author_mark(UserId author) {
  return "u" + std::to_string(author);
}

std::string thread_mark(MessageId top) {
  return "th" + std::to_string(top);
}

std::string topic_mark(MessageId topic) {
  return "to" + std::to_string(topic);
}

std::string kind_mark(store::MediaKind kind) {
  return "k" + std::to_string(static_cast<std::uint32_t>(kind));
}

std::string mention_mark(UserId user) {
  return "m" + std::to_string(user);
}

// Whom a message in a channel speaks to: those it names, and whom it answers.
std::vector<UserId> addressed(store::Transaction& tx, const store::MessageRow& row) {
  std::vector<UserId> users;
  const auto add = [&](UserId user) {
    if (user != row.author && std::ranges::find(users, user) == users.end()) users.push_back(user);
  };
  for (const auto& entity : decode_entities(row.body.entities)) {
    if (entity.type == EntityType::mention_name) add(entity.value);
    if (entity.type != EntityType::mention) continue;
    const auto name = utf16_substring(row.body.text, entity.offset + 1, entity.length - 1);
    const auto peer = name ? store::find_peer_by_username(tx, *name) : std::nullopt;
    if (peer && peer->is_user()) add(peer->value);
  }
  if (row.reply_to && !row.is(store::kPost)) {
    const auto answered = store::find_message(tx, row.owner, row.peer, *row.reply_to);
    if (answered) add(answered->author);
  }
  return users;
}

std::string marks_of(store::Transaction& tx, const store::MessageRow& row) {
  auto marks = chat_mark(row.peer) + (row.out() ? " sout" : " sin");
  if (row.is(store::kHasLink)) marks += " link";
  if (const auto kind = store::media_kind(row.flags); kind != store::MediaKind::none)
    marks += " " + kind_mark(kind);
  // By whom readers see, or anonymous authors could be found out.
  if (!row.peer.is_user() && row.sender().is_user()) marks += " " + author_mark(row.author);
  if (row.is(store::kMentioned)) marks += " mention";
  if (row.top != 0) marks += " " + thread_mark(row.top);
  if (row.topic != 0) marks += " " + topic_mark(row.topic);
  if (row.is(store::kPost)) marks += " post";
  if (row.peer.is_channel()) {
    for (const auto user : addressed(tx, row)) marks += " " + mention_mark(user);
  }
  for (const auto& tag : tag_words(row.body.text)) marks += " " + tag;
  return marks;
}

void index_message(store::Transaction& tx, UserId owner, std::int64_t slot, PeerId peer, MessageId id) {
  const auto row = store::find_message(tx, owner, peer, id);
  if (!row || row->is(store::kService)) return;
  if (store::is_unlisted(*row)) return store::delete_document(tx, slot, id);
  store::put_document(tx, slot, id, marks_of(tx, *row), index_text(row->body.text));
}

std::string expression_of(const SearchQuery& query) {
  std::string marks;
  const auto mark = [&](const std::string& word) { marks += (marks.empty() ? "" : " AND ") + word; };
  if (query.peer) mark(chat_mark(*query.peer));
  if (query.outgoing) mark(*query.outgoing ? "sout" : "sin");
  if (query.author) mark(author_mark(*query.author));
  if (query.thread != 0) mark(thread_mark(query.thread));
  if (query.topic != 0) mark(topic_mark(query.topic));
  if (query.kind == SearchKind::links) mark("link");
  if (query.kind == SearchKind::mentions) {
    mark(query.mentioned != 0 ? mention_mark(query.mentioned) : "mention");
  }
  if (query.kind == SearchKind::media) {
    std::string kinds;
    for (const auto kind : query.media) kinds += (kinds.empty() ? "(" : " OR ") + kind_mark(kind);
    mark(kinds + ")");
  }
  for (const auto& tag : tag_words(query.text)) mark('"' + tag + '"');
  const auto words = match_expression(query.text);
  if (marks.empty()) return words;
  marks = "marks : (" + marks + ")";
  return words.empty() ? marks : marks + " AND " + words;
}

bool in_dates(const store::MessageRow& row, const HistoryPage& page) {
  return (page.min_date <= 0 || row.date >= page.min_date) &&
         (page.max_date <= 0 || row.date <= page.max_date);
}

// Pinned messages have a table of their own; where more is asked for, the index decides among them.
Result<std::vector<MessageId>> find_pinned(store::Transaction& tx, UserId owner, const SearchQuery& query) {
  auto ids = store::pinned_messages(tx, owner, *query.peer, query.page.max_id, kMatchesMax);
  std::erase_if(ids, [&](MessageId id) { return id <= query.page.min_id; });
  const bool anywhere = query.thread == 0 && query.topic == 0;
  if (anywhere && query.text.empty() && !query.author && !query.outgoing) return ids;
  auto among = query;
  among.kind = SearchKind::any;
  TRY_ASSIGN(const auto matching, find_messages(tx, owner, among));
  std::erase_if(ids, [&](MessageId id) { return std::ranges::find(matching, id) == matching.end(); });
  return ids;
}

// Tags are reactions, which the index does not know.
Result<std::vector<MessageId>> find_tagged(store::Transaction& tx, UserId owner, const SearchQuery& query) {
  std::set<MessageId, std::greater<>> tagged;
  for (const auto& tag : query.tags) {
    const auto with = store::tagged_messages(tx, owner, tag, kMatchesMax);
    tagged.insert(with.begin(), with.end());
  }
  std::vector<MessageId> ids(tagged.begin(), tagged.end());
  std::erase_if(ids, [&](MessageId id) {
    return id <= query.page.min_id || (query.page.max_id != 0 && id >= query.page.max_id);
  });
  const bool by_tag_alone = query.text.empty() && query.kind == SearchKind::any;
  if (by_tag_alone && !query.author && !query.outgoing) return ids;
  auto among = query;
  among.tags.clear();
  TRY_ASSIGN(const auto matching, find_messages(tx, owner, among));
  std::erase_if(ids, [&](MessageId id) { return std::ranges::find(matching, id) == matching.end(); });
  return ids;
}

bool dated(const HistoryPage& page) {
  return page.min_date > 0 || page.max_date > 0;
}

store::MediaRange media_range(const SearchQuery& query) {
  return {.kinds = query.media,
          .below = query.page.max_id,
          .above = query.page.min_id,
          .thread = query.thread,
          .topic = query.topic};
}

// What is asked for by its kind alone: the flags of the messages are indexed.
std::vector<MessageId> find_by_kind(store::Transaction& tx, UserId owner, const SearchQuery& query) {
  const PeerId whole{owner};
  if (query.peer || whole.is_channel())
    return store::find_media(tx, owner, query.peer.value_or(whole), media_range(query), kMatchesMax);
  std::vector<MessageId> ids;
  for (const auto& found : store::find_own_media(tx, owner, query.media, kMatchesMax)) {
    const bool inside = query.page.max_id == 0 || found.id < query.page.max_id;
    if (inside && found.id > query.page.min_id) ids.push_back(found.id);
  }
  std::ranges::sort(ids, std::ranges::greater());
  return ids;
}

}  // namespace

bool asks_search_index(const SearchQuery& query) {
  if (query.kind == SearchKind::none) return false;
  const bool plain = query.text.empty() && !query.outgoing && !query.author;
  if (query.kind == SearchKind::pinned) return !plain || query.thread != 0 || query.topic != 0;
  return !plain || query.kind != SearchKind::media;
}

bool search_index_complete(store::Transaction& tx, UserId owner) {
  const auto slot = store::find_search_slot(tx, owner);
  return (slot ? slot->pts : store::kEmptyBoxPts) >= store::top_pts(tx, owner);
}

bool extend_search_index(store::Transaction& tx, UserId owner, int limit) {
  auto slot = store::find_search_slot(tx, owner);
  if (!slot) slot = store::create_search_slot(tx, owner, store::kEmptyBoxPts);
  const auto events = store::read_events(tx, owner, slot->pts, limit);
  for (const auto& event : events) {
    switch (static_cast<EventKind>(event.kind)) {
      case EventKind::message:
        index_message(tx, owner, slot->slot, event.peer, event.pts);
        break;
      case EventKind::message_edited:
        index_message(tx, owner, slot->slot, event.peer, static_cast<MessageId>(event.arg));
        break;
      case EventKind::messages_deleted:
        for (const auto id : event_ids(event.data)) store::delete_document(tx, slot->slot, id);
        break;
      default:
        break;
    }
  }
  if (!events.empty()) store::set_search_pts(tx, owner, events.back().pts);
  return std::cmp_equal(events.size(), limit);
}

Result<std::vector<MessageId>> find_messages(store::Transaction& tx, UserId owner, const SearchQuery& query) {
  std::vector<MessageId> ids;
  if (query.kind == SearchKind::none) return ids;
  if (!query.tags.empty()) {
    TRY_ASSIGN(ids, find_tagged(tx, owner, query));
  } else if (query.kind == SearchKind::pinned && query.peer) {
    TRY_ASSIGN(ids, find_pinned(tx, owner, query));
  } else if (query.kind == SearchKind::media && !asks_search_index(query)) {
    ids = find_by_kind(tx, owner, query);
  } else {
    const auto match = expression_of(query);
    if (match.empty()) return fail(Err::SEARCH_QUERY_EMPTY);
    const auto slot = store::find_search_slot(tx, owner);
    if (!slot) return ids;
    ids = store::find_documents(tx, slot->slot, match, query.page.min_id, query.page.max_id, kMatchesMax);
  }
  if (!dated(query.page)) return ids;
  std::erase_if(ids, [&](MessageId id) {
    const auto row = store::find_message(tx, owner, id);
    return !row || !in_dates(*row, query.page);
  });
  return ids;
}

Result<std::int32_t> count_found(store::Transaction& tx, UserId owner, const SearchQuery& query) {
  const bool by_kind =
      query.kind == SearchKind::media && query.tags.empty() && query.peer && !asks_search_index(query);
  if (by_kind && !dated(query.page))
    return static_cast<std::int32_t>(store::count_media(tx, owner, *query.peer, media_range(query)));
  TRY_ASSIGN(const auto ids, find_messages(tx, owner, query));
  return static_cast<std::int32_t>(ids.size());
}

Result<SearchResult> search_messages(store::Transaction& tx, UserId owner, const SearchQuery& query) {
  SearchResult result;
  auto among = query;
  // Far down in a long list, what is above the page is not read.
  if (query.kind == SearchKind::media && query.page.offset_id != 0 && query.page.add_offset >= 0)
    among.page.max_id =
        query.page.max_id == 0 ? query.page.offset_id : std::min(query.page.max_id, query.page.offset_id);
  TRY_ASSIGN(const auto ids, find_messages(tx, owner, among));
  if (query.kind == SearchKind::media) {
    TRY_ASSIGN(result.total, count_found(tx, owner, query));
  } else {
    result.total = static_cast<std::int32_t>(ids.size());
  }
  for (const auto id : page_of(ids, query.page)) {
    auto row = store::find_message(tx, owner, id);
    if (row && !store::is_unlisted(*row)) result.rows.push_back(*std::move(row));
  }
  return result;
}

}  // namespace botschaft::domain
