#include "store/sqlite/reader_pool.h"

#include "store/sqlite/group_commit.h"

namespace botschaft::store::sqlite {

ReaderPool::ReaderPool(std::vector<std::unique_ptr<Connection>> connections, std::size_t queue_bound)
    : connections_(std::move(connections)), queue_(queue_bound) {
  for (auto& connection : connections_) threads_.emplace_back([this, &connection] { work(*connection); });
}

ReaderPool::~ReaderPool() {
  queue_.close();
  for (std::thread& thread : threads_) thread.join();
}

void ReaderPool::work(Connection& connection) {
  std::vector<Job> jobs;
  while (queue_.take(jobs, 1)) jobs.front().done(run_read(connection, jobs.front().command));
}

}  // namespace botschaft::store::sqlite
