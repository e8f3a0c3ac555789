// A small flood in which nothing may be lost; how fast it is, bench/desk_flood measures.
#include <gtest/gtest.h>

#include "flood.h"

namespace botschaft::test {
namespace {

TEST(Flood, NothingIsLostAndNothingEntersTwice) {
  const Flood flood{
      .notices = 3'000, .targets = 60, .orders = 20, .kills = 2, .per_second = 1'000, .connections = 24};
  const auto outcome = run_flood(BOTSCHAFT_PROGRAM, flood);
  SCOPED_TRACE(report(flood, outcome));
  for (const auto& fault : outcome.faults) ADD_FAILURE() << fault;
  EXPECT_EQ(outcome.receipts, flood.notices + flood.orders);
  EXPECT_EQ(outcome.in_log, outcome.receipts);
  EXPECT_EQ(outcome.cases, flood.targets);
  EXPECT_EQ(outcome.counted, flood.notices) << "each once, however often it was sent";
  EXPECT_EQ(outcome.told, flood.notices);
  EXPECT_EQ(outcome.orders.ms.size(), static_cast<std::size_t>(flood.orders));
  EXPECT_GT(outcome.repeated, 0) << "the kills hit something";
}

}  // namespace
}  // namespace botschaft::test
