// What survives kill -9, and what a full disk does. Each case runs in a child process of its own.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <semaphore>

#include "base/random.h"
#include "store/events.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"
#include "tests/support/child.h"

namespace botschaft::store {
namespace {

constexpr UserId kOwners = 4;

// An acknowledged command: it appended `pts` to `owner`'s log with this `arg`.
struct Acknowledged {
  std::int64_t arg;
  UserId owner;
  std::int32_t pts;
};

// Writes until it is killed, and reports each acknowledgement as it comes.
int write_forever(const std::filesystem::path& directory, int report, std::int64_t first) {
  auto store = open_sqlite({.directory = directory});
  if (!store) return 1;
  std::counting_semaphore<256> slots(200);
  for (std::int64_t n = first;; ++n) {
    slots.acquire();
    auto entry = std::make_shared<Acknowledged>(Acknowledged{n, n % kOwners + 1, 0});
    (*store)->write(
        [entry](Transaction& tx) -> Result<void> {
          entry->pts = append_event(tx, entry->owner, {.kind = 1, .arg = entry->arg});
          return {};
        },
        [entry, report, &slots](Result<void> result) {
          if (result && write(report, entry.get(), sizeof *entry) != sizeof *entry) std::_Exit(2);
          slots.release();
        });
  }
}

TEST(KillNine, LosesNothingAcknowledged) {
  constexpr int kRounds = 20;
  TemporaryDirectory directory;
  SeededRandom random(20);
  std::vector<Acknowledged> acknowledged;
  for (int round = 0; round < kRounds; ++round) {
    const std::int64_t first = (round + 1) * 1'000'000;
    const auto reports = test::reports_until_killed<Acknowledged>(
        1 + random.below(1500), [&](int report) { return write_forever(directory.data(), report, first); });
    ASSERT_FALSE(reports.empty()) << "the child ended by itself";
    acknowledged.insert(acknowledged.end(), reports.begin(), reports.end());
  }

  auto store = open_sqlite({.directory = directory.data()});
  ASSERT_TRUE(store) << store.error();
  ASSERT_TRUE((*store)->read_sync([&](Transaction& tx) -> Result<void> {
    std::vector<std::vector<Event>> logs;
    for (UserId owner = 0; owner <= kOwners; ++owner) {
      logs.push_back(read_events(tx, owner, 0, 10'000'000));
      for (std::size_t i = 0; i < logs.back().size(); ++i) {
        EXPECT_EQ(logs.back()[i].pts, kEmptyBoxPts + 1 + static_cast<int>(i))
            << "a hole in the log of " << owner;
      }
    }
    for (const Acknowledged& entry : acknowledged) {
      const auto& log = logs[static_cast<std::size_t>(entry.owner)];
      const auto index = static_cast<std::size_t>(entry.pts - kEmptyBoxPts - 1);
      if (index >= log.size() || log[index].arg != entry.arg) {
        ADD_FAILURE() << "lost: owner " << entry.owner << " pts " << entry.pts;
        break;
      }
    }
    return {};
  }));
  EXPECT_GT(acknowledged.size(), static_cast<std::size_t>(kRounds));
  std::printf("%zu acknowledged commands, all there\n", acknowledged.size());
}

Result<void> append_much(Transaction& tx) {
  append_event(tx, 1, {.kind = 1, .data = Bytes(20'000)});
  return {};
}

// Fills the disk with acknowledged commands until it refuses, makes room, and goes on. 0: all as promised.
int survive_full_disk(const std::filesystem::path& directory, const std::function<void()>& fill,
                      const std::function<void()>& make_room) {
  const auto complain = [](const char* what) {
    std::fprintf(stderr, "%s\n", what);
    return 1;
  };
  auto opened = open_sqlite({.directory = directory});
  if (!opened) return complain(opened.error().c_str());
  Store& store = **opened;
  int acknowledged = 0;
  int told = 0;
  store.on_notices([&](auto) { ++told; });
  const Command command = [](Transaction& tx) -> Result<void> {
    struct Appended : Notice {};
    tx.notify<Appended>();
    return append_much(tx);
  };
  fill();
  Result<void> result;
  for (int i = 0; i < 2000 && result; ++i) {
    result = store.write_sync(command);
    if (result) ++acknowledged;
  }
  if (result) return complain("the disk did not fill");
  if (result.error() != Error{Err::STORE_UNAVAILABLE})
    return complain("another error than STORE_UNAVAILABLE");
  for (int i = 0; i < 5; ++i) {
    if (store.write_sync(command)) ++acknowledged;  // a smaller transaction may still fit
  }
  if (told != acknowledged) return complain("something was published that was not acknowledged");

  make_room();
  for (int i = 0; i < 100; ++i) {
    if (!store.write_sync(command)) return complain("the store did not recover");
    ++acknowledged;
  }
  std::int32_t top = 0;
  if (!store.read_sync(
          [&](Transaction& tx) -> Result<void> { return top = top_pts(tx, 1), Result<void>(); })) {
    return complain("cannot read");
  }
  return top == kEmptyBoxPts + acknowledged ? 0 : complain("acknowledged and stored differ");
}

TEST(FullDisk, IsSurvivedAtAFileSizeLimit) {
  TemporaryDirectory directory;
  const pid_t child = test::in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const auto limit_to = [](rlim_t bytes) {
      const rlimit limit{bytes, RLIM_INFINITY};
      setrlimit(RLIMIT_FSIZE, &limit);
    };
    return survive_full_disk(directory.data(), [&] { limit_to(2 << 20); }, [&] { limit_to(RLIM_INFINITY); });
  });
  EXPECT_EQ(test::wait_for(child), 0);
}

TEST(FullDisk, IsSurvivedOnASmallFileSystem) {
  TemporaryDirectory directory;
  const pid_t child = test::in_child([&] {
    const auto disk = directory.path() / "disk";
    std::filesystem::create_directory(disk);
    if (!test::mount_tmpfs(disk, "size=12m")) return test::kCannotRunHere;
    const auto ballast = disk / "ballast";
    return survive_full_disk(
        disk / "data",
        [&] {
          if (!test::fill(ballast, 8 << 20)) std::_Exit(3);
        },
        [&] { std::filesystem::remove(ballast); });
  });
  const int status = test::wait_for(child);
  if (status == test::kCannotRunHere) GTEST_SKIP() << "no user namespaces here";
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace botschaft::store
