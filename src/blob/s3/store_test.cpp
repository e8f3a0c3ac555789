// What is peculiar to S3; the rest is in blob/blobs_test.cpp, of every storage.
#include "blob/s3/store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/random.h"
#include "blob/s3/xml.h"
#include "blob/storages.h"
#include "blob/temporary_directory.h"
#include "crypto/hash.h"
#include "tests/support/child.h"

namespace botschaft::blob {
namespace {

class S3BlobsTest : public testing::Test {
 protected:
  S3Blobs::Options options() { return S3ForTests::get().options(directory_.path() / "spool"); }
  std::filesystem::path file(const Bytes& bytes) {
    const auto path = directory_.path() / "file";
    std::ofstream(path, std::ios::binary) << as_text(bytes);
    return path;
  }
  static Bytes random_bytes(std::size_t size) {
    SeededRandom random(size);
    Bytes bytes(size);
    random.fill(bytes);
    return bytes;
  }

  TemporaryDirectory directory_;
};

TEST_F(S3BlobsTest, TheOperatorIsToldWhatIsWrong) {
  auto wrong_key = options();
  wrong_key.place.secret_key = "another";
  const auto refused = S3Blobs::open(wrong_key);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("refuses the keys"), std::string::npos) << refused.error();
  EXPECT_EQ(refused.error().find("another"), std::string::npos) << "a secret is shown";

  auto wrong_bucket = options();
  wrong_bucket.place.bucket = "nowhere";
  const auto missing = S3Blobs::open(wrong_bucket);
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().find("there is no bucket nowhere"), std::string::npos) << missing.error();
}

TEST_F(S3BlobsTest, WhatItCannotSendStaysWhereItIs) {
  auto& server = S3ForTests::get().server();
  const auto blobs = *S3Blobs::open(options());
  const auto there = random_bytes(1000);
  ASSERT_TRUE(blobs->put(crypto::sha256(there), there));
  const auto large = random_bytes(6 << 20);
  const auto path = file(large);

  server.stop();
  EXPECT_EQ(blobs->put(crypto::sha256(large), path).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_TRUE(std::filesystem::exists(path));
  // Not there and not to be reached are two things: the collector and clients act upon the first.
  Bytes out(10);
  EXPECT_EQ(blobs->read(crypto::sha256(there), 0, out).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_EQ(blobs->size(crypto::sha256(there)).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_EQ(blobs->open(crypto::sha256(there)).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_EQ(blobs->remove(crypto::sha256(there)).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_EQ(blobs->list([](const Hash&, std::int64_t) { return true; }).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_TRUE(S3Blobs::open(options())) << "the server has to start without it";

  server.start();
  EXPECT_EQ(blobs->read(crypto::sha256(there), 0, out), 10U);
  ASSERT_TRUE(blobs->put(crypto::sha256(large), path));
  EXPECT_EQ(blobs->size(crypto::sha256(large)), static_cast<std::int64_t>(large.size()));
}

TEST_F(S3BlobsTest, TheStoreRefusesBytesThatAreDamagedOnTheirWay) {
  const auto blobs = *S3Blobs::open(options());
  const auto bytes = random_bytes(1000);
  const auto other = crypto::sha256(random_bytes(10));
  EXPECT_EQ(blobs->put(other, bytes).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_EQ(blobs->put(other, file(bytes)).error().err, Err::STORE_UNAVAILABLE);
  EXPECT_EQ(blobs->size(other).error().err, Err::BLOB_MISSING);
}

TEST_F(S3BlobsTest, WhatWasHalfSentIsRemoved) {
  const auto here = options();
  const auto blobs = *S3Blobs::open(here);
  S3Requests requests(here.place);
  const auto begun = requests.run(
      {.method = "POST", .key = here.prefix + std::string(64, 'a'), .query = s3_query({{"uploads", ""}})});
  ASSERT_TRUE(begun && begun->good());
  const auto half_sent = [&] {
    const auto answer =
        requests.run({.method = "GET", .query = s3_query({{"uploads", ""}, {"prefix", here.prefix}})});
    EXPECT_TRUE(answer && answer->good());
    return xml_elements(answer->body, "Upload").size();
  };
  EXPECT_EQ(half_sent(), 1U);
  int seen = 0;
  EXPECT_TRUE(blobs->list([&](const Hash&, std::int64_t) { return ++seen > 0; }));
  EXPECT_EQ(seen, 0);
  EXPECT_EQ(half_sent(), 0U);
}

TEST_F(S3BlobsTest, AListGoesOnBehindItsFirstPage) {
  auto few = options();
  few.listed_at_once = 10;
  const auto blobs = *S3Blobs::open(few);
  constexpr int kMany = 25;
  for (int i = 0; i < kMany; ++i) {
    const auto bytes = to_bytes(as_bytes(std::to_string(i)));
    ASSERT_TRUE(blobs->put(crypto::sha256(bytes), bytes));
  }
  std::set<Hash> seen;
  ASSERT_TRUE(blobs->list([&](const Hash& hash, std::int64_t) { return seen.insert(hash).second; }));
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(kMany));
}

// What is fetched whole is in a file for a while.
TEST_F(S3BlobsTest, AFullDiskIsNoReasonToSayThatItIsMissing) {
  const auto bytes = random_bytes(3 << 20);
  auto place = options();
  ASSERT_TRUE((*S3Blobs::open(place))->put(crypto::sha256(bytes), bytes));
  const pid_t child = test::in_child([&] {
    const auto disk = directory_.path() / "disk";
    std::filesystem::create_directory(disk);
    if (!test::mount_tmpfs(disk, "size=4m")) return test::kCannotRunHere;
    if (!test::fill(disk / "ballast", 2 << 20)) return 3;
    place.spool = disk / "spool";
    const auto blobs = *S3Blobs::open(place);
    const auto full = blobs->open(crypto::sha256(bytes));
    if (full || full.error().err != Err::STORAGE_FULL) return 4;
    std::filesystem::remove(disk / "ballast");
    return blobs->open(crypto::sha256(bytes)) ? 0 : 5;  // and nothing of the first is left on the disk
  });
  const int status = test::wait_for(child);
  if (status == test::kCannotRunHere) GTEST_SKIP() << "no user namespaces here";
  EXPECT_EQ(status, 0);
}

TEST(S3Query, IsInTheOrderThatIsSigned) {
  EXPECT_EQ(s3_query({{"uploadId", "a/b+="}, {"partNumber", "7"}}), "partNumber=7&uploadId=a%2Fb%2B%3D");
  EXPECT_EQ(s3_query({{"uploads", ""}}), "uploads=");
}

}  // namespace
}  // namespace botschaft::blob
