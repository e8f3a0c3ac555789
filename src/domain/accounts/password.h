#pragma once
// Two-step verification (core.telegram.org/api/srp). Slow: call from a worker thread, not from the writer's
// batch. check_password() counts a wrong attempt and fails: commit its error.
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/random.h"
#include "domain/accounts/policy.h"
#include "store/passwords.h"

namespace botschaft::domain {

inline constexpr std::size_t kSaltPrefix = 8;     // bytes of salt1 that the server chooses
inline constexpr std::size_t kSaltAddition = 32;  // bytes the client must add
inline constexpr std::size_t kMaxHint = 255;      // bytes

// Where a password may be proven: signed in, or after a right code.
struct PasswordSubject {
  UserId user = 0;
  bool signing_in = false;
};

// AUTH_KEY_UNREGISTERED (401) if the key is neither signed in (`signed_in_user`) nor half-way.
Result<PasswordSubject> password_subject(store::Transaction& tx, AuthKeyId key, UserId signed_in_user,
                                         std::int32_t now);

// Salts for a new password of this user. Derived, so that nothing has to be kept between two calls.
struct NewSalts {
  std::array<std::uint8_t, kSaltPrefix> salt1_prefix;
  std::array<std::uint8_t, 16> salt2;
};
NewSalts new_salts(const AccountPolicy& policy, UserId user);

// The server's half of an exchange that check_password() ends.
struct PasswordChallenge {
  store::PasswordRow password;
  std::int64_t srp_id = 0;
  Bytes b;
};
// Nothing if the user has no password.
std::optional<PasswordChallenge> start_password_check(store::Transaction& tx, Random& random, UserId user,
                                                      AuthKeyId key, std::int32_t now);

struct PasswordProof {
  std::int64_t srp_id = 0;
  Bytes a;
  Bytes m1;
};

// SRP_ID_INVALID, PASSWORD_HASH_INVALID (counted), FLOOD_WAIT_X after too many of them.
// PASSWORD_HASH_INVALID also where there is a password and no proof.
Result<void> check_password(store::Transaction& tx, const AccountPolicy& policy, UserId user, AuthKeyId key,
                            const std::optional<PasswordProof>& proof, std::int32_t now);

struct NewPassword {
  Bytes salt1;
  Bytes salt2;
  Bytes verifier;
  std::string hint;
};

// After check_password(). NEW_SALT_INVALID, NEW_SETTINGS_INVALID. Other keys half-way in have to start again.
Result<void> set_password(store::Transaction& tx, const AccountPolicy& policy, UserId user,
                          const NewPassword& next, std::int32_t now);
void remove_password(store::Transaction& tx, UserId user);

}  // namespace botschaft::domain
