#include "server/files.h"

#include <cstdlib>
#include <fstream>

#include "blob/disk.h"
#include "blob/s3/store.h"

namespace botschaft::server {
namespace {

struct Keys {
  std::string access;
  std::string secret;
};

std::expected<Keys, std::string> s3_keys(const std::string& file) {
  Keys keys;
  if (file.empty()) {
    const char* access = std::getenv("AWS_ACCESS_KEY_ID");
    const char* secret = std::getenv("AWS_SECRET_ACCESS_KEY");
    if (access == nullptr || secret == nullptr)
      return std::unexpected(
          "storage.s3_key_file is empty, and AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
    return Keys{access, secret};
  }
  std::ifstream in(file);
  if (!std::getline(in, keys.access) || !std::getline(in, keys.secret) || keys.access.empty() ||
      keys.secret.empty())
    return std::unexpected("storage.s3_key_file: " + file + " has no two lines, or cannot be read");
  return keys;
}

std::expected<std::unique_ptr<blob::Blobs>, std::string> open_blobs(const Config& config) {
  if (config.storage != "s3") return blob::DiskBlobs::open(config.data / "blobs");
  auto keys = s3_keys(config.s3_key_file);
  if (!keys) return std::unexpected(keys.error());
  return blob::S3Blobs::open({.place = {.endpoint = config.s3_endpoint,
                                        .bucket = config.s3_bucket,
                                        .region = config.s3_region,
                                        .access_key = std::move(keys->access),
                                        .secret_key = std::move(keys->secret)},
                              .prefix = config.s3_prefix,
                              .spool = config.data / "spool"});
}

}  // namespace

std::expected<FileStorage, std::string> open_files(const Config& config) {
  auto blobs = open_blobs(config);
  if (!blobs) return std::unexpected(blobs.error());
  const blob::UploadLimits limits{.file_bytes = config.max_file_mib << 20,
                                  .person_bytes = config.uploading_mib << 20,
                                  .free_bytes = config.keep_free_mib << 20};
  auto uploads = blob::Uploads::open(config.data / "uploads", limits, **blobs, system_clock());
  if (!uploads) return std::unexpected(uploads.error());
  return FileStorage{.blobs = *std::move(blobs), .uploads = *std::move(uploads)};
}

}  // namespace botschaft::server
