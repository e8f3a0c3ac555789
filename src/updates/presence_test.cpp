#include "updates/presence.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace botschaft::updates {
namespace {

constexpr SessionKey kPhone{1, 10};
constexpr SessionKey kLaptop{2, 20};

class PresenceTest : public testing::Test {
 protected:
  void pass(std::int32_t seconds) { clock_.advance_us(std::int64_t{seconds} * 1'000'000); }

  ManualClock clock_;
  const std::int32_t start_ = clock_.unix_seconds();
  std::vector<std::pair<UserId, Status>> changes_;
  Presence presence_{clock_,
                     [this](UserId user, const Status& status) { changes_.emplace_back(user, status); }};
};

TEST_F(PresenceTest, LastsWhileAnyDeviceIsThere) {
  EXPECT_FALSE(presence_.find(5));
  presence_.go_online(5, kPhone);
  presence_.go_online(5, kLaptop);
  EXPECT_EQ(presence_.find(5), (Status{true, start_ + 300}));
  presence_.go_offline(5, kPhone);
  EXPECT_TRUE(presence_.find(5)->online);
  pass(7);
  presence_.go_offline(5, kLaptop);
  presence_.go_offline(5, kLaptop);
  EXPECT_EQ(presence_.find(5), (Status{false, start_ + 7}));
  EXPECT_EQ(changes_.size(), 2u);
  EXPECT_EQ(changes_[0].second, (Status{true, start_ + 300}));
  EXPECT_EQ(changes_[1].second, (Status{false, start_ + 7}));
}

TEST_F(PresenceTest, KnowsAllWhoAreOnline) {
  presence_.go_online(5, kPhone);
  pass(200);
  presence_.go_online(6, kLaptop);
  presence_.go_online(7, kLaptop);
  presence_.go_offline(7, kLaptop);
  auto online = presence_.online();
  std::ranges::sort(online);
  EXPECT_EQ(online, (std::vector<UserId>{5, 6}));
  pass(150);
  EXPECT_EQ(presence_.online(), (std::vector<UserId>{6}));
}

TEST_F(PresenceTest, EndsUnlessRenewed) {
  presence_.go_online(5, kPhone);
  pass(200);
  presence_.go_online(5, kPhone);  // the end others know is near: they are told the new one
  presence_.go_online(5, kPhone);  // and not again
  EXPECT_EQ(changes_.size(), 2u);
  pass(299);
  presence_.expire();
  EXPECT_TRUE(presence_.find(5)->online);
  pass(1);
  EXPECT_EQ(presence_.find(5), (Status{false, start_ + 500}));  // before expire() has run, too
  EXPECT_EQ(changes_.size(), 2u);
  pass(3);
  presence_.expire();
  presence_.expire();
  EXPECT_EQ(presence_.find(5), (Status{false, start_ + 500}));
  EXPECT_EQ(changes_.size(), 3u);
  EXPECT_EQ(changes_.back().second, (Status{false, start_ + 500}));
}

TEST_F(PresenceTest, HandsOutWhoHasGoneOnce) {
  presence_.go_online(5, kPhone);
  presence_.go_online(6, kLaptop);
  EXPECT_TRUE(presence_.take_unsaved().empty());
  presence_.go_offline(5, kPhone);
  EXPECT_EQ(presence_.take_unsaved(), (std::vector<std::pair<UserId, std::int32_t>>{{5, start_}}));
  EXPECT_TRUE(presence_.find(5));  // the row may not be written yet
  EXPECT_TRUE(presence_.take_unsaved().empty());
  EXPECT_FALSE(presence_.find(5));
  EXPECT_TRUE(presence_.find(6));
}

TEST_F(PresenceTest, ForgetsThatItWasSavedWhenThePersonComesBack) {
  presence_.go_online(5, kPhone);
  presence_.go_offline(5, kPhone);
  EXPECT_EQ(presence_.take_unsaved().size(), 1u);
  presence_.go_online(5, kPhone);
  EXPECT_TRUE(presence_.take_unsaved().empty());
  EXPECT_TRUE(presence_.find(5)->online);
  pass(10);
  presence_.go_offline(5, kPhone);
  EXPECT_EQ(presence_.take_unsaved(), (std::vector<std::pair<UserId, std::int32_t>>{{5, start_ + 10}}));
}

}  // namespace
}  // namespace botschaft::updates
