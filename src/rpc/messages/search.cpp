// messages.search, messages.getSearchCounters.
#include "rpc/messages/search.h"

#include <algorithm>

#include "domain/channels/threads.h"
#include "domain/messages/reaction_catalogue.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "store/channels.h"

namespace botschaft::rpc {
namespace {

using domain::SearchKind;
using Messages = tl::Box<tl::messages_Messages>;

constexpr std::size_t kQuestionMax = 256;
constexpr std::size_t kFiltersMax = 20;

// Limits a search to what one has written. In a broadcast channel nobody learns who wrote.
Result<void> by_author(const Context& context, store::Transaction& tx, const tl::Box<tl::InputPeer>& from,
                       const ChatSearch& chat, domain::SearchQuery& query) {
  const auto author = access_peer(context, tx, from);
  if (!author) return fail(Err::FROM_PEER_INVALID);
  if (chat.peer.is_channel()) {
    const bool broadcast = store::find_channel(tx, chat.peer.bare())->broadcast();
    if (broadcast && *author == chat.peer) return {};
    if (broadcast || !author->is_user()) query.kind = SearchKind::none;
    query.author = author->value;
    return {};
  }
  query.outgoing = author->value == context.self();
  if (*query.outgoing) return {};
  if (chat.peer.is_chat() && author->is_user()) {
    query.author = author->value;
  } else if (*author != chat.peer) {
    query.kind = SearchKind::none;
  }
  return {};
}

// A search in one thread or topic of a supergroup.
Result<void> keep_to_thread(const Context& context, store::Transaction& tx, PeerId peer,
                            const std::optional<MessageId>& top, domain::SearchQuery& query) {
  if (!top || *top == 0 || !peer.is_channel()) return {};
  TRY_ASSIGN(const auto thread, domain::find_thread_at(tx, actor_told_by_push(context), peer, *top));
  const auto range = thread.key.range();
  query.thread = query.page.thread = range.thread;
  query.topic = query.page.topic = range.topic;
  return {};
}

// Only Saved Messages have tags, and only of what is known here.
void by_tags(const Context& context, const tl::Vec<tl::Box<tl::Reaction>>& reactions, ChatSearch& chat) {
  for (const auto& reaction : reactions) {
    const auto* emoji = reaction.as<tl::reactionEmoji>();
    const auto place = emoji == nullptr ? std::nullopt : domain::find_reaction(emoji->emoticon);
    if (!place) continue;
    const auto& known = domain::known_reactions()[static_cast<std::size_t>(*place)];
    chat.query.tags.emplace_back(known.emoji);
  }
  const bool possible = chat.peer.value == context.self() && !chat.query.tags.empty();
  if (!possible && !reactions.empty()) chat.query.kind = SearchKind::none;
}

// Without words and filter it is just the history. Guests find nothing but in threads; they are not refused,
// as in messages.getHistory.
Result<Messages> find_in_chat(const Context& context, store::Transaction& tx, const tl::messages_search& r) {
  TRY_ASSIGN(const auto place, visit_peer(context, tx, r.peer));
  if (r.top_msg_id.value_or(0) == 0 && is_guest(context, tx, place))
    return messages_reply(context, tx, {}, 0, place);
  TRY_ASSIGN(auto chat, search_in_chat(context, tx, r.peer, r.filter, r.top_msg_id));
  auto& query = chat.query;
  const auto floor = query.page.min_id;
  query.text = r.q;
  TRY_ASSIGN(query.page, page_of_request(r));
  if (r.from_id) TRY(by_author(context, tx, r.from_id, chat, query));
  TRY(keep_to_thread(context, tx, chat.peer, r.top_msg_id, query));
  if (r.saved_reaction) by_tags(context, *r.saved_reaction, chat);
  const bool narrowed = query.outgoing || query.author || !query.tags.empty();
  if (r.q.empty() && query.kind == SearchKind::any && !narrowed) {
    const auto rows = domain::history(tx, context.self(), chat.peer, query.page);
    const auto total = domain::count_history(tx, context.self(), chat.peer, query.page);
    return messages_reply(context, tx, rows, total, chat.peer);
  }
  query.page.min_id = std::max(query.page.min_id, floor);
  TRY_ASSIGN(auto found, domain::search_messages(tx, chat.owner, query));
  if (!chat.peer.is_channel()) return messages_reply(context, tx, found.rows, found.total);
  std::vector<store::MessageRow> rows;  // as the caller sees them
  for (const auto& row : found.rows) {
    if (auto seen = store::find_message(tx, context.self(), chat.peer, row.id))
      rows.push_back(*std::move(seen));
  }
  return messages_reply(context, tx, rows, found.total, chat.peer);
}

}  // namespace

std::vector<store::MediaKind> media_kinds_of(const tl::Box<tl::MessagesFilter>& filter) {
  using enum store::MediaKind;
  switch (filter.index()) {
    case tl::inputMessagesFilterPhotos::kIndex:
      return {photo};
    case tl::inputMessagesFilterVideo::kIndex:
      return {store::MediaKind::video};
    case tl::inputMessagesFilterPhotoVideo::kIndex:
      return {photo, store::MediaKind::video};
    case tl::inputMessagesFilterDocument::kIndex:
      return {store::MediaKind::document};
    case tl::inputMessagesFilterGif::kIndex:
      return {gif};
    case tl::inputMessagesFilterVoice::kIndex:
      return {voice};
    case tl::inputMessagesFilterMusic::kIndex:
      return {music};
    case tl::inputMessagesFilterRoundVideo::kIndex:
      return {round_video};
    case tl::inputMessagesFilterRoundVoice::kIndex:
      return {round_video, voice};
    case tl::inputMessagesFilterGeo::kIndex:
      return {geo};
    case tl::inputMessagesFilterContacts::kIndex:
      return {store::MediaKind::contact};
    case tl::inputMessagesFilterPoll::kIndex:
      return {store::MediaKind::poll};
    case tl::inputMessagesFilterChatPhotos::kIndex:
      return {chat_photo};
    default:
      return {};
  }
}

SearchKind search_kind_of(const tl::Box<tl::MessagesFilter>& filter) {
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
      return media_kinds_of(filter).empty() ? SearchKind::none : SearchKind::media;  // calls: there are none
  }
}

