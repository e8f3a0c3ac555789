#include "server/files.h"

#include "blob/disk.h"

namespace botschaft::server {

std::expected<FileStorage, std::string> open_files(const Config& config) {
  auto blobs = blob::DiskBlobs::open(config.data / "blobs");
  if (!blobs) return std::unexpected(blobs.error());
  const blob::UploadLimits limits{.file_bytes = config.max_file_mib << 20,
                                  .person_bytes = config.uploading_mib << 20,
                                  .free_bytes = config.keep_free_mib << 20};
  auto uploads = blob::Uploads::open(config.data / "uploads", limits, **blobs, system_clock());
  if (!uploads) return std::unexpected(uploads.error());
  return FileStorage{.blobs = *std::move(blobs), .uploads = *std::move(uploads)};
}

}  // namespace botschaft::server
