#pragma once
// The thread that writes. While one group of commands is being synced the next one gathers in the queue, so
// the size of a group follows the load by itself: one command when idle, kGroupMax under pressure.
#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include "store/sqlite/checkpointer.h"
#include "store/sqlite/group_commit.h"
#include "store/sqlite/job_queue.h"

namespace botschaft::store::sqlite {

inline constexpr std::size_t kGroupMax = 64;
inline constexpr std::chrono::milliseconds kGroupTime{2};  // then commit what has run

using NoticeSink = std::function<void(std::vector<std::unique_ptr<Notice>>)>;

class Writer {
 public:
  Writer(std::unique_ptr<Connection> connection, std::unique_ptr<Connection> for_checkpoints,
         std::size_t queue_bound);
  ~Writer();  // finishes what is queued

  bool push(Job& job) { return queue_.push(job); }
  void set_sink(NoticeSink sink) { sink_ = std::move(sink); }

 private:
  void work();
  std::size_t commit_some(std::span<Job> jobs);

  std::unique_ptr<Connection> connection_;
  int log_frames_ = 0;
  Checkpointer checkpointer_;
  JobQueue queue_;
  NoticeSink sink_;
  std::thread thread_;
};

}  // namespace botschaft::store::sqlite
