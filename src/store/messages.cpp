#include "store/messages.h"

#include "store/arguments.h"
#include "store/channel_messages.h"
#include "store/groups.h"
#include "store/message_files.h"
#include "store/reactions.h"
#include "store/restrictions.h"
#include "store/unread_votes.h"

namespace botschaft::store {
namespace {

// The columns that row_of() reads, the body taken from where it is; of a group's message always from there.
#define BOTSCHAFT_MESSAGE_COLUMNS                                                                     \
  "m.owner, m.peer, m.id, m.twin, m.flags, m.date, m.reply_to, m.text IS NOT NULL, coalesce(m.text, " \
  "b.text), "                                                                                         \
  "coalesce(m.entities, b.entities), coalesce(m.edit_date, b.edit_date), coalesce(m.extra, b.extra) "
#define BOTSCHAFT_MESSAGE_TABLES                                                                          \
  "FROM messages m LEFT JOIN messages b ON m.text IS NULL AND b.owner = m.peer AND b.peer = m.owner AND " \
  "b.id = m.twin "
#define BOTSCHAFT_GROUP_COLUMNS                                                                      \
  "m.owner, m.peer, m.id, m.twin, m.flags, m.date, m.reply_to, 0, b.text, b.entities, b.edit_date, " \
  "b.extra, "                                                                                        \
  "b.author "
#define BOTSCHAFT_GROUP_TABLES \
  "FROM messages m LEFT JOIN group_messages b ON b.peer = m.peer AND b.number = m.twin "
#define BOTSCHAFT_HISTORY_RANGE \
  "WHERE m.owner = ?1 AND m.peer = ?2 AND m.id > ?3 AND m.id < ?4 AND m.date > ?5 AND m.date < ?6 "

MessageRow row_of(const Query& q) {
  MessageRow row;
  row.owner = q.int64(0);
  row.peer = {q.int64(1)};
  row.id = q.int32(2);
  row.twin = q.int32(3);
  row.flags = static_cast<std::uint32_t>(q.int64(4));
  row.date = q.int32(5);
  if (!q.is_null(6)) row.reply_to = q.int32(6);
  row.has_body = q.boolean(7);
  row.body.text = q.text(8);
  row.body.entities = to_bytes(q.blob(9));
  if (!q.is_null(10)) row.body.edit_date = q.int32(10);
  row.body.extra = to_bytes(q.blob(11));
  row.author = row.peer.is_chat() ? q.int64(12) : row.out() ? row.owner : row.peer.value;
  return row;
}

Query run_range(Transaction& tx, const Sql& sql, UserId owner, PeerId peer, const HistoryRange& r,
                int limit) {
  return tx.run(sql, owner, peer, r.above, or_max(r.below), r.after_date, or_max(r.before_date), limit);
}

}  // namespace

void insert_message(Transaction& tx, const MessageRow& row) {
  if (row.peer.is_channel()) return insert_channel_message(tx, row);
  if (row.has_body) {
    static constexpr Sql kInsert{
        "INSERT INTO messages(owner, peer, id, twin, flags, date, reply_to, text, entities, edit_date, "
        "extra) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
    tx.run(kInsert, row.owner, row.peer, row.id, row.twin, row.flags, row.date, row.reply_to, row.body.text,
           or_null(row.body.entities), row.body.edit_date, or_null(row.body.extra));
  } else {
    static constexpr Sql kInsertCopy{
        "INSERT INTO messages(owner, peer, id, twin, flags, date, reply_to) VALUES(?1, ?2, ?3, ?4, ?5, ?6, "
        "?7)"};
    tx.run(kInsertCopy, row.owner, row.peer, row.id, row.twin, row.flags, row.date, row.reply_to);
  }
}

std::optional<MessageRow> find_message(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  if (peer.is_channel()) return find_channel_message(tx, owner, peer, id);
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_MESSAGE_COLUMNS BOTSCHAFT_MESSAGE_TABLES
                             "WHERE m.owner = ?1 AND m.peer = ?2 AND m.id = ?3"};
  static constexpr Sql kFindInGroup{"SELECT " BOTSCHAFT_GROUP_COLUMNS BOTSCHAFT_GROUP_TABLES
                                    "WHERE m.owner = ?1 AND m.peer = ?2 AND m.id = ?3"};
  auto q = tx.run(peer.is_chat() ? kFindInGroup : kFind, owner, peer, id);
  if (!q.next()) return std::nullopt;
  return row_of(q);
}

std::optional<PeerId> find_message_peer(Transaction& tx, UserId owner, MessageId id) {
  // kind 1: domain::EventKind::message
  static constexpr Sql kFind{"SELECT peer FROM events WHERE owner = ?1 AND pts = ?2 AND kind = 1"};
  auto q = tx.run(kFind, owner, id);
  if (!q.next()) return std::nullopt;
  return PeerId{q.int64(0)};
}

std::optional<MessageRow> find_message(Transaction& tx, UserId owner, MessageId id) {
  const auto peer = find_message_peer(tx, owner, id);
  return peer ? find_message(tx, owner, *peer, id) : std::nullopt;
}

void set_message_flags(Transaction& tx, const MessageRow& row, std::uint32_t flags) {
  if (row.peer.is_channel()) return set_channel_message_flags(tx, row, flags);
  static constexpr Sql kUpdate{"UPDATE messages SET flags = ?4 WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  tx.run(kUpdate, row.owner, row.peer, row.id, flags);
}

void set_message_body(Transaction& tx, const MessageRow& row, const MessageBody& body) {
  if (row.peer.is_channel()) return set_channel_message_body(tx, row, body);
  static constexpr Sql kUpdate{
      "UPDATE messages SET text = ?4, entities = ?5, edit_date = ?6, extra = ?7 "
      "WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  static constexpr Sql kUpdateInGroup{
      "UPDATE group_messages SET text = ?3, entities = ?4, edit_date = ?5, extra = ?6 "
      "WHERE peer = ?1 AND number = ?2"};
  if (row.peer.is_chat()) {
    tx.run(kUpdateInGroup, row.peer, row.twin, body.text, or_null(body.entities), body.edit_date,
           or_null(body.extra));
    return;
  }
  const bool here = row.has_body;
  tx.run(kUpdate, here ? row.owner : row.peer.value, here ? row.peer.value : row.owner,
         here ? row.id : row.twin, body.text, or_null(body.entities), body.edit_date, or_null(body.extra));
}

namespace {

// What is kept beside a body goes with it.
void forget_body(Transaction& tx, const MessageRow& row) {
  delete_reactions(tx, key_of(row));
  if (names_files(row.flags)) delete_message_files(tx, key_of(row));
}

}  // namespace

void delete_message(Transaction& tx, const MessageRow& row) {
  if (row.peer.is_channel()) return delete_channel_message(tx, row);
  static constexpr Sql kDelete{"DELETE FROM messages WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  static constexpr Sql kAdopt{
      "UPDATE messages SET twin = 0, text = ?4, entities = ?5, edit_date = ?6, extra = ?7 "
      "WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  static constexpr Sql kForget{"UPDATE messages SET twin = 0 WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  static constexpr Sql kDeleteUnused{
      "DELETE FROM group_messages WHERE peer = ?1 AND number = ?2 AND NOT EXISTS(SELECT 1 FROM messages m "
      "WHERE m.peer = ?1 AND m.twin = ?2 AND m.peer < 0 AND m.peer > -1000000000000)"};
  tx.run(kDelete, row.owner, row.peer, row.id);
  if (row.is(kPinned)) delete_pin(tx, row.owner, row.peer, row.id);
  if (row.is(kMentioned)) delete_unread_mention(tx, row.owner, row.peer, row.id);
  if (row.out()) delete_unread_reaction(tx, row.owner, row.peer, row.id);
  if (row.out()) take_unread_votes(tx, row.owner, row.peer, row.id);
  if (row.peer.is_chat()) {
    if (tx.run(kDeleteUnused, row.peer, row.twin).changes() > 0) forget_body(tx, row);
    return;
  }
  if (row.twin == 0) return forget_body(tx, row);
  if (row.has_body) {
    const MessageKey adopted{row.peer.value, row.twin};
    move_reactions(tx, key_of(row), adopted);
    if (names_files(row.flags)) move_message_files(tx, key_of(row), adopted);
    if (is_restricted(row)) move_restrictions(tx, key_of(row), adopted);
    tx.run(kAdopt, row.peer, row.owner, row.twin, row.body.text, or_null(row.body.entities),
           row.body.edit_date, or_null(row.body.extra));
  } else {
    tx.run(kForget, row.peer, row.owner, row.twin);
  }
}

std::vector<MessageRow> messages_newest_first(Transaction& tx, UserId owner, PeerId peer,
                                              const HistoryRange& range, int limit) {
  if (peer.is_channel()) return channel_messages_newest_first(tx, owner, peer, range, limit);
  static constexpr Sql kSelect{
      "SELECT " BOTSCHAFT_MESSAGE_COLUMNS BOTSCHAFT_MESSAGE_TABLES BOTSCHAFT_HISTORY_RANGE
      "ORDER BY m.id DESC LIMIT ?7"};
  static constexpr Sql kSelectInGroup{
      "SELECT " BOTSCHAFT_GROUP_COLUMNS BOTSCHAFT_GROUP_TABLES BOTSCHAFT_HISTORY_RANGE
      "ORDER BY m.id DESC LIMIT ?7"};
  std::vector<MessageRow> rows;
  auto q = run_range(tx, peer.is_chat() ? kSelectInGroup : kSelect, owner, peer, range, limit);
  while (q.next()) rows.push_back(row_of(q));
  return rows;
}

std::vector<MessageRow> messages_oldest_first(Transaction& tx, UserId owner, PeerId peer,
                                              const HistoryRange& range, int limit) {
  if (peer.is_channel()) return channel_messages_oldest_first(tx, owner, peer, range, limit);
  static constexpr Sql kSelect{
      "SELECT " BOTSCHAFT_MESSAGE_COLUMNS BOTSCHAFT_MESSAGE_TABLES BOTSCHAFT_HISTORY_RANGE
      "ORDER BY m.id ASC LIMIT ?7"};
  static constexpr Sql kSelectInGroup{
      "SELECT " BOTSCHAFT_GROUP_COLUMNS BOTSCHAFT_GROUP_TABLES BOTSCHAFT_HISTORY_RANGE
      "ORDER BY m.id ASC LIMIT ?7"};
  std::vector<MessageRow> rows;
  auto q = run_range(tx, peer.is_chat() ? kSelectInGroup : kSelect, owner, peer, range, limit);
  while (q.next()) rows.push_back(row_of(q));
  return rows;
}

std::int64_t count_messages(Transaction& tx, UserId owner, PeerId peer, const HistoryRange& range) {
  if (peer.is_channel()) return count_channel_messages(tx, owner, peer, range);
  static constexpr Sql kCount{"SELECT count(*) FROM messages m " BOTSCHAFT_HISTORY_RANGE};
  auto q = tx.run(kCount, owner, peer, range.above, or_max(range.below), range.after_date,
                  or_max(range.before_date));
  return q.next() ? q.int64(0) : 0;
}

std::int32_t count_incoming(Transaction& tx, UserId owner, PeerId peer, MessageId above, MessageId up_to) {
  static constexpr Sql kCount{
      "SELECT count(*) FROM messages WHERE owner = ?1 AND peer = ?2 AND id > ?3 AND id <= ?4 AND flags & 1 = "
      "0"};
  auto q = tx.run(kCount, owner, peer, above, up_to);
  return q.next() ? q.int32(0) : 0;
}

MessageId newest_incoming_twin(Transaction& tx, UserId owner, PeerId peer, MessageId above, MessageId up_to) {
  static constexpr Sql kFind{
      "SELECT twin FROM messages WHERE owner = ?1 AND peer = ?2 AND id > ?3 AND id <= ?4 AND flags & 1 = 0 "
      "AND "
      "twin != 0 ORDER BY id DESC LIMIT 1"};
  auto q = tx.run(kFind, owner, peer, above, up_to);
  return q.next() ? q.int32(0) : 0;
}

Correspondence find_correspondence(Transaction& tx, UserId from, UserId to) {
  static constexpr Sql kFind{
      "SELECT deleted, EXISTS(SELECT 1 FROM blocked_peers WHERE owner = ?1 AND peer = ?2), "
      "EXISTS(SELECT 1 FROM blocked_peers WHERE owner = ?2 AND peer = ?1) FROM users WHERE id = ?2"};
  auto q = tx.run(kFind, from, to);
  if (!q.next()) return {};
  return {.known = true, .deleted = q.boolean(0), .blocked = q.boolean(1), .blocked_back = q.boolean(2)};
}

std::optional<MessageId> find_send(Transaction& tx, UserId owner, std::int64_t random_id) {
  static constexpr Sql kFind{"SELECT id FROM sends WHERE owner = ?1 AND random_id = ?2"};
  auto q = tx.run(kFind, owner, random_id);
  if (!q.next()) return std::nullopt;
  return q.int32(0);
}

void insert_send(Transaction& tx, UserId owner, std::int64_t random_id, MessageId id) {
  static constexpr Sql kInsert{"INSERT INTO sends(owner, random_id, id) VALUES(?1, ?2, ?3)"};
  tx.run(kInsert, owner, random_id, id);
}

void insert_pin(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kInsert{"INSERT INTO pins(owner, peer, id) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"};
  tx.run(kInsert, owner, peer, id);
}

void delete_pin(Transaction& tx, UserId owner, PeerId peer, MessageId id) {
  static constexpr Sql kDelete{"DELETE FROM pins WHERE owner = ?1 AND peer = ?2 AND id = ?3"};
  tx.run(kDelete, owner, peer, id);
}

std::vector<MessageId> pinned_messages(Transaction& tx, UserId owner, PeerId peer, MessageId below,
                                       int limit) {
  static constexpr Sql kSelect{
      "SELECT id FROM pins WHERE owner = ?1 AND peer = ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, owner, peer, or_max(below), limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

}  // namespace botschaft::store
