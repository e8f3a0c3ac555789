#include "rpc/call_order.h"

#include <gtest/gtest.h>

namespace botschaft::rpc {
namespace {

struct Held {
  int runs = 0;
  bool failed = false;
  CallOrder::Go go() {
    return [this](bool dependency_failed) {
      ++runs;
      failed = dependency_failed;
    };
  }
};

void finish(CallOrder& order, std::int64_t msg_id, bool failed) {
  for (auto& released : order.finished(msg_id, failed)) released.go(released.dependency_failed);
}

TEST(CallOrder, HoldsUntilEveryDependencyIsAnswered) {
  CallOrder order;
  order.started(1);
  order.started(2);
  Held third;
  ASSERT_TRUE(order.hold(3, std::to_array<std::int64_t>({1, 2, 99}), third.go()));
  finish(order, 1, false);
  EXPECT_EQ(third.runs, 0);
  finish(order, 2, false);
  EXPECT_EQ(third.runs, 1);
  EXPECT_FALSE(third.failed);
}

TEST(CallOrder, FailurePassesDownTheChain) {
  CallOrder order;
  order.started(1);
  Held second, third;
  ASSERT_TRUE(order.hold(2, std::to_array<std::int64_t>({1}), second.go()));
  ASSERT_TRUE(order.hold(3, std::to_array<std::int64_t>({2}), third.go()));
  finish(order, 1, true);
  EXPECT_TRUE(second.failed);
  EXPECT_EQ(third.runs, 0);
  finish(order, 2, true);
  EXPECT_TRUE(third.failed);
}

TEST(CallOrder, AnsweredUnknownOrOwnIdsDoNotHold) {
  CallOrder order;
  order.started(1);
  order.finished(1, false);
  Held held;
  EXPECT_FALSE(order.hold(7, std::to_array<std::int64_t>({1, 5, 7}), held.go()));
}

}  // namespace
}  // namespace botschaft::rpc
