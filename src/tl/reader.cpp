#include "tl/reader.h"

namespace botschaft::tl {

bool Reader::boolean() {
  const auto value = id();
  if (value != kBoolTrueId && value != kBoolFalseId) fail();
  return value == kBoolTrueId;
}

ByteView Reader::string() {
  const auto first = remaining() < 4 ? 255 : *at_;
  if (first == 255) {  // no such length form
    fail();
    return {};
  }
  const std::size_t head = first == 254 ? 4 : 1;
  const std::size_t size = first == 254 ? load_le<std::uint32_t>(at_) >> 8 : first;
  const std::size_t padded = (head + size + 3) & ~std::size_t{3};
  if (remaining() < padded) {
    fail();
    return {};
  }
  const ByteView view(at_ + head, size);
  at_ += padded;
  return view;
}

ByteView Reader::raw(std::size_t size) {
  if (remaining() < size) {
    fail();
    return {};
  }
  const ByteView view(at_, size);
  at_ += size;
  return view;
}

}  // namespace botschaft::tl
