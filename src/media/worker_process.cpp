#include "media/worker_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <vector>

namespace botschaft::media {
namespace {

constexpr std::chrono::seconds kStartMax{10};
constexpr std::chrono::milliseconds kEndMax{1000};
constexpr std::chrono::milliseconds kLookEvery{5};
constexpr int kFilesPerJob = 3;

class SpawnSetup {
 public:
  // 0 and 1: nothing, 2: the server's, 3: the socket, no others. Signals as programs expect them, and a group
  // of its own, so that Ctrl-C on a terminal reaches the server alone.
  explicit SpawnSetup(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerSocket + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSetup() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;

  int spawn(pid_t& pid, std::vector<std::string> words) const {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    // Nothing of the server's environment: there may be secrets in it, and libraries listen to it.
    char* environment[] = {nullptr};
    return posix_spawn(&pid, arguments[0], &actions_, &attributes_, arguments.data(), environment);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

}  // namespace

std::expected<std::unique_ptr<WorkerProcess>, std::string> WorkerProcess::start(
    const std::filesystem::path& program, const JobLimits& limits) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return std::unexpected(fmt::format("no socket pair: {}", std::strerror(errno)));
  Descriptor ours(ends[0]), theirs(ends[1]);
  // posix_spawn's dup2 leaves close-on-exec set when both numbers are the same.
  if (theirs.get() == kWorkerSocket)
    theirs = Descriptor(fcntl(theirs.get(), F_DUPFD_CLOEXEC, kWorkerSocket + 1));
  pid_t pid = 0;
  const int error = SpawnSetup(theirs.get())
                        .spawn(pid, {program.string(), std::to_string(limits.time.count()),
                                     std::to_string(limits.memory_mib)});
  if (error != 0)
    return std::unexpected(fmt::format("cannot start {}: {}", program.string(), std::strerror(error)));
  theirs.close();
  std::unique_ptr<WorkerProcess> process(new WorkerProcess(pid, std::move(ours)));
  const auto words = process->first_words();
  if (words != kReady) return std::unexpected(words);
  return process;
}

std::string WorkerProcess::first_words() {
  pollfd wait{.fd = socket_.get(), .events = POLLIN, .revents = 0};
  const auto ready = poll(&wait, 1, static_cast<int>(std::chrono::milliseconds(kStartMax).count()));
  if (ready <= 0) return "the media worker did not get ready in time";
  char words[256];
  const auto size = recv(socket_.get(), words, sizeof words, MSG_DONTWAIT);
  if (size <= 0) return "the media worker ended while it started";
  return std::string(words, static_cast<std::size_t>(size));
}

WorkerProcess::~WorkerProcess() {
  socket_.close();
  const auto deadline = std::chrono::steady_clock::now() + kEndMax;
  while (waitpid(pid_, nullptr, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      kill();
      waitpid(pid_, nullptr, 0);
      return;
    }
    std::this_thread::sleep_for(kLookEvery);
  }
}

bool WorkerProcess::send(const Job& job, int file, int answer, int ending) {
  auto packet = write_job(job);
  iovec part{.iov_base = packet.data(), .iov_len = packet.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * kFilesPerJob)] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int) * kFilesPerJob);
  const int files[kFilesPerJob] = {file, answer, ending};
  std::memcpy(CMSG_DATA(header), files, sizeof files);
  return sendmsg(socket_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT) == static_cast<ssize_t>(packet.size());
}

void WorkerProcess::kill() {
  ::kill(pid_, SIGKILL);
}

}  // namespace botschaft::media
