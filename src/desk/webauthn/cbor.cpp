#include "desk/webauthn/cbor.h"

namespace botschaft::desk {
namespace {

constexpr int kDepthMax = 4;  // CTAP 2.1, 8: "The maximum nesting depth of CBOR structures"
constexpr std::uint64_t kFalse = 20, kNull = 22;  // and true between them

}  // namespace

std::optional<CborReader::Head> CborReader::head() {
  if (failed_ || at_ >= bytes_.size()) {
    failed_ = true;
    return std::nullopt;
  }
  const auto first = bytes_[at_];
  const auto low = static_cast<std::uint8_t>(first & 31);
  Head head{.major = static_cast<Major>(first >> 5), .value = low};
  const std::size_t extra = low < 24 ? 0 : low < 28 ? std::size_t{1} << (low - 24) : 9;
  if (extra > 8 || bytes_.size() - at_ - 1 < extra) {
    failed_ = true;
    return std::nullopt;
  }
  if (extra > 0) {
    head.value = 0;
    for (std::size_t i = 0; i < extra; ++i) head.value = head.value << 8 | bytes_[at_ + 1 + i];
    const std::uint64_t shortest = extra == 1 ? 24 : std::uint64_t{1} << (extra * 4);
    failed_ = head.value < shortest;  // it would have fitted into less
    if (failed_) return std::nullopt;
  }
  at_ += 1 + extra;
  return head;
}

std::optional<CborReader::Head> CborReader::head_of(Major major) {
  const auto found = head();
  if (!found || found->major == major) return found;
  failed_ = true;
  return std::nullopt;
}

bool CborReader::next_is_integer() const {
  return !failed_ && at_ < bytes_.size() && bytes_[at_] >> 5 <= 1;
}

std::optional<std::int64_t> CborReader::integer() {
  const auto found = head();
  if (!found || found->major > Major::negative || found->value > INT64_MAX) {
    failed_ = true;
    return std::nullopt;
  }
  const auto value = static_cast<std::int64_t>(found->value);
  return found->major == Major::negative ? -1 - value : value;
}

std::optional<ByteView> CborReader::string_of(Major major) {
  const auto found = head_of(major);
  if (!found || found->value > bytes_.size() - at_) {
    failed_ = true;
    return std::nullopt;
  }
  const auto string = bytes_.subspan(at_, found->value);
  at_ += found->value;
  return string;
}

std::optional<ByteView> CborReader::bytes() {
  return string_of(Major::bytes);
}

std::optional<std::string_view> CborReader::text() {
  const auto string = string_of(Major::text);
  return string ? std::optional(as_text(*string)) : std::nullopt;
}

std::optional<std::size_t> CborReader::array() {
  const auto found = head_of(Major::array);
  return found ? std::optional(static_cast<std::size_t>(found->value)) : std::nullopt;
}

std::optional<std::size_t> CborReader::map() {
  const auto found = head_of(Major::map);
  return found ? std::optional(static_cast<std::size_t>(found->value)) : std::nullopt;
}

bool CborReader::skip() {
  return skip(kDepthMax);
}

bool CborReader::skip(int depth) {
  const auto found = head();
  if (!found) return false;
  switch (found->major) {
    case Major::unsigned_:
    case Major::negative:
      return true;
    case Major::bytes:
    case Major::text:
      failed_ = found->value > bytes_.size() - at_;
      if (!failed_) at_ += found->value;
      return !failed_;
    case Major::array:
    case Major::map: {
      if (depth == 0) break;
      // An item takes a byte at least, so that no number can ask for more work than there are bytes.
      const auto items = found->major == Major::map ? found->value * 2 : found->value;
      if (found->value > bytes_.size() || items > bytes_.size() - at_) break;
      for (std::uint64_t i = 0; i < items; ++i)
        if (!skip(depth - 1)) return false;
      return true;
    }
    case Major::tag:
      break;
    case Major::simple:
      if (found->value >= kFalse && found->value <= kNull) return true;
      break;
  }
  failed_ = true;
  return false;
}

}  // namespace botschaft::desk
