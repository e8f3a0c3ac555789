#include "rpc/views/events.h"

#include <algorithm>
#include <set>

#include "domain/box_writer.h"
#include "domain/invites/doors.h"
#include "domain/messages/reactions.h"
#include "domain/messages/ttl.h"
#include "rpc/views/chat_invite.h"
#include "rpc/views/notify_settings.h"
#include "rpc/views/participants.h"
#include "rpc/views/peer_settings.h"
#include "rpc/views/poll.h"
#include "rpc/views/privacy.h"
#include "rpc/views/reactions.h"
#include "rpc/views/rights.h"
#include "rpc/views/scheduled.h"
#include "rpc/views/sticker_set.h"
#include "rpc/views/wallpaper.h"
#include "rpc/views/web_page.h"
#include "store/contacts.h"
#include "store/threads.h"
#include "store/topics.h"

namespace botschaft::rpc {
namespace {

using domain::EventKind;
using Update = tl::Box<tl::Update>;

tl::Vec<std::int32_t> ids_of(const store::Event& event) {
  return domain::event_ids(event.data);
}

// Tells single events for one viewer. Where the answer is null, there is nothing (more) to tell.
class Teller {
 public:
  Teller(const Viewer& viewer, store::Transaction& tx, Mentioned& mentioned)
      : viewer_(viewer), tx_(tx), mentioned_(mentioned) {}

  std::optional<store::MessageRow> message(const store::Event& event, MessageId id) {
    return store::find_message(tx_, viewer_.user, event.peer, id);
  }

  // Updates with a pts of their own.
  Update numbered(const store::Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
      case EventKind::message:
        return with_message<tl::updateNewMessage>(event, event.pts);
      case EventKind::message_edited:
        return with_message<tl::updateEditMessage>(event, static_cast<MessageId>(event.arg));
      case EventKind::messages_deleted:
        return with_ids<tl::updateDeleteMessages>(event);
      case EventKind::contents_read:
        return with_ids<tl::updateReadMessagesContents>(event);
      case EventKind::messages_pinned:
        return pinned(event, true);
      case EventKind::messages_unpinned:
        return pinned(event, false);
      case EventKind::read_inbox:
        return read_inbox(event);
      case EventKind::web_page:
        return web_page(event);
      case EventKind::read_outbox:
        return read_outbox(event);
      case EventKind::dialog_folder:
        return folder(event);
      default:
        return nullptr;
    }
  }

  // Updates without pts.
  Update plain(const store::Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
      case EventKind::draft:
        return draft(event.peer);
      case EventKind::dialog_pinned:
        return dialog_pinned(event.peer);
      case EventKind::dialogs_reordered:
        return reordered(static_cast<std::int32_t>(event.arg));
      case EventKind::dialog_unread_mark:
        return unread_mark(event.peer);
      case EventKind::dialog_filters:
        return tl::make<tl::updateDialogFilters>();
      case EventKind::user_name:
        return user_name(event.peer.value);
      case EventKind::user_phone:
        return user_phone(event.peer.value);
      case EventKind::user_photo:
      case EventKind::user:
        return user_changed(event.peer);
      case EventKind::contacts_reset:
        return tl::make<tl::updateContactsReset>();
      case EventKind::peer_blocked:
        return peer_blocked(event.peer);
      case EventKind::peer_settings:
        return peer_settings(event.peer);
      case EventKind::notify_settings:
        return notify_settings(event.peer, static_cast<store::NotifyScope>(event.arg));
      case EventKind::privacy:
        return privacy(static_cast<domain::PrivacyKey>(event.arg));
      case EventKind::config:
        return tl::make<tl::updateConfig>();
      case EventKind::chat_participants:
        return chat_participants(event.peer);
      case EventKind::chat_banned_rights:
        return chat_banned_rights(event.peer);
      case EventKind::chat:
        return chat_changed(event.peer);
      case EventKind::chat_join_requests:
        return join_requests(event.peer);
      case EventKind::channel:
        return channel_changed(event.peer);
      case EventKind::channel_read:
        return channel_read(event.peer, static_cast<MessageId>(event.arg));
      case EventKind::channel_floor:
        return channel_floor(event.peer, static_cast<MessageId>(event.arg));
      case EventKind::message_reactions:
        return reactions(event.peer, static_cast<MessageId>(event.arg));
      case EventKind::recent_reactions:
        return recent_reactions(event.arg);
      case EventKind::channel_contents_read:
        return channel_contents_read(event);
      case EventKind::thread_read:
        return thread_read(event);
      case EventKind::forum_view:
        return forum_view(event.peer);
      case EventKind::topic_draft:
        return topic_draft(event.peer, static_cast<MessageId>(event.arg));
      case EventKind::poll:
        return poll(event.arg);
      case EventKind::peer_history_ttl:
        return history_ttl_update(tx_, viewer_.user, event.peer, mentioned_);
      case EventKind::peer_wallpaper:
        return peer_wallpaper(event.peer);
      case EventKind::scheduled_message:
        return scheduled_message_update(viewer_, tx_, event, mentioned_);
      case EventKind::scheduled_deleted:
        return scheduled_deleted_update(event, mentioned_);
      default:
        return sticker_update(viewer_, tx_, event);
    }
  }

