#include "store/sqlite/job_queue.h"

#include <algorithm>

namespace botschaft::store::sqlite {

bool JobQueue::push(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || jobs_.size() >= bound_) return false;
    jobs_.push_back(std::move(job));
  }
  filled_.notify_one();
  return true;
}

bool JobQueue::take(std::vector<Job>& jobs, std::size_t limit) {
  jobs.clear();
  std::unique_lock lock(mutex_);
  filled_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
  const auto end = jobs_.begin() + static_cast<std::ptrdiff_t>(std::min(limit, jobs_.size()));
  jobs.assign(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
  jobs_.erase(jobs_.begin(), end);
  return !jobs.empty();
}

void JobQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  filled_.notify_all();
}

}  // namespace botschaft::store::sqlite
