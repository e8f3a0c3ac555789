#include "store/desk_people.h"

namespace botschaft::store {
namespace {

DeskPersonRow read_person(const Query& q) {
  return {.id = q.int64(0),
          .name = std::string(q.text(1)),
          .roles = q.int32(2),
          .level = q.int32(3),
          .authority = q.int64(4),
          .created_at = q.int64(5),
          .revoked_at = q.int64(6)};
}

DeskPasskeyRow read_passkey(const Query& q) {
  return {.credential = to_bytes(q.blob(0)),
          .person = q.int64(1),
          .scheme = q.int32(2),
          .public_key = to_bytes(q.blob(3)),
          .counter = q.int64(4),
          .created_at = q.int64(5),
          .used_at = q.int64(6)};
}

DeskTokenRow read_token(const Query& q) {
  return {.id = q.int64(0),
          .digest = to_bytes(q.blob(1)),
          .person = q.int64(2),
          .name = std::string(q.text(3)),
          .scopes = q.int32(4),
          .created_at = q.int64(5),
          .expires_at = q.int64(6)};
}

}  // namespace

std::int64_t insert_desk_person(Transaction& tx, const DeskPersonRow& row) {
  static constexpr Sql kTop{"SELECT MAX(id) FROM desk_people"};
  static constexpr Sql kInsert{
      "INSERT INTO desk_people (id, name, roles, level, authority, created_at, revoked_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
  std::int64_t id = kFirstDeskPerson;
  {
    auto q = tx.run(kTop);
    if (q.next() && !q.is_null(0)) id = q.int64(0) + 1;
  }
  tx.run(kInsert, id, row.name, row.roles, row.level, row.authority, row.created_at, row.revoked_at);
  return id;
}

std::optional<DeskPersonRow> find_desk_person(Transaction& tx, std::int64_t id) {
  static constexpr Sql kFind{
      "SELECT id, name, roles, level, authority, created_at, revoked_at FROM desk_people WHERE id = ?1"};
  auto q = tx.run(kFind, id);
  return q.next() ? std::optional(read_person(q)) : std::nullopt;
}

std::vector<DeskPersonRow> desk_people(Transaction& tx, std::int64_t after, int limit) {
  static constexpr Sql kPage{
      "SELECT id, name, roles, level, authority, created_at, revoked_at FROM desk_people "
      "WHERE id > ?1 ORDER BY id LIMIT ?2"};
  std::vector<DeskPersonRow> rows;
  auto q = tx.run(kPage, after, limit);
  while (q.next()) rows.push_back(read_person(q));
  return rows;
}

void set_desk_person_level(Transaction& tx, std::int64_t id, int level) {
  static constexpr Sql kSet{"UPDATE desk_people SET level = ?2 WHERE id = ?1"};
  tx.run(kSet, id, level);
}

void set_desk_person_authority(Transaction& tx, std::int64_t id, std::int64_t entry) {
  static constexpr Sql kSet{"UPDATE desk_people SET authority = ?2 WHERE id = ?1"};
  tx.run(kSet, id, entry);
}

bool revoke_desk_person(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kRevoke{"UPDATE desk_people SET revoked_at = ?2 WHERE id = ?1 AND revoked_at = 0"};
  static constexpr Sql kTake[] = {{"DELETE FROM desk_sessions WHERE person = ?1"},
                                  {"DELETE FROM desk_enrolments WHERE person = ?1"},
                                  {"DELETE FROM desk_passkeys WHERE person = ?1"},
                                  {"DELETE FROM desk_tokens WHERE person = ?1"},
                                  {"DELETE FROM desk_certificates WHERE person = ?1"},
                                  {"DELETE FROM desk_accounts_elsewhere WHERE person = ?1"}};
  if (tx.run(kRevoke, id, at).changes() == 0) return false;
  for (const Sql& sql : kTake) tx.run(sql, id);
  return true;
}

void insert_desk_enrolment(Transaction& tx, ByteView digest, std::int64_t person, std::int64_t expires_at) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_enrolments (digest, person, expires_at) VALUES (?1, ?2, ?3)"};
  tx.run(kInsert, digest, person, expires_at);
}

std::optional<std::int64_t> find_desk_enrolment(Transaction& tx, ByteView digest, std::int64_t now) {
  static constexpr Sql kFind{"SELECT person FROM desk_enrolments WHERE digest = ?1 AND expires_at > ?2"};
  auto q = tx.run(kFind, digest, now);
  return q.next() ? std::optional(q.int64(0)) : std::nullopt;
}

void delete_desk_enrolment(Transaction& tx, ByteView digest) {
  static constexpr Sql kDelete{"DELETE FROM desk_enrolments WHERE digest = ?1"};
  tx.run(kDelete, digest);
}

void insert_desk_challenge(Transaction& tx, ByteView challenge, int purpose, std::int64_t person,
                           std::int64_t expires_at, std::int64_t now, int most) {
  static constexpr Sql kOld{"DELETE FROM desk_challenges WHERE expires_at <= ?1"};
  static constexpr Sql kMany{
      "DELETE FROM desk_challenges WHERE id <= (SELECT MAX(id) FROM desk_challenges) + 1 - ?1"};
  static constexpr Sql kInsert{
      "INSERT INTO desk_challenges (challenge, purpose, person, expires_at) VALUES (?1, ?2, ?3, ?4)"};
  tx.run(kOld, now);
  tx.run(kMany, most);
  tx.run(kInsert, challenge, purpose, person, expires_at);
}

bool take_desk_challenge(Transaction& tx, ByteView challenge, int purpose, std::int64_t person,
                         std::int64_t now) {
  static constexpr Sql kTake{
      "DELETE FROM desk_challenges WHERE challenge = ?1 RETURNING purpose, person, expires_at"};
  auto q = tx.run(kTake, challenge);
  return q.next() && q.int32(0) == purpose && q.int64(1) == person && q.int64(2) > now;
}

bool insert_desk_passkey(Transaction& tx, const DeskPasskeyRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_passkeys (credential, person, scheme, public_key, counter, created_at, used_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"};
  return tx.run(kInsert, row.credential, row.person, row.scheme, row.public_key, row.counter, row.created_at,
                row.used_at)
             .changes() != 0;
}

std::optional<DeskPasskeyRow> find_desk_passkey(Transaction& tx, ByteView credential) {
  static constexpr Sql kFind{
      "SELECT credential, person, scheme, public_key, counter, created_at, used_at FROM desk_passkeys "
      "WHERE credential = ?1"};
  auto q = tx.run(kFind, credential);
  return q.next() ? std::optional(read_passkey(q)) : std::nullopt;
}

std::vector<DeskPasskeyRow> desk_passkeys(Transaction& tx, std::int64_t person) {
  static constexpr Sql kOf{
      "SELECT credential, person, scheme, public_key, counter, created_at, used_at FROM desk_passkeys "
      "WHERE person = ?1 ORDER BY created_at, credential"};
  std::vector<DeskPasskeyRow> rows;
  auto q = tx.run(kOf, person);
  while (q.next()) rows.push_back(read_passkey(q));
  return rows;
}

void set_desk_passkey_used(Transaction& tx, ByteView credential, std::int64_t counter, std::int64_t at) {
  static constexpr Sql kSet{"UPDATE desk_passkeys SET counter = ?2, used_at = ?3 WHERE credential = ?1"};
  tx.run(kSet, credential, counter, at);
}

void insert_desk_session(Transaction& tx, const DeskSessionRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_sessions (digest, person, means, level, created_at, seen_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
  tx.run(kInsert, row.digest, row.person, row.means, row.level, row.created_at, row.seen_at);
}

std::optional<DeskSessionRow> find_desk_session(Transaction& tx, ByteView digest) {
  static constexpr Sql kFind{
      "SELECT digest, person, means, level, created_at, seen_at FROM desk_sessions WHERE digest = ?1"};
  auto q = tx.run(kFind, digest);
  if (!q.next()) return std::nullopt;
  return DeskSessionRow{.digest = to_bytes(q.blob(0)),
                        .person = q.int64(1),
                        .means = q.int32(2),
                        .level = q.int32(3),
                        .created_at = q.int64(4),
                        .seen_at = q.int64(5)};
}

void set_desk_session_seen(Transaction& tx, ByteView digest, std::int64_t at) {
  static constexpr Sql kSet{"UPDATE desk_sessions SET seen_at = ?2 WHERE digest = ?1"};
  tx.run(kSet, digest, at);
}

void delete_desk_session(Transaction& tx, ByteView digest) {
  static constexpr Sql kDelete{"DELETE FROM desk_sessions WHERE digest = ?1"};
  tx.run(kDelete, digest);
}

void delete_desk_sessions_before(Transaction& tx, std::int64_t created_before) {
  static constexpr Sql kDelete{"DELETE FROM desk_sessions WHERE created_at < ?1"};
  tx.run(kDelete, created_before);
}

std::int64_t insert_desk_token(Transaction& tx, const DeskTokenRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_tokens (digest, person, name, scopes, created_at, expires_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id"};
  auto q = tx.run(kInsert, row.digest, row.person, row.name, row.scopes, row.created_at, row.expires_at);
  return q.next() ? q.int64(0) : 0;
}

std::optional<DeskTokenRow> find_desk_token(Transaction& tx, ByteView digest) {
  static constexpr Sql kFind{
      "SELECT id, digest, person, name, scopes, created_at, expires_at FROM desk_tokens WHERE digest = ?1"};
  auto q = tx.run(kFind, digest);
  return q.next() ? std::optional(read_token(q)) : std::nullopt;
}

std::vector<DeskTokenRow> desk_tokens(Transaction& tx, std::int64_t person) {
  static constexpr Sql kOf{
      "SELECT id, digest, person, name, scopes, created_at, expires_at FROM desk_tokens WHERE person = ?1 "
      "ORDER BY id"};
  std::vector<DeskTokenRow> rows;
  auto q = tx.run(kOf, person);
  while (q.next()) rows.push_back(read_token(q));
  return rows;
}

bool delete_desk_token(Transaction& tx, std::int64_t id) {
  static constexpr Sql kDelete{"DELETE FROM desk_tokens WHERE id = ?1"};
  return tx.run(kDelete, id).changes() != 0;
}

std::int64_t insert_desk_certificate(Transaction& tx, const DeskCertificateRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO desk_certificates (person, fingerprint, subject, issuer, created_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id"};
  auto q = tx.run(kInsert, row.person, row.fingerprint, row.subject, row.issuer, row.created_at);
  return q.next() ? q.int64(0) : 0;
}

std::vector<DeskCertificateRow> desk_certificates(Transaction& tx, std::string_view subject,
                                                  std::string_view issuer) {
  static constexpr Sql kOf{
      "SELECT id, person, fingerprint, subject, issuer, created_at FROM desk_certificates "
      "WHERE subject = ?1 AND issuer = ?2 ORDER BY id"};
  std::vector<DeskCertificateRow> rows;
  auto q = tx.run(kOf, subject, issuer);
  while (q.next())
    rows.push_back({.id = q.int64(0),
                    .person = q.int64(1),
                    .fingerprint = to_bytes(q.blob(2)),
                    .subject = std::string(q.text(3)),
                    .issuer = std::string(q.text(4)),
                    .created_at = q.int64(5)});
  return rows;
}

void put_desk_account_elsewhere(Transaction& tx, std::string_view issuer, std::string_view subject,
                                std::int64_t person) {
  static constexpr Sql kPut{
      "INSERT INTO desk_accounts_elsewhere (issuer, subject, person) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (issuer, subject) DO UPDATE SET person = excluded.person"};
  tx.run(kPut, issuer, subject, person);
}

std::optional<std::int64_t> find_desk_account_elsewhere(Transaction& tx, std::string_view issuer,
                                                        std::string_view subject) {
  static constexpr Sql kFind{"SELECT person FROM desk_accounts_elsewhere WHERE issuer = ?1 AND subject = ?2"};
  auto q = tx.run(kFind, issuer, subject);
  return q.next() ? std::optional(q.int64(0)) : std::nullopt;
}

}  // namespace botschaft::store
