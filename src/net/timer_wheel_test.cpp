#include "net/timer_wheel.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace botschaft::net {
namespace {

struct Probe : TimerWheel::Entry {
  int fired = 0;
  std::function<void()> then;
  void on_deadline() override {
    ++fired;
    if (then) then();
  }
};

TEST(TimerWheel, FiresOnceAndNotEarly) {
  TimerWheel wheel(5'000);
  Probe probe;
  wheel.set(probe, 1'000);
  wheel.advance(5'999);
  EXPECT_EQ(probe.fired, 0);
  wheel.advance(6'000);
  EXPECT_EQ(probe.fired, 1);
  wheel.advance(600'000);
  EXPECT_EQ(probe.fired, 1);
}

TEST(TimerWheel, DeadlinesLongerThanATurnWait) {
  TimerWheel wheel(0);
  Probe probe;
  wheel.set(probe, 900'000);
  for (int now = 0; now < 899'999; now += 1'000) wheel.advance(now);
  EXPECT_EQ(probe.fired, 0);
  wheel.advance(900'000);
  EXPECT_EQ(probe.fired, 1);
}

TEST(TimerWheel, MovingAndClearing) {
  TimerWheel wheel(0);
  Probe moved, cleared;
  wheel.set(moved, 100);
  wheel.set(moved, 5'000);
  wheel.set(cleared, 100);
  cleared.clear_deadline();
  wheel.advance(1'000);
  EXPECT_EQ(moved.fired + cleared.fired, 0);
  wheel.advance(5'000);
  EXPECT_EQ(moved.fired, 1);
}

TEST(TimerWheel, AnEntryMayRearmOrDestroyItselfAndOthers) {
  TimerWheel wheel(0);
  Probe again;
  again.then = [&] {
    if (again.fired < 3) wheel.set(again, 100);
  };
  auto victim = std::make_unique<Probe>();
  Probe killer;
  killer.then = [&] { victim.reset(); };
  wheel.set(killer, 100);
  wheel.set(*victim, 100);
  wheel.set(again, 100);
  wheel.advance(10'000);
  EXPECT_EQ(again.fired, 3);
  EXPECT_EQ(victim, nullptr);
}

}  // namespace
}  // namespace botschaft::net
