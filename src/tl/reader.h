#pragma once
// Reads TL scalars from a byte span. Failure sticks: after reading past the end everything is zero or empty
// and ok() is false, so that callers check once. Views point into the input.
#include <algorithm>
#include <cstdint>

#include "base/bytes.h"
#include "tl/layer.h"

namespace botschaft::tl {

inline constexpr std::uint32_t kVectorId = 0x1cb5c415;
inline constexpr std::uint32_t kBoolTrueId = 0x997275b5;
inline constexpr std::uint32_t kBoolFalseId = 0xbc799737;

class Reader {
 public:
  explicit Reader(ByteView input) : begin_(input.data()), at_(begin_), end_(at_ + input.size()) {}

  bool ok() const { return !failed_; }
  void fail() {
    failed_ = true;
    at_ = end_;
  }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }
  std::size_t position() const { return static_cast<std::size_t>(at_ - begin_); }
  bool at_end() const { return at_ == end_; }

  // The layer that introduced the newest constructor or method decoded from here so far.
  std::int32_t newest_line() const { return kOldestLayer + newest_line_; }
  void saw_line(std::uint8_t since) { newest_line_ = std::max(newest_line_, since); }

  std::uint32_t id() { return scalar<std::uint32_t>(); }
  std::uint32_t peek_id() const { return remaining() < 4 ? 0 : load_le<std::uint32_t>(at_); }
  std::int32_t int32() { return scalar<std::int32_t>(); }
  std::int64_t int64() { return scalar<std::int64_t>(); }
  double float64() { return scalar<double>(); }
  template <class T>  // int, double, Int128, Int256
  T scalar() {
    T value{};
    if (remaining() < sizeof value) {
      fail();
    } else {
      std::memcpy(&value, at_, sizeof value);
      at_ += sizeof value;
    }
    return value;
  }
  bool boolean();     // boolTrue or boolFalse, else fails
  ByteView string();  // a TL string or bytes, without its length and padding
  ByteView raw(std::size_t size);
  ByteView rest() { return raw(remaining()); }

 private:
  const std::uint8_t* begin_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool failed_ = false;
  std::uint8_t newest_line_ = 0;  // less kOldestLayer
};

}  // namespace botschaft::tl
