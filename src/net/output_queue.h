#pragma once
// Bytes on their way to one socket, in order. Holds no memory while empty.
#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace botschaft::net {

class OutputQueue {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }  // bytes

  void append(Bytes bytes);
  void append(std::string_view text) { append(to_bytes(as_bytes(text))); }
  void append(std::shared_ptr<const std::string> text);  // shared with others, not copied

  // The first bytes, for writev(): fills at most parts.size() entries and returns how many.
  std::size_t gather(std::span<iovec> parts) const;
  void consume(std::size_t bytes);  // were written

 private:
  struct Chunk {
    Bytes own;
    std::shared_ptr<const std::string> shared;
    ByteView view() const { return shared ? as_bytes(*shared) : ByteView(own); }
  };

  std::vector<Chunk> chunks_;  // the first `done_` of them are gone
  std::size_t done_ = 0;
  std::size_t offset_ = 0;  // into the first one left
  std::size_t size_ = 0;
};

}  // namespace botschaft::net
