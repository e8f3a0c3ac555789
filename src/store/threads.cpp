#include "store/threads.h"

#include <algorithm>

namespace botschaft::store {
namespace {

#define BOTSCHAFT_THREAD_COLUMNS "channel, top, replies, post_channel, post, read_top, read_by, read_second "
// ?1 channel, ?2 top; the planner takes a partial index where its condition is repeated
#define BOTSCHAFT_SHOWN "CASE sent_as WHEN 0 THEN author ELSE sent_as END "
#define BOTSCHAFT_OF_THREAD "FROM channel_messages WHERE channel = ?1 AND top = ?2 "
#define BOTSCHAFT_OF_TOPIC "FROM channel_messages WHERE channel = ?1 AND topic = ?2 AND topic != 0 "

// ?4 viewer
#define BOTSCHAFT_THREAD_SIGHTS                                                                          \
  "SELECT " BOTSCHAFT_THREAD_COLUMNS                                                                     \
  ", (SELECT max(m.id) FROM channel_messages m WHERE m.channel = t.channel AND m.top = t.top), "         \
  "(SELECT r.read_inbox FROM thread_reads r WHERE r.channel = t.channel AND r.user_id = ?4 AND r.top = " \
  "t.top) "                                                                                              \
  "FROM channel_threads t "

ThreadRow row_of(const Query& q) {
  return {.channel = {q.int64(0)},
          .top = q.int32(1),
          .replies = q.int32(2),
          .post_channel = {q.int64(3)},
          .post = q.int32(4),
          .read_top = q.int32(5),
          .read_by = q.int64(6),
          .read_second = q.int32(7)};
}

std::optional<ThreadRow> thread_of(Query q) {
  if (!q.next()) return std::nullopt;
  return row_of(q);
}

std::vector<ThreadSight> sights_of(Query q) {
  std::vector<ThreadSight> sights;
  while (q.next()) {
    sights.push_back({row_of(q), q.is_null(8) ? 0 : q.int32(8), q.is_null(9) ? 0 : q.int32(9)});
  }
  return sights;
}

}  // namespace

std::optional<ThreadRow> find_thread(Transaction& tx, PeerId channel, MessageId top) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_THREAD_COLUMNS
                             "FROM channel_threads WHERE channel = ?1 AND top = ?2"};
  return thread_of(tx.run(kFind, channel, top));
}

std::optional<ThreadRow> find_thread_of_post(Transaction& tx, PeerId post_channel, MessageId post) {
  static constexpr Sql kFind{
      "SELECT " BOTSCHAFT_THREAD_COLUMNS
      "FROM channel_threads WHERE post_channel = ?1 AND post = ?2 AND post_channel != 0"};
  return thread_of(tx.run(kFind, post_channel, post));
}

std::vector<ThreadSight> threads_of_run(Transaction& tx, const IdRun& run, UserId viewer) {
  static constexpr Sql kSelect{BOTSCHAFT_THREAD_SIGHTS "WHERE t.channel = ?1 AND t.top BETWEEN ?2 AND ?3"};
  return sights_of(tx.run(kSelect, run.box, run.first, run.last, viewer));
}

std::vector<ThreadSight> comments_of_run(Transaction& tx, const IdRun& posts, UserId viewer) {
  static constexpr Sql kSelect{
      BOTSCHAFT_THREAD_SIGHTS
      "WHERE t.post_channel = ?1 AND t.post BETWEEN ?2 AND ?3 AND t.post_channel != 0"};
  return sights_of(tx.run(kSelect, posts.box, posts.first, posts.last, viewer));
}

void put_thread(Transaction& tx, const ThreadRow& t) {
  static constexpr Sql kPut{"INSERT OR REPLACE INTO channel_threads(" BOTSCHAFT_THREAD_COLUMNS
                            ") VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
  tx.run(kPut, t.channel, t.top, t.replies, t.post_channel, t.post, t.read_top, t.read_by, t.read_second);
}

void delete_thread(Transaction& tx, PeerId channel, MessageId top) {
  static constexpr Sql kDelete{"DELETE FROM channel_threads WHERE channel = ?1 AND top = ?2"};
  tx.run(kDelete, channel, top);
}

void change_replies(Transaction& tx, PeerId channel, MessageId top, std::int32_t by) {
  static constexpr Sql kUpdate{
      "UPDATE channel_threads SET replies = replies + ?3 WHERE channel = ?1 AND top = ?2"};
  tx.run(kUpdate, channel, top, by);
}

MessageId thread_read_inbox(Transaction& tx, const ThreadKey& key, UserId user) {
  static constexpr Sql kFind{
      "SELECT read_inbox FROM thread_reads WHERE channel = ?1 AND user_id = ?2 AND top = ?3"};
  auto q = tx.run(kFind, key.channel, user, key.top);
  return q.next() ? q.int32(0) : 0;
}

void set_thread_read_inbox(Transaction& tx, const ThreadKey& key, UserId user, MessageId id) {
  static constexpr Sql kPut{
      "INSERT INTO thread_reads(channel, user_id, top, read_inbox) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(channel, user_id, top) DO UPDATE SET read_inbox = excluded.read_inbox"};
  tx.run(kPut, key.channel, user, key.top, id);
}

std::int32_t count_thread_incoming(Transaction& tx, const ThreadKey& key, UserId viewer, MessageId above) {
  static constexpr Sql kInThread{"SELECT count(*) " BOTSCHAFT_OF_THREAD "AND id > ?3 AND author != ?4"};
  static constexpr Sql kInTopic{"SELECT count(*) " BOTSCHAFT_OF_TOPIC "AND id > ?3 AND author != ?4"};
  auto q = tx.run(key.topic ? kInTopic : kInThread, key.channel, key.top, above, viewer);
  return q.next() ? q.int32(0) : 0;
}

MessageId newest_in_thread(Transaction& tx, const ThreadKey& key) {
  static constexpr Sql kInThread{"SELECT id " BOTSCHAFT_OF_THREAD "ORDER BY id DESC LIMIT 1"};
  static constexpr Sql kInTopic{"SELECT id " BOTSCHAFT_OF_TOPIC "ORDER BY id DESC LIMIT 1"};
  auto q = tx.run(key.topic ? kInTopic : kInThread, key.channel, key.top);
  return q.next() ? q.int32(0) : 0;
}

std::vector<UserId> thread_authors(Transaction& tx, const ThreadKey& key, MessageId above, MessageId up_to,
                                   int look_back) {
  static constexpr Sql kInThread{"SELECT " BOTSCHAFT_SHOWN BOTSCHAFT_OF_THREAD
                                 "AND id > ?3 AND id <= ?4 ORDER BY id DESC LIMIT ?5"};
  static constexpr Sql kInTopic{"SELECT " BOTSCHAFT_SHOWN BOTSCHAFT_OF_TOPIC
                                "AND id > ?3 AND id <= ?4 ORDER BY id DESC LIMIT ?5"};
  std::vector<UserId> users;
  auto q = tx.run(key.topic ? kInTopic : kInThread, key.channel, key.top, above, up_to, look_back);
  while (q.next()) {
    if (std::ranges::find(users, q.int64(0)) == users.end()) users.push_back(q.int64(0));
  }
  return users;
}

}  // namespace botschaft::store
