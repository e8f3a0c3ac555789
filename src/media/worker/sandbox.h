#pragma once
// What a process that reads strangers' files can still do to the rest of the machine: nothing. Lists of
// system calls (seccomp): one that is not on the list kills the process. The worker shuts itself in when its
// libraries are loaded; each job's child shuts itself in once more, down to reading its file, writing its
// answer, memory, threads and the clock.
#include <seccomp.h>

#include <cstddef>
#include <expected>
#include <memory>
#include <string>

namespace botschaft::media {

struct FilterDeleter {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FilterDeleter>;

struct JobResources {
  int cpu_seconds = 30;
  std::size_t memory_bytes = 1u << 30;  // of address space, all that the worker has included
};

class Sandbox {
 public:
  // The error is a sentence for the operator: a machine without seccomp gets no media worker.
  static std::expected<Sandbox, std::string> prepare();

  // For the whole worker, once. Gives up root for nobody where it is root.
  std::expected<void, std::string> shut_in_worker() const;
  // For the child of a job: descriptor 0 is its file, 1 its answer. False: it must not go on.
  bool shut_in_job(const JobResources& resources) const;

 private:
  Sandbox(Filter worker, Filter job) : worker_(std::move(worker)), job_(std::move(job)) {}

  Filter worker_, job_;
};

}  // namespace botschaft::media
