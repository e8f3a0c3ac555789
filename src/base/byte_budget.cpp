#include "base/byte_budget.h"

#include <vector>

namespace botschaft {

bool ByteBudget::has_room(std::int64_t owner, std::int64_t bytes) const {
  if (leased_ > 0 && leased_ + bytes > total_) return false;
  const auto found = by_owner_.find(owner);
  return found == by_owner_.end() || found->second + bytes <= share_;
}

void ByteBudget::take(std::int64_t owner, std::int64_t bytes) {
  leased_ += bytes;
  by_owner_[owner] += bytes;
}

Lease ByteBudget::lease(std::int64_t owner, std::int64_t bytes) {
  return {static_cast<void*>(this), [this, owner, bytes](void*) { give_back(owner, bytes); }};
}

bool ByteBudget::acquire(std::int64_t owner, std::int64_t bytes, Granted granted) {
  {
    const std::lock_guard lock(mutex_);
    if (!has_room(owner, bytes)) {
      if (closed_ || waiting_.size() >= waiting_max_) return false;
      waiting_.push_back({owner, bytes, std::move(granted)});
      return true;
    }
    take(owner, bytes);
  }
  granted(lease(owner, bytes));
  return true;
}

Lease ByteBudget::try_acquire(std::int64_t owner, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (!has_room(owner, bytes)) return nullptr;
  take(owner, bytes);
  return lease(owner, bytes);
}

std::int64_t ByteBudget::leased() const {
  const std::lock_guard lock(mutex_);
  return leased_;
}

void ByteBudget::close() {
  std::deque<Waiting> forgotten;
  const std::lock_guard lock(mutex_);
  closed_ = true;
  forgotten.swap(waiting_);
}

void ByteBudget::give_back(std::int64_t owner, std::int64_t bytes) {
  std::vector<Waiting> next;
  {
    const std::lock_guard lock(mutex_);
    leased_ -= bytes;
    const auto found = by_owner_.find(owner);
    found->second -= bytes;
    if (found->second == 0) by_owner_.erase(found);
    // In order, but past those whose owners have their share.
    for (auto at = waiting_.begin(); at != waiting_.end() && leased_ < total_;) {
      if (!has_room(at->owner, at->bytes)) {
        ++at;
        continue;
      }
      take(at->owner, at->bytes);
      next.push_back(std::move(*at));
      at = waiting_.erase(at);
    }
  }
  for (auto& one : next) one.granted(lease(one.owner, one.bytes));
}

}  // namespace botschaft
