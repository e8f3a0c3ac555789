// messages.search, searchGlobal, getSearchCounters.
#include "domain/messages/search.h"

#include "rpc/access.h"
#include "rpc/handlers.h"
#include "rpc/messages/reply.h"
#include "store/channels.h"
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

// Catches the index of a box up, a few hundred events per transaction.
Result<void> complete_index(store::Store& store, UserId owner) {
  bool more = false;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    more = !domain::search_index_complete(tx, owner);
    return {};
  }));
  while (more) {
    TRY(store.write_sync([&](store::Transaction& tx) -> Result<void> {
      more = domain::extend_search_index(tx, owner);
      return {};
    }));
  }
  return {};
}

// What is up to here in a channel is hidden from the caller.
MessageId floor_of(const Context& context, store::Transaction& tx, PeerId peer) {
  if (!peer.is_channel()) return 0;
  const auto member = store::find_channel_member(tx, peer.bare(), context.self());
  return member ? member->floor : 0;
}

// A channel has an index of its own, which all who read it share; what is below the caller's floor is left
// out.
Result<Messages> find_in_channel(const Context& context, store::Transaction& tx, const tl::messages_search& r,
                                 domain::SearchQuery query) {
  const auto peer = *query.peer;
  if (r.from_id) {
    TRY_ASSIGN(const auto author, access_peer(context, tx, r.from_id));
    if (!author.is_user() || store::find_channel(tx, peer.bare())->broadcast()) query.kind = SearchKind::none;
    query.author = author.value;
  }
  if (r.q.empty() && query.kind == SearchKind::any && !query.author) {
    const auto rows = domain::history(tx, context.self(), peer, query.page);
    return messages_reply(context, tx, rows, store::count_messages(tx, context.self(), peer, {}), peer);
  }
  query.page.min_id = std::max(query.page.min_id, floor_of(context, tx, peer));
  TRY_ASSIGN(auto found, domain::search_messages(tx, peer.value, query));
  std::vector<store::MessageRow> rows;
  for (const auto& row : found.rows) {
    if (auto seen = store::find_message(tx, context.self(), peer, row.id)) rows.push_back(*std::move(seen));
  }
  return messages_reply(context, tx, rows, found.total, peer);
}

// Without words and filter it is just the history.
Result<Messages> find_in_chat(const Context& context, store::Transaction& tx, const tl::messages_search& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto page, page_of_request(r));
  domain::SearchQuery query{.text = r.q, .kind = kind_of(r.filter), .peer = peer, .page = page};
  if (peer.is_channel()) return find_in_channel(context, tx, r, std::move(query));
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

// Whose index a search in a chat asks: the channel's, or the caller's.
Result<UserId> index_owner(const Context& context, store::Store& store, const tl::Box<tl::InputPeer>& chat) {
  UserId owner = context.self();
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(const auto peer, access_peer(context, tx, chat));
    owner = peer.is_channel() ? peer.value : context.self();
    return {};
  }));
  return owner;
}

template <class Request, class Find>
Result<Messages> find(const Context& context, store::Store& store, const Request& r, Find find_rows) {
  if (r.q.size() > kQuestionMax) return fail(Err::INPUT_REQUEST_INVALID);
  UserId owner = context.self();
  if constexpr (requires { r.peer; }) {
    TRY_ASSIGN(owner, index_owner(context, store, r.peer));
  }
  TRY(complete_index(store, owner));
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
  TRY_ASSIGN(const auto owner, index_owner(context, store, r.peer));
  TRY(complete_index(store, owner));
  tl::Vec<tl::Box<tl::messages_SearchCounter>> counters;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    counters.clear();
    TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
    for (const auto& filter : r.filters) {
      domain::SearchQuery query{.text = {}, .kind = kind_of(filter), .peer = peer};
      query.page.limit = 0;
      query.page.min_id = floor_of(context, tx, peer);
      TRY_ASSIGN(const auto found, domain::search_messages(tx, owner, query));
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
