#include "base/byte_budget.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>
#include <vector>

namespace botschaft {
namespace {

class ByteBudgetTest : public testing::Test {
 protected:
  void ask(std::int64_t owner, std::int64_t bytes) {
    const int number = next_++;
    EXPECT_TRUE(
        budget_.acquire(owner, bytes, [this, number](Lease lease) { held_[number] = std::move(lease); }));
  }
  void give_back(int number) { const auto lease = held_.extract(number); }
  std::vector<int> held() const {
    std::vector<int> numbers;
    for (const auto& [number, lease] : held_) numbers.push_back(number);
    return numbers;
  }

  ByteBudget budget_{100, 60, 4};
  std::map<int, Lease> held_;
  int next_ = 0;
};

TEST_F(ByteBudgetTest, WhoComesWhenThereIsNoRoomWaitsInOrder) {
  ask(1, 50);
  ask(2, 50);
  ask(3, 30);
  ask(4, 30);
  EXPECT_EQ(held(), (std::vector{0, 1}));
  EXPECT_EQ(budget_.leased(), 100);
  give_back(0);
  EXPECT_EQ(held(), (std::vector{1, 2}));
  give_back(1);
  EXPECT_EQ(held(), (std::vector{2, 3}));
  give_back(2);
  give_back(3);
  EXPECT_EQ(budget_.leased(), 0);
}

TEST_F(ByteBudgetTest, OneOwnerLeavesRoomForOthers) {
  ask(1, 40);
  ask(1, 40);  // more than his share
  ask(2, 40);
  EXPECT_EQ(held(), (std::vector{0, 2}));
  give_back(0);
  EXPECT_EQ(held(), (std::vector{1, 2}));
}

TEST_F(ByteBudgetTest, ALeaseLargerThanAllIsGivenWhenNothingElseIsOut) {
  ask(1, 500);
  EXPECT_EQ(held(), std::vector{0});
  ask(2, 1);
  EXPECT_EQ(held(), std::vector{0});
  give_back(0);
  EXPECT_EQ(held(), std::vector{1});
}

TEST_F(ByteBudgetTest, TooManyAreRefused) {
  ask(1, 50);
  ask(2, 50);
  for (int i = 0; i < 4; ++i) ask(3, 10);
  EXPECT_FALSE(budget_.acquire(4, 10, [](Lease) { FAIL(); }));
  EXPECT_EQ(budget_.try_acquire(5, 1), nullptr);
  give_back(0);
  EXPECT_EQ(held(), (std::vector{1, 2, 3, 4, 5}));
  EXPECT_NE(budget_.try_acquire(5, 1), nullptr);
}

TEST_F(ByteBudgetTest, WhoWaitsAtTheEndIsForgotten) {
  ask(1, 50);
  ask(2, 50);
  ask(3, 50);
  budget_.close();
  give_back(0);
  EXPECT_EQ(held(), std::vector{1});
}

TEST_F(ByteBudgetTest, ManyThreadsStayWithinIt) {
  std::atomic<std::int64_t> out = 0, most = 0;
  std::atomic<int> granted = 0;
  ByteBudget budget(100, 60, 10'000);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1'000; ++i) {
        EXPECT_TRUE(budget.acquire(t, 1 + i % 30, [&, i](Lease) {
          const auto now = out += 1 + i % 30;
          auto seen = most.load();
          while (seen < now && !most.compare_exchange_weak(seen, now)) {
          }
          out -= 1 + i % 30;
          ++granted;
        }));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(granted, 4'000);
  EXPECT_LE(most, 100);
  EXPECT_EQ(budget.leased(), 0);
}

}  // namespace
}  // namespace botschaft
