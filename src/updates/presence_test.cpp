#include "updates/presence.h"

#include <gtest/gtest.h>

namespace botschaft::updates {
namespace {

TEST(Presence, HoldsUntilReplacedOrEnded) {
  Presence presence;
  EXPECT_EQ(presence.online_until(7), 0);
  EXPECT_EQ(presence.set(7, 100), 0);
  EXPECT_EQ(presence.set(7, 160), 100);
  EXPECT_EQ(presence.online_until(7), 160);
  EXPECT_EQ(presence.online_until(23), 0);  // same shard, another person
  EXPECT_EQ(presence.set(7, 0), 160);
  EXPECT_EQ(presence.online_until(7), 0);
  EXPECT_EQ(presence.set(7, 0), 0);
}

}  // namespace
}  // namespace botschaft::updates
