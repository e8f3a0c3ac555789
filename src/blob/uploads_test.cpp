#include "blob/uploads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <thread>

#include "base/random.h"
#include "blob/deposit.h"
#include "blob/disk.h"
#include "blob/temporary_directory.h"

namespace botschaft::blob {
namespace {

constexpr UserId kAnna = 7;
constexpr UserId kBen = 8;
constexpr std::int32_t kKiB = 1024;

class UploadsTest : public testing::Test {
 protected:
  void SetUp() override {
    blobs_ = *DiskBlobs::open(directory_.path() / "blobs");
    restart();
  }

  // As the end of the process would leave it.
  void restart() {
    uploads_.reset();
    uploads_ = *Uploads::open(directory_.path() / "uploads", limits_, *blobs_, clock_);
  }

  Result<void> save(std::int64_t id, std::int32_t part, ByteView bytes,
                    std::optional<std::int32_t> total = {}, UserId user = kAnna) {
    return uploads_->save_part(user, {.file_id = id, .part = part, .total = total, .bytes = bytes});
  }
  Err error_of(std::int64_t id, std::int32_t part, std::size_t size, std::optional<std::int32_t> total = {}) {
    const auto saved = save(id, part, Bytes(size, 1), total);
    EXPECT_FALSE(saved);
    return saved ? Err::INTERNAL : saved.error().err;
  }
  Result<Finished> finish(std::int64_t id, std::int32_t parts, const std::string& md5 = "") {
    return uploads_->finish(kAnna, {.file_id = id, .parts = parts, .md5 = md5});
  }
  void save_all(std::int64_t id, const Bytes& bytes, std::int32_t part_size) {
    for (std::int32_t part = 0; std::size_t(part) * std::size_t(part_size) < bytes.size(); ++part) {
      ASSERT_TRUE(save(id, part, part_of(bytes, part_size, part)));
    }
  }

  static ByteView part_of(const Bytes& bytes, std::int32_t part_size, std::int32_t part) {
    const auto begin = static_cast<std::size_t>(part) * static_cast<std::size_t>(part_size);
    return ByteView(bytes).subspan(begin, std::min<std::size_t>(bytes.size() - begin, part_size));
  }
  static void expect_same(const Finished& finished, const Bytes& bytes) {
    EXPECT_EQ(finished.size, static_cast<std::int64_t>(bytes.size()));
    EXPECT_EQ(finished.hash, crypto::sha256(bytes));
    Bytes copy(bytes.size() + 1);
    const auto got = finished.file.read(0, copy);
    ASSERT_EQ(got, bytes.size());
    copy.pop_back();
    EXPECT_EQ(copy, bytes);
  }
  Bytes random_bytes(std::size_t size) {
    Bytes bytes(size);
    random_.fill(bytes);
    return bytes;
  }

  TemporaryDirectory directory_;
  ManualClock clock_{system_clock().unix_us()};
  SeededRandom random_{5};
  UploadLimits limits_;
  std::unique_ptr<Blobs> blobs_;
  std::unique_ptr<Uploads> uploads_;
};

// Sizes of parts and of the last one, the order, repetitions and restarts are drawn.
TEST_F(UploadsTest, PartsComeInAnyOrderAndAcrossRestarts) {
  for (std::int64_t round = 0; round < 150; ++round) {
    const auto part_size = static_cast<std::int32_t>(kKiB << random_.below(10));
    const auto parts = static_cast<std::int32_t>(1 + random_.below(part_size > 64 * kKiB ? 6 : 40));
    const auto last = 1 + random_.below(static_cast<std::uint64_t>(part_size));
    const auto bytes =
        random_bytes(static_cast<std::size_t>(parts - 1) * static_cast<std::size_t>(part_size) + last);
    std::vector<std::int32_t> order(static_cast<std::size_t>(parts));
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_.below(i)]);
    if (random_.below(3) == 0) order.insert(order.begin(), parts - 1);  // the last one first
    const bool big = random_.below(2) == 0;
    for (const auto part : order) {
      const auto saved =
          save(round, part, part_of(bytes, part_size, part), big ? std::optional(parts) : std::nullopt);
      ASSERT_TRUE(saved) << saved.error().text() << " part " << part << " of " << parts << " size "
                         << part_size;
      if (random_.below(10) == 0) restart();
    }
    const auto finished = finish(round, parts);
    ASSERT_TRUE(finished) << finished.error().text();
    expect_same(*finished, bytes);
  }
}

