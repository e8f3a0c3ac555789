#include "media/worker/strip_jpeg.h"

#include <optional>

namespace botschaft::media {
namespace {

// Markers of ITU T.81, table B.1.
constexpr std::uint8_t kBaseline = 0xc0, kHuffman = 0xc4, kEnd = 0xd9, kScan = 0xda, kQuantisation = 0xdb;
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kHuffmanBytes = 416;  // of the two times two tables of ITU T.81, K.3
constexpr std::size_t kQuantisationBytes = 130;

std::size_t big_endian(ByteView bytes, std::size_t at) {
  return static_cast<std::size_t>(bytes[at]) << 8 | bytes[at + 1];
}

struct Parts {
  std::size_t width = 0, height = 0, data = 0;
  std::size_t huffman = 0, quantisation = 0;
};

// Down to the coded data; nullopt if it is not a baseline JPEG.
std::optional<Parts> find_parts(ByteView jpeg) {
  Parts parts;
  for (std::size_t at = 2; at + 9 < jpeg.size() && jpeg[at] == 0xff;) {
    const auto marker = jpeg[at + 1];
    const auto size = big_endian(jpeg, at + 2);
    if (marker == kBaseline) {
      parts.height = big_endian(jpeg, at + 5);
      parts.width = big_endian(jpeg, at + 7);
    }
    if (marker == kHuffman) parts.huffman += size - 2;
    if (marker == kQuantisation) parts.quantisation += size - 2;
    at += 2 + size;
    if (marker != kScan) continue;
    parts.data = at;
    return at < jpeg.size() && parts.width != 0 ? std::optional(parts) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Bytes strip_jpeg(ByteView jpeg) {
  const auto parts = find_parts(jpeg);
  if (!parts || parts->width > 255 || parts->height > 255) return {};
  // Optimised Huffman tables are smaller, a grey picture has half of everything.
  if (parts->huffman != kHuffmanBytes || parts->quantisation != kQuantisationBytes) return {};
  auto data = jpeg.subspan(parts->data);
  if (data.size() < 2 || data[data.size() - 2] != 0xff || data.back() != kEnd) return {};
  Bytes out{kVersion, static_cast<std::uint8_t>(parts->height), static_cast<std::uint8_t>(parts->width)};
  out.insert(out.end(), data.begin(), data.end() - 2);
  return out;
}

}  // namespace botschaft::media
