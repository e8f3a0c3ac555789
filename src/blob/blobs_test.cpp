// What blobs.h promises, of every storage there is.
#include "blob/blobs.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <thread>

#include "base/random.h"
#include "blob/deposit.h"
#include "blob/pins.h"
#include "blob/storages.h"
#include "blob/temporary_directory.h"
#include "crypto/hash.h"

namespace botschaft::blob {
namespace {

Bytes random_bytes(std::size_t size, std::uint64_t seed) {
  SeededRandom random(seed);
  Bytes bytes(size);
  random.fill(bytes);
  return bytes;
}

class BlobsTest : public testing::TestWithParam<StorageKind> {
 protected:
  void SetUp() override {
    blobs_ = open_blobs(directory_.path() / "blobs", s3_options(GetParam(), directory_.path() / "spool"));
  }

  std::filesystem::path file(const Bytes& bytes) {
    const auto path = directory_.path() / "file";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path;
  }
  Result<Bytes> read(const Hash& hash, std::int64_t offset, std::size_t limit) {
    Bytes bytes(limit);
    TRY_ASSIGN(const auto got, blobs_->read(hash, offset, bytes));
    bytes.resize(got);
    return bytes;
  }
  std::map<Hash, std::int64_t> listed() {
    std::map<Hash, std::int64_t> found;
    EXPECT_TRUE(blobs_->list([&](const Hash& hash, std::int64_t size) { return found[hash] = size, true; }));
    return found;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Blobs> blobs_;
};

TEST_P(BlobsTest, BytesAreReadInAnyRange) {
  const auto bytes = random_bytes(300'000, 1);
  const auto hash = crypto::sha256(bytes);
  ASSERT_TRUE(blobs_->put(hash, bytes));
  EXPECT_EQ(blobs_->size(hash), 300'000);
  for (const auto& [offset, limit] : std::vector<std::pair<std::int64_t, std::size_t>>{
           {0, 300'000}, {0, 1'000'000}, {4096, 4096}, {299'999, 10}, {300'000, 10}, {400'000, 10}, {7, 0}}) {
    const auto got = read(hash, offset, limit);
    ASSERT_TRUE(got);
    const auto begin = std::min<std::size_t>(static_cast<std::size_t>(offset), bytes.size());
    const auto end = std::min(begin + limit, bytes.size());
    EXPECT_TRUE(std::equal(got->begin(), got->end(), bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                           bytes.begin() + static_cast<std::ptrdiff_t>(end)))
        << offset << " " << limit;
  }
  const auto whole = blobs_->open(hash);
  ASSERT_TRUE(whole);
  Bytes copy(bytes.size());
  EXPECT_EQ(whole->read(0, copy), bytes.size());
  EXPECT_EQ(copy, bytes);
}

TEST_P(BlobsTest, AFileIsTakenOver) {
  const auto bytes = random_bytes(100'000, 2);
  const auto hash = crypto::sha256(bytes);
  const auto path = file(bytes);
  ASSERT_TRUE(blobs_->put(hash, path));
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(read(hash, 0, 200'000), bytes);
  file(bytes);  // the same once more
  ASSERT_TRUE(blobs_->put(hash, path));
  EXPECT_FALSE(std::filesystem::exists(path));
  ASSERT_TRUE(blobs_->put(hash, bytes));
  EXPECT_EQ(read(hash, 0, 200'000), bytes);
  EXPECT_EQ(listed().size(), 1U);
}

// To S3 it goes in parts.
TEST_P(BlobsTest, ALargeFileIsTakenOver) {
  const auto bytes = random_bytes((12 << 20) + 7, 4);
  const auto hash = crypto::sha256(bytes);
  const auto path = file(bytes);
  ASSERT_TRUE(blobs_->put(hash, path));
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_EQ(blobs_->size(hash), static_cast<std::int64_t>(bytes.size()));
  const auto across = read(hash, (5 << 20) - 1000, 3000);
  ASSERT_TRUE(across);
  EXPECT_TRUE(std::equal(across->begin(), across->end(), bytes.begin() + (5 << 20) - 1000));
  const auto whole = blobs_->open(hash);
  ASSERT_TRUE(whole);
  Bytes copy(bytes.size() + 1);
  EXPECT_EQ(whole->read(0, copy), bytes.size());
  copy.pop_back();
  EXPECT_EQ(copy, bytes);
}

TEST_P(BlobsTest, WhatIsNotThereIsMissing) {
  const Hash nobody{};
  EXPECT_EQ(read(nobody, 0, 1).error().err, Err::BLOB_MISSING);
  EXPECT_EQ(blobs_->open(nobody).error().err, Err::BLOB_MISSING);
  EXPECT_EQ(blobs_->size(nobody).error().err, Err::BLOB_MISSING);
  EXPECT_TRUE(blobs_->remove(nobody));
  const Bytes bytes = {1, 2, 3};
  const auto hash = crypto::sha256(bytes);
  ASSERT_TRUE(blobs_->put(hash, bytes));
  ASSERT_TRUE(blobs_->remove(hash));
  EXPECT_EQ(blobs_->size(hash).error().err, Err::BLOB_MISSING);
}

TEST_P(BlobsTest, AllAreListed) {
  std::map<Hash, std::int64_t> put;
  for (std::uint64_t i = 0; i < 50; ++i) {
    const auto bytes = random_bytes(i + 1, i);
    const auto hash = crypto::sha256(bytes);
    put[hash] = static_cast<std::int64_t>(bytes.size());
    ASSERT_TRUE(blobs_->put(hash, bytes));
  }
  EXPECT_EQ(listed(), put);
  int seen = 0;
  EXPECT_TRUE(blobs_->list([&](const Hash&, std::int64_t) { return ++seen < 3; }));
  EXPECT_EQ(seen, 3);
}

TEST_P(BlobsTest, ManySmallOnesArePutTogether) {
  std::vector<Bytes> contents;
  for (std::uint64_t i = 0; i < 20; ++i) contents.push_back(random_bytes(100 + i, i));
  ASSERT_TRUE(blobs_->put(crypto::sha256(contents[3]), contents[3]));  // one is there already
  contents.push_back(contents[5]);                                     // and one comes twice
  std::vector<Blobs::Small> small;
  for (const auto& bytes : contents) small.push_back({crypto::sha256(bytes), bytes});
  ASSERT_TRUE(blobs_->put_all(small));
  for (const auto& bytes : contents) EXPECT_EQ(read(crypto::sha256(bytes), 0, 1'000), bytes);
  EXPECT_EQ(listed().size(), 20U);
}

TEST_P(BlobsTest, ManyMayPutTheSameAtOnce) {
  const auto bytes = random_bytes(200'000, 3);
  const auto hash = crypto::sha256(bytes);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { EXPECT_TRUE(blobs_->put(hash, bytes)); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(read(hash, 0, 300'000), bytes);
}

INSTANTIATE_TEST_SUITE_P(Storages, BlobsTest, testing::Values(StorageKind::disk, StorageKind::s3),
                         testing::PrintToStringParamName());

TEST(DiskBlobs, ForgetsWhatWasHalfWritten) {
  TemporaryDirectory directory;
  std::filesystem::create_directories(directory.path() / "blobs" / "new");
  const auto half = directory.path() / "blobs" / "new" / "0";
  std::ofstream(half) << "half";
  auto blobs = DiskBlobs::open(directory.path() / "blobs");
  ASSERT_TRUE(blobs);
  EXPECT_FALSE(std::filesystem::exists(half));
  int seen = 0;
  EXPECT_TRUE((*blobs)->list([&](const Hash&, std::int64_t) { return ++seen > 0; }));
  EXPECT_EQ(seen, 0);
}

TEST(Pins, TheCollectorGetsWhatNobodyHolds) {
  Pins pins;
  const Hash one{1}, other{2};
  auto first = std::make_unique<Pins::Pin>(pins.pin(one));
  auto second = std::make_unique<Pins::Pin>(pins.pin(one));
  EXPECT_FALSE(pins.try_claim(one));
  EXPECT_TRUE(pins.try_claim(other));
  EXPECT_TRUE(pins.try_claim(other));  // let go again
  first.reset();
  EXPECT_FALSE(pins.try_claim(one));
  second.reset();
  auto claim = pins.try_claim(one);
  ASSERT_TRUE(claim);
  EXPECT_FALSE(pins.try_claim(one));
  std::atomic<bool> pinned = false;
  std::thread waiting([&] {
    const auto pin = pins.pin(one);
    pinned = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(pinned);
  claim.reset();
  waiting.join();
  EXPECT_TRUE(pinned);
}

}  // namespace
}  // namespace botschaft::blob
