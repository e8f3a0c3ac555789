#pragma once
// Bounded queue of commands between the program and the store's threads.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "store/store.h"

namespace botschaft::store::sqlite {

struct Job {
  Command command;
  Done done;
};

class JobQueue {
 public:
  explicit JobQueue(std::size_t bound) : bound_(bound) {}

  // Leaves `job` untouched and returns false if the queue is full.
  bool push(Job& job);

  // Waits for a command, then moves up to `limit` into `jobs`. False: closed, and nothing is left.
  bool take(std::vector<Job>& jobs, std::size_t limit);

  void close();  // what is queued is still handed out

 private:
  const std::size_t bound_;
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Job> jobs_;
  bool closed_ = false;
};

}  // namespace botschaft::store::sqlite
