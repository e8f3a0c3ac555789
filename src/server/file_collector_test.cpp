#include "server/file_collector.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "base/random.h"
#include "blob/deposit.h"
#include "blob/disk.h"
#include "blob/temporary_directory.h"
#include "domain/files/file.h"
#include "store/simulated.h"
#include "store/sqlite/open.h"

namespace botschaft::server {
namespace {

// Something that names files, as migrations/0016_files.sql says it is done.
constexpr store::Sql kTable{
    "CREATE TABLE holders(id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files(id))"};
constexpr store::Sql kIndex{"CREATE INDEX holders_by_file ON holders(file)"};
constexpr store::Sql kTrigger{
    "CREATE TRIGGER holders_let_go AFTER DELETE ON holders BEGIN INSERT INTO file_candidates(file, since) "
    "VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0; END"};
constexpr store::Sql kHold{"INSERT INTO holders(file) VALUES(?1)"};
constexpr store::Sql kHeld{"SELECT id, file FROM holders ORDER BY id LIMIT 1 OFFSET ?1"};
constexpr store::Sql kLetGo{"DELETE FROM holders WHERE id = ?1"};

// A clock that other threads may read while one moves it.
class SharedClock final : public Clock {
 public:
  std::int64_t unix_us() const override { return now_us_; }
  std::int64_t monotonic_us() const override { return now_us_; }
  void advance_s(std::int64_t seconds) { now_us_ += seconds * 1'000'000; }

 private:
  std::atomic<std::int64_t> now_us_ = 1'700'000'000'000'000;
};

class FileCollectorTest : public testing::Test {
 protected:
  void SetUp() override {
    store_ = *store::open_sqlite({.directory = directory_.path() / "data"});
    blobs_ = *blob::DiskBlobs::open(directory_.path() / "blobs");
    for (const auto& sql : {kTable, kIndex, kTrigger}) run([&](store::Transaction& tx) { tx.run(sql); });
    collector_.emplace(*store_, *blobs_, pins_, clock_);
  }
  template <class F>
  void run(F f) {
    const auto done =
        store_->write_sync([&](store::Transaction& tx) -> Result<void> { return f(tx), Result<void>(); });
    ASSERT_TRUE(done) << done.error().text();
  }

  // As messages with media do it: the file in a commit of its own, then somebody names it.
  store::FileId add(const std::vector<Bytes>& contents) {
    blob::Deposit deposit(*blobs_, pins_);
    domain::File file{.kind = domain::FileKind::photo, .uploader = 7};
    for (const auto& bytes : contents) {
      const auto kept = deposit.put(bytes);
      EXPECT_TRUE(kept);
      file.sizes.push_back({'m', 1, 1, {kept->hash, kept->size}});
    }
    store::FileId id = 0;
    run([&](store::Transaction& tx) {
      for (const auto& blob : deposit.kept()) store::keep_blob(tx, {blob.hash, blob.size});
      id = domain::add_file(tx, file, clock_.unix_us() / 1000, system_random().next<std::uint32_t>());
    });
    return id;
  }
  void hold(store::FileId id) {
    run([&](store::Transaction& tx) { tx.run(kHold, id); });
  }
  void let_go() {
    run([&](store::Transaction& tx) { tx.run(kLetGo, 1); });
  }
  FileCollector::Report collect() {
    const auto report = collector_->collect(1000);
    EXPECT_TRUE(report) << report.error().text();
    return report.value_or(FileCollector::Report{});
  }
  bool there(const Bytes& bytes) { return blobs_->size(crypto::sha256(bytes)).has_value(); }

  void expect_named_is_there() {
    static constexpr store::Sql kNamed{
        "SELECT DISTINCT b.hash, b.size FROM holders h JOIN file_blobs f ON f.file = h.file "
        "JOIN blobs b ON b.hash = f.blob"};
    run([&](store::Transaction& tx) {
      int named = 0;
      for (auto q = tx.run(kNamed); q.next(); ++named) {
        blob::Hash hash{};
        std::ranges::copy(q.blob(0), hash.begin());
        EXPECT_EQ(blobs_->size(hash), q.int64(1)) << "a blob that is named was taken away";
      }
      EXPECT_GT(named, 0);
    });
  }
  void expect_unnamed_is_gone() {
    std::int64_t listed = 0, rows = -1;
    EXPECT_TRUE(blobs_->list([&](const blob::Hash&, std::int64_t) { return ++listed > 0; }));
    static constexpr store::Sql kCount{
        "SELECT count(DISTINCT f.blob) FROM file_blobs f JOIN holders h ON h.file = f.file"};
    run([&](store::Transaction& tx) {
      auto q = tx.run(kCount);
      if (q.next()) rows = q.int64(0);
    });
    EXPECT_EQ(listed, rows);
  }

