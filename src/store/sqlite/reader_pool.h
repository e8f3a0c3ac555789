#pragma once
// Threads that read, each on a connection and in snapshots of its own. They never wait for the writer.
#include <memory>
#include <thread>
#include <vector>

#include "store/sqlite/connection.h"
#include "store/sqlite/job_queue.h"

namespace botschaft::store::sqlite {

class ReaderPool {
 public:
  ReaderPool(std::vector<std::unique_ptr<Connection>> connections, std::size_t queue_bound);
  ~ReaderPool();  // finishes what is queued

  bool push(Job& job) { return queue_.push(job); }

 private:
  void work(Connection& connection);

  std::vector<std::unique_ptr<Connection>> connections_;
  JobQueue queue_;
  std::vector<std::thread> threads_;
};

}  // namespace botschaft::store::sqlite
