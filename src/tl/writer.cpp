#include "tl/writer.h"

#include "base/check.h"
#include "tl/reader.h"

namespace botschaft::tl {

std::uint8_t* put_string(std::uint8_t* to, std::string_view value) {
  std::uint8_t* const end = to + string_wire_size(value.size());
  store_le<std::uint32_t>(end - 4, 0);  // padding, before the text overwrites what it needs
  if (value.size() < 254) {
    *to++ = static_cast<std::uint8_t>(value.size());
  } else {
    store_le(to, static_cast<std::uint32_t>(value.size()) << 8 | 254);
    to += 4;
  }
  if (!value.empty()) std::memcpy(to, value.data(), value.size());
  return end;
}

void Writer::boolean(bool value) {
  id(value ? kBoolTrueId : kBoolFalseId);
}

void Writer::string(std::string_view value) {
  CHECK(value.size() <= kMaxStringSize);
  if (value.size() >= kLargeString) {
    const auto end = bytes_.size() + string_wire_size(value.size());
    bytes_.reserve(end);
    scalar(static_cast<std::uint32_t>(value.size()) << 8 | 254);
    bytes_.insert(bytes_.end(), value.begin(), value.end());
    bytes_.resize(end);
    return;
  }
  put_string(extend(string_wire_size(value.size())), value);
}

void Writer::raw(ByteView value) {
  if (!value.empty()) std::memcpy(extend(value.size()), value.data(), value.size());
}

std::uint8_t* Writer::extend(std::size_t size) {
  const auto at = bytes_.size();
  bytes_.resize(at + size);
  return bytes_.data() + at;
}

}  // namespace botschaft::tl
