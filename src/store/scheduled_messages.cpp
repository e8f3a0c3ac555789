#include "store/scheduled_messages.h"

namespace botschaft::store {
namespace {

// Clients keep these ids in 18 bits.
constexpr MessageId kIdMax = (1 << 18) - 1;

#define BOTSCHAFT_SCHEDULED_COLUMNS                                                                       \
  "SELECT number, box, peer, id, author, random_id, at, repeat_period, flags, reply_to, text, entities, " \
  "edit_date, extra, thread, send_as FROM scheduled_messages "

ScheduledRow read_scheduled(const Query& q) {
  return {.number = q.int64(0),
          .box = q.int64(1),
          .peer = {q.int64(2)},
          .id = q.int32(3),
          .author = q.int64(4),
          .random_id = q.is_null(5) ? std::nullopt : std::optional(q.int64(5)),
          .at = q.int32(6),
          .repeat_period = q.int32(7),
          .flags = static_cast<std::uint32_t>(q.int64(8)),
          .reply_to = q.is_null(9) ? std::nullopt : std::optional(q.int32(9)),
          .thread = q.int32(14),
          .send_as = {q.int64(15)},
          .body = {.text = std::string(q.text(10)),
                   .entities = to_bytes(q.blob(11)),
                   .edit_date = q.is_null(12) ? std::nullopt : std::optional(q.int32(12)),
                   .extra = to_bytes(q.blob(13))}};
}

std::optional<ScheduledRow> first(Query q) {
  if (!q.next()) return std::nullopt;
  return read_scheduled(q);
}

std::vector<ScheduledRow> all(Query q) {
  std::vector<ScheduledRow> rows;
  while (q.next()) rows.push_back(read_scheduled(q));
  return rows;
}

MessageId next_id(Transaction& tx, std::int64_t box, PeerId peer) {
  static constexpr Sql kNext{
      "INSERT INTO scheduled_ids (box, peer, last) VALUES (?1, ?2, 1) "
      "ON CONFLICT (box, peer) DO UPDATE SET last = last % ?3 + 1 RETURNING last"};
  auto q = tx.run(kNext, box, peer, kIdMax);
  return q.next() ? q.int32(0) : 0;
}

}  // namespace

void insert_scheduled(Transaction& tx, ScheduledRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO scheduled_messages (box, peer, id, author, random_id, at, repeat_period, flags, reply_to, "
      "text, entities, edit_date, extra, thread, send_as) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "
      "RETURNING number"};
  row.id = next_id(tx, row.box, row.peer);
  auto q = tx.run(kInsert, row.box, row.peer, row.id, row.author, row.random_id, row.at, row.repeat_period,
                  row.flags, row.reply_to, row.body.text, row.body.entities, row.body.edit_date,
                  row.body.extra, row.thread, row.send_as);
  row.number = q.next() ? q.int64(0) : 0;
}

void update_scheduled(Transaction& tx, const ScheduledRow& row) {
  static constexpr Sql kUpdate{
      "UPDATE scheduled_messages SET at = ?2, flags = ?3, text = ?4, entities = ?5, edit_date = ?6, "
      "extra = ?7, repeat_period = ?8 WHERE number = ?1"};
  tx.run(kUpdate, row.number, row.at, row.flags, row.body.text, row.body.entities, row.body.edit_date,
         row.body.extra, row.repeat_period);
}

void delete_scheduled(Transaction& tx, const ScheduledRow& row) {
  static constexpr Sql kDelete{"DELETE FROM scheduled_messages WHERE number = ?1"};
  tx.run(kDelete, row.number);
}

std::optional<ScheduledRow> find_scheduled(Transaction& tx, std::int64_t number) {
  static constexpr Sql kFind{BOTSCHAFT_SCHEDULED_COLUMNS "WHERE number = ?1"};
  return first(tx.run(kFind, number));
}

std::optional<ScheduledRow> find_scheduled(Transaction& tx, std::int64_t box, PeerId peer, MessageId id) {
  static constexpr Sql kFind{BOTSCHAFT_SCHEDULED_COLUMNS "WHERE box = ?1 AND peer = ?2 AND id = ?3"};
  return first(tx.run(kFind, box, peer, id));
}

std::optional<ScheduledRow> find_scheduled_send(Transaction& tx, UserId author, std::int64_t random_id) {
  static constexpr Sql kFind{BOTSCHAFT_SCHEDULED_COLUMNS "WHERE author = ?1 AND random_id = ?2"};
  return first(tx.run(kFind, author, random_id));
}

std::vector<ScheduledRow> list_scheduled(Transaction& tx, std::int64_t box, PeerId peer) {
  static constexpr Sql kList{BOTSCHAFT_SCHEDULED_COLUMNS
                             "WHERE box = ?1 AND peer = ?2 ORDER BY at DESC, id DESC"};
  return all(tx.run(kList, box, peer));
}

std::int32_t count_scheduled(Transaction& tx, std::int64_t box, PeerId peer) {
  static constexpr Sql kCount{"SELECT count(*) FROM scheduled_messages WHERE box = ?1 AND peer = ?2"};
  auto q = tx.run(kCount, box, peer);
  return q.next() ? q.int32(0) : 0;
}

std::vector<ScheduledRow> scheduled_until_online(Transaction& tx, UserId user) {
  static constexpr Sql kList{BOTSCHAFT_SCHEDULED_COLUMNS "WHERE peer = ?1 AND at = 2147483646"};
  return all(tx.run(kList, user));
}

}  // namespace botschaft::store
