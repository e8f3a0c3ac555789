#pragma once
// Numbers and byte strings between server and media worker. Both are of one build, so there are no versions;
// what is read has been written by a process that a stranger's file may have taken over.
#include <bit>
#include <string>

#include "base/bytes.h"

namespace botschaft::media {

class WireWriter {
 public:
  template <class T>
  void number(T value) {
    const auto at = bytes_.size();
    bytes_.resize(at + sizeof value);
    store_le(bytes_.data() + at, value);
  }
  void bytes(ByteView value) {
    number(static_cast<std::uint32_t>(value.size()));
    bytes_.insert(bytes_.end(), value.begin(), value.end());
  }
  void text(const std::string& value) { bytes(as_bytes(value)); }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

// After the first thing that is not as it should be, everything reads as zero and ok() is false.
class WireReader {
 public:
  explicit WireReader(ByteView bytes) : left_(bytes) {}

  template <class T>
  T number() {
    if (left_.size() < sizeof(T)) return fail<T>();
    const auto value = load_le<T>(left_.data());
    left_ = left_.subspan(sizeof(T));
    return value;
  }
  // In min..max; NaN is not.
  template <class T>
  T number(T min, T max) {
    const auto value = number<T>();
    return value >= min && value <= max ? value : fail<T>();
  }
  bool flag() { return number<std::uint8_t>(0, 1) != 0; }
  ByteView bytes(std::size_t size_max) {
    const auto size = number<std::uint32_t>();
    if (size > size_max || size > left_.size()) return fail<ByteView>();
    const auto value = left_.first(size);
    left_ = left_.subspan(size);
    return value;
  }
  std::string text(std::size_t size_max) { return std::string(as_text(bytes(size_max))); }

  // Whoever finds a value wrong says so here.
  template <class T>
  T fail() {
    ok_ = false;
    left_ = {};
    return T{};
  }
  bool ok() const { return ok_; }
  bool ended() const { return ok_ && left_.empty(); }

 private:
  ByteView left_;
  bool ok_ = true;
};

}  // namespace botschaft::media
