#include "rpc/rate.h"

#include <algorithm>
#include <cmath>

namespace botschaft::rpc {

RateLimiter::RateLimiter(const Clock& clock, std::unordered_map<std::string, RateLimit> rates)
    : clock_(clock), rates_(std::move(rates)) {
  for (const auto& [name, rate] : rates_) {
    if (rate.burst / rate.per_second > slowest_.burst / slowest_.per_second) slowest_ = rate;
  }
}

Result<void> RateLimiter::take(std::string_view rate_class, std::uint64_t subject, double tokens) {
  const auto found = rates_.find(std::string(rate_class));
  if (found == rates_.end()) return {};
  const RateLimit& rate = found->second;
  const std::uint64_t key = subject ^ std::hash<std::string_view>{}(rate_class);
  Shard& shard = shards_[(key * 0x9e3779b97f4a7c15u) >> 58];

  const std::lock_guard lock(shard.mutex);
  const std::int64_t now_us = clock_.monotonic_us();
  if (shard.buckets.size() >= shard.sweep_at) forget_full(shard, slowest_, now_us);
  auto& bucket = shard.buckets.try_emplace(key, Bucket{rate.burst, now_us}).first->second;
  const double elapsed = static_cast<double>(now_us - bucket.updated_us) / 1e6;
  bucket.tokens = std::min(rate.burst, bucket.tokens + elapsed * rate.per_second);
  bucket.updated_us = now_us;
  const double cost = std::min(tokens, rate.burst);
  // A millionth of a token may be lost to rounding; nobody waits for it.
  if (bucket.tokens + 1e-6 < cost) {
    const double wait_s = (cost - bucket.tokens) / rate.per_second;
    return fail(Err::FLOOD_WAIT_X, static_cast<std::int32_t>(std::ceil(wait_s - 1e-6)));
  }
  bucket.tokens = std::max(0.0, bucket.tokens - cost);
  return {};
}

void RateLimiter::forget_full(Shard& shard, const RateLimit& slowest, std::int64_t now_us) {
  const auto full_after_us = static_cast<std::int64_t>(slowest.burst / slowest.per_second * 1e6);
  std::erase_if(shard.buckets,
                [&](const auto& entry) { return now_us - entry.second.updated_us > full_after_us; });
  shard.sweep_at = std::max(kSweepFirst, 2 * shard.buckets.size());
}

}  // namespace botschaft::rpc