 private:
  static Update recent_reactions(std::int64_t arg) {
    if (arg == domain::kTagNamesChanged) return tl::make<tl::updateSavedReactionTags>();
    return tl::make<tl::updateRecentReactions>();
  }
  Update peer_wallpaper(PeerId peer) {
    mentioned_.add(peer);
    return peer_wallpaper_update(viewer_, tx_, peer);
  }
  template <class T>
  tl::Ptr<T> numbered_update(const store::Event& event) {
    auto update = tl::make<T>();
    update->pts = event.pts;
    update->pts_count = 1;
    return update;
  }

  template <class T>
  Update with_message(const store::Event& event, MessageId id) {
    const auto row = message(event, id);
    if (!row) return nullptr;
    auto update = numbered_update<T>(event);
    update->message = message_view(viewer_, tx_, *row, mentioned_);
    return update;
  }

  template <class T>
  Update with_ids(const store::Event& event) {
    auto update = numbered_update<T>(event);
    update->messages = ids_of(event);
    return update;
  }

  Update pinned(const store::Event& event, bool is_pinned) {
    auto update = numbered_update<tl::updatePinnedMessages>(event);
    mentioned_.add(event.peer);
    update->pinned = is_pinned;
    update->peer = peer_view(event.peer);
    update->messages = ids_of(event);
    return update;
  }

  Update web_page(const store::Event& event) {
    auto update = numbered_update<tl::updateWebPage>(event);
    update->webpage = web_page_view(tx_, event.arg);
    return update;
  }

  Update read_inbox(const store::Event& event) {
    auto update = numbered_update<tl::updateReadHistoryInbox>(event);
    mentioned_.add(event.peer);
    update->peer = peer_view(event.peer);
    update->max_id = static_cast<MessageId>(event.arg);
    if (event.data.size() == 4) update->still_unread_count = load_le<std::int32_t>(event.data.data());
    const auto dialog = store::find_dialog(tx_, viewer_.user, event.peer);
    if (dialog && dialog->folder != 0) update->folder_id = dialog->folder;
    return update;
  }

  Update read_outbox(const store::Event& event) {
    auto update = numbered_update<tl::updateReadHistoryOutbox>(event);
    mentioned_.add(event.peer);
    update->peer = peer_view(event.peer);
    update->max_id = static_cast<MessageId>(event.arg);
    return update;
  }

  Update folder(const store::Event& event) {
    auto update = numbered_update<tl::updateFolderPeers>(event);
    const auto dialog = store::find_dialog(tx_, viewer_.user, event.peer);
    mentioned_.add(event.peer);
    auto entry = tl::make<tl::folderPeer>();
    entry->peer = peer_view(event.peer);
    entry->folder_id = dialog ? dialog->folder : 0;
    update->folder_peers.push_back(std::move(entry));
    return update;
  }

  Update draft(PeerId peer) {
    auto update = tl::make<tl::updateDraftMessage>();
    mentioned_.add(peer);
    update->peer = peer_view(peer);
    update->draft = draft_view(store::find_draft(tx_, viewer_.user, peer));
    return update;
  }

  Update dialog_pinned(PeerId peer) {
    const auto dialog = store::find_dialog(tx_, viewer_.user, peer);
    auto update = tl::make<tl::updateDialogPinned>();
    mentioned_.add(peer);
    update->pinned = dialog && dialog->pin != 0;
    if (dialog && dialog->folder != 0) update->folder_id = dialog->folder;
    update->peer = dialog_peer_view(peer);
    return update;
  }

  Update reordered(std::int32_t folder_id) {
    auto update = tl::make<tl::updatePinnedDialogs>();
    if (folder_id != 0) update->folder_id = folder_id;
    tl::Vec<tl::Box<tl::DialogPeer>> order;
    for (const auto& dialog : store::pinned_dialogs(tx_, viewer_.user, folder_id)) {
      mentioned_.add(dialog.peer);
      order.push_back(dialog_peer_view(dialog.peer));
    }
    update->order = std::move(order);
    return update;
  }

