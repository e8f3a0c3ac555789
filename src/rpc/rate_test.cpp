#include "rpc/rate.h"

#include <gtest/gtest.h>

namespace botschaft::rpc {
namespace {

TEST(RateLimiter, GrantsTheBurstThenTellsHowLongToWait) {
  ManualClock clock;
  RateLimiter limiter(clock, {{"auth", {3, 0.5}}});
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limiter.take("auth", 7));
  const auto refused = limiter.take("auth", 7);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text(), "FLOOD_WAIT_2");
  clock.advance_us(2'000'000);
  EXPECT_TRUE(limiter.take("auth", 7));
  EXPECT_FALSE(limiter.take("auth", 7));
}

TEST(RateLimiter, SubjectsAndClassesAreApart) {
  ManualClock clock;
  RateLimiter limiter(clock, {{"auth", {1, 1}}, {"send", {1, 1}}});
  EXPECT_TRUE(limiter.take("auth", 1));
  EXPECT_TRUE(limiter.take("auth", 2));
  EXPECT_TRUE(limiter.take("send", 1));
  EXPECT_FALSE(limiter.take("auth", 1));
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(limiter.take("unlimited", 1));
}

TEST(RateLimiter, ForgettingNeverRefillsEarly) {
  ManualClock clock;
  RateLimiter limiter(clock, {{"auth", {1, 0.001}}});
  EXPECT_TRUE(limiter.take("auth", 1));
  for (std::uint64_t subject = 2; subject < 400'000; ++subject) (void)limiter.take("auth", subject);
  EXPECT_FALSE(limiter.take("auth", 1));
}

}  // namespace
}  // namespace botschaft::rpc
