#pragma once
// A bound on memory that many want at once: who comes when there is no room waits in order, without a thread.
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <unordered_map>

#include "base/answer.h"

namespace botschaft {

// Safe from any thread; outlives its leases.
class ByteBudget {
 public:
  // At most `total` bytes are out on lease, and `share` of them to one owner; either is exceeded by a single
  // lease that is larger by itself. At most `waiting_max` wait.
  ByteBudget(std::int64_t total, std::int64_t share, std::size_t waiting_max)
      : total_(total), share_(share), waiting_max_(waiting_max) {}

  // `granted` is called once: during this call, or later by the thread that gives back what was lacking.
  // False: too many wait, and it will not be called.
  using Granted = std::function<void(Lease)>;
  [[nodiscard]] bool acquire(std::int64_t owner, std::int64_t bytes, Granted granted);

  // Null if there is no room now.
  Lease try_acquire(std::int64_t owner, std::int64_t bytes);

  std::int64_t leased() const;

  // Forgets who waits, and refuses who comes. Leases that are out may come back later.
  void close();

 private:
  struct Waiting {
    std::int64_t owner;
    std::int64_t bytes;
    Granted granted;
  };

  bool has_room(std::int64_t owner, std::int64_t bytes) const;
  void take(std::int64_t owner, std::int64_t bytes);
  Lease lease(std::int64_t owner, std::int64_t bytes);
  void give_back(std::int64_t owner, std::int64_t bytes);

  const std::int64_t total_;
  const std::int64_t share_;
  const std::size_t waiting_max_;
  mutable std::mutex mutex_;
  std::int64_t leased_ = 0;
  std::unordered_map<std::int64_t, std::int64_t> by_owner_;
  std::deque<Waiting> waiting_;
  bool closed_ = false;
};

}  // namespace botschaft
