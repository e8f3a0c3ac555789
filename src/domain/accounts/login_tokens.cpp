#include "domain/accounts/login_tokens.h"

#include "crypto/hash.h"
#include "domain/accounts/devices.h"
#include "domain/notices.h"
#include "store/passwords.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kAcceptedLifetime = 5 * 60;  // time for the showing key to learn that it was accepted
constexpr std::int32_t kExportLifetime = 60;
constexpr std::int32_t kPasswordEntry = 24 * 3'600;

}  // namespace

store::LoginTokenRow show_login_token(store::Transaction& tx, Random& random, AuthKeyId key,
                                      std::int32_t now) {
  store::delete_expired_tokens(tx, now);
  store::LoginTokenRow row;
  row.token.resize(32);
  random.fill(row.token);
  row.auth_key = key;
  row.expires_at = now + kLoginTokenLifetime;
  store::put_login_token(tx, row);
  return row;
}

std::optional<UserId> take_accepted_login(store::Transaction& tx, AuthKeyId key, std::int32_t now) {
  const auto row = store::find_login_token_of_key(tx, key);
  if (!row || row->accepted_by == 0 || row->expires_at <= now) return std::nullopt;
  store::delete_login_token_of_key(tx, key);
  return row->accepted_by;
}

Result<store::AuthorizationRow> accept_login_token(store::Transaction& tx, Random& random, UserId user,
                                                   ByteView token, std::int32_t now) {
  auto row = store::find_login_token(tx, token);
  if (!row || store::find_authorization(tx, row->auth_key)) return fail(Err::AUTH_TOKEN_INVALIDX);
  if (row->accepted_by != 0) return fail(Err::AUTH_TOKEN_ALREADY_ACCEPTED);
  if (row->expires_at <= now) return fail(Err::AUTH_TOKEN_EXPIRED);
  store::AuthorizationRow accepted;
  if (store::find_password(tx, user)) {
    accepted.auth_key = row->auth_key;
    accepted.user = user;
    accepted.created_at = now;
    store::put_password_pending(tx, row->auth_key, {.user = user, .expires_at = now + kPasswordEntry});
  } else {
    accepted = authorize(tx, random, user, row->auth_key, now);
    // The person who scanned it stands behind it.
    accepted.unconfirmed = false;
    store::update_authorization_settings(tx, accepted);
  }
  row->accepted_by = user;
  row->expires_at = now + kAcceptedLifetime;
  store::put_login_token(tx, *row);
  tx.notify<LoginTokenNotice>(row->auth_key);
  return accepted;
}

Bytes export_authorization(store::Transaction& tx, Random& random, UserId user, AuthKeyId key,
                           std::int32_t now) {
  store::delete_expired_tokens(tx, now);
  Bytes bytes(32);
  random.fill(bytes);
  store::insert_exported_authorization(tx, crypto::sha256(bytes),
                                       {.user = user, .auth_key = key, .expires_at = now + kExportLifetime});
  return bytes;
}

Result<store::UserRow> import_authorization(store::Transaction& tx, UserId user, ByteView bytes,
                                            AuthKeyId key, std::int32_t now) {
  const auto exported = store::take_exported_authorization(tx, crypto::sha256(bytes));
  if (!exported || exported->expires_at <= now) return fail(Err::AUTH_BYTES_INVALID);
  if (exported->user != user) return fail(Err::USER_ID_INVALID);
  const auto device = store::find_authorization(tx, exported->auth_key);
  auto row = store::find_user(tx, user);
  if (!device || device->user != user || !row) return fail(Err::AUTH_BYTES_INVALID);
  authorize_along(tx, *device, key, now);
  return *std::move(row);
}

}  // namespace botschaft::domain
