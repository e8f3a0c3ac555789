#pragma once
// The file of a job. Read by position alone: the descriptor's own position is shared with the server.
#include <optional>

#include "base/bytes.h"

namespace botschaft::media {

class Input {
 public:
  Input(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

  std::uint64_t size() const { return size_; }
  // As much as there is from `offset` on; less than asked for only at the end of the file, or if it cannot be
  // read.
  std::size_t read(std::uint64_t offset, MutableByteView into) const;
  Bytes read(std::uint64_t offset, std::size_t size) const;
  // nullopt: larger than that.
  std::optional<Bytes> read_all(std::size_t size_max) const;

 private:
  int descriptor_;
  std::uint64_t size_;
};

}  // namespace botschaft::media
