// account.getNotifySettings, updateNotifySettings, resetNotifySettings, getNotifyExceptions.
#include "domain/box.h"
#include "domain/channels/rights.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/views/mentioned.h"
#include "rpc/views/notify_settings.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {
namespace {

constexpr int kMaxExceptions = 1000;

Result<store::NotifyKey> key_of(const Context& context, store::Transaction& tx,
                                const tl::Box<tl::InputNotifyPeer>& input) {
  using store::NotifyKey, store::NotifyScope;
  if (const auto* peer = input.as<tl::inputNotifyPeer>()) {
    TRY_ASSIGN(const PeerId id, visit_peer(context, tx, peer->peer));
    return NotifyKey::chat(id);
  }
  if (const auto* topic = input.as<tl::inputNotifyForumTopic>()) {
    TRY_ASSIGN(const PeerId id, access_peer(context, tx, topic->peer));
    if (topic->top_msg_id <= 0) return fail(Err::PEER_ID_INVALID);
    return NotifyKey::topic(id, topic->top_msg_id);
  }
  if (input.is<tl::inputNotifyUsers>()) return NotifyKey::kind(NotifyScope::users);
  if (input.is<tl::inputNotifyChats>()) return NotifyKey::kind(NotifyScope::groups);
  if (input.is<tl::inputNotifyBroadcasts>()) return NotifyKey::kind(NotifyScope::channels);
  return fail(Err::PEER_ID_INVALID);
}

// `asked` narrows the list to one kind of chats: supergroups are groups. Channels that the caller cannot see
// any more are left out.
bool is_asked_for(const Context& context, store::Transaction& tx, const tl::Box<tl::InputNotifyPeer>& asked,
                  PeerId peer) {
  bool broadcast = false;
  if (peer.is_channel()) {
    const auto in = domain::look_at_channel(tx, peer.bare(), context.self(), context.now);
    if (!in || !check_can_read(*in)) return false;
    broadcast = in->broadcast();
  }
  if (asked.is<tl::inputNotifyUsers>()) return peer.is_user();
  if (asked.is<tl::inputNotifyChats>()) return !peer.is_user() && !broadcast;
  if (asked.is<tl::inputNotifyBroadcasts>()) return broadcast;
  return true;
}

}  // namespace

Result<tl::Box<tl::PeerNotifySettings>> handle(Context& context, store::Transaction& tx,
                                               const tl::account_getNotifySettings& request) {
  TRY_ASSIGN(const auto key, key_of(context, tx, request.peer));
  return notify_settings_view(store::find_notify_settings(tx, context.self(), key));
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::account_updateNotifySettings& request) {
  const auto* settings = request.settings.as<tl::inputPeerNotifySettings>();
  if (settings == nullptr) return fail(Err::SETTINGS_INVALID);
  TRY_ASSIGN(const auto key, key_of(context, tx, request.peer));
  store::put_notify_settings(tx, context.self(), key, notify_settings_row(*settings));
  domain::tell(tx, context.self(), domain::EventKind::notify_settings, key.peer,
               static_cast<std::int64_t>(key.scope));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_resetNotifySettings&) {
  using store::NotifyScope;
  const UserId self = context.self();
  const auto exceptions = store::list_notify_keys(tx, self, kMaxExceptions);
  store::delete_notify_settings(tx, self);
  for (const auto scope : {NotifyScope::users, NotifyScope::groups, NotifyScope::channels}) {
    domain::tell(tx, self, domain::EventKind::notify_settings, {}, static_cast<std::int64_t>(scope));
  }
  for (const auto& [peer, scope] : exceptions) {
    domain::tell(tx, self, domain::EventKind::notify_settings, peer, static_cast<std::int64_t>(scope));
  }
  return true;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::account_getNotifyExceptions& request) {
  auto reply = tl::make<tl::updates>();
  reply->date = context.now;
  Mentioned mentioned;
  for (const PeerId peer : store::list_notify_exceptions(tx, context.self(), kMaxExceptions)) {
    if (!is_asked_for(context, tx, request.peer, peer)) continue;
    const auto row = store::find_notify_settings(tx, context.self(), store::NotifyKey::chat(peer));
    const bool differs = row.mute_until || row.silent || row.show_previews ||
                         (request.compare_sound && row.sound) ||
                         (request.compare_stories && (row.stories_muted || row.stories_hide_sender));
    if (!differs) continue;
    auto notify_peer = tl::make<tl::notifyPeer>();
    notify_peer->peer = peer_view(peer);
    auto update = tl::make<tl::updateNotifySettings>();
    update->peer = std::move(notify_peer);
    update->notify_settings = notify_settings_view(row);
    reply->updates.push_back(std::move(update));
    mentioned.add(peer);
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

}  // namespace botschaft::rpc
