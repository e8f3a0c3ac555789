#include "store/desk_messages.h"

namespace botschaft::store {
namespace {

#define MESSAGE_COLUMNS                                                                                      \
  "m.entry, m.case_id, m.submission, m.from_desk, l.record, l.payload FROM desk_messages m JOIN desk_log l " \
  "ON l.id = m.entry"

std::vector<DeskMessage> read_messages(Query q) {
  std::vector<DeskMessage> rows;
  while (q.next()) {
    DeskMessage message{.row = {.entry = q.int64(0),
                                .case_id = q.int64(1),
                                .submission = q.int64(2),
                                .from_desk = q.boolean(3)},
                        .record = std::string(q.text(4)),
                        .payload = {}};
    if (!q.is_null(5)) message.payload = as_text(q.blob(5));
    rows.push_back(std::move(message));
  }
  return rows;
}

}  // namespace

void insert_desk_message(Transaction& tx, const DeskMessageRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_messages (entry, case_id, submission, from_desk, told_at) VALUES (?1, ?2, ?3, ?4, "
      "0)"};
  tx.run(kInsert, row.entry, row.case_id, row.submission, row.from_desk);
}

std::vector<DeskMessage> desk_messages(Transaction& tx, std::int64_t case_id, std::int64_t submission) {
  static constexpr Sql kOf{"SELECT " MESSAGE_COLUMNS
                           " WHERE m.case_id = ?1 AND (?2 = 0 OR m.submission IN (0, ?2)) ORDER BY m.entry"};
  return read_messages(tx.run(kOf, case_id, submission));
}

std::vector<DeskMessage> desk_messages_to_tell(Transaction& tx, int limit) {
  static constexpr Sql kToTell{"SELECT " MESSAGE_COLUMNS
                               " WHERE m.from_desk = 1 AND m.told_at = 0 ORDER BY m.entry LIMIT ?1"};
  return read_messages(tx.run(kToTell, limit));
}

void set_desk_message_told(Transaction& tx, std::int64_t entry, std::int64_t at) {
  static constexpr Sql kTold{"UPDATE desk_messages SET told_at = ?2 WHERE entry = ?1"};
  tx.run(kTold, entry, at);
}

void insert_desk_mail(Transaction& tx, const DeskMailRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_mails (recipient, subject, body, tries, next_at) VALUES (?1, ?2, ?3, ?4, ?5)"};
  tx.run(kInsert, row.recipient, row.subject, row.body, row.tries, row.next_at);
}

std::vector<DeskMailRow> desk_mails_due(Transaction& tx, std::int64_t now, int limit) {
  static constexpr Sql kDue{
      "SELECT id, recipient, subject, body, tries, next_at FROM desk_mails WHERE next_at <= ?1 "
      "ORDER BY next_at LIMIT ?2"};
  std::vector<DeskMailRow> rows;
  auto q = tx.run(kDue, now, limit);
  while (q.next())
    rows.push_back({.id = q.int64(0),
                    .recipient = std::string(q.text(1)),
                    .subject = std::string(q.text(2)),
                    .body = std::string(q.text(3)),
                    .tries = q.int32(4),
                    .next_at = q.int64(5)});
  return rows;
}

void delete_desk_mail(Transaction& tx, std::int64_t id) {
  static constexpr Sql kDelete{"DELETE FROM desk_mails WHERE id = ?1"};
  tx.run(kDelete, id);
}

void postpone_desk_mail(Transaction& tx, std::int64_t id, std::int64_t until) {
  static constexpr Sql kPostpone{"UPDATE desk_mails SET tries = tries + 1, next_at = ?2 WHERE id = ?1"};
  tx.run(kPostpone, id, until);
}

int count_desk_receipt(Transaction& tx, ByteView recipient, std::int64_t day) {
  static constexpr Sql kForget{"DELETE FROM desk_mail_counts WHERE day < ?1"};
  tx.run(kForget, day);
  static constexpr Sql kCount{
      "INSERT INTO desk_mail_counts (recipient, day, receipts) VALUES (?1, ?2, 1) "
      "ON CONFLICT (recipient, day) DO UPDATE SET receipts = receipts + 1 RETURNING receipts"};
  auto q = tx.run(kCount, recipient, day);
  return q.next() ? q.int32(0) : 0;
}

}  // namespace botschaft::store
