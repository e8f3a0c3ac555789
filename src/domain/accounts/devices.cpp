#include "domain/accounts/devices.h"

#include <algorithm>

#include "domain/notices.h"
#include "store/account_settings.h"
#include "store/login_tokens.h"
#include "store/passwords.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kDay = 86'400;
constexpr std::int32_t kMaxTtlDays = 366;

void forget_key(store::Transaction& tx, AuthKeyId key) {
  store::delete_password_pending(tx, key);
  store::delete_srp_challenge(tx, key);
  store::delete_login_token_of_key(tx, key);
}

void end_device(store::Transaction& tx, AuthKeyId device_key, bool end_sessions) {
  for (const AuthKeyId key : store::list_device_keys(tx, device_key)) {
    store::delete_authorization(tx, key);
    forget_key(tx, key);
    tx.notify<AuthorizationNotice>(key, 0, end_sessions);
  }
}

bool may_end(const AccountPolicy& policy, const store::AuthorizationRow& own,
             const store::AuthorizationRow& other, std::int32_t now) {
  return now - own.created_at >= policy.fresh_device_s || other.created_at >= own.created_at;
}

}  // namespace

store::AuthorizationRow authorize(store::Transaction& tx, Random& random, UserId user, AuthKeyId key,
                                  std::int32_t now) {
  end_device(tx, key, false);
  forget_key(tx, key);
  store::AuthorizationRow row;
  row.auth_key = key;
  row.user = user;
  row.hash = static_cast<std::int64_t>(random.next<std::uint64_t>() >> 1U) | 1;
  row.created_at = now;
  row.unconfirmed = !store::list_authorizations(tx, user).empty();
  store::put_authorization(tx, row);
  tx.notify<AuthorizationNotice>(key, user);
  row = store::find_authorization(tx, key).value_or(row);  // with what its client told
  if (row.unconfirmed) tx.notify<NewAuthorizationNotice>(user, row.hash, now, row.device_model);
  return row;
}

void authorize_along(store::Transaction& tx, const store::AuthorizationRow& parent, AuthKeyId key,
                     std::int32_t now) {
  if (key == parent.auth_key) return;
  end_device(tx, key, false);
  store::AuthorizationRow row;
  row.auth_key = key;
  row.user = parent.user;
  row.parent_key = parent.parent_key != 0 ? parent.parent_key : parent.auth_key;
  row.hash = parent.hash;
  row.created_at = now;
  store::put_authorization(tx, row);
  tx.notify<AuthorizationNotice>(key, parent.user);
}

std::optional<store::AuthorizationRow> device_of(store::Transaction& tx, AuthKeyId key) {
  auto row = store::find_authorization(tx, key);
  if (row && row->parent_key != 0) return store::find_authorization(tx, row->parent_key);
  return row;
}

void log_out(store::Transaction& tx, AuthKeyId key) {
  const auto device = device_of(tx, key);
  end_device(tx, device ? device->auth_key : key, false);
}

Result<void> reset_authorization(store::Transaction& tx, const AccountPolicy& policy, UserId user,
                                 AuthKeyId own_key, std::int64_t hash, std::int32_t now) {
  const auto own = device_of(tx, own_key);
  const auto other = store::find_authorization_by_hash(tx, user, hash);
  if (!own || !other || other->auth_key == own->auth_key) return fail(Err::HASH_INVALID);
  if (!may_end(policy, *own, *other, now)) return fail(Err::FRESH_RESET_AUTHORISATION_FORBIDDEN);
  end_device(tx, other->auth_key, true);
  return {};
}

bool is_fresh(store::Transaction& tx, const AccountPolicy& policy, UserId user, AuthKeyId own_key,
              std::int32_t now) {
  const auto own = device_of(tx, own_key);
  const auto devices = store::list_authorizations(tx, user);
  return own &&
         !std::ranges::all_of(devices, [&](const auto& row) { return may_end(policy, *own, row, now); });
}

Result<void> reset_authorizations(store::Transaction& tx, const AccountPolicy& policy, UserId user,
                                  AuthKeyId own_key, std::int32_t now) {
  const auto own = device_of(tx, own_key);
  if (!own) return fail(Err::AUTH_KEY_UNREGISTERED);
  if (is_fresh(tx, policy, user, own_key, now)) return fail(Err::FRESH_RESET_AUTHORISATION_FORBIDDEN);
  for (const auto& row : store::list_authorizations(tx, user)) {
    if (row.auth_key != own->auth_key) end_device(tx, row.auth_key, true);
  }
  return {};
}

void end_all_authorizations(store::Transaction& tx, UserId user) {
  for (const AuthKeyId key : store::list_user_keys(tx, user)) end_device(tx, key, true);
}

void end_stale_authorizations(store::Transaction& tx, UserId user, std::int32_t now) {
  const auto days = store::find_setting(tx, user, store::Setting::authorization_ttl_days)
                        .value_or(kDefaultAuthorizationTtlDays);
  for (const auto& row : store::list_authorizations(tx, user)) {
    if (std::max(row.active_at, row.created_at) + days * kDay < now) end_device(tx, row.auth_key, true);
  }
}

Result<void> set_authorization_ttl(store::Transaction& tx, UserId user, std::int32_t days) {
  if (days < 1 || days > kMaxTtlDays) return fail(Err::TTL_DAYS_INVALID);
  store::put_setting(tx, user, store::Setting::authorization_ttl_days, days);
  return {};
}

bool is_unconfirmed(const store::AuthorizationRow& row, std::int32_t now) {
  return row.unconfirmed && now - row.created_at < kUnconfirmedFor;
}

}  // namespace botschaft::domain
