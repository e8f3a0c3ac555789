#include "crypto/dh.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "crypto/bignum.h"

namespace botschaft::crypto {
namespace {

TEST(Dh, PrimeIsSafeAndThreeGeneratesItsPrimeOrderSubgroup) {
  const Bignum prime = to_bignum(dh_prime());
  EXPECT_EQ(BN_num_bits(prime.get()), 2048);
  EXPECT_EQ(BN_check_prime(prime.get(), nullptr, nullptr), 1);
  const Bignum half = new_bignum();
  ASSERT_EQ(BN_rshift1(half.get(), prime.get()), 1);
  EXPECT_EQ(BN_check_prime(half.get(), nullptr, nullptr), 1);
  EXPECT_EQ(BN_mod_word(prime.get(), 3), 2u);  // the document's condition for g = 3
}

TEST(Dh, SmallPowers) {
  Number2048 nine{};
  nine.back() = 9;
  EXPECT_EQ(dh_power_of_generator(Bytes{2}), nine);
  Number2048 eighty_one{};
  eighty_one.back() = 81;
  EXPECT_EQ(dh_power(nine, Bytes{0, 2}), eighty_one);
}

TEST(Dh, BothSidesReachTheSameKeyWithExponentsOfEitherSize) {
  SeededRandom random(1);
  Bytes a(kDhExponentBytes);
  Bytes b(256);
  random.fill(a);
  random.fill(b);
  const Number2048 shared = dh_power(dh_power_of_generator(a), b);
  EXPECT_EQ(shared, dh_power(dh_power_of_generator(b), a));
  EXPECT_NE(shared, dh_power_of_generator(a));
}

// The bounds are exclusive: 2^1984 and p - 2^1984 themselves are refused.
TEST(Dh, PublicValuesOutsideTheGuidelinesBoundsAreRefused) {
  Number2048 low{};
  low[7] = 1;  // 2^1984
  EXPECT_FALSE(dh_public_is_acceptable(low));
  low.back() = 1;
  EXPECT_TRUE(dh_public_is_acceptable(low));

  Number2048 high = dh_prime();
  --high[7];  // p - 2^1984
  EXPECT_FALSE(dh_public_is_acceptable(high));
  --high.back();
  EXPECT_TRUE(dh_public_is_acceptable(high));

  EXPECT_FALSE(dh_public_is_acceptable(Number2048{}));
  EXPECT_FALSE(dh_public_is_acceptable(dh_prime()));
}

}  // namespace
}  // namespace botschaft::crypto
