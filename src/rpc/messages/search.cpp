// messages.search, searchGlobal, getSearchCounters.
#include "domain/messages/search.h"

#include "rpc/access.h"
#include "rpc/handlers.h"
#include "rpc/messages/reply.h"
#include "store/dialogs.h"
#include "store/store.h"

namespace botschaft::rpc {
namespace {

using domain::SearchKind;
using Messages = tl::Box<tl::messages_Messages>;

constexpr std::size_t kQuestionMax = 256;
constexpr std::size_t kFiltersMax = 20;

SearchKind kind_of(const tl::Box<tl::MessagesFilter>& filter) {
  switch (filter.index()) {
    case tl::inputMessagesFilterEmpty::kIndex:
      return SearchKind::any;
    case tl::inputMessagesFilterUrl::kIndex:
      return SearchKind::links;
    case tl::inputMessagesFilterPinned::kIndex:
      return SearchKind::pinned;
    case tl::inputMessagesFilterMyMentions::kIndex:
      return SearchKind::mentions;
    default:
      return SearchKind::none;  // media, calls: there are none yet
  }
}

// Catches the caller's index up with his box, a few hundred events per transaction.
Result<void> complete_index(const Context& context, store::Store& store) {
  bool more = false;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    more = !domain::search_index_complete(tx, context.self());
    return {};
  }));
  while (more) {
    TRY(store.write_sync([&](store::Transaction& tx) -> Result<void> {
      more = domain::extend_search_index(tx, context.self());
      return {};
    }));
  }
  return {};
}

// Without words and filter it is just the history.
Result<Messages> find_in_chat(const Context& context, store::Transaction& tx, const tl::messages_search& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto page, page_of_request(r));
  domain::SearchQuery query{.text = r.q, .kind = kind_of(r.filter), .peer = peer, .page = page};
  if (r.from_id) {
    TRY_ASSIGN(const auto author, access_peer(context, tx, r.from_id));
    query.outgoing = author.value == context.self();
    if (!*query.outgoing && peer.is_chat() && author.is_user()) {
      query.author = author.value;
    } else if (!*query.outgoing && author != peer) {
      query.kind = SearchKind::none;
    }
  }
  if (r.q.empty() && query.kind == SearchKind::any && !query.outgoing) {
    const auto dialog = store::find_dialog(tx, context.self(), peer);
    const auto rows = domain::history(tx, context.self(), peer, page);
    return messages_reply(context, tx, rows, dialog ? dialog->count : 0);
  }
  TRY_ASSIGN(const auto found, domain::search_messages(tx, context.self(), query));
  return messages_reply(context, tx, found.rows, found.total);
}

// Ids grow with time over all chats of a box, so that the id of the last message alone says where to go on.
Result<Messages> find_anywhere(const Context& context, store::Transaction& tx,
                               const tl::messages_searchGlobal& r) {
  domain::SearchQuery query{.text = r.q, .kind = kind_of(r.filter)};
  query.groups_only = r.groups_only;
  if (r.broadcasts_only || query.kind == SearchKind::pinned) query.kind = SearchKind::none;
  if (r.limit < 0 || r.offset_id < 0) return fail(Err::LIMIT_INVALID);
  query.page.offset_id = r.offset_id;
  query.page.limit = std::min(r.limit, domain::kPageMax);
  query.page.min_date = r.min_date;
  query.page.max_date = r.max_date;
  TRY_ASSIGN(const auto found, domain::search_messages(tx, context.self(), query));
  auto reply = messages_reply(context, tx, found.rows, found.total);
  auto* slice = reply.as<tl::messages_messagesSlice>();
  if (slice != nullptr && !found.rows.empty()) slice->next_rate = found.rows.back().date;
  return reply;
}

template <class Request, class Find>
Result<Messages> find(const Context& context, store::Store& store, const Request& r, Find find_rows) {
  if (r.q.size() > kQuestionMax) return fail(Err::INPUT_REQUEST_INVALID);
  TRY(complete_index(context, store));
  Messages reply;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(reply, find_rows(context, tx, r));
    return {};
  }));
  return reply;
}

}  // namespace

Result<Messages> handle(Context& context, store::Store& store, const tl::messages_search& r) {
  return find(context, store, r, find_in_chat);
}

Result<Messages> handle(Context& context, store::Store& store, const tl::messages_searchGlobal& r) {
  return find(context, store, r, find_anywhere);
}

Result<tl::Vec<tl::Box<tl::messages_SearchCounter>>> handle(Context& context, store::Store& store,
                                                            const tl::messages_getSearchCounters& r) {
  if (r.filters.size() > kFiltersMax) return fail(Err::LIMIT_INVALID);
  TRY(complete_index(context, store));
  tl::Vec<tl::Box<tl::messages_SearchCounter>> counters;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    counters.clear();
    TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
    for (const auto& filter : r.filters) {
      domain::SearchQuery query{.text = {}, .kind = kind_of(filter), .peer = peer};
      query.page.limit = 0;
      TRY_ASSIGN(const auto found, domain::search_messages(tx, context.self(), query));
      auto counter = tl::make<tl::messages_searchCounter>();
      counter->filter = tl::clone(filter);
      counter->count = found.total;
      counters.push_back(std::move(counter));
    }
    return {};
  }));
  return counters;
}

}  // namespace botschaft::rpc
