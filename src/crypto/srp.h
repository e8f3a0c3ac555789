#pragma once
// Two-step verification passwords: SRP 6a in Telegram's variant, which the protocol names
// passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow (core.telegram.org/api/srp), in the group
// of dh.h. The server stores salts and verifier, never anything the password could be read from.
#include <array>
#include <optional>

#include "base/random.h"
#include "crypto/dh.h"
#include "crypto/hash.h"

namespace botschaft::crypto {

// What an account keeps of its password: v = g^x, x a slow hash of password and salts, computed by the client
// (account.passwordInputSettings.new_password_hash).
struct SrpVerifier {
  Bytes salt1;
  Bytes salt2;
  Number2048 v;
};

// v as a client sent it: a number with 1 < v < p - 1, up to 256 bytes long. Nothing if it is not.
std::optional<Number2048> parse_srp_verifier(ByteView big_endian);

// Account.getPassword's srp_B and the secret exponent to remember until the answer comes. One challenge is
// for one attempt: drop it when it has been answered, rightly or wrongly.
struct SrpChallenge {
  std::array<std::uint8_t, kDhExponentBytes> secret;
  Number2048 b;
};

SrpChallenge make_srp_challenge(const SrpVerifier& verifier, Random& random);

// inputCheckPasswordSRP: whether A and M1 prove knowledge of the password. Malformed numbers prove nothing.
bool srp_proof_is_valid(const SrpVerifier& verifier, const SrpChallenge& challenge, ByteView a, ByteView m1);

}  // namespace botschaft::crypto
