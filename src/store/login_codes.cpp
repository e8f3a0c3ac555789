#include "store/login_codes.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_CODE_COLUMNS                                                                               \
  "hash, purpose, address, sent_to, auth_key, user_id, mac, plain, created_at, expires_at, wrong_attempts, " \
  "state FROM login_codes "

LoginCodeRow read_code(const Query& q) {
  return {.hash = std::string(q.text(0)),
          .purpose = q.int32(1),
          .address = std::string(q.text(2)),
          .sent_to = std::string(q.text(3)),
          .auth_key = q.int64(4),
          .user = q.int64(5),
          .mac = to_bytes(q.blob(6)),
          .plain = q.is_null(7) ? std::nullopt : std::optional(std::string(q.text(7))),
          .created_at = q.int32(8),
          .expires_at = q.int32(9),
          .wrong_attempts = q.int32(10),
          .state = static_cast<CodeState>(q.int32(11))};
}

}  // namespace

std::optional<LoginCodeRow> find_login_code(Transaction& tx, std::string_view hash) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_CODE_COLUMNS "WHERE hash = ?1"};
  auto q = tx.run(kFind, hash);
  if (!q.next()) return std::nullopt;
  return read_code(q);
}

void insert_login_code(Transaction& tx, const LoginCodeRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO login_codes (hash, purpose, address, sent_to, auth_key, user_id, mac, plain, created_at, "
      "expires_at, wrong_attempts, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"};
  tx.run(kInsert, row.hash, row.purpose, row.address, row.sent_to, row.auth_key, row.user, row.mac, row.plain,
         row.created_at, row.expires_at, row.wrong_attempts, row.state);
}

void update_login_code(Transaction& tx, const LoginCodeRow& row) {
  static constexpr Sql kUpdate{
      "UPDATE login_codes SET wrong_attempts = ?2, state = ?3, plain = ?4, expires_at = ?5, sent_to = ?6, "
      "mac = ?7 "
      "WHERE hash = ?1"};
  const auto plain = row.state == CodeState::open ? row.plain : std::nullopt;
  tx.run(kUpdate, row.hash, row.wrong_attempts, row.state, plain, row.expires_at, row.sent_to, row.mac);
}

std::string latest_login_code(Transaction& tx, std::string_view address, AuthKeyId auth_key) {
  static constexpr Sql kFind{
      "SELECT hash FROM login_codes WHERE address = ?1 AND auth_key = ?2 ORDER BY created_at DESC, state, "
      "hash LIMIT 1"};
  auto q = tx.run(kFind, address, auth_key);
  return q.next() ? std::string(q.text(0)) : std::string();
}

CodeUse count_codes(Transaction& tx, std::string_view address, std::int32_t since) {
  static constexpr Sql kCount{
      "SELECT count(*), coalesce(sum(wrong_attempts), 0), coalesce(min(created_at), 0) FROM login_codes "
      "WHERE address = ?1 AND created_at > ?2"};
  auto q = tx.run(kCount, address, since);
  if (!q.next()) return {};
  return {.codes = q.int32(0), .wrong_attempts = q.int32(1), .oldest = q.int32(2)};
}

std::vector<LoginCodeRow> list_plain_codes(Transaction& tx, std::int32_t now) {
  static constexpr Sql kList{
      "SELECT " BOTSCHAFT_CODE_COLUMNS
      "WHERE plain IS NOT NULL AND state = 0 AND expires_at > ?1 ORDER BY created_at, rowid"};
  std::vector<LoginCodeRow> rows;
  auto q = tx.run(kList, now);
  while (q.next()) rows.push_back(read_code(q));
  return rows;
}

void delete_codes_before(Transaction& tx, std::int32_t created_before) {
  static constexpr Sql kDelete{"DELETE FROM login_codes WHERE created_at < ?1"};
  tx.run(kDelete, created_before);
}

}  // namespace botschaft::store