  Update unread_mark(PeerId peer) {
    const auto dialog = store::find_dialog(tx_, viewer_.user, peer);
    auto update = tl::make<tl::updateDialogUnreadMark>();
    mentioned_.add(peer);
    update->unread = dialog && dialog->is(store::kUnreadMark);
    update->peer = dialog_peer_view(peer);
    return update;
  }

  Update user_name(UserId id) {
    const auto row = store::find_user(tx_, id);
    if (!row) return nullptr;
    const auto person = domain::person_seen_by(tx_, viewer_.user, *row, {}, viewer_.now);
    auto update = tl::make<tl::updateUserName>();
    mentioned_.add(PeerId::user(id));
    update->user_id = id;
    update->first_name = person.first_name;
    update->last_name = person.last_name;
    if (!person.username.empty()) {
      auto username = tl::make<tl::username>();
      username->editable = person.self;
      username->active = true;
      username->username = person.username;
      update->usernames.push_back(std::move(username));
    }
    return update;
  }

  Update user_phone(UserId id) {
    const auto row = store::find_user(tx_, id);
    if (!row) return nullptr;
    auto update = tl::make<tl::updateUserPhone>();
    mentioned_.add(PeerId::user(id));
    update->user_id = id;
    update->phone = domain::person_seen_by(tx_, viewer_.user, *row, {}, viewer_.now).phone;
    return update;
  }

  Update user_changed(PeerId peer) {
    auto update = tl::make<tl::updateUser>();
    mentioned_.add(peer);
    update->user_id = peer.value;
    return update;
  }

  Update peer_blocked(PeerId peer) {
    auto update = tl::make<tl::updatePeerBlocked>();
    mentioned_.add(peer);
    update->blocked = store::is_blocked(tx_, viewer_.user, peer);
    update->peer_id = peer_view(peer);
    return update;
  }

  Update peer_settings(PeerId peer) {
    auto update = tl::make<tl::updatePeerSettings>();
    mentioned_.add(peer);
    update->peer = peer_view(peer);
    update->settings = peer_settings_view(viewer_, tx_, peer);
    return update;
  }

  Update notify_settings(PeerId peer, store::NotifyScope scope) {
    auto update = tl::make<tl::updateNotifySettings>();
    update->notify_settings =
        notify_settings_view(store::find_notify_settings(tx_, viewer_.user, {.peer = peer, .scope = scope}));
    update->peer = notify_peer(peer, scope);
    return update;
  }

  tl::Box<tl::NotifyPeer> notify_peer(PeerId peer, store::NotifyScope scope) {
    switch (scope) {
      case store::NotifyScope::users:
        return tl::make<tl::notifyUsers>();
      case store::NotifyScope::groups:
        return tl::make<tl::notifyChats>();
      case store::NotifyScope::channels:
        return tl::make<tl::notifyBroadcasts>();
      case store::NotifyScope::peer:
        break;
    }
    if (const auto topic = store::NotifyKey{peer, scope}.topic_id(); topic != 0) {
      auto view = tl::make<tl::notifyForumTopic>();
      mentioned_.add(peer);
      view->peer = peer_view(peer);
      view->top_msg_id = topic;
      return view;
    }
    auto view = tl::make<tl::notifyPeer>();
    mentioned_.add(peer);
    view->peer = peer_view(peer);
    return view;
  }

  // What concerns the viewer alone: in or out, rights. It is in `chats`.
  Update channel_changed(PeerId channel) {
    auto update = tl::make<tl::updateChannel>();
    mentioned_.add(channel);
    update->channel_id = channel.bare();
    return update;
  }

  Update channel_read(PeerId channel, MessageId up_to) {
    auto update = tl::make<tl::updateReadChannelInbox>();
    mentioned_.add(channel);
    update->channel_id = channel.bare();
    update->max_id = up_to;
    const auto row = store::find_channel(tx_, channel.bare());
    const auto member = store::find_channel_member(tx_, channel.bare(), viewer_.user);
    if (row && member) update->still_unread_count = store::count_unread_in_channel(tx_, *row, *member, up_to);
    update->pts = store::top_pts(tx_, channel.value);
    const auto dialog = store::find_dialog(tx_, viewer_.user, channel);
    if (dialog && dialog->folder != 0) update->folder_id = dialog->folder;
    return update;
  }

  Update channel_floor(PeerId channel, MessageId floor) {
    auto update = tl::make<tl::updateChannelAvailableMessages>();
    mentioned_.add(channel);
    update->channel_id = channel.bare();
    update->available_min_id = floor;
    return update;
  }

