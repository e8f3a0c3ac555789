#include "server/due_runner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <future>

#include "store/due.h"
#include "store/events.h"
#include "store/simulated.h"

namespace botschaft::server {
namespace {

using domain::DueGroup;
using domain::DueKind;
using store::Fault;

constexpr DueKind kKind{9001};  // of nobody: the tests execute it
constexpr std::int64_t kOwner = 5;

class Due : public ::testing::Test {
 protected:
  void SetUp() override { connect(); }

  // What a program does when it begins, and again after a crash.
  void connect() {
    runner_ = std::make_unique<DueRunner>(
        *store_, clock_,
        [this](store::Transaction& tx, const DueGroup& group, std::int32_t) { execute(tx, group); });
    store_->on_notices([this](std::vector<std::unique_ptr<store::Notice>> notices) {
      for (const auto& notice : notices) {
        if (const auto* due = dynamic_cast<const domain::DueNotice*>(notice.get())) runner_->noticed(*due);
      }
    });
  }

  // Leaves a durable trace of each: an event of the owner.
  void execute(store::Transaction& tx, const DueGroup& group) {
    largest_ = std::max(largest_, group.ids.size());
    for (const auto id : group.ids) store::append_event(tx, group.owner, {.kind = 1, .arg = id});
  }

  void set(std::int64_t id, std::int32_t at, std::int64_t owner = kOwner) {
    ASSERT_TRUE(store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      domain::set_due(tx, kKind, owner, id, at);
      return {};
    }));
  }

  // Lets time pass as the runner's own thread would: nothing is done before next_at().
  void advance_to(std::int32_t at) {
    clock_.advance_us((std::int64_t{at} - clock_.unix_seconds()) * 1'000'000);
    for (int rounds = 0; runner_->next_at() <= clock_.unix_seconds() && rounds < 100; ++rounds)
      runner_->run();
  }

  std::vector<std::int64_t> done(std::int64_t owner = kOwner) {
    std::vector<std::int64_t> ids;
    EXPECT_TRUE(store_->read_sync([&](store::Transaction& tx) -> Result<void> {
      for (const auto& event : store::read_events(tx, owner, 0, 10'000)) ids.push_back(event.arg);
      return {};
    }));
    return ids;
  }

  std::size_t waiting() {
    std::size_t rows = 0;
    EXPECT_TRUE(store_->read_sync([&](store::Transaction& tx) -> Result<void> {
      rows = store::due_rows(tx, INT32_MAX, 10'000).size();
      return {};
    }));
    return rows;
  }

  Fault next_fault_ = Fault::none;
  std::size_t largest_ = 0;
  ManualClock clock_{1'000'000'000};
  std::unique_ptr<store::SimulatedStore> store_ =
      store::open_simulated({.fault = [this] { return std::exchange(next_fault_, Fault::none); }});
  std::unique_ptr<DueRunner> runner_;
};

using Ids = std::vector<std::int64_t>;

TEST_F(Due, IsDoneWhenItsTimeHasComeAndOnce) {
  set(1, 1010);
  set(2, 1020);
  advance_to(1009);
  EXPECT_EQ(done(), Ids{});
  EXPECT_EQ(runner_->next_at(), 1010);
  advance_to(1010);
  EXPECT_EQ(done(), Ids{1});
  EXPECT_EQ(runner_->next_at(), 1020);
  advance_to(5000);
  EXPECT_EQ(done(), (Ids{1, 2}));
  EXPECT_EQ(runner_->next_at(), DueRunner::kNever);
  EXPECT_EQ(waiting(), 0u);
}

TEST_F(Due, SleepsNoLongerThanTheEarliest) {
  set(1, 2000);
  advance_to(1100);
  set(2, 1200);
  EXPECT_EQ(runner_->next_at(), 1200);
  advance_to(1200);
  EXPECT_EQ(done(), Ids{2});
}

TEST_F(Due, CanBePutOffAndCalledOff) {
  set(1, 1010);
  set(1, 1030);
  set(2, 1010);
  ASSERT_TRUE(store_->write_sync([](store::Transaction& tx) -> Result<void> {
    domain::clear_due(tx, kKind, kOwner, 2);
    return {};
  }));
  advance_to(1020);
  EXPECT_EQ(done(), Ids{});
  advance_to(1030);
  EXPECT_EQ(done(), Ids{1});
}

TEST_F(Due, ComesInTheOrderOfTimeGroupedByOwner) {
  for (int id = 1; id <= 250; ++id) set(id, 1010);
  set(1, 1011, kOwner + 1);
  set(300, 1012);
  advance_to(1020);
  EXPECT_EQ(done().size(), 251u);
  EXPECT_EQ(done().back(), 300);
  EXPECT_EQ(done(kOwner + 1), Ids{1});
  EXPECT_EQ(largest_, 100u);  // no transaction is longer
}

TEST_F(Due, SurvivesCrashesOnEitherSideOfTheCommit) {
  set(1, 1010);
  set(2, 1011, kOwner + 1);
  clock_.advance_us(20'000'000);
  next_fault_ = Fault::crash_before_commit;
  runner_->run();
  ASSERT_TRUE(store_->crashed());
  store_->restart();
  connect();
  EXPECT_EQ(done(), Ids{});
  next_fault_ = Fault::crash_after_commit;
  runner_->run();
  ASSERT_TRUE(store_->crashed());
  store_->restart();
  connect();
  EXPECT_EQ(done(), Ids{1});
  advance_to(clock_.unix_seconds());
  EXPECT_EQ(done(), Ids{1});
  EXPECT_EQ(done(kOwner + 1), Ids{2});
}

TEST_F(Due, TriesAgainAfterTheStoreHasRefused) {
  set(1, 1010);
  clock_.advance_us(10'000'000);
  next_fault_ = Fault::commit_fails;
  runner_->run();
  EXPECT_EQ(done(), Ids{});
  EXPECT_EQ(runner_->next_at(), 1010 + DueRunner::kRetry_s);
  advance_to(1010 + DueRunner::kRetry_s);
  EXPECT_EQ(done(), Ids{1});
}

TEST_F(Due, IsDoneByTheThreadWithoutAnybodyCalling) {
  runner_ = nullptr;
  std::promise<std::int64_t> executed;
  DueRunner runner(*store_, system_clock(), [&](store::Transaction&, const DueGroup& group, std::int32_t) {
    executed.set_value(group.ids.front());
  });
  store_->on_notices([&](std::vector<std::unique_ptr<store::Notice>> notices) {
    for (const auto& notice : notices) runner.noticed(dynamic_cast<const domain::DueNotice&>(*notice));
  });
  set(7, system_clock().unix_seconds() + 1);
  runner.start();
  auto result = executed.get_future();
  ASSERT_EQ(result.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  EXPECT_EQ(result.get(), 7);
  runner.stop();
}

}  // namespace
}  // namespace botschaft::server
