#pragma once
// Which wire form a Writer speaks. In memory there is one canonical layer; a Layer names another one, whose
// constructors are sent instead. See docs/layers.md.
//
// Reading needs no layer: an id is the CRC32 of its line, so that every id of every known layer has one
// meaning, and all of them are understood from every client.
#include <cstdint>
#include <span>

namespace botschaft::tl {

struct Shape;

inline constexpr std::int32_t kCanonicalLayer = 227;
inline constexpr std::int32_t kOldestLayer = 133;

class Layer {
 public:
  constexpr Layer() = default;  // the canonical layer
  // Any number: below the oldest known layer it counts as that, above the newest as that, and between two
  // known ones as the lower (settle_layer() knows better).
  constexpr explicit Layer(std::int32_t number) : number_(number) {}

  constexpr std::int32_t number() const { return number_; }
  constexpr bool canonical() const { return number_ == kCanonicalLayer; }

  // How this layer writes that constructor; nullptr: it has neither it nor a substitute. Methods are always
  // written canonically.
  const Shape* by_index(std::uint16_t index) const;

  bool operator==(const Layer&) const = default;

 private:
  std::int32_t number_ = kCanonicalLayer;
};

// The layer to answer a client in that says it speaks `told` and has sent lines as new as `newest_line`
// (Reader::newest_line). Where there is no table for `told`: the nearest lower one that knows all it has
// sent, and where that knows less, the nearest higher one.
std::int32_t settle_layer(std::int32_t told, std::int32_t newest_line);

// A layer that the server has tables for.
struct LayerInfo {
  std::int32_t number;
  const char* source;         // where its schema was read
  std::int32_t constructors;  // that differ from the canonical layer's, are missing in it, or missing here
  std::int32_t methods;       // likewise
  std::int32_t rules;         // written by hand (schema/layers/rules.toml)
};
extern const std::span<const LayerInfo> kLayers;  // ascending

}  // namespace botschaft::tl
