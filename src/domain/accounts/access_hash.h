#pragma once
// Access hashes: the proof that a client was shown a peer. Derived, not stored, and different for each
// viewer, so that an id and a hash that leak are of use to nobody else.
#include <array>
#include <cstdint>

#include "base/ids.h"

namespace botschaft::domain {

using AccessHashKey = std::array<std::uint8_t, 32>;

// Never 0, which clients take for "none".
std::int64_t access_hash(const AccessHashKey& key, UserId viewer, PeerId target);

}  // namespace botschaft::domain
