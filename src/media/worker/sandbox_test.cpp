#include "media/worker/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <thread>

#include "media/worker_process.h"

namespace botschaft::media {
namespace {

constexpr int kDone = 42;

// How a child ends that is shut in as a job and then does that.
int status_of(const std::function<void()>& deed) {
  const auto sandbox = Sandbox::prepare();
  EXPECT_TRUE(sandbox.has_value());
  const pid_t child = fork();
  if (child == 0) {
    if (!sandbox->shut_in_job({.cpu_seconds = 1, .memory_bytes = std::size_t{4} << 30})) _exit(1);
    deed();
    _exit(kDone);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

bool is_killed_for(const std::function<void()>& deed) {
  const int status = status_of(deed);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

bool may(const std::function<void()>& deed) {
  const int status = status_of(deed);
  return WIFEXITED(status) && WEXITSTATUS(status) == kDone;
}

TEST(Sandbox, a_job_may_read_write_its_answer_use_memory_and_threads) {
  EXPECT_TRUE(may([] {}));
  EXPECT_TRUE(may([] {
    char byte;
    if (read(STDIN_FILENO, &byte, 0) != 0) _exit(1);
    if (write(STDOUT_FILENO, &byte, 0) != 0) _exit(1);
  }));
  EXPECT_TRUE(may([] { std::thread([] {}).join(); }));
  EXPECT_TRUE(may([] {
    void* volatile memory = std::malloc(64 << 20);
    if (!memory) _exit(1);
    std::free(memory);
  }));
}

TEST(Sandbox, a_job_that_does_anything_else_is_killed) {
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_socket, AF_INET, SOCK_STREAM, 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_connect, 0, nullptr, 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_openat, AT_FDCWD, "/tmp/x", O_WRONLY | O_CREAT, 0600); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_memfd_create, "x", 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_execve, "/bin/sh", nullptr, nullptr); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_kill, getppid(), 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, nullptr); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_unlinkat, AT_FDCWD, "/tmp/x", 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_pwrite64, STDIN_FILENO, "x", 1, 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_sendmsg, STDOUT_FILENO, nullptr, 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_bpf, 0, nullptr, 0); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_io_uring_setup, 1, nullptr); }));
}

#if !__has_feature(address_sanitizer) && \
    !__has_feature(thread_sanitizer)  // which write to pipes of their own
TEST(Sandbox, a_job_writes_to_its_answer_alone) {
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_write, STDIN_FILENO, "x", 1); }));
  EXPECT_TRUE(is_killed_for([] { syscall(SYS_write, 5, "x", 1); }));
}
#endif

TEST(Sandbox, memory_of_a_job_can_never_be_run) {
  EXPECT_TRUE(is_killed_for(
      [] { mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }));
  EXPECT_TRUE(is_killed_for([] {
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(page, 4096, PROT_READ | PROT_EXEC);
  }));
}

TEST(Sandbox, a_job_has_so_much_processor_time_and_no_more) {
  const int status = status_of([] {
    for (volatile int i = 0;; i = i + 1) {
    }
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGKILL);
}

#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
TEST(Sandbox, a_job_has_so_much_memory_and_no_more) {
  EXPECT_TRUE(may([] {
    void* volatile memory = std::malloc(std::size_t{5} << 30);
    if (memory) _exit(1);
  }));
}
#endif

// As on a kernel that has no seccomp.
bool take_seccomp_away() {
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
  const scmp_arg_cmp sets_filter{.arg = 0, .op = SCMP_CMP_EQ, .datum_a = PR_SET_SECCOMP, .datum_b = 0};
  return seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) == 0 &&
         seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, &sets_filter) ==
             0 &&
         seccomp_load(filter.get()) == 0;
}

TEST(Sandbox, without_seccomp_there_is_no_worker) {
  const pid_t child = fork();
  if (child == 0) {
    if (!take_seccomp_away()) _exit(1);
    const auto worker = WorkerProcess::start(BOTSCHAFT_MEDIA, {});
    _exit(!worker && worker.error().find("seccomp does not work here") != std::string::npos ? kDone : 2);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), kDone);
}

// What the program itself may still do. Its socket is no network: it cannot make another.
TEST(Sandbox, the_worker_itself_is_shut_in) {
  const auto sandbox = Sandbox::prepare();
  const auto status_in_worker = [&](const std::function<void()>& deed) {
    const pid_t child = fork();
    if (child == 0) {
      if (!sandbox->shut_in_worker()) _exit(1);
      deed();
      _exit(kDone);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
  };
  EXPECT_EQ(WEXITSTATUS(status_in_worker([] {
              const pid_t child = fork();
              if (child == 0) _exit(kDone);
              int status = 0;
              waitpid(child, &status, 0);
              if (WEXITSTATUS(status) != kDone) _exit(1);
            })),
            kDone);
  for (const std::function<void()>& deed :
       {std::function<void()>([] { syscall(SYS_socket, AF_INET, SOCK_STREAM, 0); }),
        std::function<void()>([] { syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY); }),
        std::function<void()>([] { syscall(SYS_execve, "/bin/sh", nullptr, nullptr); })}) {
    const int status = status_in_worker(deed);
    EXPECT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), SIGSYS);
  }
}

}  // namespace
}  // namespace botschaft::media
