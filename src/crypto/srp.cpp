#include "crypto/srp.h"

#include <algorithm>

#include "base/check.h"
#include "crypto/srp_formulas.h"

namespace botschaft::crypto {
namespace {

std::optional<Number2048> padded(ByteView big_endian) {
  if (big_endian.size() > 256) return std::nullopt;
  Number2048 number{};
  std::ranges::copy(big_endian, number.end() - static_cast<std::ptrdiff_t>(big_endian.size()));
  return number;
}

// 1 < number < p - 1: everything else lies in a subgroup of at most two elements.
bool is_nontrivial(const Number2048& number) {
  const Bignum value = to_bignum(number);
  const Bignum largest = to_bignum(dh_prime());
  CHECK(BN_sub_word(largest.get(), 1) == 1);
  return BN_cmp(value.get(), BN_value_one()) > 0 && BN_cmp(value.get(), largest.get()) < 0;
}

Number2048 multiplied(const Number2048& left, const Number2048& right) {
  const Bignum product = new_bignum();
  CHECK(BN_mod_mul(product.get(), to_bignum(left).get(), to_bignum(right).get(), to_bignum(dh_prime()).get(),
                   bignum_scratch()) == 1);
  return to_bytes_2048(product.get());
}

}  // namespace

Number2048 padded_generator() {
  Number2048 g{};
  g.back() = kDhGenerator;
  return g;
}

Bignum srp_masked_verifier(const Number2048& v) {
  Bignum product = new_bignum();
  const Bignum k = to_bignum(sha256({dh_prime(), padded_generator()}));
  CHECK(BN_mod_mul(product.get(), k.get(), to_bignum(v).get(), to_bignum(dh_prime()).get(),
                   bignum_scratch()) == 1);
  return product;
}

Sha256 srp_m1(ByteView salt1, ByteView salt2, const Number2048& a, const Number2048& b,
              const Number2048& shared) {
  Sha256 group = sha256(dh_prime());
  const Sha256 generator = sha256(padded_generator());
  for (std::size_t i = 0; i < group.size(); ++i) group[i] ^= generator[i];
  return sha256({group, sha256(salt1), sha256(salt2), a, b, sha256(shared)});
}

std::optional<Number2048> parse_srp_verifier(ByteView big_endian) {
  const auto number = padded(big_endian);
  if (!number || !is_nontrivial(*number)) return std::nullopt;
  return number;
}

SrpChallenge make_srp_challenge(const SrpVerifier& verifier, Random& random) {
  const Bignum masked = srp_masked_verifier(verifier.v);
  for (;;) {
    SrpChallenge challenge;
    random.fill(challenge.secret);
    const Bignum sum = new_bignum();
    CHECK(BN_mod_add(sum.get(), masked.get(), to_bignum(dh_power_of_generator(challenge.secret)).get(),
                     to_bignum(dh_prime()).get(), bignum_scratch()) == 1);
    challenge.b = to_bytes_2048(sum.get());
    if (dh_public_is_acceptable(challenge.b)) return challenge;  // clients check B as they check g_a
  }
}

bool srp_proof_is_valid(const SrpVerifier& verifier, const SrpChallenge& challenge, ByteView a_bytes,
                        ByteView m1) {
  const auto a = padded(a_bytes);
  if (!a || !is_nontrivial(*a)) return false;
  const Sha256 u = sha256({*a, challenge.b});
  const Number2048 shared = dh_power(multiplied(*a, dh_power(verifier.v, u)), challenge.secret);
  const Sha256 expected = srp_m1(verifier.salt1, verifier.salt2, *a, challenge.b, shared);
  return equal_constant_time(expected, m1);
}

}  // namespace botschaft::crypto
