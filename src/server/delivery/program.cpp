#include "server/delivery/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <optional>
#include <thread>

#include "base/log.h"

extern char** environ;

namespace botschaft::server {
namespace {

constexpr std::chrono::seconds kTimeLimit{30};
constexpr std::chrono::milliseconds kLookEvery{20};

// Starts the program with the pipe's reading end as its standard input. Nothing: it cannot be started.
std::optional<pid_t> start(const std::vector<std::string>& command, int input) {
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // The server ignores SIGPIPE and blocks others; the program starts with what programs expect.
  sigset_t none, defaults;
  sigemptyset(&none);
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  pid_t pid = 0;
  const int error = posix_spawnp(&pid, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    log::warn("delivery: cannot start {}: {}", command[0], std::strerror(error));
    return std::nullopt;
  }
  return pid;
}

// True if it ended with status 0 in time; it is killed when the time is over.
bool succeeds(pid_t pid) {
  const auto deadline = std::chrono::steady_clock::now() + kTimeLimit;
  int status = 0;
  while (true) {
    const pid_t ended = waitpid(pid, &status, WNOHANG);
    if (ended == pid) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (ended < 0 && errno != EINTR) return false;
    if (std::chrono::steady_clock::now() >= deadline) {
      kill(pid, SIGKILL);
      waitpid(pid, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(kLookEvery);
  }
}

}  // namespace

bool run_program(const std::vector<std::string>& command, std::string_view input) {
  int ends[2];
  if (input.size() > kProgramInputMax || pipe2(ends, O_CLOEXEC) != 0) return false;
  // The text is smaller than a pipe's buffer (64 KiB, or 16 pages at least), so writing it first cannot
  // block.
  const bool written = write(ends[1], input.data(), input.size()) == static_cast<ssize_t>(input.size());
  close(ends[1]);
  const auto pid = written ? start(command, ends[0]) : std::nullopt;
  close(ends[0]);
  if (!pid) return false;
  const bool well = succeeds(*pid);
  if (!well) log::warn("delivery: {} failed", command[0]);
  return well;
}

}  // namespace botschaft::server
