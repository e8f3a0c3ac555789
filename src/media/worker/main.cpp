// botschaft-media: looks into files for the server. `botschaft-media TIME_MS MEMORY_MIB`, with the server's
// socket as descriptor 3 (media/job.h). Not for people to start,
// but for `botschaft-media --check`.
#include <malloc.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "media/worker/image.h"
#include "media/worker/look.h"
#include "media/worker/zygote.h"

// Decoders ask how many threads to make; glibc would open a file to find out.
extern "C" int get_nprocs() noexcept {
  return 1;
}

namespace {

using namespace botschaft::media;

constexpr int kNiceness = 5;  // the server is more urgent

template <class T>
bool read_number(const char* text, T& value) {
  const auto* end = text + std::strlen(text);
  return std::from_chars(text, end, value).ptr == end && value > 0;
}

// Address space of this process: what its children begin with.
std::size_t own_memory() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

// Whatever opens files or asks the system, before it is too late.
void load_everything() {
  tzset();
  mallopt(M_ARENA_MAX, 1);  // each more is 64 MiB of address space, and asks /proc before it shrinks
  std::ofstream("/proc/self/oom_score_adj") << 1000;  // when memory is short, first of all
  setpriority(PRIO_PROCESS, 0, kNiceness);
  start_images();
}

Descriptor child_signals() {
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigprocmask(SIG_BLOCK, &children, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return Descriptor(signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK));
}

int say(std::string_view words) {
  const auto said = send(kWorkerSocket, words.data(), words.size(), MSG_NOSIGNAL);
  return said == static_cast<ssize_t>(words.size()) ? 0 : 1;
}

// `botschaft-media --check`: whether jobs could be done on this machine.
int check() {
  load_everything();
  const auto sandbox = Sandbox::prepare();
  const auto shut = sandbox ? sandbox->shut_in_worker() : std::unexpected(sandbox.error());
  if (!shut) {
    std::printf("%s\n", shut.error().c_str());
    return 1;
  }
  const pid_t child = fork();
  const JobResources resources{.cpu_seconds = 1};
  if (child == 0) _exit(sandbox->shut_in_job(resources) ? 0 : 1);
  int status = -1;
  if (waitpid(child, &status, 0) == child && status == 0) return 0;
  std::puts("the media worker cannot shut its jobs in");
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--check") == 0) return check();
  std::int64_t time_ms = 0;
  std::size_t memory_mib = 0;
  if (argc != 3 || !read_number(argv[1], time_ms) || !read_number(argv[2], memory_mib)) {
    std::fputs("botschaft-media is started by botschaft\n", stderr);
    return 2;
  }
  load_everything();
  auto signals = child_signals();
  const auto sandbox = Sandbox::prepare();
  if (!sandbox) return say(sandbox.error()), 1;
  const ZygoteLimits limits{.time = std::chrono::milliseconds(time_ms),
                            .resources = {.cpu_seconds = static_cast<int>((time_ms + 999) / 1000),
                                          .memory_bytes = own_memory() + (memory_mib << 20)}};
  if (const auto shut = sandbox->shut_in_worker(); !shut) return say(shut.error()), 1;
  if (say(kReady) != 0) return 1;
  Zygote(*sandbox, limits, std::move(signals), look).run();
  _exit(0);  // no library has anything to put in order
}
