#include "store/id_runs.h"

#include <algorithm>

namespace botschaft::store {

std::vector<IdRun> id_runs(std::vector<MessageKey> keys) {
  std::ranges::sort(keys);
  std::vector<IdRun> runs;
  for (const auto& [box, id] : keys) {
    const bool joins = !runs.empty() && runs.back().box == box && id - runs.back().last <= kRunGap;
    joins ? (void)(runs.back().last = id) : runs.push_back({.box = box, .first = id, .last = id});
  }
  return runs;
}

}  // namespace botschaft::store
