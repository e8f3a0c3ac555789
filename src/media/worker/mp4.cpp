#include "media/worker/mp4.h"

namespace botschaft::media {
namespace {

constexpr int kBoxesMax = 64;  // in front of both

std::uint64_t big_endian(ByteView bytes) {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = value << 8 | byte;
  return value;
}

}  // namespace

bool index_comes_first(const Input& input) {
  std::uint64_t at = 0;
  for (int i = 0; i < kBoxesMax; ++i) {
    const auto head = input.read(at, 16);
    if (head.size() < 8) return false;
    const auto type = as_text(ByteView(head).subspan(4, 4));
    if (i == 0 && type != "ftyp") return false;
    if (type == "moov") return true;
    if (type == "mdat") return false;
    auto size = big_endian(ByteView(head).first(4));
    if (size == 1 && head.size() == 16) size = big_endian(ByteView(head).subspan(8));
    if (size < 8 || size > input.size() - at) return false;
    at += size;
  }
  return false;
}

}  // namespace botschaft::media
