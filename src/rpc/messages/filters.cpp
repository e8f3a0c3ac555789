// Folders of the chat list: messages.getDialogFilters and what changes them.
#include "domain/dialogs/filters.h"

#include "domain/accounts/access_hash.h"
#include "rpc/access.h"
#include "rpc/handlers.h"
#include "rpc/messages/reply.h"
#include "rpc/views/entities.h"

namespace botschaft::rpc {
namespace {

using Peers = tl::Vec<tl::Box<tl::InputPeer>>;

Peers input_peer_views(const Context& context, const std::vector<PeerId>& peers) {
  Peers views;
  for (const auto peer : peers) {
    if (peer.value == context.self()) {
      views.push_back(tl::make<tl::inputPeerSelf>());
      continue;
    }
    auto view = tl::make<tl::inputPeerUser>();
    view->user_id = peer.value;
    view->access_hash = domain::access_hash(context.services.access_hash_key, context.self(), peer);
    views.push_back(std::move(view));
  }
  return views;
}

Result<std::vector<PeerId>> peers_of(const Context& context, store::Transaction& tx, const Peers& inputs) {
  if (inputs.size() > domain::kFilterPeersMax) return fail(Err::LIMIT_INVALID);
  std::vector<PeerId> peers;
  for (const auto& input : inputs) {
    TRY_ASSIGN(const auto peer, access_peer(context, tx, input));
    peers.push_back(peer);
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

tl::Box<tl::DialogFilter> filter_view(const Context& context, const domain::DialogFilter& f) {
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
  view->pinned_peers = input_peer_views(context, f.pinned);
  view->include_peers = input_peer_views(context, f.include);
  view->exclude_peers = input_peer_views(context, f.exclude);
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
    reply->filters.push_back(filter_view(context, filter));
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
  TRY_ASSIGN(const auto filter, filter_of(context, tx, r.id, *input));
  TRY(domain::save_filter(tx, actor_told_by_push(context), filter));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::messages_updateDialogFiltersOrder& r) {
  TRY(domain::order_filters(tx, actor_told_by_push(context), r.order));
  return true;
}

}  // namespace botschaft::rpc
