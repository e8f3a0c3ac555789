#pragma once
// Bytes by their SHA-256, on disk or in an object store. Complete or not there: what put() has answered is
// durable. docs/adr/0004-files.md.
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "base/bytes.h"
#include "base/error.h"
#include "blob/open_file.h"

namespace botschaft::blob {

using Hash = std::array<std::uint8_t, 32>;

class Blobs {
 public:
  virtual ~Blobs() = default;

  // All of these block; from any thread but those of I/O and the store. Who puts has the hash pinned
  // (blob/pins.h). STORAGE_FULL and STORE_UNAVAILABLE: nothing is lost, try again.
  //
  // Takes the file over: it is gone from `path` afterwards. Repeating it is harmless.
  virtual Result<void> put(const Hash& hash, const std::filesystem::path& path) = 0;
  virtual Result<void> put(const Hash& hash, ByteView bytes) = 0;
  // Many small ones, faster than one by one where that is possible. An error may leave some of them.
  struct Small {
    Hash hash = {};
    ByteView bytes;
  };
  virtual Result<void> put_all(std::span<const Small> many);
  // BLOB_MISSING: there is none such.
  // The bytes from `offset` on; returns how many there were before the end.
  virtual Result<std::size_t> read(const Hash& hash, std::int64_t offset, MutableByteView out) = 0;
  // All of it, for reading at any place.
  virtual Result<OpenFile> open(const Hash& hash) = 0;
  virtual Result<std::int64_t> size(const Hash& hash) = 0;
  virtual Result<void> remove(const Hash& hash) = 0;  // not being there is success
  // Every blob, in no order; ends when `each` answers false.
  virtual Result<void> list(const std::function<bool(const Hash&, std::int64_t size)>& each) = 0;
};

inline Result<void> Blobs::put_all(std::span<const Small> many) {
  for (const auto& [hash, bytes] : many) TRY(put(hash, bytes));
  return {};
}

}  // namespace botschaft::blob
