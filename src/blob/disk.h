#pragma once
// Blobs as files: <directory>/ab/cd/<hash in hex>. What is being written lies in <directory>/new.
#include <atomic>
#include <expected>
#include <memory>
#include <string>

#include "blob/blobs.h"

namespace botschaft::blob {

class DiskBlobs final : public Blobs {
 public:
  // Creates the directory if it is missing, and removes what an earlier run left half written. The error is a
  // sentence for the operator.
  static std::expected<std::unique_ptr<DiskBlobs>, std::string> open(const std::filesystem::path& directory);

  // `path` is on the same file system.
  Result<void> put(const Hash& hash, const std::filesystem::path& path) override;
  Result<void> put(const Hash& hash, ByteView bytes) override;
  // Two waits for the disk, however many there are.
  Result<void> put_all(std::span<const Small> many) override;
  Result<std::size_t> read(const Hash& hash, std::int64_t offset, MutableByteView out) override;
  Result<OpenFile> open(const Hash& hash) override;
  Result<std::int64_t> size(const Hash& hash) override;
  Result<void> remove(const Hash& hash) override;
  Result<void> list(const std::function<bool(const Hash&, std::int64_t size)>& each) override;

 private:
  explicit DiskBlobs(std::filesystem::path directory) : directory_(std::move(directory)) {}
  std::filesystem::path path_of(const Hash& hash) const;
  Result<void> write_new(const std::filesystem::path& path, ByteView bytes) const;
  Result<void> sync_all() const;
  Result<void> move_in(const std::filesystem::path& from, const std::filesystem::path& to);

  const std::filesystem::path directory_;
  std::atomic<std::uint64_t> next_new_ = 0;
};

}  // namespace botschaft::blob
