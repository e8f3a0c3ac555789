#pragma once
// The worker's own loop: takes jobs from its socket, has each done by a child, ends those whose time is over.
// It never looks at a file or at what a child says.
#include <sys/types.h>

#include <chrono>
#include <functional>
#include <vector>

#include "media/descriptor.h"
#include "media/job.h"
#include "media/worker/input.h"
#include "media/worker/sandbox.h"

namespace botschaft::media {

struct ZygoteLimits {
  std::chrono::milliseconds time;
  JobResources resources;
};

class Zygote {
 public:
  using Look = std::function<Result<Report>(const Job&, const Input&)>;
  // The process has one thread, SIGCHLD is blocked, and `signals` is a signalfd of it.
  Zygote(const Sandbox& sandbox, ZygoteLimits limits, Descriptor signals, Look look);

  // Until the server closes its end.
  void run();

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  struct Child {
    pid_t pid;
    TimePoint deadline;
    bool out_of_time = false;
    Descriptor ending;
  };

  bool take_job();  // false: the server is gone
  void begin(const Job& job, Descriptor file, Descriptor answer, Descriptor ending);
  [[noreturn]] void be_child(const Job& job, int file, int answer);
  void reap();
  void end_late();
  int wait_ms() const;

  const Sandbox& sandbox_;
  const ZygoteLimits limits_;
  const Descriptor signals_;
  const Look look_;
  std::vector<Child> children_;
};

}  // namespace botschaft::media
