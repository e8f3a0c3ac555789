#include "server/due_runner.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "store/due.h"

namespace botschaft::server {
namespace {

// The wall clock may be set while the thread sleeps.
constexpr std::chrono::microseconds kSleepMax = std::chrono::seconds(30);

}  // namespace

DueRunner::DueRunner(store::Store& store, const Clock& clock, Execute execute)
    : store_(store), clock_(clock), execute_(std::move(execute)) {}

DueRunner::~DueRunner() {
  stop();
}

void DueRunner::start() {
  thread_ = std::thread([this] { sleep_and_run(); });
}

void DueRunner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void DueRunner::noticed(const domain::DueNotice& notice) {
  {
    const std::lock_guard lock(mutex_);
    noticed_at_ = std::min(noticed_at_, notice.at);
    next_at_ = std::min(next_at_, notice.at);
  }
  changed_.notify_all();
}

std::int32_t DueRunner::next_at() const {
  const std::lock_guard lock(mutex_);
  return next_at_;
}

void DueRunner::run() {
  {
    const std::lock_guard lock(mutex_);
    if (busy_ || stopping_) return;
    busy_ = true;
    noticed_at_ = kNever;
  }
  store_.read(
      [this](store::Transaction& tx) -> Result<void> {
        const auto now = clock_.unix_seconds();
        const auto groups = domain::due_groups(tx, now, kAtOnce);
        groups_.assign(groups.begin(), groups.end());
        after_round_ = groups.empty() ? store::next_due(tx).value_or(kNever) : now;
        return {};
      },
      [this](Result<void> result) { found(result); });
}

void DueRunner::found(Result<void> result) {
  if (!result) {
    log::warn("server: what is due cannot be read error={}", result.error().text());
    groups_.clear();
    after_round_ = clock_.unix_seconds() + kRetry_s;
  }
  next_group();
}

void DueRunner::next_group() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) groups_.clear();
  }
  if (groups_.empty()) {
    finish();
    return;
  }
  store_.write(
      [this, group = groups_.front()](store::Transaction& tx) -> Result<void> {
        const auto now = clock_.unix_seconds();
        auto still_due = group;
        domain::take_due(tx, still_due, now);
        if (!still_due.ids.empty()) execute_(tx, still_due, now);
        return {};
      },
      [this](Result<void> result) {
        const auto group = std::move(groups_.front());
        groups_.pop_front();
        if (!result) {  // the others are tried all the same
          log::warn("server: due things failed kind={} count={} error={}",
                    static_cast<std::int32_t>(group.kind), group.ids.size(), result.error().text());
          after_round_ = clock_.unix_seconds() + kRetry_s;
        }
        next_group();
      });
}

void DueRunner::finish() {
  {
    const std::lock_guard lock(mutex_);
    busy_ = false;
    next_at_ = std::min(after_round_, noticed_at_);
  }
  changed_.notify_all();
}

void DueRunner::sleep_and_run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto wait = std::chrono::microseconds(std::int64_t{next_at_} * 1'000'000 - clock_.unix_us());
    if (busy_) {
      changed_.wait(lock);
    } else if (wait.count() > 0) {
      changed_.wait_for(lock, std::min(wait, kSleepMax));
    } else {
      lock.unlock();
      run();
      lock.lock();
    }
  }
}

}  // namespace botschaft::server
