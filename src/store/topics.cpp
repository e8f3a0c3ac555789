#include "store/topics.h"

#include <algorithm>

#include "store/channel_messages.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_TOPIC_COLUMNS "channel, id, title, icon_color, icon_emoji, creator, date, flags, pin "

TopicRow topic_of(const Query& q) {
  return {.channel = {q.int64(0)},
          .id = q.int32(1),
          .title = std::string(q.text(2)),
          .icon_color = q.int32(3),
          .icon_emoji = q.int64(4),
          .creator = q.int64(5),
          .date = q.int32(6),
          .flags = static_cast<std::uint32_t>(q.int64(7)),
          .pin = q.int32(8)};
}

#define BOTSCHAFT_TOPIC_DRAFT_COLUMNS "peer, topic, date, text, entities, flags, reply_to FROM topic_drafts "

TopicDraft topic_draft_of(const Query& q, UserId owner) {
  TopicDraft found{.topic = q.int32(1),
                   .draft = {.owner = owner,
                             .peer = {q.int64(0)},
                             .date = q.int32(2),
                             .text = std::string(q.text(3)),
                             .entities = to_bytes(q.blob(4)),
                             .flags = static_cast<std::uint32_t>(q.int64(5))}};
  if (!q.is_null(6)) found.draft.reply_to = q.int32(6);
  return found;
}

}  // namespace

std::optional<TopicRow> find_topic(Transaction& tx, PeerId channel, MessageId id) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_TOPIC_COLUMNS "FROM topics WHERE channel = ?1 AND id = ?2"};
  auto q = tx.run(kFind, channel, id);
  if (!q.next()) return std::nullopt;
  return topic_of(q);
}

std::vector<TopicRow> all_topics(Transaction& tx, PeerId channel) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_TOPIC_COLUMNS
                               "FROM topics WHERE channel = ?1 ORDER BY id"};
  std::vector<TopicRow> rows;
  auto q = tx.run(kSelect, channel);
  while (q.next()) rows.push_back(topic_of(q));
  return rows;
}

std::int32_t count_topics(Transaction& tx, PeerId channel) {
  static constexpr Sql kCount{"SELECT count(*) FROM topics WHERE channel = ?1"};
  auto q = tx.run(kCount, channel);
  return q.next() ? q.int32(0) : 0;
}

void put_topic(Transaction& tx, const TopicRow& t) {
  static constexpr Sql kPut{"INSERT OR REPLACE INTO topics(" BOTSCHAFT_TOPIC_COLUMNS
                            ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
  tx.run(kPut, t.channel, t.id, t.title, t.icon_color, t.icon_emoji, t.creator, t.date, t.flags, t.pin);
}

void delete_topic(Transaction& tx, PeerId channel, MessageId id) {
  static constexpr Sql kDelete{"DELETE FROM topics WHERE channel = ?1 AND id = ?2"};
  static constexpr Sql kForgetReads{"DELETE FROM thread_reads WHERE channel = ?1 AND top = ?2"};
  tx.run(kDelete, channel, id);
  tx.run(kForgetReads, channel, id);
}

std::int32_t count_forum_incoming(Transaction& tx, UserId viewer, PeerId channel, MessageId above) {
  static constexpr Sql kCount{
      "SELECT coalesce(sum((SELECT count(*) FROM channel_messages m WHERE m.channel = ?1 AND m.topic = t.id "
      "AND m.topic != 0 AND m.author != ?2 AND m.id > max(?3, coalesce((SELECT read_inbox FROM thread_reads "
      "r "
      "WHERE r.channel = ?1 AND r.user_id = ?2 AND r.top = t.id), 0)))), 0) FROM topics t WHERE t.channel = "
      "?1"};
  auto q = tx.run(kCount, channel, viewer, above);
  return q.next() ? q.int32(0) : 0;
}

std::int32_t count_unread_in_channel(Transaction& tx, const ChannelRow& channel,
                                     const ChannelMemberRow& viewer, MessageId above) {
  if (!viewer.inside) return 0;
  const auto from = std::max(above, viewer.floor);
  return channel.forum() ? count_forum_incoming(tx, viewer.user, channel.peer(), from)
                         : count_channel_incoming(tx, viewer.user, channel.peer(), from);
}

std::optional<DraftRow> find_topic_draft(Transaction& tx, UserId owner, PeerId peer, MessageId topic) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_TOPIC_DRAFT_COLUMNS
                             "WHERE owner = ?1 AND peer = ?2 AND topic = ?3"};
  auto q = tx.run(kFind, owner, peer, topic);
  if (!q.next()) return std::nullopt;
  return topic_draft_of(q, owner).draft;
}

std::vector<TopicDraft> all_topic_drafts(Transaction& tx, UserId owner) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_TOPIC_DRAFT_COLUMNS
                               "WHERE owner = ?1 ORDER BY peer, topic"};
  std::vector<TopicDraft> drafts;
  auto q = tx.run(kSelect, owner);
  while (q.next()) drafts.push_back(topic_draft_of(q, owner));
  return drafts;
}

void put_topic_draft(Transaction& tx, const DraftRow& d, MessageId topic) {
  static constexpr Sql kPut{
      "INSERT OR REPLACE INTO topic_drafts(owner, peer, topic, date, text, entities, flags, reply_to) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
  tx.run(kPut, d.owner, d.peer, topic, d.date, d.text,
         d.entities.empty() ? std::nullopt : std::optional<ByteView>(d.entities), d.flags, d.reply_to);
}

bool delete_topic_draft(Transaction& tx, UserId owner, PeerId peer, MessageId topic) {
  static constexpr Sql kDelete{"DELETE FROM topic_drafts WHERE owner = ?1 AND peer = ?2 AND topic = ?3"};
  return tx.run(kDelete, owner, peer, topic).changes() > 0;
}

}  // namespace botschaft::store
