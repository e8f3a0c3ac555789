#pragma once
// MTProto authorization keys and what their clients say about themselves. Who is signed in with a key is in
// store/authorizations.h.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

enum class AuthKeyKind : std::uint8_t { permanent = 0, temporary = 1 };

// What a client told with invokeWithLayer and initConnection.
struct ClientRow {
  std::int32_t layer = 0;  // 0: nothing told yet
  std::int32_t api_id = 0;
  std::string device_model;
  std::string system_version;
  std::string app_version;
  std::string system_lang_code;
  std::string lang_pack;
  std::string lang_code;

  friend bool operator==(const ClientRow&, const ClientRow&) = default;
};

struct AuthKeyRow {
  AuthKeyId id = 0;
  Bytes sealed = {};  // the key, encrypted by the caller under a server key
  AuthKeyKind kind = AuthKeyKind::permanent;
  std::int32_t dc = 0;          // as the client named it in the key exchange
  std::int32_t created_at = 0;  // unix seconds
  std::int32_t expires_at = 0;  // of temporary keys
  AuthKeyId bound_to = 0;       // of temporary keys: the permanent key they act for; 0: none yet
  ClientRow client = {};
  std::string ip = {};
  std::int32_t last_active = 0;
};

std::optional<AuthKeyRow> find_auth_key(Transaction& tx, AuthKeyId id);

// `client`, `ip` and `last_active` start empty. False: the id is taken, and the key exchange must be done
// again.
bool insert_auth_key(Transaction& tx, const AuthKeyRow& row);

// auth.bindTempAuthKey. False: there is no such temporary key. Binding again is allowed.
bool bind_auth_key(Transaction& tx, AuthKeyId temporary, AuthKeyId permanent);

// Temporary keys bound to a permanent one.
std::vector<AuthKeyId> list_bound_keys(Transaction& tx, AuthKeyId permanent);

void set_auth_key_client(Transaction& tx, AuthKeyId id, const ClientRow& client);
void set_auth_key_active(Transaction& tx, AuthKeyId id, std::string_view ip, std::int32_t unix_seconds);

// Deletes the key and the temporary ones bound to it. Returns the ids of those that existed.
std::vector<AuthKeyId> delete_auth_key(Transaction& tx, AuthKeyId id);

// Deletes temporary keys that ended before `unix_seconds`, at most `limit`. Returns their ids.
std::vector<AuthKeyId> delete_expired_auth_keys(Transaction& tx, std::int32_t unix_seconds, int limit);

}  // namespace botschaft::store
