#include "domain/accounts/password.h"

#include <algorithm>

#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/srp.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kChallengeLifetime = 3'600;

std::optional<crypto::SrpVerifier> verifier_of(const store::PasswordRow& row) {
  const auto v = crypto::parse_srp_verifier(row.verifier);
  if (!v) return std::nullopt;
  return crypto::SrpVerifier{.salt1 = row.salt1, .salt2 = row.salt2, .v = *v};
}

}  // namespace

Result<PasswordSubject> password_subject(store::Transaction& tx, AuthKeyId key, UserId signed_in_user,
                                         std::int32_t now) {
  if (signed_in_user != 0) return PasswordSubject{.user = signed_in_user, .signing_in = false};
  const auto pending = store::find_password_pending(tx, key);
  if (!pending || pending->expires_at <= now) return fail(Err::AUTH_KEY_UNREGISTERED);
  return PasswordSubject{.user = pending->user, .signing_in = true};
}

NewSalts new_salts(const AccountPolicy& policy, UserId user) {
  std::array<std::uint8_t, 8> subject;
  store_le(subject.data(), user);
  const auto mac = crypto::hmac_sha256(policy.code_key, {as_bytes("password_salts"), subject});
  NewSalts salts;
  std::copy_n(mac.begin(), salts.salt1_prefix.size(), salts.salt1_prefix.begin());
  std::copy_n(mac.begin() + 8, salts.salt2.size(), salts.salt2.begin());
  return salts;
}

PasswordChallenge make_password_challenge(const store::PasswordRow& password, Random& random) {
  const auto verifier = verifier_of(password);
  CHECK(verifier.has_value());  // set_password() let it in
  const auto made = crypto::make_srp_challenge(*verifier, random);
  return {.srp_id = random.next<std::int64_t>(), .secret = to_bytes(made.secret), .b = to_bytes(made.b)};
}

void keep_password_challenge(store::Transaction& tx, UserId user, AuthKeyId key,
                             const PasswordChallenge& challenge, std::int32_t now) {
  store::put_srp_challenge(tx, key,
                           {.srp_id = challenge.srp_id,
                            .user = user,
                            .secret = challenge.secret,
                            .b = challenge.b,
                            .expires_at = now + kChallengeLifetime});
}

Result<PasswordAttempt> begin_password_attempt(store::Transaction& tx, const AccountPolicy& policy,
                                               UserId user, AuthKeyId key, std::int64_t srp_id,
                                               std::int32_t now) {
  auto row = store::find_password(tx, user);
  auto challenge = store::find_srp_challenge(tx, key);
  if (!row || !challenge || challenge->user != user || challenge->srp_id != srp_id ||
      challenge->expires_at <= now) {
    return fail(Err::SRP_ID_INVALID);
  }
  if (now - row->window_start >= policy.password_window_s) {
    row->window_start = now;
    row->wrong_attempts = 0;
  }
  if (row->wrong_attempts >= policy.max_wrong_passwords) {
    return fail(Err::FLOOD_WAIT_X, row->window_start + policy.password_window_s - now);
  }
  store::delete_srp_challenge(tx, key);
  store::update_password_attempts(tx, user, row->wrong_attempts + 1, row->window_start);
  return PasswordAttempt{.password = *std::move(row), .challenge = *std::move(challenge)};
}

bool proves_password(const PasswordAttempt& attempt, const PasswordProof& proof) {
  const auto verifier = verifier_of(attempt.password);
  crypto::SrpChallenge challenge;
  if (!verifier || attempt.challenge.secret.size() != challenge.secret.size() ||
      attempt.challenge.b.size() != challenge.b.size()) {
    return false;
  }
  std::ranges::copy(attempt.challenge.secret, challenge.secret.begin());
  std::ranges::copy(attempt.challenge.b, challenge.b.begin());
  return crypto::srp_proof_is_valid(*verifier, challenge, proof.a, proof.m1);
}

Result<void> password_proven(store::Transaction& tx, UserId user, const PasswordAttempt& attempt) {
  const auto row = store::find_password(tx, user);
  if (!row || row->verifier != attempt.password.verifier) return fail(Err::SRP_PASSWORD_CHANGED);
  store::update_password_attempts(tx, user, 0, row->window_start);
  return {};
}

Result<void> set_password(store::Transaction& tx, const AccountPolicy& policy, UserId user,
                          const NewPassword& next, std::int32_t now) {
  const auto salts = new_salts(policy, user);
  const bool salts_hold = next.salt1.size() >= kSaltPrefix + kSaltAddition && next.salt1.size() <= 256 &&
                          std::ranges::equal(ByteView(next.salt1).first(kSaltPrefix), salts.salt1_prefix) &&
                          std::ranges::equal(next.salt2, salts.salt2);
  if (!salts_hold) return fail(Err::NEW_SALT_INVALID);
  if (!crypto::parse_srp_verifier(next.verifier) || next.hint.size() > kMaxHint) {
    return fail(Err::NEW_SETTINGS_INVALID);
  }
  store::put_password(tx, user,
                      {.salt1 = next.salt1,
                       .salt2 = next.salt2,
                       .verifier = next.verifier,
                       .hint = next.hint,
                       .changed_at = now,
                       .wrong_attempts = 0,
                       .window_start = now});
  return {};
}

void remove_password(store::Transaction& tx, UserId user) {
  store::delete_password(tx, user);
}

}  // namespace botschaft::domain
