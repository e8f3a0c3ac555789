#include "blob/pins.h"

namespace botschaft::blob {

Pins::Pin Pins::pin(const Hash& hash) {
  std::unique_lock lock(mutex_);
  released_.wait(lock, [&] {
    const auto found = held_.find(hash);
    return found == held_.end() || found->second != kClaimed;
  });
  ++held_[hash];
  return Pin(*this, hash);
}

std::optional<Pins::Claim> Pins::try_claim(const Hash& hash) {
  const std::lock_guard lock(mutex_);
  if (!held_.try_emplace(hash, kClaimed).second) return std::nullopt;
  return Claim(*this, hash);
}

void Pins::release(const Hash& hash) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = held_.find(hash);
    if (found->second != kClaimed && --found->second > 0) return;
    held_.erase(found);
  }
  released_.notify_all();
}

}  // namespace botschaft::blob
