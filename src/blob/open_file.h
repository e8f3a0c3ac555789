#pragma once
// An open file of the file system, and the ways in which it may fail: STORAGE_FULL where there is no room,
// STORE_UNAVAILABLE (logged) for all else the disk may have. Paths that are not there are the caller's to
// expect.
#include <cstdint>
#include <expected>
#include <filesystem>
#include <utility>

#include "base/bytes.h"
#include "base/error.h"

namespace botschaft::blob {

class OpenFile {
 public:
  OpenFile() = default;
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  OpenFile& operator=(OpenFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~OpenFile();

  // `flags` as open(2) has them; O_CLOEXEC is added. `missing`: what ENOENT means here.
  static Result<OpenFile> open(const std::filesystem::path& path, int flags,
                               Err missing = Err::STORE_UNAVAILABLE);

  int descriptor() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

  // The bytes from `offset` on; returns how many there were before the end of the file.
  Result<std::size_t> read(std::int64_t offset, MutableByteView out) const;
  // All of them.
  Result<void> write(std::int64_t offset, ByteView bytes) const;
  Result<std::int64_t> size() const;
  Result<void> truncate(std::int64_t size) const;
  Result<void> sync() const;  // data and size are on the disk then

 private:
  int descriptor_ = -1;
};

// What errno says. Logs everything but a full disk.
Error io_error(int number, const char* doing, const std::filesystem::path& path);

// Makes names in the directory durable: what was created, renamed or removed there.
Result<void> sync_directory(const std::filesystem::path& path);

// With all that is missing above it, each made durable.
Result<void> make_directories(const std::filesystem::path& path);

}  // namespace botschaft::blob
