#pragma once
// Who is online now, as their clients claim it. In memory alone: after a restart everybody is offline until
// their next account.updateStatus.
#include <array>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "base/ids.h"

namespace botschaft::updates {

class Presence {
 public:
  // Online until `until`, unix seconds; 0: gone offline. Returns what held before.
  std::int32_t set(UserId user, std::int32_t until);

  // 0: not online. A time that has passed may still be returned; compare with the clock.
  std::int32_t online_until(UserId user) const;

 private:
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<UserId, std::int32_t> until;
  };
  std::array<Shard, 16> shards_;
};

}  // namespace botschaft::updates
