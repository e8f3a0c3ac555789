#include "server/shards.h"

#include "base/log.h"

namespace botschaft::server {

void Shards::post(std::size_t shard, std::function<void()> function) {
  if (!threads_[shard]->post(std::move(function))) log::error("updates: shard {} is overloaded", shard);
}

}  // namespace botschaft::server
