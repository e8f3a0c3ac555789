#include "mtproto/salts.h"

#include <gtest/gtest.h>

#include <set>

namespace botschaft::mtproto {
namespace {

constexpr std::int32_t kNow = 1'700'000'000 / kSaltPeriod_s * kSaltPeriod_s;  // the first second of a period
constexpr AuthKeyId kKey = 0x1122334455667788;

TEST(Salts, SaltIsAcceptedOnePeriodEarlyAndOnePeriodLate) {
  const DerivedSalts salts(crypto::Key256{}, kKey);
  const std::int64_t salt = salts.current(kNow);
  EXPECT_EQ(salts.current(kNow + kSaltPeriod_s - 1), salt);
  EXPECT_FALSE(salts.accepts(salt, kNow - kSaltPeriod_s - 1));
  EXPECT_TRUE(salts.accepts(salt, kNow - kSaltPeriod_s));
  EXPECT_TRUE(salts.accepts(salt, kNow));
  EXPECT_TRUE(salts.accepts(salt, kNow + 2 * kSaltPeriod_s - 1));
  EXPECT_FALSE(salts.accepts(salt, kNow + 2 * kSaltPeriod_s));
}

TEST(Salts, DifferByKeyPeriodAndServer) {
  crypto::Key256 other_server{};
  other_server[0] = 1;
  const std::set<std::int64_t> seen = {
      DerivedSalts({}, kKey).current(kNow), DerivedSalts({}, kKey).current(kNow + kSaltPeriod_s),
      DerivedSalts({}, kKey + 1).current(kNow), DerivedSalts(other_server, kKey).current(kNow)};
  EXPECT_EQ(seen.size(), 4u);
}

TEST(Salts, AreTheSameAfterARestart) {
  EXPECT_EQ(DerivedSalts({}, kKey).current(kNow), DerivedSalts({}, kKey).current(kNow));
}

TEST(Salts, FutureSaltsBecomeCurrentOneAfterTheOther) {
  const DerivedSalts salts({}, kKey);
  const auto future = salts.future(kNow + 5, 3);
  ASSERT_EQ(future.size(), 3u);
  EXPECT_LE(future[0].valid_since, kNow + 5);
  for (const auto& each : future) {
    EXPECT_EQ(salts.current(each.valid_since), each.salt);
    EXPECT_TRUE(salts.accepts(each.salt, each.valid_until - 1));
    EXPECT_FALSE(salts.accepts(each.salt, each.valid_until));
  }
}

TEST(Salts, NumberOfFutureSaltsIsBounded) {
  const DerivedSalts salts({}, kKey);
  EXPECT_EQ(salts.future(kNow, 1'000'000).size(), 64u);
  EXPECT_EQ(salts.future(kNow, 0).size(), 1u);
  EXPECT_EQ(salts.future(kNow, -7).size(), 1u);
}

TEST(Salts, FirstSaltIsAcceptedOnlyWhileTheKeyIsNew) {
  const DerivedSalts salts({}, kKey, FirstSalt{.salt = 77, .created = kNow});
  EXPECT_TRUE(salts.accepts(77, kNow));
  EXPECT_TRUE(salts.accepts(77, kNow + FirstSalt::kLifetime_s - 1));
  EXPECT_FALSE(salts.accepts(77, kNow + FirstSalt::kLifetime_s));
  EXPECT_FALSE(salts.accepts(78, kNow));
  EXPECT_FALSE(DerivedSalts({}, kKey).accepts(77, kNow));
}

}  // namespace
}  // namespace botschaft::mtproto
