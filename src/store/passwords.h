#pragma once
// Two-step verification: SRP verifiers, keys that still owe a password, and running SRP exchanges.
#include <cstdint>
#include <optional>
#include <string>

#include "store/transaction.h"

namespace botschaft::store {

struct PasswordRow {
  Bytes salt1;
  Bytes salt2;
  Bytes verifier;  // g^x mod p, 256 bytes
  std::string hint;
  std::int32_t changed_at = 0;
  std::int32_t wrong_attempts = 0;  // since window_start
  std::int32_t window_start = 0;
};

std::optional<PasswordRow> find_password(Transaction& tx, UserId user);
void put_password(Transaction& tx, UserId user, const PasswordRow& row);
void delete_password(Transaction& tx, UserId user);
void update_password_attempts(Transaction& tx, UserId user, std::int32_t wrong_attempts,
                              std::int32_t window_start);

struct PasswordPendingRow {
  UserId user = 0;
  std::int32_t expires_at = 0;
};

// A key whose code was right and whose password is still asked for.
std::optional<PasswordPendingRow> find_password_pending(Transaction& tx, AuthKeyId key);
void put_password_pending(Transaction& tx, AuthKeyId key, const PasswordPendingRow& row);
void delete_password_pending(Transaction& tx, AuthKeyId key);

struct SrpChallengeRow {
  std::int64_t srp_id = 0;
  UserId user = 0;
  Bytes secret;  // crypto::SrpChallenge
  Bytes b;
  std::int32_t expires_at = 0;
};

// One running exchange per key; a new one replaces it.
std::optional<SrpChallengeRow> find_srp_challenge(Transaction& tx, AuthKeyId key);
void put_srp_challenge(Transaction& tx, AuthKeyId key, const SrpChallengeRow& row);
void delete_srp_challenge(Transaction& tx, AuthKeyId key);

}  // namespace botschaft::store
