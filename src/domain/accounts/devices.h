#pragma once
// A person's devices: keys becoming signed in, the sessions list, signing out.
#include <cstdint>

#include "base/error.h"
#include "base/random.h"
#include "domain/accounts/policy.h"
#include "store/authorizations.h"

namespace botschaft::domain {

inline constexpr std::int32_t kDefaultAuthorizationTtlDays = 183;
inline constexpr std::int32_t kUnconfirmedFor =
    7 * 86'400;  // seconds after which a new device counts as confirmed

// Signs the key in as a device of its own and tells the user's other devices. What the key was before ends.
store::AuthorizationRow authorize(store::Transaction& tx, Random& random, UserId user, AuthKeyId key,
                                  std::int32_t now);

// Signs `key` in as part of the device that `parent` is: a connection to another data centre.
void authorize_along(store::Transaction& tx, const store::AuthorizationRow& parent, AuthKeyId key,
                     std::int32_t now);

// Signs the whole device out. Its sessions go on, signed out.
void log_out(store::Transaction& tx, AuthKeyId key);

// Signs another device out. HASH_INVALID; FRESH_RESET_AUTHORISATION_FORBIDDEN
// (AccountPolicy::fresh_device_s).
Result<void> reset_authorization(store::Transaction& tx, const AccountPolicy& policy, UserId user,
                                 AuthKeyId own_key, std::int64_t hash, std::int32_t now);

// Signs all devices but this one out; same rule.
Result<void> reset_authorizations(store::Transaction& tx, const AccountPolicy& policy, UserId user,
                                  AuthKeyId own_key, std::int32_t now);

// Whether the device is too young to take the account away from older ones (AccountPolicy::fresh_device_s).
bool is_fresh(store::Transaction& tx, const AccountPolicy& policy, UserId user, AuthKeyId own_key,
              std::int32_t now);

// Without rules: for the account's end, and for the operator.
void end_all_authorizations(store::Transaction& tx, UserId user);

// Devices that were not used for the user's authorization TTL are signed out. Called when the list is looked
// at.
void end_stale_authorizations(store::Transaction& tx, UserId user, std::int32_t now);

// TTL_DAYS_INVALID outside 1..366.
Result<void> set_authorization_ttl(store::Transaction& tx, UserId user, std::int32_t days);

// The device the key belongs to: its own row, or its parent's.
std::optional<store::AuthorizationRow> device_of(store::Transaction& tx, AuthKeyId key);

bool is_unconfirmed(const store::AuthorizationRow& row, std::int32_t now);

}  // namespace botschaft::domain
