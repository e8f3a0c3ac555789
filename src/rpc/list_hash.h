#pragma once
// The hash by which a client asks whether its copy of a list is still good (core.telegram.org/api/offsets,
// "Hash generation").
#include <cstdint>
#include <span>

namespace botschaft::rpc {

// Over 64-bit numbers in the list's order. An empty list has the hash 0, with which a client that has nothing
// asks, so NotModified must never be answered to 0.
constexpr std::int64_t list_hash(std::span<const std::int64_t> numbers) {
  std::uint64_t hash = 0;
  for (const std::int64_t number : numbers) {
    hash ^= hash >> 21U;
    hash ^= hash << 35U;
    hash ^= hash >> 4U;
    hash += static_cast<std::uint64_t>(number);
  }
  return static_cast<std::int64_t>(hash);
}

constexpr bool not_modified(std::int64_t asked, std::int64_t hash) {
  return asked != 0 && asked == hash;
}

}  // namespace botschaft::rpc
