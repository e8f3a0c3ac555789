#pragma once
// An update that is not rendered from an event log, encoded for the first device of each layer that is told
// it.
#include <algorithm>
#include <functional>
#include <utility>

#include "updates/surroundings.h"

namespace botschaft::updates {

// For one thread. A copy has what was encoded before it was made, and goes on by itself.
class EncodedOnce {
 public:
  using Encode = std::function<SharedBytes(std::int32_t layer)>;

  explicit EncodedOnce(Encode encode) : encode_(std::move(encode)) {}

  // Null where the layer has no word for it.
  SharedBytes in(std::int32_t layer) {
    const auto known = std::ranges::find(by_layer_, layer, &Renderer::ByLayer::value_type::first);
    if (known != by_layer_.end()) return known->second;
    return by_layer_.emplace_back(layer, encode_(layer)).second;
  }

 private:
  Encode encode_;
  Renderer::ByLayer by_layer_;
};

}  // namespace botschaft::updates
