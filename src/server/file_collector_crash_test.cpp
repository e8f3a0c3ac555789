// What kill -9 and a full disk do to the collector. Each case runs in a child process of its own.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <set>

#include "base/random.h"
#include "blob/deposit.h"
#include "blob/disk.h"
#include "blob/temporary_directory.h"
#include "domain/files/file.h"
#include "server/file_collector.h"
#include "store/sqlite/open.h"
#include "tests/support/child.h"

namespace botschaft::server {
namespace {

// Something that names files, as migrations/0016_files.sql says it is done.
constexpr store::Sql kTable{
    "CREATE TABLE holders(id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files(id))"};
constexpr store::Sql kIndex{"CREATE INDEX holders_by_file ON holders(file)"};
constexpr store::Sql kHold{"INSERT INTO holders(id, file) VALUES(?1, ?2)"};
constexpr std::size_t kBlobSize = 3'000;

Bytes content_of(std::int64_t number) {
  SeededRandom random(static_cast<std::uint64_t>(number));
  Bytes bytes(kBlobSize);
  random.fill(bytes);
  return bytes;
}

struct Place {
  explicit Place(const std::filesystem::path& directory)
      : store(*store::open_sqlite({.directory = directory / "data"})),
        blobs(*blob::DiskBlobs::open(directory / "blobs")) {}

  Result<void> write(const store::Command& command) { return store->write_sync(command); }
  Result<void> make_table() {
    return write([](store::Transaction& tx) -> Result<void> {
      tx.run(kTable);
      tx.run(kIndex);
      return {};
    });
  }

  // A file of two blobs, one of which the file before it has, too; held under its number, or by nobody.
  Result<void> add(std::int64_t number, bool held) {
    blob::Deposit deposit(*blobs, pins);
    domain::File file{.kind = domain::FileKind::photo, .uploader = 7};
    for (const auto content : {number, number - 1}) {
      TRY_ASSIGN(const auto kept, deposit.put(content_of(content)));
      file.sizes.push_back({'m', 1, 1, {kept.hash, kept.size}});
    }
    return write([&](store::Transaction& tx) -> Result<void> {
      for (const auto& kept : deposit.kept()) store::keep_blob(tx, {kept.hash, kept.size});
      const auto id = domain::add_file(tx, file, clock.unix_us() / 1000, static_cast<std::uint32_t>(number));
      if (held) tx.run(kHold, number, id);
      return {};
    });
  }

