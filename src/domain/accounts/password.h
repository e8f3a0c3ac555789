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

// The server's half of an exchange. Slow and without storage; keep it before it is shown.
struct PasswordChallenge {
  std::int64_t srp_id = 0;
  Bytes secret;
  Bytes b;
};
PasswordChallenge make_password_challenge(const store::PasswordRow& password, Random& random);
void keep_password_challenge(store::Transaction& tx, UserId user, AuthKeyId key,
                             const PasswordChallenge& challenge, std::int32_t now);

// The client's half.
struct PasswordProof {
  std::int64_t srp_id = 0;
  Bytes a;
  Bytes m1;
};

// One attempt, in three steps so that the slow one is outside any transaction.
// 1. Takes the exchange and counts a wrong attempt in advance, so that parallel guesses are counted, too.
//    SRP_ID_INVALID; FLOOD_WAIT_X after too many wrong attempts.
struct PasswordAttempt {
  store::PasswordRow password;
  store::SrpChallengeRow challenge;
};
Result<PasswordAttempt> begin_password_attempt(store::Transaction& tx, const AccountPolicy& policy,
                                               UserId user, AuthKeyId key, std::int64_t srp_id,
                                               std::int32_t now);
// 2. Slow.
bool proves_password(const PasswordAttempt& attempt, const PasswordProof& proof);
// 3. Takes the counted attempts back. SRP_PASSWORD_CHANGED if the password is another one meanwhile.
Result<void> password_proven(store::Transaction& tx, UserId user, const PasswordAttempt& attempt);

struct NewPassword {
  Bytes salt1;
  Bytes salt2;
  Bytes verifier;
  std::string hint;
};

// After password_proven(). NEW_SALT_INVALID, NEW_SETTINGS_INVALID.
Result<void> set_password(store::Transaction& tx, const AccountPolicy& policy, UserId user,
                          const NewPassword& next, std::int32_t now);
void remove_password(store::Transaction& tx, UserId user);

}  // namespace botschaft::domain
