#include "store/desk_evidence.h"

#include <algorithm>

namespace botschaft::store {
namespace {

#define BOTSCHAFT_EVIDENCE_COLUMNS                                                  \
  "id, case_id, kind, target, recipient, digest, taken_at, look_at, destroyed_at, " \
  "coalesce(length(content), "                                                      \
  "0)"

DeskEvidenceRow row_of(const Query& q) {
  return {.id = q.int64(0),
          .case_id = q.int64(1),
          .kind = q.int32(2),
          .target = std::string(q.text(3)),
          .recipient = q.int64(4),
          .digest = to_bytes(q.blob(5)),
          .taken_at = q.int64(6),
          .look_at = q.int64(7),
          .destroyed_at = q.int64(8),
          .size = q.int64(9)};
}

std::vector<DeskEvidenceRow> rows_of(Query q) {
  std::vector<DeskEvidenceRow> rows;
  while (q.next()) rows.push_back(row_of(q));
  return rows;
}

std::vector<HeldBlob> blobs_of(Query q) {
  std::vector<HeldBlob> blobs;
  while (q.next()) {
    HeldBlob held{.file = q.int64(0), .blob = {}};
    const auto hash = q.blob(1);
    if (hash.size() == held.blob.hash.size()) std::ranges::copy(hash, held.blob.hash.begin());
    held.blob.size = q.int64(2);
    blobs.push_back(held);
  }
  return blobs;
}

std::vector<std::int64_t> ids_of(Query q) {
  std::vector<std::int64_t> ids;
  while (q.next()) ids.push_back(q.int64(0));
  return ids;
}

// All that begins with "<target>/" and nothing else: '0' is what follows '/'.
std::string below(std::string_view target) {
  return std::string(target) + "/";
}
std::string behind(std::string_view target) {
  return std::string(target) + "0";
}

}  // namespace

std::int64_t insert_desk_evidence(Transaction& tx, const DeskEvidenceRow& r) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_evidence(case_id, kind, target, recipient, digest, content, taken_at, look_at, "
      "destroyed_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0) RETURNING id"};
  auto q =
      tx.run(kInsert, r.case_id, r.kind, r.target, r.recipient, r.digest, r.content, r.taken_at, r.look_at);
  return q.next() ? q.int64(0) : 0;
}

std::optional<DeskEvidenceRow> find_desk_evidence(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_EVIDENCE_COLUMNS
                             ", content FROM desk_evidence WHERE id = ?1"};
  auto q = tx.run(kFind, id);
  if (!q.next()) return std::nullopt;
  auto row = row_of(q);
  if (!q.is_null(10)) row.content = to_bytes(q.blob(10));
  return row;
}

std::vector<DeskEvidenceRow> desk_evidence_of_case(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_EVIDENCE_COLUMNS
                             " FROM desk_evidence WHERE case_id = ?1 ORDER BY id"};
  return rows_of(tx.run(kFind, case_id));
}

std::vector<DeskEvidenceRow> desk_evidence_about(Transaction& tx, std::string_view target) {
  static constexpr Sql kFind{
      "SELECT " BOTSCHAFT_EVIDENCE_COLUMNS
      " FROM desk_evidence WHERE destroyed_at = 0 AND (target = ?1 OR (target > ?2 AND "
      "target < ?3)) ORDER BY id"};
  return rows_of(tx.run(kFind, target, below(target), behind(target)));
}

bool is_desk_evidence(Transaction& tx, std::int64_t case_id, ByteView digest) {
  static constexpr Sql kFind{
      "SELECT 1 FROM desk_evidence WHERE case_id = ?1 AND digest = ?2 AND destroyed_at = 0"};
  return tx.run(kFind, case_id, digest).next();
}

std::vector<DeskEvidenceRow> desk_evidence_to_look_at(Transaction& tx, std::int64_t now, int limit) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_EVIDENCE_COLUMNS
                             " FROM desk_evidence WHERE destroyed_at = 0 AND look_at <= ?1 ORDER BY look_at "
                             "LIMIT ?2"};
  return rows_of(tx.run(kFind, now, limit));
}

