#pragma once
// How values of rows become arguments of statements.
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace botschaft::store {

// NULL where there is nothing.
inline std::optional<ByteView> or_null(const Bytes& bytes) {
  return bytes.empty() ? std::nullopt : std::optional<ByteView>(bytes);
}
inline std::optional<std::int64_t> or_null(std::int64_t id) {
  return id != 0 ? std::optional(id) : std::nullopt;
}

// An upper bound of ids, which is 0 where there is none.
inline std::int32_t or_max(std::int32_t bound) {
  return bound == 0 ? INT32_MAX : bound;
}

}  // namespace botschaft::store
