#pragma once
// Moves committed pages from the write-ahead log into the database file, beside the writer.
//
// A log starts over only when all of it has been moved and nobody reads from it, which under steady load
// never happens by itself: while a checkpoint runs, commits go on. So this thread does the bulk without
// stopping anyone, and once the log has grown past kRestartFrames it asks the writer to move the small rest
// between two commits.
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "store/sqlite/connection.h"

namespace botschaft::store::sqlite {

inline constexpr int kCheckpointFrames = 1000;  // 4 MiB of pages since the last checkpoint
inline constexpr int kRestartFrames =
    4096;  // 16 MiB: what a start after a crash reads again at most, roughly

class Checkpointer {
 public:
  explicit Checkpointer(std::unique_ptr<Connection> connection);
  ~Checkpointer();

  // Called by the writer after each commit, with the length of the log. `writer` is its connection.
  void after_commit(Connection& writer, int log_frames);

 private:
  void work();
  void checkpoint(Connection& connection);

  std::unique_ptr<Connection> connection_;
  std::atomic<int> moved_frames_ = 0;  // of the log, at the last checkpoint
  std::atomic<bool> restart_wanted_ = false;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace botschaft::store::sqlite
