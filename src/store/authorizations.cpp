#include "store/authorizations.h"

namespace botschaft::store {
namespace {

#define BOTSCHAFT_AUTHORIZATION_COLUMNS                                                            \
  "a.auth_key, a.user_id, a.parent_key, a.hash, a.created_at, a.encrypted_requests_disabled, "     \
  "a.call_requests_disabled, a.unconfirmed, k.last_active, k.ip, k.api_id, k.device_model, "       \
  "k.system_version, "                                                                             \
  "k.app_version, k.lang_pack, k.lang_code FROM authorizations a LEFT JOIN auth_keys k ON k.id = " \
  "a.auth_key "

AuthorizationRow read_authorization(const Query& q) {
  return {.auth_key = q.int64(0),
          .user = q.int64(1),
          .parent_key = q.int64(2),
          .hash = q.int64(3),
          .created_at = q.int32(4),
          .encrypted_requests_disabled = q.boolean(5),
          .call_requests_disabled = q.boolean(6),
          .unconfirmed = q.boolean(7),
          .active_at = q.int32(8),
          .ip = std::string(q.text(9)),
          .api_id = q.int32(10),
          .device_model = std::string(q.text(11)),
          .system_version = std::string(q.text(12)),
          .app_version = std::string(q.text(13)),
          .lang_pack = std::string(q.text(14)),
          .lang_code = std::string(q.text(15))};
}

std::vector<AuthKeyId> keys_of(Query q) {
  std::vector<AuthKeyId> keys;
  while (q.next()) keys.push_back(q.int64(0));
  return keys;
}

}  // namespace

std::optional<AuthorizationRow> find_authorization(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_AUTHORIZATION_COLUMNS "WHERE a.auth_key = ?1"};
  auto q = tx.run(kFind, key);
  if (!q.next()) return std::nullopt;
  return read_authorization(q);
}

std::optional<AuthorizationRow> find_authorization_by_hash(Transaction& tx, UserId user, std::int64_t hash) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_AUTHORIZATION_COLUMNS
                             "WHERE a.user_id = ?1 AND a.hash = ?2 AND a.parent_key IS NULL"};
  auto q = tx.run(kFind, user, hash);
  if (!q.next()) return std::nullopt;
  return read_authorization(q);
}

std::vector<AuthorizationRow> list_authorizations(Transaction& tx, UserId user) {
  static constexpr Sql kList{"SELECT " BOTSCHAFT_AUTHORIZATION_COLUMNS
                             "WHERE a.user_id = ?1 AND a.parent_key IS NULL "
                             "ORDER BY coalesce(k.last_active, 0) DESC, a.auth_key"};
  std::vector<AuthorizationRow> rows;
  auto q = tx.run(kList, user);
  while (q.next()) rows.push_back(read_authorization(q));
  return rows;
}

std::vector<AuthKeyId> list_user_keys(Transaction& tx, UserId user) {
  static constexpr Sql kList{"SELECT auth_key FROM authorizations WHERE user_id = ?1 ORDER BY auth_key"};
  return keys_of(tx.run(kList, user));
}

std::vector<AuthKeyId> list_device_keys(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kList{
      "SELECT auth_key FROM authorizations WHERE auth_key = ?1 OR parent_key = ?1 ORDER BY auth_key"};
  return keys_of(tx.run(kList, key));
}

void put_authorization(Transaction& tx, const AuthorizationRow& row) {
  static constexpr Sql kPut{
      "INSERT INTO authorizations (auth_key, user_id, parent_key, hash, created_at, "
      "encrypted_requests_disabled, "
      "call_requests_disabled, unconfirmed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
  delete_authorization(tx, row.auth_key);
  const auto parent = row.parent_key == 0 ? std::nullopt : std::optional(row.parent_key);
  tx.run(kPut, row.auth_key, row.user, parent, row.hash, row.created_at, row.encrypted_requests_disabled,
         row.call_requests_disabled, row.unconfirmed);
}

void delete_authorization(Transaction& tx, AuthKeyId key) {
  static constexpr Sql kDelete{"DELETE FROM authorizations WHERE auth_key = ?1"};
  tx.run(kDelete, key);
}

void update_authorization_settings(Transaction& tx, const AuthorizationRow& row) {
  static constexpr Sql kUpdate{
      "UPDATE authorizations SET encrypted_requests_disabled = ?2, call_requests_disabled = ?3, unconfirmed "
      "= ?4 "
      "WHERE auth_key = ?1"};
  tx.run(kUpdate, row.auth_key, row.encrypted_requests_disabled, row.call_requests_disabled, row.unconfirmed);
}

}  // namespace botschaft::store
