#include "store/passwords.h"

namespace botschaft::store {

std::optional<PasswordRow> find_password(Transaction& tx, UserId user) {
  static constexpr Sql kFind{
      "SELECT salt1, salt2, verifier, hint, changed_at, wrong_attempts, window_start FROM passwords "
      "WHERE user_id = ?1"};
  auto q = tx.run(kFind, user);
  if (!q.next()) return std::nullopt;
  return PasswordRow{.salt1 = to_bytes(q.blob(0)),
                     .salt2 = to_bytes(q.blob(1)),
                     .verifier = to_bytes(q.blob(2)),
                     .hint = std::string(q.text(3)),
                     .changed_at = q.int32(4),
                     .wrong_attempts = q.int32(5),
                     .window_start = q.int32(6)};
}

void put_password(Transaction& tx, UserId user, const PasswordRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO passwords (user_id, salt1, salt2, verifier, hint, changed_at, wrong_attempts, "
      "window_start) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
  delete_password(tx, user);
  tx.run(kPut, user, row.salt1, row.salt2, row.verifier, row.hint, row.changed_at, row.wrong_attempts,
         row.window_start);
}

void delete_password(Transaction& tx, UserId user) {
  static constexpr Sql kDelete{"DELETE FROM passwords WHERE user_id = ?1"};
  tx.run(kDelete, user);
}

void update_password_attempts(Transaction& tx, UserId user, std::int32_t wrong_attempts,
                              std::int32_t window_start) {
  static constexpr Sql kUpdate{
      "UPDATE passwords SET wrong_attempts = ?2, window_start = ?3 WHERE user_id = ?1"};
  tx.run(kUpdate, user, wrong_attempts, window_start);
}

std::optional<PasswordPendingRow> find_password_pending(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kFind{"SELECT user_id, expires_at FROM password_pending WHERE auth_key = ?1"};
  auto q = tx.run(kFind, key);
  if (!q.next()) return std::nullopt;
  return PasswordPendingRow{.user = q.int64(0), .expires_at = q.int32(1)};
}

void put_password_pending(Transaction& tx, AuthKeyId key, const PasswordPendingRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO password_pending (auth_key, user_id, expires_at) VALUES (?1, ?2, ?3)"};
  delete_password_pending(tx, key);
  tx.run(kPut, key, row.user, row.expires_at);
}

void delete_password_pending(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kDelete{"DELETE FROM password_pending WHERE auth_key = ?1"};
  tx.run(kDelete, key);
}

std::optional<SrpChallengeRow> find_srp_challenge(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kFind{
      "SELECT srp_id, user_id, secret, b, expires_at FROM srp_challenges WHERE auth_key = ?1"};
  auto q = tx.run(kFind, key);
  if (!q.next()) return std::nullopt;
  return SrpChallengeRow{.srp_id = q.int64(0),
                         .user = q.int64(1),
                         .secret = to_bytes(q.blob(2)),
                         .b = to_bytes(q.blob(3)),
                         .expires_at = q.int32(4)};
}

void put_srp_challenge(Transaction& tx, AuthKeyId key, const SrpChallengeRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO srp_challenges (auth_key, srp_id, user_id, secret, b, expires_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
  delete_srp_challenge(tx, key);
  tx.run(kPut, key, row.srp_id, row.user, row.secret, row.b, row.expires_at);
}

void delete_srp_challenge(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kDelete{"DELETE FROM srp_challenges WHERE auth_key = ?1"};
  tx.run(kDelete, key);
}

}  // namespace botschaft::store
