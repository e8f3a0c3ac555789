#pragma once
// The compact encoding of what a row keeps in a blob column: numbers in groups of seven bits, texts with
// their length before them. Blobs come from our own store; a reader that runs past the end yields zeros and
// says so.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace botschaft::domain {

class BlobWriter {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_.push_back(static_cast<std::uint8_t>(value | 0x80));
    out_.push_back(static_cast<std::uint8_t>(value));
  }
  void signed_number(std::int64_t value) {  // small magnitudes stay short
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    number(value.size());
    const auto bytes = as_bytes(value);
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }
  Bytes take() { return std::move(out_); }

 private:
  Bytes out_;
};

class BlobReader {
 public:
  explicit BlobReader(ByteView blob) : rest_(blob) {}
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = rest_.front();
      rest_ = rest_.subspan(1);
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  std::int64_t signed_number() {
    const auto raw = number();
    return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
  }
  std::int32_t int32() { return static_cast<std::int32_t>(number()); }
  std::string text() {
    const auto size = number();
    if (size > rest_.size()) {
      ok_ = false;
      return {};
    }
    std::string value(as_text(rest_.first(size)));
    rest_ = rest_.subspan(size);
    return value;
  }

 private:
  ByteView rest_;
  bool ok_ = true;
};

}  // namespace botschaft::domain
