#include "store/sqlite/group_commit.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <semaphore>

#include "store/simulated.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"

namespace botschaft::store {
namespace {

using sqlite::Connection;
using sqlite::GroupCommit;
using sqlite::Outcome;

constexpr Sql kCreate{"CREATE TABLE numbers(n INTEGER PRIMARY KEY, b BLOB) STRICT"};
constexpr Sql kInsert{"INSERT INTO numbers(n) VALUES(?1)"};
constexpr Sql kInsertBig{"INSERT INTO numbers(n, b) VALUES(?1, zeroblob(?2))"};
constexpr Sql kNumbers{"SELECT n FROM numbers ORDER BY n"};

struct NumberNotice : Notice {
  explicit NumberNotice(std::int64_t number) : n(number) {}
  std::int64_t n;
};

std::vector<std::int64_t> numbers(Transaction& tx) {
  std::vector<std::int64_t> found;
  for (Query row = tx.run(kNumbers); row.next();) found.push_back(row.int64(0));
  return found;
}

Command insert(std::int64_t n) {
  return [n](Transaction& tx) -> Result<void> {
    tx.run(kInsert, n);
    tx.notify<NumberNotice>(n);
    return {};
  };
}

class GroupCommitTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(connection_->execute(kCreate.text), SQLITE_OK); }
  std::vector<std::int64_t> stored() {
    std::vector<std::int64_t> found;
    EXPECT_TRUE(run_read(*connection_, [&](Transaction& tx) -> Result<void> {
      found = numbers(tx);
      return {};
    }));
    return found;
  }

  std::unique_ptr<Connection> connection_ = std::move(*Connection::open("", {.in_memory = true}));
};

TEST_F(GroupCommitTest, UndoesOneCommandAmongOthers) {
  GroupCommit group(*connection_, false);
  group.execute(insert(1));
  group.execute([](Transaction& tx) -> Result<void> {
    tx.run(kInsert, 2);
    return fail(Err::MESSAGE_EMPTY);
  });
  group.execute([](Transaction& tx) -> Result<void> {
    tx.run(kInsert, 3);
    throw std::bad_alloc();
  });
  group.execute(insert(1));  // taken by the first
  group.execute([](Transaction& tx) -> Result<void> {
    EXPECT_EQ(numbers(tx), (std::vector<std::int64_t>{1}));  // sees what was kept so far
    return fail(Err::MESSAGE_EMPTY);
  });
  group.execute(insert(4));
  const std::vector<Outcome> outcomes = group.commit();
  ASSERT_EQ(outcomes.size(), 6u);
  EXPECT_TRUE(outcomes[0].result);
  EXPECT_EQ(outcomes[1].result.error().err, Err::MESSAGE_EMPTY);
  EXPECT_EQ(outcomes[2].result.error().err, Err::INTERNAL);
  EXPECT_EQ(outcomes[3].result.error().err, Err::INTERNAL);
  EXPECT_TRUE(outcomes[3].notices.empty());
  EXPECT_EQ(outcomes[4].result.error().err, Err::MESSAGE_EMPTY);
  EXPECT_TRUE(outcomes[5].result);
  EXPECT_EQ(outcomes[5].notices.size(), 1u);
  EXPECT_EQ(stored(), (std::vector<std::int64_t>{1, 4}));
}

TEST_F(GroupCommitTest, TellsAllThatNothingWasKept) {
  {
    GroupCommit group(*connection_, false);
    group.execute(insert(1));
    group.execute(insert(2));
    for (const Outcome& outcome : group.abandon()) {
      EXPECT_EQ(outcome.result.error().err, Err::STORE_UNAVAILABLE);
      EXPECT_TRUE(outcome.notices.empty());
    }
  }
  EXPECT_TRUE(stored().empty());
}

TEST_F(GroupCommitTest, RollsBackWhenItIsDropped) {
  {
    GroupCommit group(*connection_, false);
    group.execute(insert(1));
  }
  EXPECT_TRUE(stored().empty());
}

TEST_F(GroupCommitTest, AnswersThatTheDatabaseIsFull) {
  ASSERT_EQ(connection_->execute("PRAGMA max_page_count = 10"), SQLITE_OK);
  const auto try_group = [&] {
    GroupCommit group(*connection_, false);
    group.execute(insert(1));
    group.execute([](Transaction& tx) -> Result<void> {
      tx.run(kInsertBig, 2, 1'000'000);
      return {};
    });
    return group.commit();
  };
  const auto full = try_group();
  EXPECT_EQ(full[1].result.error().err, Err::STORE_UNAVAILABLE);
  const bool kept = full[0].result.has_value();
  EXPECT_EQ(stored(), kept ? std::vector<std::int64_t>{1} : std::vector<std::int64_t>{});

  ASSERT_EQ(connection_->execute("PRAGMA max_page_count = 10000; DELETE FROM numbers"), SQLITE_OK);
  for (const Outcome& outcome : try_group()) EXPECT_TRUE(outcome.result);
  EXPECT_EQ(stored(), (std::vector<std::int64_t>{1, 2}));
}

