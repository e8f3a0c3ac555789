#include "store/channel_messages.h"

#include "store/arguments.h"
#include "store/channel_row.h"
#include "store/mentions.h"
#include "store/message_files.h"
#include "store/reactions.h"
#include "store/unread_votes.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_CHANNEL_RANGE \
  "WHERE channel = ?1 AND id > ?3 AND id < ?4 AND date > ?5 AND date < ?6 AND " BOTSCHAFT_ABOVE_FLOOR
// The same in one thread, one topic. The planner takes a partial index where its condition is repeated.
#define BOTSCHAFT_IN_THREAD "AND top = ?7 "
#define BOTSCHAFT_IN_TOPIC "AND topic = ?7 AND topic != 0 "

// What differs between readers is not in the row.
constexpr std::uint32_t kOfViewer = kOut | kMentioned | kMediaUnread;

// One statement for each place to look in.
struct RangeSql {
  Sql everywhere;
  Sql in_thread;
  Sql in_topic;

  const Sql& of(const HistoryRange& r) const {
    return r.thread != 0 ? in_thread : r.topic != 0 ? in_topic : everywhere;
  }
};

Query run_range(Transaction& tx, const RangeSql& sql, UserId viewer, PeerId channel, const HistoryRange& r,
                int limit) {
  return tx.run(sql.of(r), channel, viewer, r.above, or_max(r.below), r.after_date, or_max(r.before_date),
                r.thread != 0 ? r.thread : r.topic, limit);
}

std::vector<MessageRow> rows_of(Transaction& tx, const RangeSql& sql, UserId viewer, PeerId channel,
                                const HistoryRange& r, int limit) {
  std::vector<MessageRow> rows;
  auto q = run_range(tx, sql, viewer, channel, r, limit);
  while (q.next()) rows.push_back(channel_row_of(q, viewer, channel));
  return rows;
}

}  // namespace

MessageRow channel_row_of(const Query& q, UserId viewer, PeerId channel) {
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
  if (!q.is_null(9)) row.top = q.int32(9);
  row.topic = q.int32(10);
  if (!q.is_null(11)) row.flags |= q.int32(11) == 2 ? kMentioned | kMediaUnread : kMentioned;
  row.sent_as = {q.int64(12)};
  if (!q.is_null(13) && q.boolean(13)) row.flags |= kMediaUnread;
  return row;
}

std::optional<MessageRow> find_channel_message(Transaction& tx, UserId viewer, PeerId channel, MessageId id) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_CHANNEL_MESSAGE_COLUMNS
                             "WHERE channel = ?1 AND id = ?3 AND " BOTSCHAFT_ABOVE_FLOOR};
  auto q = tx.run(kFind, channel, viewer, id);
  if (!q.next()) return std::nullopt;
  return channel_row_of(q, viewer, channel);
}

void insert_channel_message(Transaction& tx, const MessageRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO channel_messages(channel, id, author, flags, date, reply_to, text, entities, extra, top, "
      "topic, sent_as) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};
  tx.run(kInsert, row.peer, row.id, row.author, row.flags & ~kOfViewer, row.date, row.reply_to, row.body.text,
         or_null(row.body.entities), or_null(row.body.extra),
         row.top != 0 ? std::optional(row.top) : std::nullopt, row.topic, row.sent_as);
}

void set_channel_message_flags(Transaction& tx, const MessageRow& row, std::uint32_t flags) {
  static constexpr Sql kUpdate{"UPDATE channel_messages SET flags = ?3 WHERE channel = ?1 AND id = ?2"};
  tx.run(kUpdate, row.peer, row.id, flags & ~kOfViewer);
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
  if (row.is(kHasMentions)) delete_mentions(tx, row.peer, row.id);
  delete_unread_reaction(tx, row.author, row.peer, row.id);
  take_unread_votes(tx, row.author, row.peer, row.id);
  delete_reactions(tx, key_of(row));
  if (names_files(row.flags)) delete_message_files(tx, key_of(row));
  if (is_heard(row.flags)) delete_heard(tx, row.peer, row.id);
}

std::vector<MessageRow> channel_messages_newest_first(Transaction& tx, UserId viewer, PeerId channel,
                                                      const HistoryRange& range, int limit) {
#define BOTSCHAFT_SELECT "SELECT " BOTSCHAFT_CHANNEL_MESSAGE_COLUMNS BOTSCHAFT_CHANNEL_RANGE
  static constexpr RangeSql kSelect{{BOTSCHAFT_SELECT "ORDER BY id DESC LIMIT ?8"},
                                    {BOTSCHAFT_SELECT BOTSCHAFT_IN_THREAD "ORDER BY id DESC LIMIT ?8"},
                                    {BOTSCHAFT_SELECT BOTSCHAFT_IN_TOPIC "ORDER BY id DESC LIMIT ?8"}};
  return rows_of(tx, kSelect, viewer, channel, range, limit);
}

std::vector<MessageRow> channel_messages_oldest_first(Transaction& tx, UserId viewer, PeerId channel,
                                                      const HistoryRange& range, int limit) {
  static constexpr RangeSql kSelect{{BOTSCHAFT_SELECT "ORDER BY id LIMIT ?8"},
                                    {BOTSCHAFT_SELECT BOTSCHAFT_IN_THREAD "ORDER BY id LIMIT ?8"},
                                    {BOTSCHAFT_SELECT BOTSCHAFT_IN_TOPIC "ORDER BY id LIMIT ?8"}};
  return rows_of(tx, kSelect, viewer, channel, range, limit);
}

std::int64_t count_channel_messages(Transaction& tx, UserId viewer, PeerId channel, const HistoryRange& r) {
  // Without dates indexes alone are read.
#define BOTSCHAFT_COUNT "SELECT count(*) FROM channel_messages " BOTSCHAFT_CHANNEL_RANGE
#define BOTSCHAFT_COUNT_IDS                                                           \
  "SELECT count(*) FROM channel_messages WHERE channel = ?1 AND id > ?3 AND id < ?4 " \
  "AND " BOTSCHAFT_ABOVE_FLOOR
  static constexpr RangeSql kCount{{BOTSCHAFT_COUNT "LIMIT ?8"},
                                   {BOTSCHAFT_COUNT BOTSCHAFT_IN_THREAD "LIMIT ?8"},
                                   {BOTSCHAFT_COUNT BOTSCHAFT_IN_TOPIC "LIMIT ?8"}};
  static constexpr RangeSql kCountIds{{BOTSCHAFT_COUNT_IDS "LIMIT ?8"},
                                      {BOTSCHAFT_COUNT_IDS BOTSCHAFT_IN_THREAD "LIMIT ?8"},
                                      {BOTSCHAFT_COUNT_IDS BOTSCHAFT_IN_TOPIC "LIMIT ?8"}};
  const bool dated = r.after_date != 0 || r.before_date != 0;
  auto q = run_range(tx, dated ? kCount : kCountIds, viewer, channel, r, 1);
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

std::vector<MessageId> channel_messages_by(Transaction& tx, PeerId channel, PeerId sender, int limit) {
  static constexpr Sql kByMember{
      "SELECT id FROM channel_messages WHERE channel = ?1 AND author = ?2 AND sent_as = 0 "
      "ORDER BY id DESC LIMIT ?3"};
  static constexpr Sql kInName{
      "SELECT id FROM channel_messages WHERE channel = ?1 AND sent_as = ?2 AND sent_as != 0 "
      "ORDER BY id DESC LIMIT ?3"};
  std::vector<MessageId> ids;
  auto q = tx.run(sender.is_user() ? kByMember : kInName, channel, sender, limit);
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
