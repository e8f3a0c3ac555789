#include "domain/accounts/password.h"

#include <algorithm>

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

bool proves(const store::PasswordRow& row, const store::SrpChallengeRow& stored, const PasswordProof& proof) {
  const auto verifier = verifier_of(row);
  crypto::SrpChallenge challenge;
  if (!verifier || stored.secret.size() != challenge.secret.size() || stored.b.size() != challenge.b.size()) {
    return false;
  }
  std::ranges::copy(stored.secret, challenge.secret.begin());
  std::ranges::copy(stored.b, challenge.b.begin());
  return crypto::srp_proof_is_valid(*verifier, challenge, proof.a, proof.m1);
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

std::optional<PasswordChallenge> start_password_check(store::Transaction& tx, Random& random, UserId user,
                                                      AuthKeyId key, std::int32_t now) {
  auto row = store::find_password(tx, user);
  if (!row) return std::nullopt;
  const auto verifier = verifier_of(*row);
  if (!verifier) return std::nullopt;
  const auto made = crypto::make_srp_challenge(*verifier, random);
  PasswordChallenge challenge{
      .password = *std::move(row), .srp_id = random.next<std::int64_t>(), .b = to_bytes(made.b)};
  store::put_srp_challenge(tx, key,
                           {.srp_id = challenge.srp_id,
                            .user = user,
                            .secret = to_bytes(made.secret),
                            .b = challenge.b,
                            .expires_at = now + kChallengeLifetime});
  return challenge;
}

Result<void> check_password(store::Transaction& tx, const AccountPolicy& policy, UserId user, AuthKeyId key,
                            const std::optional<PasswordProof>& proof, std::int32_t now) {
  auto row = store::find_password(tx, user);
  if (!row) return {};
  if (!proof) return fail(Err::PASSWORD_HASH_INVALID);
  if (now - row->window_start >= policy.password_window_s) {
    row->window_start = now;
    row->wrong_attempts = 0;
  }
  if (row->wrong_attempts >= policy.max_wrong_passwords) {
    return fail(Err::FLOOD_WAIT_X, row->window_start + policy.password_window_s - now);
  }
  const auto challenge = store::find_srp_challenge(tx, key);
  if (!challenge || challenge->user != user || challenge->srp_id != proof->srp_id ||
      challenge->expires_at <= now) {
    return fail(Err::SRP_ID_INVALID);
  }
  store::delete_srp_challenge(tx, key);
  if (proves(*row, *challenge, *proof)) {
    store::update_password_attempts(tx, user, 0, row->window_start);
    return {};
  }
  store::update_password_attempts(tx, user, row->wrong_attempts + 1, row->window_start);
  return fail(Err::PASSWORD_HASH_INVALID);
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