  blob::TemporaryDirectory directory_;
  SharedClock clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<blob::Blobs> blobs_;
  blob::Pins pins_;
  std::optional<FileCollector> collector_;
};

TEST_F(FileCollectorTest, WhatNobodyNamesForADayIsTakenAway) {
  const Bytes unused = {1}, used = {2}, shared = {3};
  add({unused, shared});
  hold(add({used, shared}));
  EXPECT_EQ(collect(), FileCollector::Report{});  // from now on they are candidates
  clock_.advance_s(FileCollector::kKept_s + 1);
  const auto rehearsed = collector_->rehearse(1000);
  ASSERT_TRUE(rehearsed);
  EXPECT_EQ(*rehearsed, (FileCollector::Report{.files = 1, .in_use = 1, .blobs = 1, .bytes = 1}));
  EXPECT_TRUE(there(unused));
  EXPECT_EQ(collect(), (FileCollector::Report{.files = 1, .in_use = 1, .blobs = 1, .bytes = 1}));
  EXPECT_FALSE(there(unused));
  EXPECT_TRUE(there(used) && there(shared));
  EXPECT_EQ(collect(), FileCollector::Report{});
  let_go();
  EXPECT_EQ(collect(), FileCollector::Report{});
  clock_.advance_s(FileCollector::kKept_s + 1);
  EXPECT_EQ(collect(), (FileCollector::Report{.files = 1, .blobs = 2, .bytes = 2}));
  EXPECT_FALSE(there(used) || there(shared));
}

TEST_F(FileCollectorTest, AnUploadSavesABlobFromItsGrave) {
  const Bytes bytes = {1};
  const auto hash = crypto::sha256(bytes);
  const auto first = add({bytes});
  run([&](store::Transaction& tx) { (void)store::delete_file(tx, first); });
  {
    blob::Deposit deposit(*blobs_, pins_);
    ASSERT_TRUE(deposit.put(bytes));
    EXPECT_EQ(collect().blobs, 0);  // it is pinned
    EXPECT_TRUE(there(bytes));
    run([&](store::Transaction& tx) { store::keep_blob(tx, {hash, 1}); });
  }
  EXPECT_EQ(collect().blobs, 0);
  EXPECT_TRUE(there(bytes));
}

TEST_F(FileCollectorTest, BytesWithoutARowAreStrays) {
  const Bytes stray = {1}, kept = {2}, pinned = {3};
  ASSERT_TRUE(blobs_->put(crypto::sha256(stray), stray));  // the program ended before the commit
  add({kept});
  blob::Deposit deposit(*blobs_, pins_);
  ASSERT_TRUE(deposit.put(pinned));
  const auto report = collector_->collect_strays();
  ASSERT_TRUE(report);
  EXPECT_EQ(*report, (FileCollector::Report{.bytes = 1, .strays = 1}));
  EXPECT_FALSE(there(stray));
  EXPECT_TRUE(there(kept) && there(pinned));
}

// Several people upload few different contents again and again, name them and let go of them, while files are
// collected, graves emptied and strays looked for, and the days fly by.
TEST_F(FileCollectorTest, NeverTakesWhatIsNamed) {
  constexpr int kUploaders = 3;
  constexpr int kRounds = 150;
  std::atomic<int> working = kUploaders;
  std::vector<std::thread> threads;
  for (int t = 0; t < kUploaders; ++t) {
    threads.emplace_back([&, t] {
      SeededRandom random(static_cast<std::uint64_t>(t));
      for (int round = 0; round < kRounds; ++round) {
        const auto content = [&] { return Bytes(100, static_cast<std::uint8_t>(random.below(40))); };
        const auto id = add({content(), content()});
        // It may be collected before anybody names it, if a day goes by in between; then naming it fails.
        if (random.below(3) > 0) {
          (void)store_->write_sync(
              [&](store::Transaction& tx) -> Result<void> { return tx.run(kHold, id), Result<void>(); });
        }
        if (random.below(3) > 0) {
          run([&](store::Transaction& tx) {
            std::int64_t row = 0;
            if (auto q = tx.run(kHeld, static_cast<int>(random.below(10))); q.next()) row = q.int64(0);
            tx.run(kLetGo, row);
          });
        }
      }
      --working;
    });
  }
  FileCollector::Report sum;
  while (working > 0) {
    clock_.advance_s(FileCollector::kKept_s / 2);
    const auto report = collect();
    sum.files += report.files;
    sum.blobs += report.blobs;
    sum.in_use += report.in_use;
    const auto strays = collector_->collect_strays();
    ASSERT_TRUE(strays);
    sum.strays += strays->strays;
  }
  for (auto& thread : threads) thread.join();
  std::printf("%d files, %d blobs taken away; %d times a file was in use; %d strays\n", int(sum.files),
              int(sum.blobs), int(sum.in_use), int(sum.strays));
  EXPECT_GT(sum.files, 0);
  EXPECT_GT(sum.blobs, 0);
  EXPECT_GT(sum.in_use, 0);
  EXPECT_EQ(sum.strays, 0);
  expect_named_is_there();
  clock_.advance_s(1);
  collect();
  clock_.advance_s(FileCollector::kKept_s + 1);
  collect();
  collect();
  expect_unnamed_is_gone();
}

}  // namespace
}  // namespace botschaft::server