  // A day later. What became a candidate since the last time is taken the next time.
  Result<FileCollector::Report> collect() {
    clock.advance_us(std::int64_t{25} * 3'600 * 1'000'000);
    return FileCollector(*store, *blobs, pins, clock).collect(1'000'000);
  }

  bool there(std::int64_t number) const {
    const auto bytes = content_of(number);
    Bytes copy(bytes.size());
    return blobs->read(crypto::sha256(bytes), 0, copy) == bytes.size() && copy == bytes;
  }

  ManualClock clock{system_clock().unix_us()};
  blob::Pins pins;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<blob::Blobs> blobs;
};

// One file in three is held. Reports those whose commit was answered.
int collect_forever(const std::filesystem::path& directory, int report, std::int64_t first) {
  Place place(directory);
  for (std::int64_t number = first;; ++number) {
    const bool held = number % 3 == 0;
    if (!place.add(number, held)) return 1;
    if (held && write(report, &number, sizeof number) != sizeof number) return 2;
    if (number % 10 == 0 && !place.collect()) return 3;
  }
}

TEST(FileCollectorKillNine, TakesNothingThatIsNamed) {
  constexpr int kRounds = 6;
  blob::TemporaryDirectory directory;
  ASSERT_TRUE(Place(directory.path()).make_table());
  SeededRandom random(12);
  std::set<std::int64_t> held;
  for (std::int64_t round = 1; round <= kRounds; ++round) {
    const auto reports = test::reports_until_killed<std::int64_t>(5 + random.below(30), [&](int report) {
      return collect_forever(directory.path(), report, round * 100'000);
    });
    ASSERT_FALSE(reports.empty()) << "the child ended by itself";
    held.insert(reports.begin(), reports.end());
  }

  Place place(directory.path());
  place.clock.advance_us(std::int64_t{365} * 86'400 * 1'000'000);  // the days of the children are over
  std::int64_t collected = 0;
  for (int day = 0; day < 3; ++day) {
    const auto report = place.collect();
    ASSERT_TRUE(report) << report.error().text();
    collected += report->files;
  }
  const auto strays = FileCollector(*place.store, *place.blobs, place.pins, place.clock).collect_strays();
  ASSERT_TRUE(strays);
  for (const auto number : held) {
    EXPECT_TRUE(place.there(number)) << number;
    EXPECT_TRUE(place.there(number - 1)) << number << " has this one, too";
  }
  // Nothing is left of what nobody names, wherever the kills came.
  std::int64_t listed = 0;
  ASSERT_TRUE(place.blobs->list([&](const blob::Hash&, std::int64_t) { return ++listed > 0; }));
  ASSERT_TRUE(place.store->read_sync([&](store::Transaction& tx) -> Result<void> {
    const auto counts = store::count_files(tx);
    EXPECT_EQ(counts.blobs, listed);
    EXPECT_EQ(counts.graves, 0);
    EXPECT_GE(counts.files, static_cast<std::int64_t>(held.size()));
    EXPECT_LE(counts.files, static_cast<std::int64_t>(held.size()) + kRounds);  // committed, not yet reported
    return {};
  }));
  std::printf("%zu files that are named, all there; %ld of others taken in the end, %ld strays\n",
              held.size(), collected, strays->strays);
}

// Files until there is no room, collection without room, and with it. 0: all as promised.
int survive_full_disk(const std::filesystem::path& disk, const std::filesystem::path& ballast) {
  const auto complain = [](const char* what) {
    std::fprintf(stderr, "%s\n", what);
    return 1;
  };
  Place place(disk);
  if (!place.make_table()) return complain("no table");
  std::set<std::int64_t> held;
  Result<void> added;
  for (std::int64_t number = 3; added && number < 100'000; ++number) {
    added = place.add(number, number % 3 == 0);
    if (added && number % 3 == 0) held.insert(number);
  }
  if (added) return complain("the disk did not fill");
  if (added.error().err != Err::STORAGE_FULL && added.error().err != Err::STORE_UNAVAILABLE)
    return complain("an error that says something else");
  // It may need room for the rows it changes. If it has none, it says so and takes nothing it must not.
  for (int day = 0; day < 2; ++day) {
    const auto report = place.collect();
    if (!report && report.error().err != Err::STORE_UNAVAILABLE) return complain("another error");
  }
  for (const auto number : held) {
    if (!place.there(number)) return complain("lost on the full disk");
  }
  std::filesystem::remove(ballast);
  for (int day = 0; day < 3; ++day) {
    if (!place.collect()) return complain("it did not recover");
  }
  for (const auto number : held) {
    if (!place.there(number)) return complain("lost when there was room");
  }
  std::int64_t files = 0;
  (void)place.store->read_sync([&](store::Transaction& tx) -> Result<void> {
    return files = store::count_files(tx).files, Result<void>();
  });
  // The one more: named by the last commit, if that was not answered.
  const auto named = static_cast<std::int64_t>(held.size());
  if (files < named || files > named + 1) return complain("not all was collected");
  return place.add(1'000'000, true) ? 0 : complain("nothing can be added");
}

TEST(FileCollectorFullDisk, IsSurvived) {
  blob::TemporaryDirectory directory;
  const pid_t child = test::in_child([&] {
    const auto disk = directory.path() / "disk";
    std::filesystem::create_directory(disk);
    if (!test::mount_tmpfs(disk, "size=16m")) return test::kCannotRunHere;
    const auto ballast = disk / "ballast";
    return test::fill(ballast, 8 << 20) ? survive_full_disk(disk, ballast) : 3;
  });
  const int status = test::wait_for(child);
  if (status == test::kCannotRunHere) GTEST_SKIP() << "no user namespaces here";
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace botschaft::server
