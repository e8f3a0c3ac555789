#include "store/login_tokens.h"

namespace botschaft::store {
namespace {

std::optional<LoginTokenRow> first_token(Query q) {
  if (!q.next()) return std::nullopt;
  return LoginTokenRow{.token = to_bytes(q.blob(0)),
                       .auth_key = q.int64(1),
                       .expires_at = q.int32(2),
                       .accepted_by = q.int64(3)};
}

}  // namespace

std::optional<LoginTokenRow> find_login_token(Transaction& tx, ByteView token) {
  static constexpr Sql kFind{
      "SELECT token, auth_key, expires_at, accepted_by FROM login_tokens WHERE token = ?1"};
  return first_token(tx.run(kFind, token));
}

std::optional<LoginTokenRow> find_login_token_of_key(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kFind{
      "SELECT token, auth_key, expires_at, accepted_by FROM login_tokens WHERE auth_key = ?1"};
  return first_token(tx.run(kFind, key));
}

void put_login_token(Transaction& tx, const LoginTokenRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO login_tokens (token, auth_key, expires_at, accepted_by) VALUES (?1, ?2, ?3, ?4)"};
  delete_login_token_of_key(tx, row.auth_key);
  tx.run(kPut, row.token, row.auth_key, row.expires_at, row.accepted_by);
}

void delete_login_token_of_key(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kDelete{"DELETE FROM login_tokens WHERE auth_key = ?1"};
  tx.run(kDelete, key);
}

void insert_exported_authorization(Transaction& tx, ByteView digest, const ExportedAuthorizationRow& row) {
  static constexpr Sql kInsert{
      "INSERT INTO exported_authorizations (digest, user_id, auth_key, expires_at) VALUES (?1, ?2, ?3, ?4)"};
  tx.run(kInsert, digest, row.user, row.auth_key, row.expires_at);
}

std::optional<ExportedAuthorizationRow> take_exported_authorization(Transaction& tx, ByteView digest) {
  static constexpr Sql kFind{
      "SELECT user_id, auth_key, expires_at FROM exported_authorizations WHERE digest = ?1"};
  static constexpr Sql kDelete{"DELETE FROM exported_authorizations WHERE digest = ?1"};
  ExportedAuthorizationRow row;
  {
    auto q = tx.run(kFind, digest);
    if (!q.next()) return std::nullopt;
    row = {.user = q.int64(0), .auth_key = q.int64(1), .expires_at = q.int32(2)};
  }
  tx.run(kDelete, digest);
  return row;
}

void delete_expired_tokens(Transaction& tx, std::int32_t now) {
  static constexpr Sql kTokens{"DELETE FROM login_tokens WHERE expires_at < ?1"};
  static constexpr Sql kExports{"DELETE FROM exported_authorizations WHERE expires_at < ?1"};
  tx.run(kTokens, now);
  tx.run(kExports, now);
}

}  // namespace botschaft::store
