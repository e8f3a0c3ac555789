#include "http/desk/lane_queue.h"

#include <utility>

namespace botschaft::http {

bool LaneQueue::post(Job job) {
  std::unique_lock lock(mutex_);
  if (running_ >= at_once_ && waiting_.size() >= waiting_max_) return false;
  waiting_.push_back(std::move(job));
  pump(lock);
  return true;
}

void LaneQueue::pump(std::unique_lock<std::mutex>& lock) {
  if (std::exchange(pumping_, true)) return;
  while (running_ < at_once_ && !waiting_.empty()) {
    const auto job = std::move(waiting_.front());
    waiting_.pop_front();
    ++running_;
    lock.unlock();
    job([this] { finish(); });
    lock.lock();
  }
  pumping_ = false;
}

void LaneQueue::finish() {
  std::unique_lock lock(mutex_);
  --running_;
  pump(lock);
}

}  // namespace botschaft::http
