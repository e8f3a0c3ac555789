#pragma once
// FileReader by the media worker: starts `botschaft-media` when it is needed, has it do a bounded number of
// jobs at once, starts it anew when it has died, and stops it when nobody has needed it for a while.
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "media/reader.h"
#include "media/worker_process.h"

namespace botschaft::media {

class WorkerClient final : public FileReader {
 public:
  struct Options {
    std::filesystem::path program;  // `botschaft-media`; empty: there is none, everything fails
    std::size_t jobs_max = 2;       // at once; others wait in look()
    JobLimits limits;
    std::chrono::milliseconds wait_max = std::chrono::seconds(60);     // for a place among those
    std::chrono::milliseconds idle_max = std::chrono::minutes(5);      // then the worker is stopped
    std::chrono::milliseconds retry_after = std::chrono::seconds(10);  // when it could not be started
  };

  explicit WorkerClient(Options options);
  ~WorkerClient() override;  // nobody may be in look() any more: finish() first

  // From any thread.
  Result<Report> look(Task task, int file, const std::string& name, const std::string& mime) override;

  // Stops a worker that has had nothing to do. Every few seconds.
  void housekeep();
  // Ends jobs under way; all that come later fail.
  void finish();

  // Of the running worker, for tests and figures.
  std::optional<pid_t> worker_pid() const;

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  class Slot;

  std::shared_ptr<WorkerProcess> running();
  void retire(const std::shared_ptr<WorkerProcess>& process);
  Result<Report> run(WorkerProcess& process, const Job& job, int file, bool& sent, bool& lost);

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable slot_free_, started_;
  std::size_t busy_ = 0;
  bool starting_ = false;
  bool finishing_ = false;
  TimePoint used_;
  TimePoint start_again_;  // not before
  std::shared_ptr<WorkerProcess> process_;
};

}  // namespace botschaft::media
