#pragma once
// The work of one lane: so many calls are with the store at once, so many wait behind them. Each lane has its
// own, so that however many wait in one, the others do not.
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace botschaft::http {

class LaneQueue {
 public:
  LaneQueue(std::size_t at_once, std::size_t waiting_max) : at_once_(at_once), waiting_max_(waiting_max) {}

  // Calls finished() once when it is done, from any thread, or before it returns.
  using Job = std::function<void(std::function<void()> finished)>;
  // False: too many wait, and the job is not taken. Else it begins now, or on the thread on which another
  // ends.
  [[nodiscard]] bool post(Job job);

 private:
  void pump(std::unique_lock<std::mutex>& lock);
  void finish();

  const std::size_t at_once_;
  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::deque<Job> waiting_;
  std::size_t running_ = 0;
  bool pumping_ = false;  // by one thread at a time, so that jobs that end at once do not nest
};

}  // namespace botschaft::http
