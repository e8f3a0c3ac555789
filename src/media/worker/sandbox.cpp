#include "media/worker/sandbox.h"

#include <fmt/format.h>
#include <grp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace botschaft::media {
namespace {

constexpr uid_t kNobody = 65534;

// What decoders need that were given memory to read from.
constexpr int kHarmless[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(close),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(gettid),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(sysinfo),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(getrusage),
};

// What the worker itself needs besides, to take jobs, begin them, and see them end.
constexpr int kOfWorker[] = {
    SCMP_SYS(clone),   SCMP_SYS(wait4),   SCMP_SYS(poll),        SCMP_SYS(ppoll),     SCMP_SYS(recvmsg),
    SCMP_SYS(sendto),  SCMP_SYS(write),   SCMP_SYS(kill),        SCMP_SYS(dup2),      SCMP_SYS(dup3),
    SCMP_SYS(fcntl),   SCMP_SYS(fstat),   SCMP_SYS(newfstatat),  SCMP_SYS(prctl),     SCMP_SYS(prlimit64),
    SCMP_SYS(getppid), SCMP_SYS(seccomp), SCMP_SYS(close_range), SCMP_SYS(setrlimit), SCMP_SYS(lseek),
};

// Sanitizers ask by way of a pipe whether memory can be read.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
constexpr int kOfSanitizers[] = {SCMP_SYS(pipe2), SCMP_SYS(write)};

// What libraries try and do without.
struct Refused {
  int call;
  int error;
};
constexpr Refused kRefused[] = {
    {SCMP_SYS(clone3), ENOSYS},         // its arguments are out of a filter's sight; glibc then uses clone
    {SCMP_SYS(ioctl), ENOTTY},          // is this a terminal?
    {SCMP_SYS(sched_getattr), EPERM},   // GLib, before it makes a thread
    {SCMP_SYS(sched_setattr), EPERM},   //
    {SCMP_SYS(set_mempolicy), ENOSYS},  // NUMA
    {SCMP_SYS(get_mempolicy), ENOSYS}, {SCMP_SYS(mbind), ENOSYS},
};

bool add(void* filter, std::uint32_t action, int call, std::initializer_list<scmp_arg_cmp> conditions = {}) {
  return seccomp_rule_add_array(filter, action, call, static_cast<unsigned>(conditions.size()),
                                conditions.size() ? std::data(conditions) : nullptr) == 0;
}

scmp_arg_cmp first_is(scmp_compare how, scmp_datum_t value) {
  return {.arg = 0, .op = how, .datum_a = value, .datum_b = 0};
}

// Memory that is neither a file's nor can be run.
bool add_memory(void* filter) {
  return add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap),
             {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
              SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)}) &&
         add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
}

bool add_common(void* filter) {
  for (const int call : kHarmless)
    if (!add(filter, SCMP_ACT_ALLOW, call)) return false;
  for (const auto& [call, error] : kRefused)
    if (!add(filter, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), call)) return false;
  for (const int call : kOfSanitizers)
    if (kSanitized && !add(filter, SCMP_ACT_ALLOW, call)) return false;
  return add_memory(filter);
}

Filter worker_filter() {
  Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  bool added = filter && add_common(filter.get());
  for (const int call : kOfWorker) added = added && add(filter.get(), SCMP_ACT_ALLOW, call);
  return added ? std::move(filter) : nullptr;
}

Filter job_filter() {
  Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  const bool added =
      filter && add_common(filter.get()) &&
      // Threads, but no processes.
      add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(clone),
          {SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)}) &&
      add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(write), {first_is(SCMP_CMP_EQ, STDOUT_FILENO)}) &&
      add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(write), {first_is(SCMP_CMP_EQ, STDERR_FILENO)}) &&
      add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(prctl), {first_is(SCMP_CMP_EQ, PR_SET_NAME)}) &&
      add(filter.get(), SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), {first_is(SCMP_CMP_NE, PR_SET_NAME)});
  return added ? std::move(filter) : nullptr;
}

bool limit(__rlimit_resource what, rlim_t most) {
  const rlimit both{.rlim_cur = most, .rlim_max = most};
  return setrlimit(what, &both) == 0;
}

// A container may have taken the right to change one's user; what is left to root there is the filter's
// matter.
bool give_up_root() {
  if (geteuid() != 0) return true;
  if (setgroups(0, nullptr) != 0 || setresgid(kNobody, kNobody, kNobody) != 0)
    return errno == EPERM || errno == EINVAL;
  return setresuid(kNobody, kNobody, kNobody) == 0;
}

}  // namespace

std::expected<Sandbox, std::string> Sandbox::prepare() {
  auto worker = worker_filter();
  auto job = job_filter();
  if (!worker || !job)
    return std::unexpected("the media worker cannot shut itself in: seccomp does not work here");
  return Sandbox(std::move(worker), std::move(job));
}

std::expected<void, std::string> Sandbox::shut_in_worker() const {
  if (!give_up_root()) return std::unexpected("the media worker cannot give up root");
  prctl(PR_SET_DUMPABLE, 0);  // others of the same user cannot look into it
  limit(RLIMIT_CORE, 0);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return std::unexpected("the media worker cannot renounce new privileges");
  if (const int error = seccomp_load(worker_.get()); error != 0)
    return std::unexpected(fmt::format(
        "the media worker cannot shut itself in: seccomp does not work here ({})", std::strerror(-error)));
  return {};
}

bool Sandbox::shut_in_job(const JobResources& resources) const {
  bool done = limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CPU, static_cast<rlim_t>(resources.cpu_seconds));
  if (!kSanitized) done = done && limit(RLIMIT_AS, resources.memory_bytes);  // their shadows are terabytes
  return done && seccomp_load(job_.get()) == 0;
}

}  // namespace botschaft::media
