#pragma once
// A growing buffer of TL. Everything written is a multiple of 4 bytes, but for raw() of something that is
// not.
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "tl/layer.h"

namespace botschaft::tl {

inline constexpr std::size_t kMaxStringSize = (1u << 24) - 1;

// Size on the wire of a string of `size` bytes, with length and padding.
constexpr std::size_t string_wire_size(std::size_t size) {
  return ((size < 254 ? 1 : 4) + size + 3) & ~std::size_t{3};
}

class Writer {
 public:
  // From here on a string is appended as it is: clearing the room for it first would cost as much as the
  // copy.
  static constexpr std::size_t kLargeString = 16 * 1024;

  Writer() = default;
  explicit Writer(Layer layer) : layer_(layer) {}

  void id(std::uint32_t value) { scalar(value); }
  void int32(std::int32_t value) { scalar(value); }
  void int64(std::int64_t value) { scalar(value); }
  void float64(double value) { scalar(value); }
  template <class T>
  void scalar(const T& value) {
    std::memcpy(extend(sizeof value), &value, sizeof value);
  }
  void boolean(bool value);
  void string(std::string_view value);  // at most kMaxStringSize
  void string(ByteView value) { string(as_text(value)); }
  void raw(ByteView value);

  std::uint8_t* extend(std::size_t size);  // that many bytes to be filled in; valid until the next write
  void truncate(std::size_t size) { bytes_.resize(size); }
  void reserve(std::size_t size) { bytes_.reserve(size); }

  Layer layer() const { return layer_; }
  std::size_t size() const { return bytes_.size(); }
  ByteView view() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
  Layer layer_;
};

// Writes a TL string at `to`, which has room for string_wire_size(value.size()); returns the end.
std::uint8_t* put_string(std::uint8_t* to, std::string_view value);

}  // namespace botschaft::tl
