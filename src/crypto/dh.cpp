#include "crypto/dh.h"

#include <algorithm>

#include "base/check.h"
#include "crypto/bignum.h"

namespace botschaft::crypto {
namespace {

constexpr std::string_view kPrimeHex =
    "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f"
    "48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c37"
    "20fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64"
    "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4"
    "a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754"
    "fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4"
    "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f"
    "0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b";

struct Group {
  Group() {
    CHECK(montgomery != nullptr);
    CHECK(BN_set_bit(smallest.get(), 2048 - 64) == 1);
    CHECK(BN_sub(largest.get(), prime.get(), smallest.get()) == 1);
    CHECK(BN_MONT_CTX_set(montgomery, prime.get(), bignum_scratch()) == 1);
  }

  Bignum prime = to_bignum(dh_prime());
  Bignum smallest = new_bignum();
  Bignum largest = new_bignum();
  BN_MONT_CTX* montgomery = BN_MONT_CTX_new();  // lives as long as the process
};

const Group& group() {
  static const Group value;
  return value;
}

Number2048 power(const BIGNUM* base, ByteView exponent_bytes) {
  const Bignum exponent = to_bignum(exponent_bytes);
  const Bignum result = new_bignum();
  CHECK(BN_mod_exp_mont_consttime(result.get(), base, exponent.get(), group().prime.get(), bignum_scratch(),
                                  group().montgomery) == 1);
  return to_bytes_2048(result.get());
}

}  // namespace

const Number2048& dh_prime() {
  static const Number2048 prime = [] {
    const auto bytes = from_hex(kPrimeHex);
    Number2048 value;
    CHECK(bytes && bytes->size() == value.size());
    std::ranges::copy(*bytes, value.begin());
    return value;
  }();
  return prime;
}

Number2048 dh_power_of_generator(ByteView exponent) {
  static const Bignum generator = to_bignum(std::array<std::uint8_t, 1>{kDhGenerator});
  return power(generator.get(), exponent);
}

Number2048 dh_power(const Number2048& base, ByteView exponent) {
  return power(to_bignum(base).get(), exponent);
}

bool dh_public_is_acceptable(const Number2048& value) {
  const Bignum number = to_bignum(value);
  return BN_cmp(number.get(), group().smallest.get()) > 0 && BN_cmp(number.get(), group().largest.get()) < 0;
}

}  // namespace botschaft::crypto
