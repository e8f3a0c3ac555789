#include "tl/layer.h"

#include <algorithm>

#include "base/check.h"
#include "tl/forms.h"

namespace botschaft::tl {
namespace {

const Shape* find(std::uint32_t id, std::span<const std::uint16_t> slots, std::span<const Shape> shapes) {
  for (auto slot = id_slot(id, slots.size());; slot = (slot + 1) & (slots.size() - 1)) {
    const auto at = slots[slot];
    if (at == 0) return nullptr;
    if (shapes[at].id == id) return &shapes[at];
  }
}

}  // namespace

const Shape* find_shape(std::uint32_t id) {
  if (const auto* shape = find(id, kIdSlots, kShapes)) return shape;
  return find(id, kFormIdSlots, kForms);
}

const Shape* Layer::by_index(std::uint16_t index) const {
  CHECK(index != 0 && index < kShapes.size());
  const auto first = kFirstRun[index];
  if (first == 0) return &kShapes[index];
  const Run* run = &kRuns[first];
  while (run->last < number_) ++run;
  switch (run->form) {
    case Run::kAbsent:
      return nullptr;
    case Run::kCanonical:
      return &kShapes[index];
    default:
      return &kForms[run->form];
  }
}

std::int32_t settle_layer(std::int32_t told, std::int32_t newest_line) {
  const auto above = std::ranges::upper_bound(kLayers, told, {}, &LayerInfo::number);
  if (above == kLayers.begin()) return kOldestLayer;
  const auto lower = std::prev(above)->number;
  const bool enough = lower == told || newest_line <= lower || above == kLayers.end();
  return enough ? lower : above->number;
}

}  // namespace botschaft::tl
