#include "store/files.h"

#include <gtest/gtest.h>

#include "store/simulated.h"

namespace botschaft::store {
namespace {

constexpr UserId kAnna = 7;
constexpr UserId kBen = 8;

// Something that names files, as migrations/0016_files.sql says it is done.
constexpr const char* kHolders[] = {
    "CREATE TABLE holders(id INTEGER PRIMARY KEY, file INTEGER REFERENCES files(id))",
    "CREATE TRIGGER holders_let_go AFTER DELETE ON holders BEGIN "
    "INSERT INTO file_candidates(file, since) VALUES(OLD.file, 0) ON CONFLICT(file) DO UPDATE SET since = 0; "
    "END"};
constexpr Sql kHold{"INSERT INTO holders(id, file) VALUES(?1, ?2)"};
constexpr Sql kLetGo{"DELETE FROM holders WHERE id = ?1"};

BlobHash hash(std::uint8_t first) {
  BlobHash made{};
  made[0] = first;
  return made;
}

class FilesTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* sql : kHolders) {
      const Sql statement{sql};
      write([&](Transaction& tx) { tx.run(statement); });
    }
  }
  template <class F>
  Result<void> try_write(F f) {
    return store_->write_sync([&](Transaction& tx) -> Result<void> { return f(tx), Result<void>(); });
  }
  template <class F>
  void write(F f) {
    const auto done = try_write(f);
    ASSERT_TRUE(done) << done.error().text();
  }
  void add(FileId id, UserId uploader, const std::vector<BlobRow>& blobs) {
    write([&](Transaction& tx) {
      std::vector<BlobHash> hashes;
      for (const auto& blob : blobs) {
        keep_blob(tx, blob);
        hashes.push_back(blob.hash);
      }
      insert_file(tx, {.id = id, .uploader = uploader, .date = 100, .meta = {1, 2}}, hashes);
    });
  }
  Result<std::vector<BlobRow>> remove(FileId id) {
    std::vector<BlobRow> buried;
    TRY(try_write([&](Transaction& tx) { buried = delete_file(tx, id); }));
    return buried;
  }
  std::vector<FileId> due(std::int32_t now) {
    std::vector<FileId> found;
    write([&](Transaction& tx) {
      for (const auto& candidate : due_candidates(tx, now, now - 10, 100)) found.push_back(candidate.file);
    });
    return found;
  }
  std::int64_t usage(UserId user) {
    std::int64_t bytes = 0;
    write([&](Transaction& tx) { bytes = stored_bytes(tx, user); });
    return bytes;
  }

  std::unique_ptr<SimulatedStore> store_ = open_simulated();
};

TEST_F(FilesTest, AFileIsFoundAsItWasAdded) {
  add(5, kAnna, {{hash(1), 10}, {hash(2), 20}, {hash(1), 10}});
  write([](Transaction& tx) {
    const auto row = find_file(tx, 5);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->uploader, kAnna);
    EXPECT_EQ(row->date, 100);
    EXPECT_EQ(row->meta, (Bytes{1, 2}));
    EXPECT_FALSE(find_file(tx, 6));
    EXPECT_EQ(find_blob(tx, hash(2))->size, 20);
    EXPECT_FALSE(find_blob(tx, hash(3)));
  });
  EXPECT_EQ(usage(kAnna), 30);  // the same bytes twice in one file are paid for once
}

TEST_F(FilesTest, AllAreCountedAndListed) {
  add(5, kAnna, {{hash(1), 10}, {hash(2), 20}});
  add(6, kBen, {{hash(3), 30}});
  ASSERT_TRUE(remove(6));
  write([](Transaction& tx) {
    const auto counts = count_files(tx);
    EXPECT_EQ(counts.files, 1);
    EXPECT_EQ(counts.candidates, 1);
    EXPECT_EQ(counts.blobs, 2);
    EXPECT_EQ(counts.bytes, 30);
    EXPECT_EQ(counts.graves, 1);
    EXPECT_EQ(list_blobs(tx, {}, 10).size(), 2U);
    EXPECT_EQ(list_blobs(tx, hash(1), 10).at(0).hash, hash(2));
    EXPECT_EQ(list_blobs(tx, {}, 1).at(0).hash, hash(1));
  });
}

TEST_F(FilesTest, AFileCannotNameBytesThatAreNotThere) {
  const auto done = try_write([](Transaction& tx) { insert_file(tx, {.id = 5}, {hash(1)}); });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().err, Err::ROW_REFERENCED);
}

TEST_F(FilesTest, WhatIsNamedIsNotDeleted) {
  add(5, kAnna, {{hash(1), 10}});
  write([](Transaction& tx) { tx.run(kHold, 1, 5); });
  EXPECT_EQ(remove(5).error().err, Err::ROW_REFERENCED);
  EXPECT_EQ(usage(kAnna), 10);
  write([](Transaction& tx) { EXPECT_TRUE(find_file(tx, 5)); });
  write([](Transaction& tx) { tx.run(kLetGo, 1); });
  EXPECT_EQ(remove(5)->size(), 1U);
  EXPECT_EQ(usage(kAnna), 0);
}

TEST_F(FilesTest, ABlobOfTwoFilesStaysUntilBothAreGone) {
  add(5, kAnna, {{hash(1), 10}, {hash(2), 20}});
  add(6, kBen, {{hash(1), 10}});
  EXPECT_EQ(usage(kBen), 10);  // nobody learns from the quota that the other was there first
  const auto first = remove(5);
  ASSERT_TRUE(first);
  ASSERT_EQ(first->size(), 1U);
  EXPECT_EQ((*first)[0].hash, hash(2));
  EXPECT_EQ((*remove(6))[0].hash, hash(1));
}

TEST_F(FilesTest, AnUploadTakesABlobOutOfItsGrave) {
  add(5, kAnna, {{hash(1), 10}});
  ASSERT_TRUE(remove(5));
  write([](Transaction& tx) {
    EXPECT_TRUE(in_grave(tx, hash(1)));
    EXPECT_EQ(graves(tx, 10).size(), 1U);
    EXPECT_FALSE(find_blob(tx, hash(1)));
  });
  add(6, kBen, {{hash(1), 10}});
  write([](Transaction& tx) {
    EXPECT_FALSE(in_grave(tx, hash(1)));
    EXPECT_TRUE(find_blob(tx, hash(1)));
  });
  ASSERT_TRUE(remove(6));
  write([](Transaction& tx) {
    close_grave(tx, hash(1));
    EXPECT_TRUE(graves(tx, 10).empty());
  });
}

TEST_F(FilesTest, AFileIsACandidateFromItsBirthAndWheneverItIsLetGo) {
  add(5, kAnna, {});
  EXPECT_TRUE(due(1000).empty());
  EXPECT_EQ(due(1011), std::vector<FileId>{5});
  write([](Transaction& tx) {
    tx.run(kHold, 1, 5);
    forget_candidate(tx, {5, 1000});
  });
  EXPECT_TRUE(due(2000).empty());
  write([](Transaction& tx) { tx.run(kLetGo, 1); });
  EXPECT_TRUE(due(3000).empty());
  EXPECT_EQ(due(3011), std::vector<FileId>{5});
  // Let go once more while the collector was looking: it stays a candidate.
  write([](Transaction& tx) {
    tx.run(kHold, 2, 5);
    tx.run(kLetGo, 2);
    forget_candidate(tx, {5, 3000});
  });
  EXPECT_TRUE(due(4000).empty());
  EXPECT_EQ(due(4011), std::vector<FileId>{5});
}

}  // namespace
}  // namespace botschaft::store
