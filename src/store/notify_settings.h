#pragma once
// How a user wants to be told of messages: per chat, and per kind of chats.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

enum class NotifyScope : std::int32_t { peer = 0, users = 1, groups = 2, channels = 3 };

// A chat (scope peer), or a kind of chats (peer 0).
struct NotifyKey {
  PeerId peer;
  NotifyScope scope = NotifyScope::peer;

  static NotifyKey chat(PeerId peer_id) { return {peer_id, NotifyScope::peer}; }
  // A topic of a forum, in the place of the scope: message ids are beyond all scopes.
  static NotifyKey topic(PeerId peer_id, std::int32_t id) {
    return {peer_id, static_cast<NotifyScope>(kTopicScopes + id)};
  }
  static constexpr std::int32_t kTopicScopes = 16;
  std::int32_t topic_id() const { return std::max(0, static_cast<std::int32_t>(scope) - kTopicScopes); }

  static NotifyKey kind(NotifyScope scope) { return {PeerId{}, scope}; }
};

struct NotificationSound {
  enum class Kind : std::int32_t { standard = 0, none = 1, local = 2, ringtone = 3 };
  Kind kind = Kind::standard;
  std::string title;  // of a local sound
  std::string data;
  std::int64_t ringtone = 0;  // document id
};

// Without value: as the next wider scope says.
struct NotifySettingsRow {
  std::optional<bool> show_previews;
  std::optional<bool> silent;
  std::optional<std::int32_t> mute_until;  // unix seconds
  std::optional<NotificationSound> sound;
  std::optional<bool> stories_muted;
  std::optional<bool> stories_hide_sender;
};

// All without value where nothing was ever set.
NotifySettingsRow find_notify_settings(Transaction& tx, UserId user, const NotifyKey& key);
void put_notify_settings(Transaction& tx, UserId user, const NotifyKey& key, const NotifySettingsRow& row);
std::vector<PeerId> list_notify_exceptions(Transaction& tx, UserId user,
                                           int limit);  // chats with settings of their own
// Of which there are settings: chats and topics, not kinds of chats.
std::vector<NotifyKey> list_notify_keys(Transaction& tx, UserId user, int limit);
void delete_notify_settings(Transaction& tx, UserId user);

}  // namespace botschaft::store