  Update poll(store::PollId id) {
    const auto row = store::find_poll(tx_, id);
    if (!row) return nullptr;
    return poll_update(viewer_, tx_, *row, mentioned_);
  }

  Update reactions(PeerId peer, MessageId id) {
    const auto row = store::find_message(tx_, viewer_.user, peer, id);
    if (!row) return nullptr;
    return reactions_update(viewer_, tx_, *row, mentioned_);
  }

  Update channel_contents_read(const store::Event& event) {
    auto update = tl::make<tl::updateChannelReadMessagesContents>();
    mentioned_.add(event.peer);
    update->channel_id = event.peer.bare();
    update->messages = ids_of(event);
    return update;
  }

  Update thread_read(const store::Event& event) {
    auto update = tl::make<tl::updateReadChannelDiscussionInbox>();
    mentioned_.add(event.peer);
    update->channel_id = event.peer.bare();
    update->read_max_id = static_cast<MessageId>(event.arg);
    if (event.data.size() == 4) update->top_msg_id = load_le<std::int32_t>(event.data.data());
    const auto thread = store::find_thread(tx_, event.peer, update->top_msg_id);
    if (!thread || thread->post == 0) return update;
    mentioned_.add(thread->post_channel);
    update->broadcast_id = thread->post_channel.bare();
    update->broadcast_post = thread->post;
    return update;
  }

  Update forum_view(PeerId channel) {
    auto update = tl::make<tl::updateChannelViewForumAsMessages>();
    mentioned_.add(channel);
    update->channel_id = channel.bare();
    const auto dialog = store::find_dialog(tx_, viewer_.user, channel);
    update->enabled = dialog && dialog->is(store::kViewAsMessages);
    return update;
  }

  Update topic_draft(PeerId channel, MessageId topic) {
    auto update = tl::make<tl::updateDraftMessage>();
    mentioned_.add(channel);
    update->peer = peer_view(channel);
    update->top_msg_id = topic;
    update->draft = draft_view(store::find_topic_draft(tx_, viewer_.user, channel, topic));
    return update;
  }

  Update privacy(domain::PrivacyKey key) {
    auto update = tl::make<tl::updatePrivacy>();
    const auto rules = domain::privacy_rules(tx_, viewer_.user, key);
    for (const auto& rule : rules) {
      for (const auto peer : rule.peers) mentioned_.add(peer);
    }
    update->key = privacy_key_view(key);
    update->rules = privacy_rules_view(rules);
    return update;
  }

  Update chat_participants(PeerId peer) {
    const auto chat = store::find_chat(tx_, peer.bare());
    if (!chat) return nullptr;
    auto update = tl::make<tl::updateChatParticipants>();
    update->participants = participants_view(viewer_, tx_, *chat, mentioned_);
    return update;
  }

  Update chat_banned_rights(PeerId peer) {
    const auto chat = store::find_chat(tx_, peer.bare());
    if (!chat) return nullptr;
    auto update = tl::make<tl::updateChatDefaultBannedRights>();
    mentioned_.add(peer);
    update->peer = peer_view(peer);
    update->default_banned_rights = banned_rights_view(chat->banned_rights, INT32_MAX);
    update->version = chat->version;
    return update;
  }

  Update join_requests(PeerId peer) {
    const auto door = domain::find_door(tx_, peer, viewer_.user, viewer_.now);
    if (!door || !door->manages) return nullptr;  // no admin any more
    auto update = tl::make<tl::updatePendingJoinRequests>();
    const auto waiting = pending_requests(tx_, peer, mentioned_);
    mentioned_.add(peer);
    update->peer = peer_view(peer);
    update->requests_pending = waiting.count;
    update->recent_requesters = waiting.recent;
    return update;
  }

  Update chat_changed(PeerId peer) {
    auto update = tl::make<tl::updateChat>();
    mentioned_.add(peer);
    update->chat_id = peer.bare();
    return update;
  }

  const Viewer& viewer_;
  store::Transaction& tx_;
  Mentioned& mentioned_;
};

Update bare_pts(std::int32_t pts) {
  auto update = tl::make<tl::updateDeleteMessages>();
  update->pts = pts;
  update->pts_count = 1;
  return update;
}

