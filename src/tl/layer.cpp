#include "tl/layer.h"

#include <algorithm>

#include "base/check.h"
#include "tl/table.h"

namespace botschaft::tl {

const Shape* find_canonical(std::uint32_t id) {
  for (auto slot = id_slot(id, kIdSlots.size());; slot = (slot + 1) & (kIdSlots.size() - 1)) {
    const auto index = kIdSlots[slot];
    if (index == 0) return nullptr;
    if (kShapes[index].id == id) return &kShapes[index];
  }
}

const Shape* Layer::by_id(std::uint32_t id) const {
  if (table_ != nullptr) {
    const auto found = std::ranges::lower_bound(table_->by_id, id, {}, &Shape::id);
    if (found != table_->by_id.end() && found->id == id) return &*found;
  }
  return find_canonical(id);
}

const Shape& Layer::by_index(std::uint16_t index) const {
  CHECK(index != 0 && index < kShapes.size());
  if (table_ != nullptr) {
    const auto found = std::ranges::lower_bound(table_->by_index, index, {}, &Shape::index);
    if (found != table_->by_index.end() && found->index == index) return *found;
  }
  return kShapes[index];
}

}  // namespace botschaft::tl
