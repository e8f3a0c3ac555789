// Folders of the chat list: messages.getDialogFilters and what changes them.
#include "domain/dialogs/filters.h"

#include <algorithm>

#include "domain/accounts/access_hash.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/entities.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kEmoticonMax = 64;  // bytes

using Peers = tl::Vec<tl::Box<tl::InputPeer>>;

tl::Box<tl::InputPeer> input_peer_view(const Context& context, PeerId peer) {
  if (peer.value == context.self()) return tl::make<tl::inputPeerSelf>();
  const auto hash = domain::access_hash(context.services.access_hash_key, context.self(), peer);
  if (peer.is_chat()) {
    auto view = tl::make<tl::inputPeerChat>();
    view->chat_id = peer.bare();
    return view;
  }
  if (peer.is_channel()) {
    auto view = tl::make<tl::inputPeerChannel>();
    view->channel_id = peer.bare();
    view->access_hash = hash;
    return view;
  }
  auto view = tl::make<tl::inputPeerUser>();
  view->user_id = peer.value;
  view->access_hash = hash;
  return view;
}

// Channels that have been left stay in the folder, but are not told of: a client could not show them.
Peers input_peer_views(const Context& context, store::Transaction& tx, const std::vector<PeerId>& peers) {
  Peers views;
  for (const auto peer : peers) {
    auto view = input_peer_view(context, peer);
    if (!peer.is_channel() || access_peer(context, tx, view)) views.push_back(std::move(view));
  }
  return views;
}

// One that was left in the meantime does not keep its folder from being saved.
Result<std::vector<PeerId>> peers_of(const Context& context, store::Transaction& tx, const Peers& inputs) {
  if (inputs.size() > domain::kFilterPeersMax) return fail(Err::LIMIT_INVALID);
  std::vector<PeerId> peers;
  for (const auto& input : inputs) {
    const auto peer = visit_peer(context, tx, input);
    if (!peer && peer.error().err == Err::CHANNEL_PRIVATE) continue;
    if (!peer) return std::unexpected(peer.error());
    if (is_guest(context, tx, *peer)) continue;
    if (std::ranges::find(peers, *peer) == peers.end()) peers.push_back(*peer);
  }
  return peers;
}

// The flags of the two forms, side by side.
template <class Filter, class Visit>
void visit_flags(Filter& f, Visit&& visit) {
  visit(f.contacts, domain::kFilterContacts);
  visit(f.non_contacts, domain::kFilterNonContacts);
  visit(f.groups, domain::kFilterGroups);
  visit(f.broadcasts, domain::kFilterBroadcasts);
  visit(f.bots, domain::kFilterBots);
  visit(f.exclude_muted, domain::kFilterExcludeMuted);
  visit(f.exclude_read, domain::kFilterExcludeRead);
  visit(f.exclude_archived, domain::kFilterExcludeArchived);
  visit(f.title_noanimate, domain::kFilterTitleStill);
}

tl::Box<tl::DialogFilter> filter_view(const Context& context, store::Transaction& tx,
                                      const domain::DialogFilter& f) {
  if (f.id == domain::kAllChatsFilter) return tl::make<tl::dialogFilterDefault>();
  auto view = tl::make<tl::dialogFilter>();
  view->id = f.id;
  visit_flags(*view, [&](bool& member, domain::DialogFilterFlag flag) { member = (f.flags & flag) != 0; });
  auto title = tl::make<tl::textWithEntities>();
  title->text = f.title.text;
  if (auto entities = entities_view(f.title.entities)) title->entities = *std::move(entities);
  view->title = std::move(title);
  if (!f.emoticon.empty()) view->emoticon = f.emoticon;
  view->color = f.color;
  view->pinned_peers = input_peer_views(context, tx, f.pinned);
  view->include_peers = input_peer_views(context, tx, f.include);
  view->exclude_peers = input_peer_views(context, tx, f.exclude);
  return view;
}

