#include "store/viewer_set.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace botschaft::store {
namespace {

constexpr std::size_t kBitmapBytes = 65'536 / 8;
constexpr std::size_t kListMax =
    kBitmapBytes / 2;  // exclusive: from here on the bitmap is no longer than a list

bool is_bitmap(ByteView set) {
  return set.size() == kBitmapBytes;
}

std::vector<std::uint16_t> list_of(ByteView set) {
  std::vector<std::uint16_t> list(set.size() / 2);
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = load_le<std::uint16_t>(set.data() + 2 * i);
  return list;
}

Bytes bitmap_of(std::span<const std::uint16_t> list) {
  Bytes bitmap(kBitmapBytes);
  for (const auto member : list) bitmap[member / 8] |= static_cast<std::uint8_t>(1U << member % 8);
  return bitmap;
}

}  // namespace

bool viewer_set_has(ByteView set, std::uint16_t member) {
  if (is_bitmap(set)) return (set[member / 8U] >> member % 8 & 1) != 0;
  return std::ranges::binary_search(list_of(set), member);
}

GrownViewerSet viewer_set_with(ByteView set, std::span<const std::uint16_t> members) {
  GrownViewerSet grown;
  if (is_bitmap(set)) {
    grown.set = to_bytes(set);
    for (const auto member : members) {
      auto& byte = grown.set[member / 8U];
      const auto bit = static_cast<std::uint8_t>(1U << member % 8);
      grown.added += (byte & bit) == 0 ? 1 : 0;
      byte |= bit;
    }
    return grown;
  }
  std::vector<std::uint16_t> fresh(members.begin(), members.end());
  std::ranges::sort(fresh);
  const auto repeated = std::ranges::unique(fresh);
  fresh.erase(repeated.begin(), repeated.end());
  const auto old = list_of(set);
  std::vector<std::uint16_t> all;
  std::ranges::set_union(old, fresh, std::back_inserter(all));
  grown.added = static_cast<std::int32_t>(all.size() - old.size());
  if (all.size() >= kListMax) {
    grown.set = bitmap_of(all);
    return grown;
  }
  grown.set.resize(2 * all.size());
  for (std::size_t i = 0; i < all.size(); ++i) store_le(grown.set.data() + 2 * i, all[i]);
  return grown;
}

}  // namespace botschaft::store
