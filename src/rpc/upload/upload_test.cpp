#include "rpc/upload/files_scene.h"

#include "blob/deposit.h"
#include "rpc/outcome.h"
#include "store/files.h"

namespace botschaft::rpc {
namespace {

class UploadTest : public FilesScene {
 protected:
  Result<bool> save(UserId user, std::int64_t file_id, std::int32_t part, const std::string& bytes) {
    tl::upload_saveFilePart request;
    request.file_id = file_id;
    request.file_part = part;
    request.bytes = bytes;
    return ask(user, request);
  }
  Result<bool> save_big(UserId user, std::int64_t file_id, std::int32_t part, std::int32_t total,
                        const std::string& bytes) {
    tl::upload_saveBigFilePart request;
    request.file_id = file_id;
    request.file_part = part;
    request.file_total_parts = total;
    request.bytes = bytes;
    return ask(user, request);
  }

  const UserId anna_ = person("Anna");
};

TEST_F(UploadTest, PartsBecomeAFile) {
  const std::string first(4096, 'a'), last(100, 'b');
  EXPECT_TRUE(save(anna_, -5, 0, first).value());
  EXPECT_TRUE(save(anna_, -5, 1, last).value());
  auto finished = storage_.uploads->finish(anna_, {.file_id = -5, .parts = 2});
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->hash, crypto::sha256(as_bytes(first + last)));

  EXPECT_TRUE(save_big(anna_, 6, 1, 2, last).value());
  EXPECT_TRUE(save_big(anna_, 6, 0, 2, first).value());
  finished = storage_.uploads->finish(anna_, {.file_id = 6, .parts = 2});
  ASSERT_TRUE(finished);
  EXPECT_EQ(finished->hash, crypto::sha256(as_bytes(first + last)));
}

TEST_F(UploadTest, WhatIsWrongIsNamed) {
  EXPECT_EQ(save(anna_, 1, 0, "").error().err, Err::FILE_PART_EMPTY);
  EXPECT_EQ(save(anna_, 1, 9'000, "x").error().err, Err::FILE_PART_INVALID);
  EXPECT_EQ(save_big(anna_, 1, 0, 9'000, "x").error().err, Err::FILE_PARTS_INVALID);
  EXPECT_EQ(save_big(anna_, 1, 0, 2, std::string(600'000, 'x')).error().err, Err::FILE_PART_TOO_BIG);
  EXPECT_EQ(save_big(anna_, 1, 0, 2, "odd").error().err, Err::FILE_PART_SIZE_INVALID);
}

TEST_F(UploadTest, TheQuotaIsThePersonsOwn) {
  services_.files.person_bytes = 5'000;
  const auto keep = [&](UserId user, const Bytes& bytes) {
    blob::Deposit deposit(*storage_.blobs, storage_.pins);
    ASSERT_TRUE(deposit.put(bytes));
    run([&](store::Transaction& tx) {
      for (const auto& blob : deposit.kept()) store::keep_blob(tx, {blob.hash, blob.size});
      store::insert_file(tx, {.id = user, .uploader = user}, {deposit.kept()[0].hash});
    });
  };
  const UserId ben = person("Ben");
  keep(anna_, Bytes(4'999));
  EXPECT_TRUE(save(anna_, 1, 0, "x"));
  keep(ben, Bytes(5'000));
  EXPECT_EQ(save(ben, 1, 0, "x").error().err, Err::STORAGE_QUOTA_EXCEEDED);
  EXPECT_TRUE(save(anna_, 2, 0, "x"));
}

}  // namespace
}  // namespace botschaft::rpc