void set_desk_evidence_look(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kSet{"UPDATE desk_evidence SET look_at = ?2 WHERE id = ?1"};
  tx.run(kSet, id, at);
}

void destroy_desk_evidence(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kDestroy{
      "UPDATE desk_evidence SET content = NULL, destroyed_at = ?2 WHERE id = ?1 AND destroyed_at = 0"};
  static constexpr Sql kLetGo{"DELETE FROM desk_evidence_files WHERE evidence = ?1"};
  tx.run(kDestroy, id, at);
  tx.run(kLetGo, id);
}

void hold_desk_evidence_of(Transaction& tx, std::int64_t evidence, MessageKey message) {
  static constexpr Sql kHold{
      "INSERT INTO desk_evidence_files(evidence, file) SELECT ?1, file FROM message_files WHERE box = ?2 AND "
      "id = ?3 ON CONFLICT DO NOTHING"};
  tx.run(kHold, evidence, message.box, message.id);
}

void hold_desk_evidence_file(Transaction& tx, std::int64_t evidence, FileId file) {
  static constexpr Sql kHold{
      "INSERT INTO desk_evidence_files(evidence, file) VALUES(?1, ?2) ON CONFLICT DO NOTHING"};
  tx.run(kHold, evidence, file);
}

std::vector<HeldBlob> blobs_of_message(Transaction& tx, MessageKey message) {
  static constexpr Sql kFind{
      "SELECT f.file, f.blob, b.size FROM message_files m JOIN file_blobs f ON f.file = m.file JOIN blobs b "
      "ON "
      "b.hash = f.blob WHERE m.box = ?1 AND m.id = ?2 ORDER BY f.file, f.blob"};
  return blobs_of(tx.run(kFind, message.box, message.id));
}

std::vector<HeldBlob> blobs_of_file(Transaction& tx, FileId file) {
  static constexpr Sql kFind{
      "SELECT f.file, f.blob, b.size FROM file_blobs f JOIN blobs b ON b.hash = f.blob WHERE f.file = ?1 "
      "ORDER BY f.blob"};
  return blobs_of(tx.run(kFind, file));
}

std::vector<BoxPlace> messages_in_box(Transaction& tx, UserId owner, int limit) {
  static constexpr Sql kFind{"SELECT peer, id FROM messages WHERE owner = ?1 ORDER BY id DESC LIMIT ?2"};
  std::vector<BoxPlace> places;
  auto q = tx.run(kFind, owner, limit);
  while (q.next()) places.push_back({PeerId{q.int64(0)}, q.int32(1)});
  return places;
}

std::int64_t desk_case_sender(Transaction& tx, std::int64_t case_id) {
  static constexpr Sql kFind{"SELECT sender FROM desk_submissions WHERE case_id = ?1 ORDER BY id LIMIT 1"};
  auto q = tx.run(kFind, case_id);
  return q.next() ? q.int64(0) : 0;
}

std::vector<std::int64_t> desk_cases_about(Transaction& tx, std::string_view target) {
  static constexpr Sql kFind{
      "SELECT id FROM desk_cases WHERE target <> '' AND (target = ?1 OR (target > ?2 AND target < ?3)) ORDER "
      "BY id"};
  return ids_of(tx.run(kFind, target, below(target), behind(target)));
}

std::vector<std::int64_t> desk_cases_of_sender(Transaction& tx, std::int64_t sender) {
  static constexpr Sql kFind{
      "SELECT DISTINCT case_id FROM desk_submissions WHERE sender = ?1 AND sender <> 0 "
      "ORDER BY case_id"};
  return ids_of(tx.run(kFind, sender));
}

std::vector<std::int64_t> desk_cases_restricting(Transaction& tx, UserId person) {
  static constexpr Sql kFind{
      "SELECT DISTINCT case_id FROM restrictions WHERE person = ?1 AND person <> 0 ORDER BY case_id"};
  return ids_of(tx.run(kFind, person));
}

}  // namespace botschaft::store
