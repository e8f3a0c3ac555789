#pragma once
// Bytes by their SHA-256, on disk or in an object store. Complete or not there: what put() has answered is
// durable. docs/adr/0004-files.md.
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/bytes.h"
#include "base/error.h"

namespace botschaft::blob {

using Hash = std::array<std::uint8_t, 32>;

class Blobs {
 public:
  virtual ~Blobs() = default;

  // All of these block; from any thread but those of I/O and the store.
  // Takes the file over: it is gone from `path` afterwards. Repeating it is harmless.
  virtual Result<void> put(const Hash& hash, const std::filesystem::path& path) = 0;
  virtual Result<void> put(const Hash& hash, ByteView bytes) = 0;
  // At most `limit` bytes from `offset`; fewer at the end. BLOB_MISSING: there is none such.
  virtual Result<Bytes> read(const Hash& hash, std::int64_t offset, std::size_t limit) = 0;
  virtual Result<void> remove(const Hash& hash) = 0;  // not being there is success
  // Every blob, in no order; ends when `each` answers false.
  virtual Result<void> list(const std::function<bool(const Hash&, std::int64_t size)>& each) = 0;
};

}  // namespace botschaft::blob
