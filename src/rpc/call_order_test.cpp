#include "rpc/call_order.h"

#include <gtest/gtest.h>

namespace botschaft::rpc {
namespace {

const Bytes kBody{1, 2, 3, 4};

TEST(CallOrder, HoldsUntilEveryDependencyIsAnswered) {
  CallOrder order;
  order.started(1);
  order.started(2);
  const std::int64_t after[] = {1, 2, 99};
  ASSERT_TRUE(order.hold(3, after, kBody));
  EXPECT_TRUE(order.finished(1, false).empty());
  const auto released = order.finished(2, false);
  ASSERT_EQ(released.size(), 1u);
  EXPECT_EQ(released[0].msg_id, 3);
  EXPECT_EQ(released[0].body, kBody);
  EXPECT_FALSE(released[0].dependency_failed);
}

TEST(CallOrder, FailurePassesDownTheChain) {
  CallOrder order;
  order.started(1);
  const std::int64_t one[] = {1};
  const std::int64_t two[] = {2};
  ASSERT_TRUE(order.hold(2, one, kBody));
  ASSERT_TRUE(order.hold(3, two, kBody));
  const auto second = order.finished(1, true);
  ASSERT_EQ(second.size(), 1u);
  EXPECT_TRUE(second[0].dependency_failed);
  const auto third = order.finished(2, true);
  ASSERT_EQ(third.size(), 1u);
  EXPECT_TRUE(third[0].dependency_failed);
}

TEST(CallOrder, AnsweredOrUnknownDependenciesDoNotHold) {
  CallOrder order;
  order.started(1);
  order.finished(1, false);
  const std::int64_t after[] = {1, 5, 7};
  EXPECT_FALSE(order.hold(7, after, kBody));  // a request that names itself must not wait for ever
}

}  // namespace
}  // namespace botschaft::rpc
