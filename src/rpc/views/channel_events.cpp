#include "rpc/views/channel_events.h"

#include <algorithm>
#include <set>

#include "domain/box_writer.h"
#include "domain/channels/topics.h"
#include "domain/restrictions/restriction.h"

namespace botschaft::rpc {
namespace {

using domain::EventKind;
using Update = tl::Box<tl::Update>;

template <class T>
tl::Ptr<T> numbered(const store::Event& event) {
  auto update = tl::make<T>();
  update->pts = event.pts;
  update->pts_count = 1;
  return update;
}

class Teller {
 public:
  Teller(const Viewer& viewer, store::Transaction& tx, PeerId channel, Mentioned& mentioned)
      : viewer_(viewer), tx_(tx), channel_(channel), mentioned_(mentioned) {
    mentioned_.add(channel);
  }

  // Null where there is nothing to tell.
  Update tell(const store::Event& event) {
    switch (static_cast<EventKind>(event.kind)) {
      case EventKind::message:
        return with_message<tl::updateNewChannelMessage>(event, event.pts);
      case EventKind::message_edited:
        return with_message<tl::updateEditChannelMessage>(event, static_cast<MessageId>(event.arg));
      case EventKind::messages_deleted: {
        auto update = numbered<tl::updateDeleteChannelMessages>(event);
        update->channel_id = channel_.bare();
        update->messages = domain::event_ids(event.data);
        return update;
      }
      case EventKind::messages_pinned:
        return pinned(event, true);
      case EventKind::messages_unpinned:
        return pinned(event, false);
      default:
        return nullptr;
    }
  }

  Update nothing(const store::Event& event) {
    auto update = numbered<tl::updateDeleteChannelMessages>(event);
    update->channel_id = channel_.bare();
    return update;
  }

  // Without pts in TL: which topics are pinned. Null for other events.
  Update topics(const store::Event& event) {
    const auto kind = static_cast<EventKind>(event.kind);
    if (kind == EventKind::topic_pinned && event.data.size() == 4) {
      auto update = tl::make<tl::updatePinnedForumTopic>();
      update->peer = peer_view(channel_);
      update->topic_id = load_le<std::int32_t>(event.data.data());
      const auto topic = store::find_topic(tx_, channel_, update->topic_id);
      update->pinned = topic && topic->pin != 0;
      return update;
    }
    if (kind != EventKind::topics_reordered) return nullptr;
    auto update = tl::make<tl::updatePinnedForumTopics>();
    update->peer = peer_view(channel_);
    tl::Vec<std::int32_t> order;
    for (const auto& topic : domain::pinned_topics(tx_, channel_)) order.push_back(topic.id);
    update->order = std::move(order);
    return update;
  }

  // Another value of the channel itself: it is in `chats`.
  Update changed() {
    auto update = tl::make<tl::updateChannel>();
    update->channel_id = channel_.bare();
    return update;
  }

 private:
  template <class T>
  Update with_message(const store::Event& event, MessageId id) {
    const auto row = store::find_message(tx_, viewer_.user, channel_, id);
    if (!row) return nullptr;
    auto update = numbered<T>(event);
    update->message = message_view(viewer_, tx_, *row, mentioned_);
    return update;
  }

  Update pinned(const store::Event& event, bool is_pinned) {
    auto update = numbered<tl::updatePinnedChannelMessages>(event);
    update->pinned = is_pinned;
    update->channel_id = channel_.bare();
    update->messages = domain::event_ids(event.data);
    return update;
  }

  const Viewer& viewer_;
  store::Transaction& tx_;
  const PeerId channel_;
  Mentioned& mentioned_;
};

bool is_setting(const store::Event& event) {
  const auto kind = static_cast<EventKind>(event.kind);
  return kind == EventKind::channel || kind == domain::kChannelRestrictedEvent;
}

bool is_ttl(const store::Event& event) {
  return static_cast<EventKind>(event.kind) == EventKind::peer_history_ttl;
}

}  // namespace

tl::Vec<tl::Box<tl::Update>> channel_updates(const Viewer& viewer, store::Transaction& tx, PeerId channel,
                                             std::span<const store::Event> events, Mentioned& mentioned) {
  Teller teller(viewer, tx, channel, mentioned);
  tl::Vec<Update> updates;
  for (const auto& event : events) {
    auto update = teller.tell(event);
    if (is_setting(event)) updates.push_back(teller.changed());
    if (auto topics = teller.topics(event)) updates.push_back(std::move(topics));
    if (is_ttl(event)) updates.push_back(history_ttl_update(tx, viewer.user, channel, mentioned));
    updates.push_back(update ? std::move(update) : teller.nothing(event));
  }
  return updates;
}

Difference channel_difference(const Viewer& viewer, store::Transaction& tx, PeerId channel,
                              std::span<const store::Event> events, Mentioned& mentioned) {
  Teller teller(viewer, tx, channel, mentioned);
  Difference difference;
  std::vector<store::MessageRow> fresh;
  std::set<MessageId> told;
  bool changed = false;
  for (const auto& event : events) {
    const auto kind = static_cast<EventKind>(event.kind);
    changed = changed || is_setting(event);
    if (kind == EventKind::message) {
      auto row = store::find_message(tx, viewer.user, channel, event.pts);
      if (!row) continue;
      told.insert(row->id);
      fresh.push_back(*std::move(row));
      continue;
    }
    // A message is told as it is now, so one telling is enough.
    if (kind == EventKind::message_edited && !told.insert(static_cast<MessageId>(event.arg)).second) continue;
    if (auto update = teller.tell(event)) difference.other_updates.push_back(std::move(update));
    if (auto update = teller.topics(event)) difference.other_updates.push_back(std::move(update));
  }
  difference.new_messages = message_views(viewer, tx, fresh, mentioned);
  if (changed) difference.other_updates.push_back(teller.changed());
  if (std::ranges::any_of(events, is_ttl))
    difference.other_updates.push_back(history_ttl_update(tx, viewer.user, channel, mentioned));
  return difference;
}

}  // namespace botschaft::rpc