TEST(SimulatedStore, CrashesWhereTheTestWants) {
  Fault next = Fault::none;
  auto store = open_simulated({.fault = [&] { return std::exchange(next, Fault::none); }});
  ASSERT_TRUE(store->write_sync([](Transaction& tx) -> Result<void> {
    tx.run(kCreate);
    return {};
  }));
  int answers = 0;
  int notices = 0;
  const auto try_insert = [&](std::int64_t n) {
    store->on_notices([&](auto) { ++notices; });
    store->write(insert(n), [&](Result<void>) { ++answers; });
  };
  next = Fault::crash_before_commit;
  try_insert(1);
  EXPECT_TRUE(store->crashed());
  try_insert(2);
  store->restart();
  next = Fault::crash_after_commit;
  try_insert(3);
  store->restart();
  EXPECT_EQ(answers, 0);
  EXPECT_EQ(notices, 0);
  next = Fault::commit_fails;
  EXPECT_EQ(store->write_sync(insert(4)).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_EQ(notices, 0);
  try_insert(5);
  EXPECT_EQ(answers, 1);
  EXPECT_EQ(notices, 1);
  EXPECT_TRUE(store->read_sync([](Transaction& tx) -> Result<void> {
    EXPECT_EQ(numbers(tx), (std::vector<std::int64_t>{3, 5}));
    return {};
  }));
}

// A gate at which commands wait, so that a test decides what gathers behind them.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void await_one() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

TEST(SqliteStore, AnswersInCommitOrderWithNoticesFirst) {
  TemporaryDirectory directory;
  auto store = std::move(*open_sqlite({.directory = directory.data()}));
  ASSERT_TRUE(store->write_sync([](Transaction& tx) -> Result<void> {
    tx.run(kCreate);
    return {};
  }));
  std::vector<std::int64_t> heard;  // notices as n, answers as 1000 + n; on the writer's thread alone
  store->on_notices([&](std::vector<std::unique_ptr<Notice>> notices) {
    for (const auto& notice : notices) heard.push_back(dynamic_cast<const NumberNotice&>(*notice).n);
  });
  Gate gate;
  store->write([&](Transaction&) -> Result<void> { return gate.pass(), Result<void>(); }, [](auto) {});
  gate.await_one();
  constexpr int kCount = 300;  // several groups
  for (int n = 0; n < kCount; ++n) {
    store->write(insert(n), [&heard, n](Result<void> result) {
      EXPECT_TRUE(result);
      heard.push_back(1000 + n);
    });
  }
  gate.open();
  ASSERT_TRUE(store->write_sync([](Transaction&) -> Result<void> { return {}; }));  // after all of them
  ASSERT_EQ(heard.size(), 2u * kCount);
  for (int n = 0; n < kCount; ++n) {
    EXPECT_EQ(heard[2u * static_cast<unsigned>(n)], n);
    EXPECT_EQ(heard[2u * static_cast<unsigned>(n) + 1], 1000 + n);
  }
}

TEST(SqliteStore, RefusesWhatDoesNotFitItsQueues) {
  TemporaryDirectory directory;
  auto store = std::move(
      *open_sqlite({.directory = directory.data(), .readers = 1, .write_queue = 3, .read_queue = 2}));
  for (const bool writing : {true, false}) {
    Gate gate;
    std::atomic<int> done = 0;
    int refused = 0;
    const auto ask = [&](Command command, Done answer) {
      writing ? store->write(std::move(command), std::move(answer))
              : store->read(std::move(command), std::move(answer));
    };
    ask([&](Transaction&) -> Result<void> { return gate.pass(), Result<void>(); }, [&](auto) { ++done; });
    gate.await_one();
    for (int i = 0; i < 5; ++i) {
      ask([](Transaction&) -> Result<void> { return {}; },
          [&](Result<void> result) {
            if (result) {
              ++done;
            } else {
              EXPECT_EQ(result.error().err, Err::OVERLOADED);
              ++refused;
            }
          });
    }
    EXPECT_EQ(refused, writing ? 2 : 3);
    gate.open();
    const int expected = writing ? 4 : 3;
    for (int i = 0; i < 5000 && done < expected; ++i) usleep(1000);
    EXPECT_EQ(done, expected);
  }
}

TEST(SqliteStore, ReadsWhatWasAcknowledged) {
  TemporaryDirectory directory;
  auto store = std::move(*open_sqlite({.directory = directory.data()}));
  ASSERT_TRUE(store->write_sync([](Transaction& tx) -> Result<void> {
    tx.run(kCreate);
    return {};
  }));
  for (int n = 1; n <= 200; ++n) {
    ASSERT_TRUE(store->write_sync(insert(n)));
    ASSERT_TRUE(store->read_sync([n](Transaction& tx) -> Result<void> {
      EXPECT_EQ(numbers(tx).size(), static_cast<std::size_t>(n));
      return {};
    }));
  }
}

TEST(SqliteStore, KeepsItsLogShortUnderSteadyLoad) {
  constexpr int kCommands = 3000;  // of 32 KiB each: 24,000 pages
  TemporaryDirectory directory;
  auto store = std::move(*open_sqlite({.directory = directory.data()}));
  ASSERT_TRUE(store->write_sync([](Transaction& tx) -> Result<void> {
    tx.run(kCreate);
    return {};
  }));
  std::counting_semaphore<64> slots(64);
  for (int n = 0; n < kCommands; ++n) {
    slots.acquire();
    store->write(
        [n](Transaction& tx) -> Result<void> {
          tx.run(kInsertBig, n, 32 * 1024);
          return {};
        },
        [&slots](Result<void> result) {
          EXPECT_TRUE(result);
          slots.release();
        });
  }
  for (int i = 0; i < 64; ++i) slots.acquire();
  // The file never shrinks while it is in use, so its size now is the longest the log has been.
  const auto longest = std::filesystem::file_size(directory.data() / "botschaft.db-wal");
  EXPECT_LT(longest, 12'000u * 4096) << "half of what was written";
}

TEST(SqliteStore, FinishesItsQueueAtTheEnd) {
  TemporaryDirectory directory;
  std::atomic<int> done = 0;
  {
    auto store = std::move(*open_sqlite({.directory = directory.data()}));
    for (int i = 0; i < 500; ++i) {
      store->write([](Transaction&) -> Result<void> { return {}; }, [&](auto) { ++done; });
    }
  }
  EXPECT_EQ(done, 500);
}

}  // namespace
}  // namespace botschaft::store
