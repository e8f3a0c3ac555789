#include "store/notify_settings.h"

namespace botschaft::store {
namespace {

std::optional<bool> optional_bool(const Query& q, int column) {
  return q.is_null(column) ? std::nullopt : std::optional(q.boolean(column));
}

}  // namespace

NotifySettingsRow find_notify_settings(Transaction& tx, UserId user, const NotifyKey& key) {
  static constexpr Sql kFind{
      "SELECT show_previews, silent, mute_until, sound, sound_title, sound_data, ringtone, stories_muted, "
      "stories_hide_sender FROM notify_settings WHERE user_id = ?1 AND peer = ?2 AND scope = ?3"};
  NotifySettingsRow row;
  auto q = tx.run(kFind, user, key.peer, key.scope);
  if (!q.next()) return row;
  row.show_previews = optional_bool(q, 0);
  row.silent = optional_bool(q, 1);
  if (!q.is_null(2)) row.mute_until = q.int32(2);
  if (!q.is_null(3)) {
    row.sound = NotificationSound{.kind = static_cast<NotificationSound::Kind>(q.int32(3)),
                                  .title = std::string(q.text(4)),
                                  .data = std::string(q.text(5)),
                                  .ringtone = q.int64(6)};
  }
  row.stories_muted = optional_bool(q, 7);
  row.stories_hide_sender = optional_bool(q, 8);
  return row;
}

void put_notify_settings(Transaction& tx, UserId user, const NotifyKey& key, const NotifySettingsRow& row) {
  static constexpr Sql kDelete{"DELETE FROM notify_settings WHERE user_id = ?1 AND peer = ?2 AND scope = ?3"};
  static constexpr Sql kPut{
      "INSERT INTO notify_settings (user_id, peer, scope, show_previews, silent, mute_until, sound, "
      "sound_title, "
      "sound_data, ringtone, stories_muted, stories_hide_sender) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};
  tx.run(kDelete, user, key.peer, key.scope);
  const auto sound = row.sound.value_or(NotificationSound{});
  const auto kind = row.sound ? std::optional(sound.kind) : std::nullopt;
  tx.run(kPut, user, key.peer, key.scope, row.show_previews, row.silent, row.mute_until, kind, sound.title,
         sound.data, sound.ringtone, row.stories_muted, row.stories_hide_sender);
}

std::vector<PeerId> list_notify_exceptions(Transaction& tx, UserId user, int limit) {
  static constexpr Sql kList{
      "SELECT peer FROM notify_settings WHERE user_id = ?1 AND scope = 0 ORDER BY peer LIMIT ?2"};
  std::vector<PeerId> peers;
  auto q = tx.run(kList, user, limit);
  while (q.next()) peers.push_back(PeerId{q.int64(0)});
  return peers;
}

std::vector<NotifyKey> list_notify_keys(Transaction& tx, UserId user, int limit) {
  static constexpr Sql kList{
      "SELECT peer, scope FROM notify_settings WHERE user_id = ?1 AND peer <> 0 ORDER BY peer, scope LIMIT "
      "?2"};
  std::vector<NotifyKey> keys;
  auto q = tx.run(kList, user, limit);
  while (q.next()) keys.push_back({PeerId{q.int64(0)}, static_cast<NotifyScope>(q.int32(1))});
  return keys;
}

void delete_notify_settings(Transaction& tx, UserId user) {
  static constexpr Sql kDelete{"DELETE FROM notify_settings WHERE user_id = ?1"};
  tx.run(kDelete, user);
}

}  // namespace botschaft::store
