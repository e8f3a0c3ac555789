#include "store/channel_messages.h"

#include "store/reactions.h"

namespace botschaft::store {
namespace {

// ?1 channel, ?2 viewer
#define BOTSCHAFT_CHANNEL_MESSAGE_COLUMNS \
  "id, author, flags, date, reply_to, text, entities, edit_date, extra FROM channel_messages "
#define BOTSCHAFT_ABOVE_FLOOR                                                                 \
  "id > coalesce((SELECT floor FROM channel_members WHERE channel = -1000000000000 - ?1 AND " \
  "user_id = ?2), 0) "
#define BOTSCHAFT_CHANNEL_RANGE \
  "WHERE channel = ?1 AND id > ?3 AND id < ?4 AND date > ?5 AND date < ?6 AND " BOTSCHAFT_ABOVE_FLOOR

MessageRow row_of(const Query& q, UserId viewer, PeerId channel) {
  MessageRow row;
  row.owner = viewer;
  row.peer = channel;
  row.id = q.int32(0);
  row.author = q.int64(1);
  row.flags = static_cast<std::uint32_t>(q.int64(2));
  if (row.author == viewer) row.flags |= kOut;
  row.date = q.int32(3);
  if (!q.is_null(4)) row.reply_to = q.int32(4);
  row.has_body = true;
  row.body.text = q.text(5);
  row.body.entities = to_bytes(q.blob(6));
  if (!q.is_null(7)) row.body.edit_date = q.int32(7);
  row.body.extra = to_bytes(q.blob(8));
  return row;
}

std::optional<ByteView> or_null(const Bytes& bytes) {
  return bytes.empty() ? std::nullopt : std::optional<ByteView>(bytes);
}

std::int32_t or_max(std::int32_t bound) {
  return bound == 0 ? INT32_MAX : bound;
}

std::vector<MessageRow> rows_of(Transaction& tx, const Sql& sql, UserId viewer, PeerId channel,
                                const HistoryRange& r, int limit) {
  std::vector<MessageRow> rows;
  auto q = tx.run(sql, channel, viewer, r.above, or_max(r.below), r.after_date, or_max(r.before_date), limit);
  while (q.next()) rows.push_back(row_of(q, viewer, channel));
  return rows;
}

}  // namespace

std::optional<MessageRow> find_channel_message(Transaction& tx, UserId viewer, PeerId channel, MessageId id) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_CHANNEL_MESSAGE_COLUMNS
                             "WHERE channel = ?1 AND id = ?3 AND " BOTSCHAFT_ABOVE_FLOOR};
  auto q = tx.run(kFind, channel, viewer, id);
  if (!q.next()) return std::nullopt;
  return row_of(q, viewer, channel);
}

void insert_channel_message(Transaction& tx, const MessageRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO channel_messages(channel, id, author, flags, date, reply_to, text, entities, extra) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
  tx.run(kInsert, row.peer, row.id, row.author, row.flags & ~std::uint32_t{kOut}, row.date, row.reply_to,
         row.body.text, or_null(row.body.entities), or_null(row.body.extra));
}

void set_channel_message_flags(Transaction& tx, const MessageRow& row, std::uint32_t flags) {
  static constexpr Sql kUpdate{"UPDATE channel_messages SET flags = ?3 WHERE channel = ?1 AND id = ?2"};
  tx.run(kUpdate, row.peer, row.id, flags & ~std::uint32_t{kOut});
}

void set_channel_message_body(Transaction& tx, const MessageRow& row, const MessageBody& body) {
  static constexpr Sql kUpdate{
      "UPDATE channel_messages SET text = ?3, entities = ?4, edit_date = ?5, extra = ?6 "
      "WHERE channel = ?1 AND id = ?2"};
  tx.run(kUpdate, row.peer, row.id, body.text, or_null(body.entities), body.edit_date, or_null(body.extra));
}

