#include "store/reactions.h"

#include <algorithm>

#include "store/id_runs.h"

namespace botschaft::store {
namespace {

ReactionRow reaction_row_of(const Query& q) {
  return {.user = q.int64(0),
          .position = q.int32(1),
          .reaction = std::string(q.text(2)),
          .date = q.int32(3),
          .flags = static_cast<std::uint32_t>(q.int64(4))};
}

void count_one(Transaction& tx, MessageKey key, const ReactionRow& row) {
  static constexpr Sql kCount{
      "INSERT INTO reaction_counts(box, id, reaction, count, since) VALUES(?1, ?2, ?3, 1, ?4) "
      "ON CONFLICT(box, id, reaction) DO UPDATE SET count = count + 1"};
  tx.run(kCount, key.box, key.id, row.reaction, row.date);
}

void discount_one(Transaction& tx, MessageKey key, const std::string& reaction) {
  static constexpr Sql kDiscount{
      "UPDATE reaction_counts SET count = count - 1 WHERE box = ?1 AND id = ?2 AND reaction = ?3"};
  static constexpr Sql kDrop{
      "DELETE FROM reaction_counts WHERE box = ?1 AND id = ?2 AND reaction = ?3 AND count <= 0"};
  tx.run(kDiscount, key.box, key.id, reaction);
  tx.run(kDrop, key.box, key.id, reaction);
}

// The owner's floor, where the peer is a channel that he is or was in: ?1 owner, ?2 peer, ?3 topic, ?4
// thread.
#define BOTSCHAFT_UNREAD_REACTIONS                                                 \
  "FROM unread_reactions WHERE owner = ?1 AND peer = ?2 AND id > coalesce(("       \
  "SELECT floor FROM channel_members WHERE channel = -1000000000000 - ?2 AND "     \
  "user_id = ?1), 0) AND (?3 + ?4 = 0 OR EXISTS(SELECT 1 FROM channel_messages m " \
  "WHERE m.channel = peer AND m.id = unread_reactions.id AND (m.topic = ?3 OR m.top = ?4))) "

}  // namespace

MessageKey key_of(const MessageRow& row) {
  if (row.peer.is_channel()) return {row.peer.value, row.id};
  if (row.peer.is_chat()) return {row.peer.value, row.twin};
  return row.has_body ? MessageKey{row.owner, row.id} : MessageKey{row.peer.value, row.twin};
}

std::vector<ReactionRow> reactions_of(Transaction& tx, MessageKey key, UserId user) {
  static constexpr Sql kSelect{
      "SELECT user_id, position, reaction, date, flags FROM reactions "
      "WHERE box = ?1 AND id = ?2 AND user_id = ?3 ORDER BY position"};
  std::vector<ReactionRow> rows;
  auto q = tx.run(kSelect, key.box, key.id, user);
  while (q.next()) rows.push_back(reaction_row_of(q));
  return rows;
}

void set_reactions(Transaction& tx, MessageKey key, UserId user, std::span<const ReactionRow> rows) {
  static constexpr Sql kDelete{"DELETE FROM reactions WHERE box = ?1 AND id = ?2 AND user_id = ?3"};
  static constexpr Sql kInsert{
      "INSERT INTO reactions(box, id, user_id, position, reaction, date, flags) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
  const auto had = reactions_of(tx, key, user);
  for (const auto& row : had) {
    if (std::ranges::find(rows, row.reaction, &ReactionRow::reaction) == rows.end())
      discount_one(tx, key, row.reaction);
  }
  tx.run(kDelete, key.box, key.id, user);
  std::int32_t position = 0;
  for (const auto& row : rows) {
    tx.run(kInsert, key.box, key.id, user, position++, row.reaction, row.date, row.flags);
    if (std::ranges::find(had, row.reaction, &ReactionRow::reaction) == had.end()) count_one(tx, key, row);
  }
}

std::vector<ReactionCount> reaction_counts(Transaction& tx, MessageKey key) {
  static constexpr Sql kSelect{
      "SELECT reaction, count FROM reaction_counts WHERE box = ?1 AND id = ?2 "
      "ORDER BY count DESC, since, reaction"};
  std::vector<ReactionCount> counts;
  auto q = tx.run(kSelect, key.box, key.id);
  while (q.next()) counts.push_back({std::string(q.text(0)), q.int32(1)});
  return counts;
}

std::map<MessageId, UnderMessage> reactions_of_run(Transaction& tx, const IdRun& run, UserId viewer) {
  static constexpr Sql kCounts{
      "SELECT id, reaction, count FROM reaction_counts WHERE box = ?1 AND id BETWEEN ?2 AND ?3 "
      "ORDER BY id, count DESC, since, reaction"};
  static constexpr Sql kOwn{
      "SELECT r.user_id, r.position, r.reaction, r.date, r.flags, r.id FROM "
      "(SELECT DISTINCT id FROM reaction_counts WHERE box = ?1 AND id BETWEEN ?2 AND ?3) k "
      "JOIN reactions r ON r.box = ?1 AND r.id = k.id AND r.user_id = ?4 ORDER BY r.id, r.position"};
  std::map<MessageId, UnderMessage> found;
  {
    auto q = tx.run(kCounts, run.box, run.first, run.last);
    while (q.next()) found[q.int32(0)].counts.push_back({std::string(q.text(1)), q.int32(2)});
  }
  if (found.empty() || viewer == 0) return found;
  auto q = tx.run(kOwn, run.box, run.first, run.last, viewer);
  while (q.next()) found[q.int32(5)].own.push_back(reaction_row_of(q));
  return found;
}

std::vector<ReactionRow> list_reactions(Transaction& tx, MessageKey key, std::optional<std::string_view> kind,
                                        const ReactionPlace& before, int limit) {
  static constexpr Sql kAll{
      "SELECT user_id, position, reaction, date, flags FROM reactions WHERE box = ?1 AND id = ?2 AND "
      "(date, user_id, position) < (?3, ?4, ?5) ORDER BY date DESC, user_id DESC, position DESC LIMIT ?6"};
  static constexpr Sql kOfKind{
      "SELECT user_id, position, reaction, date, flags FROM reactions WHERE box = ?1 AND id = ?2 AND "
      "reaction = ?5 AND (date, user_id) < (?3, ?4) ORDER BY date DESC, user_id DESC LIMIT ?6"};
  std::vector<ReactionRow> rows;
  auto q = kind ? tx.run(kOfKind, key.box, key.id, before.date, before.user, *kind, limit)
                : tx.run(kAll, key.box, key.id, before.date, before.user, before.position, limit);
  while (q.next()) rows.push_back(reaction_row_of(q));
  return rows;
}

void delete_reactions(Transaction& tx, MessageKey key) {
  static constexpr Sql kDelete{"DELETE FROM reactions WHERE box = ?1 AND id = ?2"};
  static constexpr Sql kDeleteCounts{"DELETE FROM reaction_counts WHERE box = ?1 AND id = ?2"};
  if (tx.run(kDeleteCounts, key.box, key.id).changes() > 0) tx.run(kDelete, key.box, key.id);
}

void move_reactions(Transaction& tx, MessageKey from, MessageKey to) {
  static constexpr Sql kMove{"UPDATE reactions SET box = ?3, id = ?4 WHERE box = ?1 AND id = ?2"};
  static constexpr Sql kMoveCounts{"UPDATE reaction_counts SET box = ?3, id = ?4 WHERE box = ?1 AND id = ?2"};
  if (tx.run(kMoveCounts, from.box, from.id, to.box, to.id).changes() > 0)
    tx.run(kMove, from.box, from.id, to.box, to.id);
}

void copy_reactions(Transaction& tx, MessageKey from, MessageKey to) {
  static constexpr Sql kCopy{
      "INSERT INTO reactions(box, id, user_id, position, reaction, date, flags) "
      "SELECT ?3, ?4, user_id, position, reaction, date, flags FROM reactions WHERE box = ?1 AND id = ?2"};
  static constexpr Sql kCopyCounts{
      "INSERT INTO reaction_counts(box, id, reaction, count, since) "
      "SELECT ?3, ?4, reaction, count, since FROM reaction_counts WHERE box = ?1 AND id = ?2"};
  if (tx.run(kCopyCounts, from.box, from.id, to.box, to.id).changes() > 0)
    tx.run(kCopy, from.box, from.id, to.box, to.id);
}

bool has_unread_reactions(Transaction& tx, MessageKey key) {
  static constexpr Sql kFind{"SELECT 1 FROM reactions WHERE box = ?1 AND id = ?2 AND flags & 2 != 0 LIMIT 1"};
  return tx.run(kFind, key.box, key.id).next();
}

void mark_reactions_read(Transaction& tx, MessageKey key) {
  static constexpr Sql kMark{
      "UPDATE reactions SET flags = flags - 2 WHERE box = ?1 AND id = ?2 AND flags & 2 != 0"};
  tx.run(kMark, key.box, key.id);
}

void insert_unread_reaction(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kInsert{
      "INSERT INTO unread_reactions(owner, peer, id) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"};
  tx.run(kInsert, owner, peer, id);
}

bool delete_unread_reaction(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kDelete{"DELETE FROM unread_reactions WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  return tx.run(kDelete, owner, peer, id).changes() > 0;
}

std::vector<MessageId> unread_reactions(Transaction& tx, UserId owner, PeerId peer, int limit,
                                        const ChatPart& part) {
  static constexpr Sql kSelect{"SELECT id " BOTSCHAFT_UNREAD_REACTIONS "ORDER BY id DESC LIMIT ?5"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, owner, peer, part.topic, part.thread, limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

std::int32_t count_unread_reactions(Transaction& tx, UserId owner, PeerId peer, const ChatPart& part) {
  static constexpr Sql kCount{"SELECT count(*) " BOTSCHAFT_UNREAD_REACTIONS};
  auto q = tx.run(kCount, owner, peer, part.topic, part.thread);
  return q.next() ? q.int32(0) : 0;
}

AllowedReactions allowed_reactions(Transaction& tx, PeerId chat) {
  static constexpr Sql kFind{"SELECT kind, reactions, unique_max FROM chat_reactions WHERE peer = ?1"};
  AllowedReactions allowed;
  auto q = tx.run(kFind, chat);
  if (!q.next()) return allowed;
  allowed.kind = static_cast<AllowedReactions::Kind>(q.int32(0));
  allowed.unique_max = q.int32(2);
  auto rest = q.text(1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    allowed.some.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return allowed;
}

void set_allowed_reactions(Transaction& tx, PeerId chat, const AllowedReactions& allowed) {
  static constexpr Sql kPut{
      "INSERT INTO chat_reactions(peer, kind, reactions, unique_max) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(peer) DO UPDATE SET kind = excluded.kind, reactions = excluded.reactions, "
      "unique_max = excluded.unique_max"};
  std::string joined;
  for (const auto& reaction : allowed.some) joined += (joined.empty() ? "" : " ") + reaction;
  tx.run(kPut, chat, allowed.kind, joined, allowed.unique_max);
}

std::vector<std::string> recent_reactions(Transaction& tx, UserId owner, int limit) {
  static constexpr Sql kSelect{
      "SELECT reaction FROM recent_reactions WHERE owner = ?1 ORDER BY turn DESC LIMIT ?2"};
  std::vector<std::string> reactions;
  auto q = tx.run(kSelect, owner, limit);
  while (q.next()) reactions.emplace_back(q.text(0));
  return reactions;
}

void insert_recent_reaction(Transaction& tx, UserId owner, std::string_view reaction) {
  static constexpr Sql kPut{
      "INSERT INTO recent_reactions(owner, reaction, turn) VALUES(?1, ?2, "
      "(SELECT coalesce(max(turn), 0) + 1 FROM recent_reactions WHERE owner = ?1)) "
      "ON CONFLICT(owner, reaction) DO UPDATE SET turn = excluded.turn"};
  tx.run(kPut, owner, reaction);
}

void delete_recent_reactions(Transaction& tx, UserId owner) {
  static constexpr Sql kDelete{"DELETE FROM recent_reactions WHERE owner = ?1"};
  tx.run(kDelete, owner);
}

}  // namespace botschaft::store
