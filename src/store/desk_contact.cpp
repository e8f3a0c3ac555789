#include "store/desk_contact.h"

namespace botschaft::store {
namespace {

DeskContactRow read_contact(const Query& q) {
  return {.version = q.int64(0),
          .issued_at = q.int64(1),
          .expires_at = q.int64(2),
          .document = std::string(q.text(3)),
          .entry = q.int64(4)};
}

std::optional<DeskProbeRow> read_probe(Query q) {
  if (!q.next()) return std::nullopt;
  return DeskProbeRow{
      .id = q.int64(0), .at = q.int64(1), .failure = std::string(q.text(2)), .entry = q.int64(3)};
}

}  // namespace

void insert_desk_contact(Transaction& tx, const DeskContactRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_contact_versions (version, issued_at, expires_at, document, entry) VALUES (?1, ?2, "
      "?3, "
      "?4, ?5)"};
  tx.run(kInsert, row.version, row.issued_at, row.expires_at, row.document, row.entry);
}

std::vector<DeskContactRow> desk_contacts(Transaction& tx, int limit) {
  static constexpr Sql kAll{
      "SELECT version, issued_at, expires_at, document, entry FROM desk_contact_versions ORDER BY version "
      "DESC "
      "LIMIT ?1"};
  std::vector<DeskContactRow> rows;
  auto q = tx.run(kAll, limit);
  while (q.next()) rows.push_back(read_contact(q));
  return rows;
}

std::optional<DeskContactRow> last_desk_contact(Transaction& tx) {
  auto rows = desk_contacts(tx, 1);
  return rows.empty() ? std::nullopt : std::optional(std::move(rows[0]));
}

std::int64_t insert_desk_probe(Transaction& tx, const DeskProbeRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_probes (at, failure, entry) VALUES (?1, ?2, ?3) RETURNING id"};
  auto q = tx.run(kInsert, row.at, row.failure, row.entry);
  return q.next() ? q.int64(0) : 0;
}

std::optional<DeskProbeRow> last_desk_probe(Transaction& tx) {
  static constexpr Sql kLast{"SELECT id, at, failure, entry FROM desk_probes ORDER BY id DESC LIMIT 1"};
  return read_probe(tx.run(kLast));
}

std::optional<DeskProbeRow> last_answered_desk_probe(Transaction& tx) {
  static constexpr Sql kLast{
      "SELECT id, at, failure, entry FROM desk_probes WHERE failure = '' ORDER BY id DESC LIMIT 1"};
  return read_probe(tx.run(kLast));
}

std::optional<DeskProbeRow> first_failed_desk_probe(Transaction& tx) {
  static constexpr Sql kFirst{
      "SELECT id, at, failure, entry FROM desk_probes WHERE id > coalesce((SELECT max(id) FROM desk_probes "
      "WHERE failure = ''), 0) ORDER BY id LIMIT 1"};
  return read_probe(tx.run(kFirst));
}

void delete_desk_probes(Transaction& tx, std::int64_t before) {
  static constexpr Sql kDelete{
      "DELETE FROM desk_probes WHERE at < ?1 AND id <> coalesce((SELECT max(id) FROM desk_probes WHERE "
      "failure "
      "= ''), 0)"};
  tx.run(kDelete, before);
}

}  // namespace botschaft::store
