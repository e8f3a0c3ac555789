#pragma once
// Flood limits: one token bucket per (rate class, subject). A subject is a user, an auth key or an IP
// address.
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/error.h"

namespace botschaft::rpc {

struct RateLimit {
  double burst;       // calls at once
  double per_second;  // refill
};

class RateLimiter {
 public:
  // `rates`: by class name, as schema/methods.toml names them; a class without an entry is not limited.
  RateLimiter(const Clock& clock, std::unordered_map<std::string, RateLimit> rates);

  // Takes tokens, or fails with FLOOD_WAIT_X, X = seconds until there are as many. What costs more than a
  // whole burst costs a whole burst.
  Result<void> take(std::string_view rate_class, std::uint64_t subject, double tokens = 1);

 private:
  static constexpr std::size_t kSweepFirst =
      4096;  // buckets in a shard; those that have refilled are forgotten

  struct Bucket {
    double tokens;
    std::int64_t updated_us;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::uint64_t, Bucket> buckets;
    std::size_t sweep_at = kSweepFirst;  // doubles with what is left, so that sweeping costs each call little
  };

  void forget_full(Shard& shard, const RateLimit& slowest, std::int64_t now_us);

  const Clock& clock_;
  std::unordered_map<std::string, RateLimit> rates_;
  RateLimit slowest_{1, 1};
  std::array<Shard, 64> shards_;
};

}  // namespace botschaft::rpc