TEST_F(UploadsTest, APartThatCannotBeIsRefused) {
  EXPECT_EQ(error_of(1, 0, 0), Err::FILE_PART_EMPTY);
  EXPECT_EQ(error_of(1, 0, kPartMax + 1), Err::FILE_PART_TOO_BIG);
  EXPECT_EQ(error_of(1, -1, 10), Err::FILE_PART_INVALID);
  EXPECT_EQ(error_of(1, 8'000, 10), Err::FILE_PART_INVALID);
  EXPECT_EQ(error_of(1, 0, 10, 0), Err::FILE_PARTS_INVALID);
  EXPECT_EQ(error_of(1, 0, 10, -2), Err::FILE_PARTS_INVALID);
  EXPECT_EQ(error_of(1, 0, 10, 8'001), Err::FILE_PARTS_INVALID);
  EXPECT_EQ(error_of(1, 5, 10, 5), Err::FILE_PART_INVALID);
  EXPECT_EQ(error_of(1, 0, 1000, 2), Err::FILE_PART_SIZE_INVALID);
  EXPECT_EQ(error_of(1, 0, 3 * kKiB, 2), Err::FILE_PART_SIZE_INVALID);  // does not divide 512 KiB
  ASSERT_TRUE(save(1, 0, Bytes(1000), -1));                             // how many there will be is not known
}

TEST_F(UploadsTest, PartsOfOneFileHaveOneSize) {
  ASSERT_TRUE(save(1, 0, Bytes(4 * kKiB)));
  EXPECT_EQ(error_of(1, 1, 8 * kKiB), Err::FILE_PART_SIZE_CHANGED);
  ASSERT_TRUE(save(1, 3, Bytes(1000)));  // hence the last
  EXPECT_EQ(error_of(1, 2, 1000), Err::FILE_PART_SIZE_CHANGED);
  EXPECT_EQ(error_of(1, 4, 4 * kKiB), Err::FILE_PART_SIZE_CHANGED);
  EXPECT_EQ(error_of(1, 4, 100), Err::FILE_PART_SIZE_CHANGED);
  EXPECT_EQ(error_of(1, 3, 1001), Err::FILE_PART_SIZE_CHANGED);
  ASSERT_TRUE(save(1, 1, Bytes(4 * kKiB)));
  EXPECT_EQ(finish(1, 4).error(), (Error{Err::FILE_PART_X_MISSING, 2}));
  ASSERT_TRUE(save(1, 2, Bytes(4 * kKiB)));
  EXPECT_TRUE(finish(1, 4));

  ASSERT_TRUE(save(2, 5, Bytes(1000)));
  EXPECT_EQ(error_of(2, 6, 1000), Err::FILE_PART_SIZE_INVALID);
  EXPECT_EQ(error_of(2, 6, 4 * kKiB), Err::FILE_PART_SIZE_CHANGED);
  EXPECT_EQ(error_of(2, 1, 3 * kKiB), Err::FILE_PART_SIZE_INVALID);
}

TEST_F(UploadsTest, AFileIsFinishedWhenAllItsPartsAreThere) {
  EXPECT_EQ(finish(1, 1).error(), (Error{Err::FILE_PART_X_MISSING, 0}));
  const auto bytes = random_bytes(10 * kKiB);
  save_all(1, bytes, 4 * kKiB);
  EXPECT_EQ(finish(1, 0).error().err, Err::FILE_PARTS_INVALID);
  EXPECT_EQ(finish(1, 8'001).error().err, Err::FILE_PARTS_INVALID);
  EXPECT_EQ(finish(1, 2).error().err, Err::FILE_PARTS_INVALID);
  EXPECT_EQ(finish(1, 4).error(), (Error{Err::FILE_PART_X_MISSING, 3}));
  EXPECT_EQ(finish(1, 3, std::string(32, '0')).error().err, Err::MD5_CHECKSUM_INVALID);
  EXPECT_EQ(finish(1, 3, "no hex").error().err, Err::MD5_CHECKSUM_INVALID);
  const auto md5 = crypto::md5(bytes);
  const auto finished = finish(1, 3, to_hex(md5));
  ASSERT_TRUE(finished);
  expect_same(*finished, bytes);
  EXPECT_EQ(uploads_->finish(kBen, {.file_id = 1, .parts = 3}).error().err, Err::FILE_PART_X_MISSING);
}

TEST_F(UploadsTest, APartMayBeSentAgainWithOtherBytes) {
  auto bytes = random_bytes(10 * kKiB);
  save_all(1, bytes, 4 * kKiB);
  ASSERT_TRUE(finish(1, 3));
  for (const std::int32_t part : {2, 0}) {
    bytes[static_cast<std::size_t>(part) * 4 * kKiB] ^= 1;
    ASSERT_TRUE(save(1, part, part_of(bytes, 4 * kKiB, part)));
    const auto finished = finish(1, 3);
    ASSERT_TRUE(finished);
    expect_same(*finished, bytes);
  }
}

TEST_F(UploadsTest, WhatAPowerFailureHasTakenIsAskedForAgain) {
  const auto bytes = random_bytes(5 * 4 * kKiB);
  save_all(1, bytes, 4 * kKiB);
  uploads_.reset();
  {
    std::fstream data(directory_.path() / "uploads" / "7" / "0000000000000001.data",
                      std::ios::in | std::ios::out | std::ios::binary);
    ASSERT_TRUE(data);
    data.seekp(2 * 4 * kKiB + 17);
    data.put(static_cast<char>(bytes[2 * 4 * kKiB + 17] ^ 1));
  }
  restart();
  EXPECT_EQ(finish(1, 5).error(), (Error{Err::FILE_PART_X_MISSING, 2}));
  restart();
  EXPECT_EQ(finish(1, 5).error(), (Error{Err::FILE_PART_X_MISSING, 2}));
  ASSERT_TRUE(save(1, 2, part_of(bytes, 4 * kKiB, 2)));
  const auto finished = finish(1, 5);
  ASSERT_TRUE(finished);
  expect_same(*finished, bytes);
}

TEST_F(UploadsTest, WhatBecameABlobIsStillKnownByItsName) {
  const auto bytes = random_bytes(10 * kKiB);
  save_all(1, bytes, 4 * kKiB);
  Pins pins;
  for (int round = 0; round < 3; ++round) {
    const auto finished = finish(1, 3);
    ASSERT_TRUE(finished) << finished.error().text();
    expect_same(*finished, bytes);
    Deposit deposit(*blobs_, pins);
    const auto kept = deposit.put(*uploads_, kAnna, *finished);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->hash, finished->hash);
    EXPECT_FALSE(pins.try_claim(kept->hash));
    Bytes copy(bytes.size());
    EXPECT_EQ(blobs_->read(kept->hash, 0, copy), bytes.size());
    EXPECT_EQ(copy, bytes);
    if (round == 1) restart();
  }
  ASSERT_TRUE(save(1, 1, part_of(bytes, 4 * kKiB, 1)));  // a late repetition
  ASSERT_TRUE(finish(1, 3));
  ASSERT_TRUE(blobs_->remove(crypto::sha256(bytes)));  // nobody wanted it
  EXPECT_EQ(finish(1, 3).error(), (Error{Err::FILE_PART_X_MISSING, 0}));
  const auto other = random_bytes(5 * kKiB);  // the client takes the number once more
  save_all(1, other, 4 * kKiB);
  const auto again = finish(1, 2);
  ASSERT_TRUE(again);
  expect_same(*again, other);
}

// Between finish() and keep() the file is looked into, which takes seconds.
TEST_F(UploadsTest, ABlobIsWhatItsNameSaysWhateverComesMeanwhile) {
  const auto bytes = random_bytes(10 * kKiB);
  save_all(1, bytes, 4 * kKiB);
  Pins pins;
  for (const bool restarted : {false, true}) {
    const auto finished = finish(1, 3);
    ASSERT_TRUE(finished);
    auto other = part_of(bytes, 4 * kKiB, 1);
    Bytes forged(other.begin(), other.end());
    forged[17] ^= 1;
    ASSERT_TRUE(save(1, 1, forged));
    if (restarted) restart();
    Deposit deposit(*blobs_, pins);
    EXPECT_EQ(deposit.put(*uploads_, kAnna, *finished).error().err, Err::FILE_PART_X_MISSING);
    EXPECT_EQ(blobs_->size(finished->hash).error().err, Err::BLOB_MISSING);
    ASSERT_TRUE(save(1, 1, other));
  }
  const auto finished = finish(1, 3);
  ASSERT_TRUE(finished);
  Deposit deposit(*blobs_, pins);
  ASSERT_TRUE(deposit.put(*uploads_, kAnna, *finished));
  EXPECT_EQ(blobs_->size(finished->hash), 10 * kKiB);
}

std::ptrdiff_t open_descriptors() {
  using Entries = std::filesystem::directory_iterator;
  return std::distance(Entries("/proc/self/fd"), Entries());
}

TEST_F(UploadsTest, WhatBecameABlobKeepsNoFileOpen) {
  Pins pins;
  const auto before = open_descriptors();
  for (std::int64_t id = 1; id <= 20; ++id) {
    ASSERT_TRUE(save(id, 0, random_bytes(kKiB)));
    const auto finished = finish(id, 1);
    ASSERT_TRUE(finished);
    Deposit deposit(*blobs_, pins);
    ASSERT_TRUE(deposit.put(*uploads_, kAnna, *finished));
  }
  EXPECT_EQ(open_descriptors(), before);
  // One at a standstill is closed, too, while others of the same person go on.
  ASSERT_TRUE(save(21, 0, random_bytes(kKiB)));
  EXPECT_GT(open_descriptors(), before);
  clock_.advance_us(std::int64_t{11} * 60 * 1'000'000);
  ASSERT_TRUE(save(22, 0, random_bytes(kKiB)));
  const auto both = open_descriptors();
  uploads_->collect();
  EXPECT_LT(open_descriptors(), both);
  EXPECT_TRUE(finish(21, 1));
}

TEST_F(UploadsTest, OfOnePersonSoManyAreRememberedAndNoMore) {
  limits_.person_remembered = 3;
  restart();
  Pins pins;
  for (std::int64_t id = 1; id <= 5; ++id) {
    clock_.advance_us(1'000'000);
    ASSERT_TRUE(save(id, 0, random_bytes(kKiB)));
    const auto finished = finish(id, 1);
    ASSERT_TRUE(finished);
    Deposit deposit(*blobs_, pins);
    ASSERT_TRUE(deposit.put(*uploads_, kAnna, *finished));
  }
  EXPECT_EQ(uploads_->total().uploads, 3);
  EXPECT_EQ(finish(2, 1).error().err, Err::FILE_PART_X_MISSING);
  EXPECT_TRUE(finish(3, 1));
  EXPECT_TRUE(finish(5, 1));
}

TEST_F(UploadsTest, OnePersonHasNoMoreUnderWayThanTheLimits) {
  limits_.person_uploads = 3;
  limits_.person_bytes = 20 * kKiB;
  restart();
  for (std::int64_t id = 1; id <= 3; ++id) ASSERT_TRUE(save(id, 0, Bytes(4 * kKiB)));
  EXPECT_EQ(error_of(4, 0, kKiB), Err::FLOOD_WAIT_X);
  ASSERT_TRUE(save(4, 0, Bytes(kKiB), {}, kBen));
  ASSERT_TRUE(save(1, 1, Bytes(4 * kKiB)));  // those under way go on
  ASSERT_TRUE(save(1, 2, Bytes(4 * kKiB)));
  EXPECT_EQ(error_of(1, 3, 4 * kKiB), Err::FLOOD_WAIT_X);
  restart();
  EXPECT_EQ(error_of(4, 0, kKiB), Err::FLOOD_WAIT_X);
  clock_.advance_us(std::int64_t{60} * 1'000'000);
  // One that has been made something of makes room, and then what is at a standstill.
  ASSERT_TRUE(finish(2, 1));
  ASSERT_TRUE(save(4, 0, Bytes(kKiB)));
  EXPECT_EQ(finish(2, 1).error().err, Err::FILE_PART_X_MISSING);
  clock_.advance_us(std::int64_t{16} * 60 * 1'000'000);
  ASSERT_TRUE(save(1, 3, Bytes(4 * kKiB)));
  ASSERT_TRUE(save(5, 0, Bytes(kKiB)));
  EXPECT_EQ(finish(3, 1).error().err, Err::FILE_PART_X_MISSING);
}

TEST_F(UploadsTest, TheDiskIsNotFilled) {
  limits_.free_bytes = std::int64_t{1} << 60;
  restart();
  EXPECT_EQ(error_of(1, 0, kKiB), Err::STORAGE_FULL);
}

TEST_F(UploadsTest, WhatNobodyTouchesForADayIsGivenUp) {
  ASSERT_TRUE(save(1, 0, Bytes(4 * kKiB)));
  ASSERT_TRUE(save(1, 0, Bytes(4 * kKiB), {}, kBen));
  clock_.advance_us(std::int64_t{23} * 3'600 * 1'000'000);
  ASSERT_TRUE(save(2, 0, Bytes(4 * kKiB)));
  uploads_->collect();
  EXPECT_EQ(uploads_->total().uploads, 3);
  EXPECT_TRUE(finish(1, 1));
  clock_.advance_us(std::int64_t{2} * 3'600 * 1'000'000);
  restart();  // Ben has not come back since
  uploads_->collect();
  EXPECT_EQ(finish(1, 1).error().err, Err::FILE_PART_X_MISSING);
  EXPECT_EQ(uploads_->total().uploads, 0);  // their age is that of the files then
  EXPECT_FALSE(std::filesystem::exists(directory_.path() / "uploads" / "8"));
}

TEST_F(UploadsTest, ManyThreadsUploadAtOnce) {
  constexpr std::int32_t kParts = 30;
  const auto bytes = random_bytes(std::size_t{kParts} * 16 * kKiB - 5);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (std::int32_t part = t / 2 % 4; part < kParts; part += 4) {  // each part twice, of two uploads
        EXPECT_TRUE(save(1 + t % 2, part, part_of(bytes, 16 * kKiB, part)));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const std::int64_t id : {1, 2}) {
    const auto finished = finish(id, kParts);
    ASSERT_TRUE(finished) << finished.error().text();
    expect_same(*finished, bytes);
  }
}

}  // namespace
}  // namespace botschaft::blob
