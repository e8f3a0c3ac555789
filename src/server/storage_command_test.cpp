#include "server/storage_command.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "blob/deposit.h"
#include "blob/disk.h"
#include "blob/temporary_directory.h"
#include "domain/files/file.h"
#include "store/simulated.h"

namespace botschaft::server {
namespace {

class StorageCommandTest : public testing::Test {
 protected:
  StoragePlace place() { return {*store_, *blobs_, *uploads_, pins_, clock_}; }
  blob::Hash add(const Bytes& bytes) {
    blob::Deposit deposit(*blobs_, pins_);
    const auto kept = deposit.put(bytes);
    EXPECT_TRUE(kept);
    EXPECT_TRUE(store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      store::keep_blob(tx, {kept->hash, kept->size});
      domain::File file{.content = {kept->hash, kept->size}};
      domain::add_file(tx, file, clock_.unix_us() / 1000, bytes[0]);
      return {};
    }));
    return kept->hash;
  }
  std::filesystem::path path_of(const blob::Hash& hash) {
    const auto name = to_hex(hash);
    return directory_.path() / "blobs" / name.substr(0, 2) / name.substr(2, 2) / name;
  }
  static std::int64_t number(const boost::json::value& value, const char* key) {
    return value.as_object().at(key).as_int64();
  }

  blob::TemporaryDirectory directory_;
  ManualClock clock_;
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  std::unique_ptr<blob::Blobs> blobs_ = *blob::DiskBlobs::open(directory_.path() / "blobs");
  std::unique_ptr<blob::Uploads> uploads_ =
      *blob::Uploads::open(directory_.path() / "uploads", {}, *blobs_, clock_);
  blob::Pins pins_;
};

TEST_F(StorageCommandTest, CountsWhatIsThere) {
  add({1, 2, 3});
  add({2});
  ASSERT_TRUE(uploads_->save_part(7, {.file_id = 1, .part = 0, .bytes = as_bytes("part")}));
  const auto stats = storage_stats(place());
  EXPECT_EQ(number(stats, "files"), 2);
  EXPECT_EQ(number(stats, "bytes"), 4);
  EXPECT_EQ(number(stats, "unused"), 2);
  EXPECT_EQ(number(stats, "uploads"), 1);
}

TEST_F(StorageCommandTest, FindsWhatIsMissingDamagedOrTooMuch) {
  add({1});
  EXPECT_EQ(number(storage_verify(place()), "blobs"), 1);
  std::filesystem::remove(path_of(add({2})));
  std::ofstream(path_of(add({3}))) << "x";
  ASSERT_TRUE(blobs_->put(crypto::sha256(Bytes{4}), Bytes{4}));
  const auto found = storage_verify(place());
  EXPECT_EQ(number(found, "blobs"), 3);
  EXPECT_EQ(number(found, "missing"), 1);
  EXPECT_EQ(number(found, "damaged"), 1);
  EXPECT_EQ(number(found, "strays"), 1);
  EXPECT_EQ(found.as_object().at("wrong").as_array().size(), 2U);
}

TEST_F(StorageCommandTest, SaysWhatWouldBeCollectedAndCollectsIt) {
  add({1});
  EXPECT_EQ(number(storage_gc(place(), true), "files"), 0);
  clock_.advance_us(std::int64_t{25} * 3'600 * 1'000'000);
  EXPECT_EQ(number(storage_gc(place(), true), "blobs"), 1);
  EXPECT_EQ(number(storage_stats(place()), "files"), 1);
  EXPECT_EQ(number(storage_gc(place(), false), "blobs"), 1);
  EXPECT_EQ(number(storage_stats(place()), "blobs"), 0);
}

}  // namespace
}  // namespace botschaft::server
