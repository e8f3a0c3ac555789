#pragma once
// Auth keys that are signed in. A device is one row without parent and the keys that imported its
// authorization.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

struct AuthorizationRow {
  AuthKeyId auth_key = 0;
  UserId user = 0;
  AuthKeyId parent_key = 0;  // 0: a device of its own
  std::int64_t hash = 0;     // names the authorization in the sessions list; never 0
  std::int32_t created_at = 0;
  bool encrypted_requests_disabled = false;
  bool call_requests_disabled = false;
  bool unconfirmed = false;

  // What the key's client told, from auth_keys; ignored by put_authorization().
  std::int32_t active_at = 0;
  std::string ip;
  std::int32_t api_id = 0;
  std::string device_model;
  std::string system_version;
  std::string app_version;
  std::string lang_pack;  // tells the platform: "android", "tdesktop"...
  std::string lang_code;
};

std::optional<AuthorizationRow> find_authorization(Transaction& tx, AuthKeyId key);
std::optional<AuthorizationRow> find_authorization_by_hash(Transaction& tx, UserId user, std::int64_t hash);

// Devices of a user (rows without parent), the most recently active first.
std::vector<AuthorizationRow> list_authorizations(Transaction& tx, UserId user);

// Every signed-in key of a user, imported ones included.
std::vector<AuthKeyId> list_user_keys(Transaction& tx, UserId user);

// `key` and the keys that hang on it.
std::vector<AuthKeyId> list_device_keys(Transaction& tx, AuthKeyId key);

// Replaces what the key was signed in as before.
void put_authorization(Transaction& tx, const AuthorizationRow& row);
void delete_authorization(Transaction& tx, AuthKeyId key);  // of this key alone

void update_authorization_settings(Transaction& tx, const AuthorizationRow& row);  // the three switches

}  // namespace botschaft::store
