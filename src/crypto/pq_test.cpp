#include "crypto/pq.h"

#include <gtest/gtest.h>

#include <set>

namespace botschaft::crypto {
namespace {

bool is_prime_by_division(std::uint32_t number) {
  for (std::uint64_t d = 2; d * d <= number; ++d) {
    if (number % d == 0) return false;
  }
  return number >= 2;
}

TEST(Pq, PrimalityAgreesWithTrialDivision) {
  for (std::uint32_t n = 0; n < 20'000; ++n) ASSERT_EQ(is_prime(n), is_prime_by_division(n)) << n;
  for (std::uint32_t n = 0x7fffff00; n < 0x80000000; ++n)
    ASSERT_EQ(is_prime(n), is_prime_by_division(n)) << n;
}

TEST(Pq, StrongPseudoprimesToSomeBasesAreCaught) {
  for (const std::uint32_t n : {2047u, 1373653u, 25326001u, 3215031751u}) EXPECT_FALSE(is_prime(n)) << n;
}

TEST(Pq, EachIsAFreshProductOfTwo31BitPrimes) {
  SeededRandom random(1);
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  for (int i = 0; i < 200; ++i) {
    const Pq pq = generate_pq(random);
    EXPECT_LT(pq.p, pq.q);
    EXPECT_TRUE(is_prime(pq.p) && is_prime(pq.q));
    EXPECT_EQ(std::bit_width(pq.p), 31);
    EXPECT_EQ(std::bit_width(pq.q), 31);
    seen.insert({pq.p, pq.q});
  }
  EXPECT_EQ(seen.size(), 200u);
}

// The numbers of core.telegram.org/mtproto/samples-auth_key.
TEST(Pq, BytesAreBigEndian) {
  const Pq pq{.p = 0x494c553b, .q = 0x53911073};
  EXPECT_EQ(to_hex(pq.product()), "17ed48941a08f981");
  EXPECT_TRUE(pq.is_factored_by(*from_hex("494c553b"), *from_hex("53911073")));
  EXPECT_TRUE(pq.is_factored_by(*from_hex("00494c553b"), *from_hex("0000000053911073")));
}

TEST(Pq, WrongFactorsAreRefused) {
  const Pq pq{.p = 0x494c553b, .q = 0x53911073};
  EXPECT_FALSE(pq.is_factored_by(*from_hex("53911073"), *from_hex("494c553b")));
  EXPECT_FALSE(pq.is_factored_by(*from_hex("01"), *from_hex("17ed48941a08f981")));
  EXPECT_FALSE(pq.is_factored_by({}, {}));
  EXPECT_FALSE(pq.is_factored_by(Bytes(1000, 0xff), Bytes(9, 1)));
}

}  // namespace
}  // namespace botschaft::crypto
