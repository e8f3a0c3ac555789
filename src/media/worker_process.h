#pragma once
// One running `botschaft-media`, as its parent has it.
#include <sys/types.h>

#include <chrono>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include "media/descriptor.h"
#include "media/job.h"

namespace botschaft::media {

// What a job may use up. The worker enforces it.
struct JobLimits {
  std::chrono::milliseconds time = std::chrono::seconds(30);  // wall clock, and processor time in seconds
  std::size_t memory_mib = 1024;  // of address space beyond what the worker itself has
};

class WorkerProcess {
 public:
  // Waits until the worker has shut itself in. The error is a sentence for the operator.
  static std::expected<std::unique_ptr<WorkerProcess>, std::string> start(
      const std::filesystem::path& program, const JobLimits& limits);
  // The worker ends when its socket does, and takes its jobs with it; one that does not is killed.
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  pid_t pid() const { return pid_; }
  // Safe from several threads. False: it is gone.
  bool send(const Job& job, int file, int answer, int ending);
  void kill();

 private:
  WorkerProcess(pid_t pid, Descriptor socket) : pid_(pid), socket_(std::move(socket)) {}
  std::string first_words();

  const pid_t pid_;
  Descriptor socket_;
};

}  // namespace botschaft::media
