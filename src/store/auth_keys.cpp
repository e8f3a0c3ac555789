#include "store/auth_keys.h"

namespace botschaft::store {
namespace {

constexpr Sql kFind{
    "SELECT sealed, kind, dc, created_at, expires_at, bound_to, layer, api_id, device_model, system_version,"
    " app_version, system_lang_code, lang_pack, lang_code, ip, last_active FROM auth_keys WHERE id = ?1"};
constexpr Sql kInsert{
    "INSERT INTO auth_keys(id, sealed, kind, dc, created_at, expires_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT DO NOTHING"};
constexpr Sql kBind{"UPDATE auth_keys SET bound_to = ?2 WHERE id = ?1 AND kind = 1"};
constexpr Sql kSetClient{
    "UPDATE auth_keys SET layer = ?2, api_id = ?3, device_model = ?4, system_version = ?5, app_version = ?6,"
    " system_lang_code = ?7, lang_pack = ?8, lang_code = ?9 WHERE id = ?1"};
constexpr Sql kSetActive{"UPDATE auth_keys SET ip = ?2, last_active = ?3 WHERE id = ?1"};
constexpr Sql kDelete{"DELETE FROM auth_keys WHERE id = ?1 OR bound_to = ?1 RETURNING id"};
constexpr Sql kDeleteExpired{
    "DELETE FROM auth_keys WHERE id IN"
    " (SELECT id FROM auth_keys WHERE kind = 1 AND expires_at < ?1 ORDER BY expires_at LIMIT ?2) RETURNING "
    "id"};

std::vector<AuthKeyId> ids(Query rows) {
  std::vector<AuthKeyId> found;
  while (rows.next()) found.push_back(rows.int64(0));
  return found;
}

}  // namespace

std::optional<AuthKeyRow> find_auth_key(Transaction& tx, AuthKeyId id) {
  Query row = tx.run(kFind, id);
  if (!row.next()) return std::nullopt;
  return AuthKeyRow{.id = id,
                    .sealed = to_bytes(row.blob(0)),
                    .kind = static_cast<AuthKeyKind>(row.int32(1)),
                    .dc = row.int32(2),
                    .created_at = row.int32(3),
                    .expires_at = row.int32(4),
                    .bound_to = row.int64(5),
                    .client = {.layer = row.int32(6),
                               .api_id = row.int32(7),
                               .device_model = std::string(row.text(8)),
                               .system_version = std::string(row.text(9)),
                               .app_version = std::string(row.text(10)),
                               .system_lang_code = std::string(row.text(11)),
                               .lang_pack = std::string(row.text(12)),
                               .lang_code = std::string(row.text(13))},
                    .ip = std::string(row.text(14)),
                    .last_active = row.int32(15)};
}

bool insert_auth_key(Transaction& tx, const AuthKeyRow& row) {
  return tx.run(kInsert, row.id, row.sealed, row.kind, row.dc, row.created_at, row.expires_at).changes() == 1;
}

bool bind_auth_key(Transaction& tx, AuthKeyId temporary, AuthKeyId permanent) {
  return tx.run(kBind, temporary, permanent).changes() == 1;
}

std::vector<AuthKeyId> list_bound_keys(Transaction& tx, AuthKeyId permanent) {
  static constexpr Sql kList{"SELECT id FROM auth_keys WHERE bound_to = ?1 ORDER BY id"};
  return ids(tx.run(kList, permanent));
}

void set_auth_key_client(Transaction& tx, AuthKeyId id, const ClientRow& client) {
  tx.run(kSetClient, id, client.layer, client.api_id, client.device_model, client.system_version,
         client.app_version, client.system_lang_code, client.lang_pack, client.lang_code);
}

void set_auth_key_active(Transaction& tx, AuthKeyId id, std::string_view ip, std::int32_t unix_seconds) {
  tx.run(kSetActive, id, ip, unix_seconds);
}

std::vector<AuthKeyId> delete_auth_key(Transaction& tx, AuthKeyId id) {
  return ids(tx.run(kDelete, id));
}

std::vector<AuthKeyId> delete_expired_auth_keys(Transaction& tx, std::int32_t unix_seconds, int limit) {
  return ids(tx.run(kDeleteExpired, unix_seconds, limit));
}

}  // namespace botschaft::store
