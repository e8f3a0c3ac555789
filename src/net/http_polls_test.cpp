#include "net/http_polls.h"

#include <gtest/gtest.h>

#include <array>

namespace botschaft::net {
namespace {

constexpr std::int64_t kMs = 1'000;
constexpr mtproto::HttpWait kAtOnce{0, 0, 0};
constexpr mtproto::HttpWait kLong{100 * kMs, 30 * kMs, 25'000 * kMs};

class Polls : public testing::Test {
 protected:
  void SetUp() override {
    polls.add(a);
    polls.add(b);
  }
  Connection* due(std::int64_t now_ms, std::size_t messages, bool requests = false) {
    return polls.due({now_ms * kMs, messages, requests});
  }
  std::int64_t deadline_ms(std::int64_t now_ms, std::size_t messages, bool requests = false) {
    return *polls.deadline({now_ms * kMs, messages, requests}) / kMs;
  }

  // Never looked into, only told apart.
  std::array<std::max_align_t, 2> memory{};
  Connection& a = reinterpret_cast<Connection&>(memory[0]);
  Connection& b = reinterpret_cast<Connection&>(memory[1]);
  HttpPolls polls;
};

TEST_F(Polls, WithoutHttpWaitAResponseComesWithTheFirstMessageOrAfter25Seconds) {
  polls.ask(a, 0, std::nullopt);
  EXPECT_EQ(due(0, 0), nullptr);
  EXPECT_EQ(deadline_ms(0, 0), 25'000);
  EXPECT_EQ(due(24'999, 0), nullptr);
  EXPECT_EQ(due(25'000, 0), &a);
  EXPECT_EQ(due(7, 1), &a);
  polls.answered(a);
  EXPECT_EQ(due(7, 1), nullptr);
  EXPECT_FALSE(polls.deadline({}));
}

TEST_F(Polls, MessagesAreCollectedAsHttpWaitSays) {
  polls.ask(a, 0, kLong);
  EXPECT_EQ(due(0, 0), nullptr);
  EXPECT_EQ(due(1'000, 1), nullptr);
  EXPECT_EQ(deadline_ms(1'000, 1), 1'030) << "wait_after";
  EXPECT_EQ(due(1'029, 2), nullptr);
  EXPECT_EQ(deadline_ms(1'029, 2), 1'059);
  EXPECT_EQ(due(1'058, 3), nullptr);
  EXPECT_EQ(due(1'087, 4), nullptr);
  EXPECT_EQ(deadline_ms(1'087, 4), 1'100) << "max_delay";
  EXPECT_EQ(due(1'100, 4), &a);
}

TEST_F(Polls, MaxWaitGoesBeforeMaxDelay) {
  polls.ask(a, 0, mtproto::HttpWait{10'000 * kMs, 10'000 * kMs, 500 * kMs});
  EXPECT_EQ(due(499, 1), nullptr);
  EXPECT_EQ(due(500, 1), &a);
}

TEST_F(Polls, WhatWaitedBeforeThePostIsSentAtOnce) {
  EXPECT_EQ(due(0, 1), nullptr) << "nobody asks";
  polls.ask(a, 500 * kMs, kLong);
  EXPECT_EQ(due(500, 1), &a);
}

// TDLib sends requests with max_wait 0 on one connection and waits for answers on another.
TEST_F(Polls, AShortPollIsAnsweredWhileALongOneWaits) {
  polls.ask(a, 0, kLong);
  polls.ask(b, 10 * kMs, kAtOnce);
  EXPECT_EQ(due(10, 0, true), &b);
  polls.answered(b);
  EXPECT_EQ(due(10, 0, true), nullptr);
  EXPECT_EQ(due(50, 1), nullptr);
  EXPECT_EQ(due(80, 1), &a);
}

TEST_F(Polls, TheOneThatWaitsLongestGetsTheMessage) {
  polls.ask(b, 0, std::nullopt);
  polls.ask(a, 1, std::nullopt);
  EXPECT_EQ(due(5, 1), &b);
  polls.answered(b);
  EXPECT_EQ(due(5, 0), nullptr);
  EXPECT_EQ(due(9, 1), &a);
}

TEST_F(Polls, TheLastPostIsKeptForTheRequestsUnderWay) {
  polls.ask(a, 0, std::nullopt);
  EXPECT_EQ(due(1, 1, true), nullptr);
  EXPECT_EQ(deadline_ms(1, 1, true), 25'000);
  EXPECT_EQ(due(2, 2, false), &a);
  polls.ask(a, 2 * kMs, std::nullopt);
  EXPECT_EQ(due(2, 2, true), &a) << "another one remains";
  polls.answered(a);
  EXPECT_EQ(due(2, 1, true), nullptr);
  EXPECT_EQ(due(25'002, 1, true), &a);
}

TEST_F(Polls, OnlySoManyWait) {
  for (std::size_t i = 0; i < HttpPolls::kWaitingMax; ++i) polls.ask(i % 2 == 0 ? b : a, 0, kLong);
  EXPECT_EQ(due(0, 0), nullptr);
  polls.ask(a, 0, kLong);
  EXPECT_EQ(due(0, 0), &b);
  polls.answered(b);
  EXPECT_EQ(due(0, 0), nullptr);
}

TEST_F(Polls, ALostConnectionAsksForNothing) {
  polls.ask(a, 0, kAtOnce);
  polls.ask(a, 0, kAtOnce);
  polls.ask(b, 0, kLong);
  polls.remove(a);
  EXPECT_FALSE(polls.asking(a));
  EXPECT_TRUE(polls.asking(b));
  EXPECT_EQ(due(0, 0), nullptr);
  EXPECT_EQ(polls.connections(), std::vector<Connection*>{&b});
}

}  // namespace
}  // namespace botschaft::net
