#pragma once
// Where the bytes of files are kept, as the configuration says.
#include <expected>
#include <memory>
#include <string>

#include "blob/blobs.h"
#include "blob/uploads.h"
#include "server/config.h"

namespace botschaft::server {

struct FileStorage {
  std::unique_ptr<blob::Blobs> blobs;
  std::unique_ptr<blob::Uploads> uploads;  // refers to `blobs`
};

// The error is a sentence for the operator.
std::expected<FileStorage, std::string> open_files(const Config& config);

}  // namespace botschaft::server
