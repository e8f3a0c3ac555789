#pragma once
// A set of 16-bit numbers as a blob: a sorted list of them while it is short, a bitmap of 8 KB from 4,096 on
// (the two containers of Roaring bitmaps).
#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace botschaft::store {

bool viewer_set_has(ByteView set, std::uint16_t member);

// The set with `members` in it. `added`: how many of them were not there; each may be named more than once.
struct GrownViewerSet {
  Bytes set;
  std::int32_t added = 0;
};
GrownViewerSet viewer_set_with(ByteView set, std::span<const std::uint16_t> members);

}  // namespace botschaft::store