Result<domain::DialogFilter> filter_of(const Context& context, store::Transaction& tx, std::int32_t id,
                                       const tl::dialogFilter& input) {
  domain::DialogFilter f{.id = id};
  visit_flags(input, [&](bool member, domain::DialogFilterFlag flag) { f.flags |= member ? flag : 0U; });
  const auto* title = input.title.as<tl::textWithEntities>();
  f.title.text = title->text;
  TRY_ASSIGN(f.title.entities, entities_of(context, tx, tl::clone(title->entities)));
  f.emoticon = input.emoticon.value_or("");
  f.color = input.color;
  TRY_ASSIGN(f.pinned, peers_of(context, tx, input.pinned_peers));
  TRY_ASSIGN(f.include, peers_of(context, tx, input.include_peers));
  TRY_ASSIGN(f.exclude, peers_of(context, tx, input.exclude_peers));
  return f;
}

}  // namespace

Result<tl::Box<tl::messages_DialogFilters>> handle(Context& context, store::Transaction& tx,
                                                   const tl::messages_getDialogFilters&) {
  auto reply = tl::make<tl::messages_dialogFilters>();
  for (const auto& filter : domain::list_filters(tx, context.self())) {
    reply->filters.push_back(filter_view(context, tx, filter));
  }
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_updateDialogFilter& r) {
  if (!r.filter) {
    domain::delete_filter(tx, actor_told_by_push(context), r.id);
    return true;
  }
  const auto* input = r.filter.as<tl::dialogFilter>();
  if (input == nullptr) return fail(Err::FILTER_NOT_SUPPORTED);
  if (input->emoticon && input->emoticon->size() > kEmoticonMax) return fail(Err::MESSAGE_TOO_LONG);
  TRY_ASSIGN(const auto filter, filter_of(context, tx, r.id, *input));
  TRY(domain::save_filter(tx, actor_told_by_push(context), filter));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::messages_updateDialogFiltersOrder& r) {
  TRY(domain::order_filters(tx, actor_told_by_push(context), r.order));
  return true;
}

// Coloured tags beside chats are for those who pay elsewhere; to have none of them is everybody's.
Result<bool> handle(Context&, store::Transaction&, const tl::messages_toggleDialogFilterTags& r) {
  if (r.enabled) return fail(Err::PREMIUM_ACCOUNT_REQUIRED);
  return true;
}

// Folders that many want, as long as the caller has none like them.
Result<tl::Vec<tl::Box<tl::DialogFilterSuggested>>> handle(Context& context, store::Transaction& tx,
                                                           const tl::messages_getSuggestedDialogFilters&) {
  using namespace domain;
  struct Suggestion {
    std::uint32_t flags;
    const char *title, *title_de, *meaning, *meaning_de;
  };
  static constexpr Suggestion kSuggestions[] = {
      {kFilterContacts | kFilterNonContacts | kFilterGroups | kFilterBroadcasts | kFilterBots |
           kFilterExcludeRead,
       "Unread", "Ungelesen", "New messages from all chats", "Neue Nachrichten aus allen Chats"},
      {kFilterContacts | kFilterNonContacts, "Personal", "Pers\u00f6nlich",
       "Only messages from personal chats", "Nur Nachrichten aus privaten Chats"},
  };
  const bool german = context.caller.client.lang_code.starts_with("de");
  const auto own = list_filters(tx, context.self());
  tl::Vec<tl::Box<tl::DialogFilterSuggested>> reply;
  std::int32_t id = 2;
  for (const auto& suggestion : kSuggestions) {
    if (std::ranges::find(own, suggestion.flags, &DialogFilter::flags) != own.end()) continue;
    while (std::ranges::find(own, id, &DialogFilter::id) != own.end()) ++id;
    DialogFilter filter{.id = id++, .flags = suggestion.flags};
    filter.title.text = german ? suggestion.title_de : suggestion.title;
    auto view = tl::make<tl::dialogFilterSuggested>();
    view->filter = filter_view(context, tx, filter);
    view->description = german ? suggestion.meaning_de : suggestion.meaning;
    reply.push_back(std::move(view));
  }
  return reply;
}

}  // namespace botschaft::rpc
