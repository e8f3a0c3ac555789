#pragma once
// Which wire form a codec speaks. In memory there is one canonical layer (the newest); a Layer translates
// constructor ids and field lists of another one. See docs/adr/0001-table-driven-tl-and-layers.md.
#include <cstdint>
#include <span>

namespace botschaft::tl {

struct Shape;

inline constexpr int kCanonicalLayer = 227;

// What a layer says differently. Each shape describes the older wire form of a canonical struct: same index,
// own id and fields, whose offsets address the canonical struct; fields the struct does not have carry
// Field::kNoMember.
struct LayerTable {
  int number;
  std::span<const Shape> by_id;     // sorted by constructor id
  std::span<const Shape> by_index;  // sorted by struct index: the form this layer's clients are sent
};

class Layer {
 public:
  constexpr Layer() = default;  // the canonical layer
  constexpr explicit Layer(const LayerTable& table) : table_(&table) {}

  int number() const { return table_ == nullptr ? kCanonicalLayer : table_->number; }
  const Shape* by_id(
      std::uint32_t id) const;  // canonical ids are understood in every layer; nullptr: unknown
  const Shape& by_index(std::uint16_t index) const;

 private:
  const LayerTable* table_ = nullptr;
};

}  // namespace botschaft::tl
