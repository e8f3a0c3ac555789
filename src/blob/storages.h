#pragma once
// For tests: the storages there are, each empty.
#include <cstdlib>
#include <memory>
#include <ostream>
#include <string>

#include "base/check.h"
#include "blob/disk.h"
#include "blob/s3/store.h"
#include "tests/support/s3_server.h"

namespace botschaft::blob {

// One server for all tests of the program, with a prefix for each.
class S3ForTests {
 public:
  static S3ForTests& get() {
    static S3ForTests only;
    return only;
  }
  ~S3ForTests() {
    server_.reset();
    std::filesystem::remove_all(directory_);
  }

  test::S3Server& server() { return *server_; }
  S3Place place() const {
    return {.endpoint = server_->endpoint(),
            .bucket = test::S3Server::kBucket,
            .region = test::S3Server::kRegion,
            .access_key = test::S3Server::kAccessKey,
            .secret_key = test::S3Server::kSecretKey};
  }
  // Parts as small as S3 has them.
  S3Blobs::Options options(const std::filesystem::path& spool) {
    return {.place = place(),
            .prefix = "test-" + std::to_string(next_prefix_++) + "/",
            .spool = spool,
            .part_bytes = 5 << 20};
  }

 private:
  S3ForTests() {
    std::string pattern = (std::filesystem::temp_directory_path() / "botschaft-s3-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    server_ = std::make_unique<test::S3Server>(directory_);
  }

  std::filesystem::path directory_;
  std::unique_ptr<test::S3Server> server_;
  int next_prefix_ = 0;
};

enum class StorageKind { disk, s3 };
inline void PrintTo(StorageKind kind, std::ostream* out) {
  *out << (kind == StorageKind::disk ? "disk" : "s3");
}

// Opened anew with the same arguments it has what it had.
inline std::unique_ptr<Blobs> open_blobs(const std::filesystem::path& directory,
                                         const std::optional<S3Blobs::Options>& s3) {
  if (!s3) return *DiskBlobs::open(directory);
  return *S3Blobs::open(*s3);
}
inline std::optional<S3Blobs::Options> s3_options(StorageKind kind, const std::filesystem::path& spool) {
  if (kind == StorageKind::disk) return std::nullopt;
  return S3ForTests::get().options(spool);
}

}  // namespace botschaft::blob
