#include "rpc/views/chat.h"

#include <algorithm>

#include "domain/accounts/access_hash.h"
#include "rpc/views/channel.h"
#include "rpc/views/photo.h"
#include "rpc/views/rights.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::Chat> empty_chat(std::int64_t id) {
  auto view = tl::make<tl::chatEmpty>();
  view->id = id;
  return view;
}

// Where the group has gone to.
tl::Box<tl::InputChannel> moved_view(const Viewer& viewer, std::int64_t id) {
  auto view = tl::make<tl::inputChannel>();
  view->channel_id = id;
  view->access_hash = domain::access_hash(viewer.services.access_hash_key, viewer.user, PeerId::channel(id));
  return view;
}

tl::Box<tl::Chat> group_view(const Viewer& viewer, store::Transaction& tx, std::int64_t id) {
  const auto chat = store::find_chat(tx, id);
  const auto member = store::find_chat_member(tx, id, viewer.user);
  if (!chat || !member) return empty_chat(id);
  if (member->role == store::ChatRole::removed) {
    auto view = tl::make<tl::chatForbidden>();
    view->id = id;
    view->title = chat->title;
    return view;
  }
  auto view = tl::make<tl::chat>();
  view->id = id;
  view->title = chat->title;
  view->photo = chat_photo_view(viewer, tx, chat->peer());
  view->date = member->joined_at;
  view->version = chat->version;
  view->creator = chat->creator == viewer.user;
  view->left = !member->inside();
  view->deactivated = chat->is(store::kDeactivated);
  view->noforwards = chat->is(store::kGroupProtected);
  view->default_banned_rights = banned_rights_view(chat->banned_rights, INT32_MAX);
  if (!member->inside()) return view;
  if (chat->migrated_to != 0) {
    view->migrated_to = moved_view(viewer, chat->migrated_to);
    return view;
  }
  view->participants_count = chat->members;
  if (member->role >= store::ChatRole::admin)
    view->admin_rights = admin_rights_view(domain::kGroupAdminRights);
  return view;
}

}  // namespace

tl::Box<tl::Chat> chat_view(const Viewer& viewer, store::Transaction& tx, PeerId peer) {
  if (peer.is_channel()) return channel_view(viewer, tx, peer.bare());
  return peer.is_chat() ? group_view(viewer, tx, peer.bare()) : empty_chat(peer.bare());
}

tl::Vec<tl::Box<tl::Chat>> chat_views(const Viewer& viewer, store::Transaction& tx,
                                      std::span<const PeerId> peers) {
  std::vector<PeerId> sorted(peers.begin(), peers.end());
  std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  tl::Vec<tl::Box<tl::Chat>> chats;
  chats.reserve(sorted.size());
  for (const auto peer : sorted) chats.push_back(chat_view(viewer, tx, peer));
  return chats;
}

}  // namespace botschaft::rpc
