#include "domain/messages/search.h"

#include <algorithm>

#include "domain/box_writer.h"
#include "domain/messages/search_text.h"
#include "store/events.h"
#include "store/search_index.h"

namespace botschaft::domain {
namespace {

constexpr int kEventsAtOnce = 500;
constexpr int kMatchesMax = 5000;

std::string chat_mark(PeerId peer) {
  return peer.value < 0 ? "cn" + std::to_string(-peer.value) : "c" + std::to_string(peer.value);
}

std::string author_mark(UserId author) {
  return "u" + std::to_string(author);
}

std::string marks_of(const store::MessageRow& row) {
  auto marks = chat_mark(row.peer) + (row.out() ? " sout" : " sin");
  if (row.is(store::kHasLink)) marks += " link";
  if (row.peer.is_chat()) marks += " group";
  if (!row.peer.is_user()) marks += " " + author_mark(row.author);
  if (row.is(store::kMentioned)) marks += " mention";
  return marks;
}

void index_message(store::Transaction& tx, UserId owner, std::int64_t slot, PeerId peer, MessageId id) {
  const auto row = store::find_message(tx, owner, peer, id);
  if (!row || row->is(store::kService)) return;
  store::put_document(tx, slot, id, marks_of(*row), index_text(row->body.text));
}

std::string expression_of(const SearchQuery& query) {
  std::string marks;
  const auto mark = [&](const std::string& word) { marks += (marks.empty() ? "" : " AND ") + word; };
  if (query.peer) mark(chat_mark(*query.peer));
  if (query.outgoing) mark(*query.outgoing ? "sout" : "sin");
  if (query.author) mark(author_mark(*query.author));
  if (query.groups_only) mark("group");
  if (query.kind == SearchKind::links) mark("link");
  if (query.kind == SearchKind::mentions) mark("mention");
  const auto words = match_expression(query.text);
  if (marks.empty()) return words;
  marks = "marks : (" + marks + ")";
  return words.empty() ? marks : marks + " AND " + words;
}

bool in_dates(const store::MessageRow& row, const HistoryPage& page) {
  return (page.min_date <= 0 || row.date >= page.min_date) &&
         (page.max_date <= 0 || row.date <= page.max_date);
}

SearchResult result_of(store::Transaction& tx, UserId owner, std::vector<MessageId> ids,
                       const HistoryPage& page) {
  SearchResult result;
  if (page.min_date > 0 || page.max_date > 0) {
    std::erase_if(ids, [&](MessageId id) {
      const auto row = store::find_message(tx, owner, id);
      return !row || !in_dates(*row, page);
    });
  }
  result.total = static_cast<std::int32_t>(ids.size());
  for (const auto id : page_of(ids, page)) {
    if (auto row = store::find_message(tx, owner, id)) result.rows.push_back(*std::move(row));
  }
  return result;
}

}  // namespace

bool search_index_complete(store::Transaction& tx, UserId owner) {
  const auto slot = store::find_search_slot(tx, owner);
  return (slot ? slot->pts : store::kEmptyBoxPts) >= store::top_pts(tx, owner);
}

bool extend_search_index(store::Transaction& tx, UserId owner) {
  auto slot = store::find_search_slot(tx, owner);
  if (!slot) slot = store::create_search_slot(tx, owner, store::kEmptyBoxPts);
  const auto events = store::read_events(tx, owner, slot->pts, kEventsAtOnce);
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
  return std::cmp_equal(events.size(), kEventsAtOnce);
}

Result<SearchResult> search_messages(store::Transaction& tx, UserId owner, const SearchQuery& query) {
  if (query.kind == SearchKind::none) return SearchResult{};
  if (query.kind == SearchKind::pinned && query.peer) {
    auto ids = store::pinned_messages(tx, owner, *query.peer, 0, kMatchesMax);
    std::erase_if(ids, [&](MessageId id) { return id <= query.page.min_id; });
    return result_of(tx, owner, std::move(ids), query.page);
  }
  const auto match = expression_of(query);
  if (match.empty()) return fail(Err::SEARCH_QUERY_EMPTY);
  const auto slot = store::find_search_slot(tx, owner);
  if (!slot) return SearchResult{};
  auto ids = store::find_documents(tx, slot->slot, match, query.page.min_id, query.page.max_id, kMatchesMax);
  return result_of(tx, owner, std::move(ids), query.page);
}

}  // namespace botschaft::domain
