#pragma once
// Has done what is due (domain/due.h): sleeps until the next thing's time has come, and then does it, group
// by group, each in a transaction of its own, so that messages go in between.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "domain/due.h"
#include "store/store.h"

namespace botschaft::server {

class DueRunner {
 public:
  using Execute = std::function<void(store::Transaction&, const domain::DueGroup&, std::int32_t now)>;
  static constexpr std::int32_t kNever = INT32_MAX;
  static constexpr std::int32_t kRetry_s = 5;  // after the store has refused

  // Both outlive the runner; the store must owe it no answer when it is destroyed.
  DueRunner(store::Store& store, const Clock& clock, Execute execute);
  ~DueRunner();
  DueRunner(const DueRunner&) = delete;
  DueRunner& operator=(const DueRunner&) = delete;

  // A thread that calls run() when it is time. A simulation calls it by itself, and needs neither.
  void start();
  void stop();  // begins nothing new

  // From any thread.
  void noticed(const domain::DueNotice& notice);

  // Does what is due now, in the background; nothing if it is at that already.
  void run();

  // When to run again, unix seconds. First of all at once: the rows may be older than this process.
  std::int32_t next_at() const;

 private:
  void found(Result<void> result);
  void next_group();
  void finish();
  void sleep_and_run();

  static constexpr int kAtOnce = 500;

  store::Store& store_;
  const Clock& clock_;
  const Execute execute_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::thread thread_;
  bool stopping_ = false;
  bool busy_ = false;
  std::int32_t next_at_ = 0;
  std::int32_t noticed_at_ = kNever;  // since the rows were read

  // Of the one round that is under way; not touched by two threads at once.
  std::deque<domain::DueGroup> groups_;
  std::int32_t after_round_ = kNever;
};

}  // namespace botschaft::server
