#include "store/message_files.h"

#include <algorithm>

#include "store/arguments.h"

namespace botschaft::store {
namespace {

// As the indexes of the migration have it, word for word: the planner compares expressions.
#define BOTSCHAFT_KIND "(flags >> 24 & 31)"
#define BOTSCHAFT_OWN_MEDIA \
  "FROM messages WHERE " BOTSCHAFT_KIND " != 0 AND owner = ?1 AND " BOTSCHAFT_KIND " = ?2 "
#define BOTSCHAFT_CHAT_MEDIA BOTSCHAFT_OWN_MEDIA "AND peer = ?3 AND id > ?4 AND id < ?5 "
#define BOTSCHAFT_CHANNEL_MEDIA                                                              \
  "FROM channel_messages WHERE " BOTSCHAFT_KIND " != 0 AND channel = ?1 AND " BOTSCHAFT_KIND \
  " = ?2 AND "                                                                               \
  "id > ?3 AND id < ?4 AND (?5 = 0 OR top = ?5) AND (?6 = 0 OR topic = ?6) "

Query run_in_chat(Transaction& tx, const Sql& of_channel, const Sql& of_chat, UserId owner, PeerId peer,
                  MediaKind kind, const MediaRange& r, int limit) {
  if (peer.is_channel())
    return tx.run(of_channel, peer, kind, r.above, or_max(r.below), r.thread, r.topic, limit);
  return tx.run(of_chat, owner, kind, peer, r.above, or_max(r.below), limit);
}

}  // namespace

void set_message_files(Transaction& tx, MessageKey key, std::span<const FileId> files) {
  static constexpr Sql kInsert{
      "INSERT INTO message_files(box, id, file) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"};
  delete_message_files(tx, key);
  for (const auto file : files) tx.run(kInsert, key.box, key.id, file);
}

void delete_message_files(Transaction& tx, MessageKey key) {
  static constexpr Sql kDelete{"DELETE FROM message_files WHERE box = ?1 AND id = ?2"};
  tx.run(kDelete, key.box, key.id);
}

void move_message_files(Transaction& tx, MessageKey from, MessageKey to) {
  static constexpr Sql kMove{"UPDATE message_files SET box = ?3, id = ?4 WHERE box = ?1 AND id = ?2"};
  tx.run(kMove, from.box, from.id, to.box, to.id);
}

void copy_message_files(Transaction& tx, MessageKey from, MessageKey to) {
  static constexpr Sql kCopy{
      "INSERT INTO message_files(box, id, file) SELECT ?3, ?4, file FROM message_files "
      "WHERE box = ?1 AND id = ?2"};
  tx.run(kCopy, from.box, from.id, to.box, to.id);
}

void set_scheduled_files(Transaction& tx, std::int64_t number, std::span<const FileId> files) {
  static constexpr Sql kDelete{"DELETE FROM scheduled_files WHERE number = ?1"};
  static constexpr Sql kInsert{
      "INSERT INTO scheduled_files(number, file) VALUES(?1, ?2) ON CONFLICT DO NOTHING"};
  tx.run(kDelete, number);
  for (const auto file : files) tx.run(kInsert, number, file);
}

void insert_admin_log_file(Transaction& tx, std::int64_t channel, std::int64_t entry, FileId file) {
  static constexpr Sql kInsert{
      "INSERT INTO admin_log_files(channel, id, file) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"};
  tx.run(kInsert, channel, entry, file);
}

bool insert_heard(Transaction& tx, PeerId channel, MessageId id, UserId user) {
  static constexpr Sql kInsert{
      "INSERT INTO channel_heard(channel, id, user_id) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"};
  return tx.run(kInsert, channel, id, user).changes() > 0;
}

void delete_heard(Transaction& tx, PeerId channel, MessageId id) {
  static constexpr Sql kDelete{"DELETE FROM channel_heard WHERE channel = ?1 AND id = ?2"};
  tx.run(kDelete, channel, id);
}

std::vector<MessageId> find_media(Transaction& tx, UserId owner, PeerId peer, const MediaRange& range,
                                  int limit) {
  static constexpr Sql kInChat{"SELECT id " BOTSCHAFT_CHAT_MEDIA "ORDER BY id DESC LIMIT ?6"};
  static constexpr Sql kInChannel{"SELECT id " BOTSCHAFT_CHANNEL_MEDIA "ORDER BY id DESC LIMIT ?7"};
  std::vector<MessageId> ids;
  for (const auto kind : range.kinds) {
    auto q = run_in_chat(tx, kInChannel, kInChat, owner, peer, kind, range, limit);
    while (q.next()) ids.push_back(q.int32(0));
  }
  if (range.kinds.size() > 1) std::ranges::sort(ids, std::ranges::greater());
  if (std::cmp_greater(ids.size(), limit)) ids.resize(static_cast<std::size_t>(limit));
  return ids;
}

std::int64_t count_media(Transaction& tx, UserId owner, PeerId peer, const MediaRange& range) {
  static constexpr Sql kInChat{"SELECT count(*) " BOTSCHAFT_CHAT_MEDIA "LIMIT ?6"};
  static constexpr Sql kInChannel{"SELECT count(*) " BOTSCHAFT_CHANNEL_MEDIA "LIMIT ?7"};
  std::int64_t count = 0;
  for (const auto kind : range.kinds) {
    auto q = run_in_chat(tx, kInChannel, kInChat, owner, peer, kind, range, 1);
    if (q.next()) count += q.int64(0);
  }
  return count;
}

std::vector<OwnMedia> find_own_media(Transaction& tx, UserId owner, std::span<const MediaKind> kinds,
                                     int limit) {
  static constexpr Sql kSelect{"SELECT peer, id " BOTSCHAFT_OWN_MEDIA "ORDER BY id DESC LIMIT ?3"};
  std::vector<OwnMedia> found;
  for (const auto kind : kinds) {
    auto q = tx.run(kSelect, owner, kind, limit);
    while (q.next()) found.push_back({PeerId{q.int64(0)}, q.int32(1)});
  }
  return found;
}

}  // namespace botschaft::store