// What is unread in a chat when the events up to `up_to` have been told. A device cannot work that out by
// itself: it does not know whether a message that came and went in its absence was counted. Told last, after
// all deletions.
Update unread_state(const Viewer& viewer, store::Transaction& tx, PeerId peer, std::int32_t up_to,
                    Mentioned& mentioned) {
  auto update = tl::make<tl::updateReadHistoryInbox>();
  mentioned.add(peer);
  update->peer = peer_view(peer);
  // Where nothing has been read yet, what is gone counts as read: clients take no id 0.
  const auto oldest = store::messages_oldest_first(tx, viewer.user, peer, {}, 1);
  update->max_id = oldest.empty() ? up_to : std::min(up_to, oldest.front().id - 1);
  if (const auto dialog = store::find_dialog(tx, viewer.user, peer)) {
    const auto later =
        store::count_incoming(tx, viewer.user, peer, std::max(dialog->read_inbox, up_to), INT32_MAX);
    update->max_id = std::max(update->max_id, dialog->read_inbox);
    update->still_unread_count = dialog->unread - later;
    if (dialog->folder != 0) update->folder_id = dialog->folder;
  }
  update->pts = up_to;
  return update;
}

// Whether a later event of the list says the same again, or better.
bool superseded(std::span<const store::Event> later, const store::Event& event) {
  const auto kind = static_cast<EventKind>(event.kind);
  if (kind == EventKind::messages_deleted || kind == EventKind::contents_read) return false;
  if (kind == EventKind::messages_pinned || kind == EventKind::messages_unpinned) return false;
  if (kind == EventKind::scheduled_deleted) return false;
  return std::ranges::any_of(later, [&](const store::Event& other) {
    return other.kind == event.kind && other.peer == event.peer &&
           (kind == EventKind::read_outbox || kind == EventKind::channel_read || other.arg == event.arg);
  });
}

}  // namespace

tl::Box<tl::Update> history_ttl_update(store::Transaction& tx, UserId viewer, PeerId peer,
                                       Mentioned& mentioned) {
  auto update = tl::make<tl::updatePeerHistoryTTL>();
  mentioned.add(peer);
  update->peer = peer_view(peer);
  if (const auto period = domain::history_ttl(tx, viewer, peer); period != 0) update->ttl_period = period;
  return update;
}

tl::Vec<tl::Box<tl::Update>> event_updates(const Viewer& viewer, store::Transaction& tx,
                                           std::span<const store::Event> events, Mentioned& mentioned) {
  Teller teller(viewer, tx, mentioned);
  tl::Vec<tl::Box<tl::Update>> updates;
  for (const auto& event : events) {
    if (auto update = teller.numbered(event)) {
      updates.push_back(std::move(update));
      continue;
    }
    if (auto update = teller.plain(event)) updates.push_back(std::move(update));
    updates.push_back(bare_pts(event.pts));
  }
  return updates;
}

Difference event_difference(const Viewer& viewer, store::Transaction& tx,
                            std::span<const store::Event> events, Mentioned& mentioned) {
  Teller teller(viewer, tx, mentioned);
  Difference difference;
  std::vector<store::MessageRow> fresh;
  std::set<MessageId> told;
  std::set<PeerId> recounted;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& event = events[i];
    const auto kind = static_cast<EventKind>(event.kind);
    if (kind == EventKind::message) {
      auto row = teller.message(event, event.pts);
      if (!row) continue;
      told.insert(row->id);
      fresh.push_back(*std::move(row));
      continue;
    }
    if (kind == EventKind::read_inbox || kind == EventKind::messages_deleted) recounted.insert(event.peer);
    if (kind == EventKind::read_inbox || superseded(events.subspan(i + 1), event)) continue;
    const bool of_message = kind == EventKind::message_edited || kind == EventKind::message_reactions;
    if (of_message && !event.peer.is_channel() && told.contains(static_cast<MessageId>(event.arg))) continue;
    auto update = teller.numbered(event);
    if (!update) update = teller.plain(event);
    if (update) difference.other_updates.push_back(std::move(update));
  }
  difference.new_messages = message_views(viewer, tx, fresh, mentioned);
  for (const auto peer : recounted) {
    if (peer.value == viewer.user) continue;  // nothing in Saved Messages is ever unread
    difference.other_updates.push_back(unread_state(viewer, tx, peer, events.back().pts, mentioned));
  }
  return difference;
}

tl::Ptr<tl::updates> updates_since(const Viewer& viewer, store::Transaction& tx, std::int32_t after,
                                   std::int32_t up_to) {
  Mentioned mentioned;
  auto updates = tl::make<tl::updates>();
  const auto events = store::read_events(tx, viewer.user, after, std::max(0, up_to - after));
  updates->updates = event_updates(viewer, tx, events, mentioned);
  mentioned.fill(*updates, viewer, tx);
  updates->date = viewer.now;
  return updates;
}

}  // namespace botschaft::rpc
