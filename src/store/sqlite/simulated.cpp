#include "store/simulated.h"

#include <algorithm>
#include <deque>

#include "base/check.h"
#include "base/clock.h"
#include "store/sqlite/group_commit.h"
#include "store/sqlite/migrate.h"

namespace botschaft::store {
namespace {

using sqlite::Connection;
using sqlite::GroupCommit;
using sqlite::Outcome;

class Simulated final : public SimulatedStore {
 public:
  Simulated(std::unique_ptr<Connection> connection, SimulatedOptions options)
      : connection_(std::move(connection)), options_(std::move(options)) {}

  void write(Command command, Done done) override {
    if (crashed_) return;
    queue_.push_back({std::move(command), std::move(done)});
    if (options_.batched || committing_) return;  // a Done that writes again waits for its turn
    while (!queue_.empty()) commit_batch(1);
  }

  void read(Command command, Done done) override {
    if (crashed_) return;
    done(run_read(*connection_, command));
  }

  void on_notices(std::function<void(std::vector<std::unique_ptr<Notice>>)> sink) override {
    sink_ = std::move(sink);
  }

  std::size_t commit_batch(std::size_t limit) override {
    const std::size_t count = std::min(limit, queue_.size());
    if (count == 0) return 0;
    std::vector<Job> jobs(std::make_move_iterator(queue_.begin()),
                          std::make_move_iterator(queue_.begin() + static_cast<std::ptrdiff_t>(count)));
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(count));
    committing_ = true;
    deliver(jobs, commit(jobs));
    committing_ = false;
    return count;
  }

  std::size_t waiting() const override { return queue_.size(); }
  bool crashed() const override { return crashed_; }
  void restart() override {
    crashed_ = false;
    sink_ = {};
  }

 private:
  struct Job {
    Command command;
    Done done;
  };

  std::vector<Outcome> commit(std::vector<Job>& jobs) {
    GroupCommit group(*connection_, jobs.size() == 1);
    for (Job& job : jobs) group.execute(job.command);
    switch (options_.fault ? options_.fault() : Fault::none) {
      case Fault::none:
        return group.commit();
      case Fault::commit_fails:
        return group.abandon();
      case Fault::crash_before_commit:
        group.abandon();
        break;
      case Fault::crash_after_commit:
        group.commit();
        break;
    }
    crashed_ = true;
    queue_.clear();
    return {};
  }

  void deliver(std::vector<Job>& jobs, std::vector<Outcome> outcomes) {
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (sink_ && !outcomes[i].notices.empty()) sink_(std::move(outcomes[i].notices));
      jobs[i].done(std::move(outcomes[i].result));
    }
  }

  std::unique_ptr<Connection> connection_;
  SimulatedOptions options_;
  std::deque<Job> queue_;
  std::function<void(std::vector<std::unique_ptr<Notice>>)> sink_;
  bool committing_ = false;
  bool crashed_ = false;
};

}  // namespace

std::unique_ptr<SimulatedStore> open_simulated(SimulatedOptions options) {
  auto connection = Connection::open("", {.in_memory = true});
  CHECK(connection);
  CHECK(sqlite::migrate(**connection, embedded_migrations(), system_clock().unix_seconds()));
  return std::make_unique<Simulated>(std::move(*connection), std::move(options));
}

}  // namespace botschaft::store
