#include "tests/support/child.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "base/check.h"

namespace botschaft::test {

pid_t in_child(const std::function<int()>& run) {
  const pid_t child = ::fork();
  if (child == 0) std::_Exit(run());
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

bool mount_tmpfs(const std::filesystem::path& where, const char* options) {
  const auto write_file = [](const char* path, const std::string& text) { std::ofstream(path) << text; };
  const uid_t user = ::getuid();
  const gid_t group = ::getgid();
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  write_file("/proc/self/setgroups", "deny");
  write_file("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
  write_file("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
  return ::mount("none", where.c_str(), "tmpfs", 0, options) == 0;
}

bool fill(const std::filesystem::path& ballast, std::size_t bytes) {
  const int file = ::open(ballast.c_str(), O_CREAT | O_WRONLY, 0600);
  const bool filled = file >= 0 && ::posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0;
  ::close(file);
  return filled;
}

namespace detail {

Reporting start_reporting(const std::function<int(int report)>& run) {
  int ends[2];
  CHECK(::pipe(ends) == 0);
  const pid_t child = in_child([&] { return run(ends[1]); });
  ::close(ends[1]);
  return {child, ends[0]};
}

void kill_nine(pid_t child) {
  ::kill(child, SIGKILL);
}

bool was_killed(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

}  // namespace detail

}  // namespace botschaft::test
