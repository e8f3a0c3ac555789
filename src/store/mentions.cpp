#include "store/mentions.h"

namespace botschaft::store {
namespace {

// ?1 user, ?2 channel
#define BOTSCHAFT_MENTION_ABOVE_FLOOR                                                         \
  "id > coalesce((SELECT floor FROM channel_members WHERE channel = -1000000000000 - ?2 AND " \
  "user_id = ?1), 0) "

}  // namespace

void insert_mention(Transaction& tx, PeerId channel, MessageId id, UserId user, MessageId topic) {
  static constexpr Sql kInsert{
      "INSERT INTO channel_mentions(channel, id, user_id, topic, unread) VALUES(?1, ?2, ?3, ?4, 1) "
      "ON CONFLICT DO NOTHING"};
  tx.run(kInsert, channel, id, user, topic);
}

void delete_mention(Transaction& tx, PeerId channel, MessageId id, UserId user) {
  static constexpr Sql kDelete{
      "DELETE FROM channel_mentions WHERE channel = ?1 AND id = ?2 AND user_id = ?3"};
  tx.run(kDelete, channel, id, user);
}

void delete_mentions(Transaction& tx, PeerId channel, MessageId id) {
  static constexpr Sql kDelete{"DELETE FROM channel_mentions WHERE channel = ?1 AND id = ?2"};
  tx.run(kDelete, channel, id);
}

std::vector<UserId> mentioned_by(Transaction& tx, PeerId channel, MessageId id) {
  static constexpr Sql kSelect{"SELECT user_id FROM channel_mentions WHERE channel = ?1 AND id = ?2"};
  std::vector<UserId> users;
  auto q = tx.run(kSelect, channel, id);
  while (q.next()) users.push_back(q.int64(0));
  return users;
}

bool see_mention(Transaction& tx, PeerId channel, MessageId id, UserId user) {
  static constexpr Sql kUpdate{
      "UPDATE channel_mentions SET unread = 0 WHERE channel = ?1 AND id = ?2 AND user_id = ?3 AND unread = "
      "1"};
  return tx.run(kUpdate, channel, id, user).changes() > 0;
}

std::vector<MessageId> mentions_of(Transaction& tx, UserId user, PeerId channel, const MentionFilter& filter,
                                   int limit) {
  static constexpr Sql kSelect{
      "SELECT id FROM channel_mentions n WHERE user_id = ?1 AND channel = ?2 AND unread >= ?3 "
      "AND (?4 = 0 OR topic = ?4) AND " BOTSCHAFT_MENTION_ABOVE_FLOOR
      "AND (?5 = 0 OR EXISTS(SELECT 1 FROM channel_messages m WHERE m.channel = n.channel AND m.id = n.id "
      "AND "
      "m.top = ?5)) ORDER BY id DESC LIMIT ?6"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, user, channel, filter.unread_only, filter.topic, filter.thread, limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

std::int32_t count_channel_mentions(Transaction& tx, UserId user, PeerId channel, MessageId topic) {
  static constexpr Sql kCount{
      "SELECT count(*) FROM channel_mentions WHERE user_id = ?1 AND channel = ?2 AND unread = 1 "
      "AND (?3 = 0 OR topic = ?3) AND " BOTSCHAFT_MENTION_ABOVE_FLOOR};
  auto q = tx.run(kCount, user, channel, topic);
  return q.next() ? q.int32(0) : 0;
}

}  // namespace botschaft::store