bool asks_words(const tl::Box<tl::MessagesFilter>& filter) {
  return domain::asks_search_index({.kind = search_kind_of(filter)});
}

Result<void> complete_indexes(store::Store& store, std::span<const UserId> owners) {
  if (owners.empty()) return {};
  std::vector<UserId> behind;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    behind.clear();
    for (const auto owner : owners) {
      if (!domain::search_index_complete(tx, owner)) behind.push_back(owner);
    }
    return {};
  }));
  int steps = kEventsPerSearch / domain::kIndexedAtOnce;
  for (const auto owner : behind) {
    const bool first = owner == owners.front();
    for (bool more = true; more && (first || steps > 0);) {
      if (!first) --steps;
      TRY(store.write_sync([&](store::Transaction& tx) -> Result<void> {
        more = domain::extend_search_index(tx, owner);
        return {};
      }));
    }
  }
  return {};
}

Result<ChatSearch> search_in_chat(const Context& context, store::Transaction& tx,
                                  const tl::Box<tl::InputPeer>& chat,
                                  const tl::Box<tl::MessagesFilter>& filter, std::optional<MessageId> top) {
  TRY_ASSIGN(const auto peer, access_thread(context, tx, chat, top.value_or(0)));
  ChatSearch search{.owner = context.self(), .peer = peer};
  search.query.peer = peer;
  search.query.kind = search_kind_of(filter);
  search.query.media = media_kinds_of(filter);
  if (!peer.is_channel()) return search;
  // A channel has an index of its own, which all who read it share.
  search.owner = peer.value;
  search.query.mentioned = context.self();
  const auto member = store::find_channel_member(tx, peer.bare(), context.self());
  search.query.page.min_id = member ? member->floor : 0;
  return search;
}

Result<void> complete_index_of(const Context& context, store::Store& store,
                               const tl::Box<tl::InputPeer>& chat) {
  UserId owner = context.self();
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(const auto peer, visit_peer(context, tx, chat));
    if (peer.is_channel()) owner = peer.value;
    return {};
  }));
  return complete_indexes(store, {&owner, 1});
}

Result<Messages> handle(Context& context, store::Store& store, const tl::messages_search& r) {
  if (r.q.size() > kQuestionMax) return fail(Err::INPUT_REQUEST_INVALID);
  const bool plain = r.q.empty() && !r.from_id && !r.top_msg_id && !asks_words(r.filter);
  if (!plain) TRY(complete_index_of(context, store, r.peer));
  return read_reply<Messages>(store, [&](store::Transaction& tx) { return find_in_chat(context, tx, r); });
}

Result<tl::Vec<tl::Box<tl::messages_SearchCounter>>> handle(Context& context, store::Store& store,
                                                            const tl::messages_getSearchCounters& r) {
  using Counters = tl::Vec<tl::Box<tl::messages_SearchCounter>>;
  if (r.filters.size() > kFiltersMax) return fail(Err::LIMIT_INVALID);
  const bool plain = !r.top_msg_id && std::ranges::none_of(r.filters, asks_words);
  if (!plain) TRY(complete_index_of(context, store, r.peer));
  return read_reply<Counters>(store, [&](store::Transaction& tx) -> Result<Counters> {
    Counters counters;
    for (const auto& filter : r.filters) {
      TRY_ASSIGN(auto chat, search_in_chat(context, tx, r.peer, filter, r.top_msg_id));
      TRY(keep_to_thread(context, tx, chat.peer, r.top_msg_id, chat.query));
      auto counter = tl::make<tl::messages_searchCounter>();
      counter->filter = tl::clone(filter);
      TRY_ASSIGN(counter->count, domain::count_found(tx, chat.owner, chat.query));
      counters.push_back(std::move(counter));
    }
    return counters;
  });
}

}  // namespace botschaft::rpc
