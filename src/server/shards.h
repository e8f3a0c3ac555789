#pragma once
// The executor of mailboxes: one thread per shard.
#include <memory>
#include <vector>

#include "base/worker_pool.h"
#include "updates/surroundings.h"

namespace botschaft::server {

class Shards final : public updates::Executor {
 public:
  explicit Shards(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) threads_.push_back(std::make_unique<WorkerPool>(1, kWaitingMax));
  }

  std::size_t shards() const override { return threads_.size(); }

  // A full queue loses the function: whose push it was learns of the events by a later one, or by its own
  // getDifference. It takes a million events that nobody could be told of to get there.
  void post(std::size_t shard, std::function<void()> function) override;

 private:
  static constexpr std::size_t kWaitingMax = 1'000'000;

  std::vector<std::unique_ptr<WorkerPool>> threads_;
};

}  // namespace botschaft::server