void delete_channel_message(Transaction& tx, const MessageRow& row) {
  static constexpr Sql kDelete{"DELETE FROM channel_messages WHERE channel = ?1 AND id = ?2"};
  tx.run(kDelete, row.peer, row.id);
  if (row.is(kPinned)) delete_pin(tx, row.peer.value, row.peer, row.id);
  delete_unread_reaction(tx, row.author, row.peer, row.id);
  delete_reactions(tx, key_of(row));
}

std::vector<MessageRow> channel_messages_newest_first(Transaction& tx, UserId viewer, PeerId channel,
                                                      const HistoryRange& range, int limit) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_CHANNEL_MESSAGE_COLUMNS BOTSCHAFT_CHANNEL_RANGE
                               "ORDER BY id DESC LIMIT ?7"};
  return rows_of(tx, kSelect, viewer, channel, range, limit);
}

std::vector<MessageRow> channel_messages_oldest_first(Transaction& tx, UserId viewer, PeerId channel,
                                                      const HistoryRange& range, int limit) {
  static constexpr Sql kSelect{"SELECT " BOTSCHAFT_CHANNEL_MESSAGE_COLUMNS BOTSCHAFT_CHANNEL_RANGE
                               "ORDER BY id LIMIT ?7"};
  return rows_of(tx, kSelect, viewer, channel, range, limit);
}

std::int64_t count_channel_messages(Transaction& tx, UserId viewer, PeerId channel, const HistoryRange& r) {
  // Without dates the index of ids alone is read.
  static constexpr Sql kCount{"SELECT count(*) FROM channel_messages " BOTSCHAFT_CHANNEL_RANGE};
  static constexpr Sql kCountIds{
      "SELECT count(*) FROM channel_messages WHERE channel = ?1 AND id > ?3 AND id < ?4 "
      "AND " BOTSCHAFT_ABOVE_FLOOR};
  const bool dated = r.after_date != 0 || r.before_date != 0;
  auto q =
      dated ? tx.run(kCount, channel, viewer, r.above, or_max(r.below), r.after_date, or_max(r.before_date))
            : tx.run(kCountIds, channel, viewer, r.above, or_max(r.below));
  return q.next() ? q.int64(0) : 0;
}

std::int32_t count_channel_incoming(Transaction& tx, UserId viewer, PeerId channel, MessageId above) {
  static constexpr Sql kCount{
      "SELECT (SELECT count(*) FROM channel_messages WHERE channel = ?1 AND id > ?3 "
      "AND " BOTSCHAFT_ABOVE_FLOOR
      ") - (SELECT count(*) FROM channel_messages WHERE channel = ?1 AND author = ?2 "
      "AND id > ?3 AND " BOTSCHAFT_ABOVE_FLOOR ")"};
  auto q = tx.run(kCount, channel, viewer, above);
  return q.next() ? q.int32(0) : 0;
}

std::vector<MessageId> channel_messages_by(Transaction& tx, PeerId channel, UserId author, MessageId below,
                                           int limit) {
  static constexpr Sql kSelect{
      "SELECT id FROM channel_messages WHERE channel = ?1 AND author = ?2 AND id < ?3 ORDER BY id DESC "
      "LIMIT ?4"};
  std::vector<MessageId> ids;
  auto q = tx.run(kSelect, channel, author, or_max(below), limit);
  while (q.next()) ids.push_back(q.int32(0));
  return ids;
}

std::vector<UserId> channel_authors(Transaction& tx, PeerId channel, MessageId above, MessageId up_to,
                                    int limit) {
  static constexpr Sql kSelect{
      "SELECT DISTINCT author FROM (SELECT author FROM channel_messages WHERE channel = ?1 AND id > ?2 AND "
      "id <= ?3 ORDER BY id DESC LIMIT ?4)"};
  std::vector<UserId> users;
  auto q = tx.run(kSelect, channel, above, up_to, limit);
  while (q.next()) users.push_back(q.int64(0));
  return users;
}

}  // namespace botschaft::store
