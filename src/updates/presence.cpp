#include "updates/presence.h"

#include <utility>

namespace botschaft::updates {

std::int32_t Presence::set(UserId user, std::int32_t until) {
  auto& shard = shards_[static_cast<std::size_t>(user) % shards_.size()];
  const std::scoped_lock lock(shard.mutex);
  if (until != 0) return std::exchange(shard.until[user], until);
  const auto found = shard.until.find(user);
  if (found == shard.until.end()) return 0;
  const auto before = found->second;
  shard.until.erase(found);
  return before;
}

std::int32_t Presence::online_until(UserId user) const {
  const auto& shard = shards_[static_cast<std::size_t>(user) % shards_.size()];
  const std::scoped_lock lock(shard.mutex);
  const auto found = shard.until.find(user);
  return found == shard.until.end() ? 0 : found->second;
}

}  // namespace botschaft::updates
