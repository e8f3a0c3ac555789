#include "store/sqlite/writer.h"

#include "base/log.h"

namespace botschaft::store::sqlite {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kSlowGroup{250};

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, std::unique_ptr<Connection> for_checkpoints,
               std::size_t queue_bound)
    : connection_(std::move(connection)), checkpointer_(std::move(for_checkpoints)), queue_(queue_bound) {
  const auto note_length = [](void* frames, sqlite3*, const char*, int length) {
    *static_cast<int*>(frames) = length;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(connection_->handle(), note_length, &log_frames_);
  thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
  queue_.close();
  thread_.join();
}

void Writer::work() {
  std::vector<Job> jobs;
  while (queue_.take(jobs, kGroupMax)) {
    for (std::span<Job> rest = jobs; !rest.empty();) rest = rest.subspan(commit_some(rest));
  }
}

// Runs commands from the front until kGroupTime is over, commits, tells. Returns how many commands that were.
std::size_t Writer::commit_some(std::span<Job> jobs) {
  const auto start = SteadyClock::now();
  std::size_t count = 0;
  std::vector<Outcome> outcomes;
  {
    GroupCommit group(*connection_, jobs.size() == 1);
    do {
      group.execute(jobs[count++].command);
    } while (count < jobs.size() && SteadyClock::now() - start < kGroupTime);
    outcomes = group.commit();
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (sink_ && !outcomes[i].notices.empty()) sink_(std::move(outcomes[i].notices));
    jobs[i].done(std::move(outcomes[i].result));
    jobs[i] = {};  // what the command held on to goes with its answer
  }
  if (const auto took = SteadyClock::now() - start; took > kSlowGroup) {
    log::warn("store: slow commit ms={} commands={}",
              std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), count);
  }
  checkpointer_.after_commit(*connection_, log_frames_);
  return count;
}

}  // namespace botschaft::store::sqlite
