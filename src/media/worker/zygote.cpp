#include "media/worker/zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>

namespace botschaft::media {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kFilesPerJob = 3;
constexpr std::size_t kChildrenMax = 64;  // the server asks for fewer
constexpr int kGaveUp = 1;
constexpr std::int64_t kWaitMaxMs = 60'000;

void say_ending(const Descriptor& pipe, Ending ending) {
  const std::uint8_t bytes[] = {static_cast<std::uint8_t>(ending.kind), ending.number};
  // If nobody reads it any more, nobody wants to know.
  [[maybe_unused]] const auto written = write(pipe.get(), bytes, sizeof bytes);
}

bool write_all(int pipe, ByteView bytes) {
  while (!bytes.empty()) {
    const auto written = write(pipe, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Zygote::Zygote(const Sandbox& sandbox, ZygoteLimits limits, Descriptor signals, Look look)
    : sandbox_(sandbox), limits_(limits), signals_(std::move(signals)), look_(std::move(look)) {}

void Zygote::run() {
  for (bool served = true; served;) {
    std::array<pollfd, 2> waits{pollfd{.fd = kWorkerSocket, .events = POLLIN, .revents = 0},
                                pollfd{.fd = signals_.get(), .events = POLLIN, .revents = 0}};
    if (poll(waits.data(), waits.size(), wait_ms()) > 0) {
      if (waits[1].revents != 0) reap();
      if (waits[0].revents != 0) served = take_job();
    }
    end_late();
  }
  for (const auto& child : children_) kill(child.pid, SIGKILL);
}

int Zygote::wait_ms() const {
  const auto first = std::ranges::min_element(children_, {}, &Child::deadline);
  if (first == children_.end()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(first->deadline - steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, kWaitMaxMs));
}

bool Zygote::take_job() {
  std::array<std::uint8_t, kJobMax> packet;
  iovec part{.iov_base = packet.data(), .iov_len = packet.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * kFilesPerJob)];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const auto size = recvmsg(kWorkerSocket, &message, MSG_CMSG_CLOEXEC);
  if (size < 0 && errno == EINTR) return true;
  if (size <= 0) return false;
  const auto* header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof(int) * kFilesPerJob))
    return false;
  std::array<int, kFilesPerJob> files;
  std::memcpy(files.data(), CMSG_DATA(header), sizeof files);
  Descriptor file(files[0]), answer(files[1]), ending(files[2]);
  const auto job = read_job(ByteView(packet).first(static_cast<std::size_t>(size)));
  if (!job) return false;
  begin(*job, std::move(file), std::move(answer), std::move(ending));
  return true;
}

void Zygote::begin(const Job& job, Descriptor file, Descriptor answer, Descriptor ending) {
  const pid_t worker = getpid();
  const pid_t pid = children_.size() < kChildrenMax ? fork() : -1;
  if (pid == 0) {
    // Dies with the worker; if that is dead already, at once.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != worker) _exit(kGaveUp);
    be_child(job, file.get(), answer.get());
  }
  if (pid < 0)
    say_ending(ending, {.kind = Ending::Kind::not_started});
  else
    children_.push_back(
        {.pid = pid, .deadline = steady_clock::now() + limits_.time, .ending = std::move(ending)});
}

void Zygote::be_child(const Job& job, int file, int answer) {
  struct stat facts{};
  // Its standard error is nothing, which the worker has as standard output: libraries repeat what they read.
  const bool ready = dup2(STDOUT_FILENO, STDERR_FILENO) >= 0 && dup2(file, STDIN_FILENO) >= 0 &&
                     dup2(answer, STDOUT_FILENO) >= 0 && close_range(STDERR_FILENO + 1, ~0u, 0) == 0 &&
                     fstat(STDIN_FILENO, &facts) == 0 && sandbox_.shut_in_job(limits_.resources);
  if (!ready) _exit(kGaveUp);
  // _exit: what the parent would do at its end is not the child's business.
  try {
    const Input input(STDIN_FILENO, static_cast<std::uint64_t>(facts.st_size));
    _exit(write_all(STDOUT_FILENO, write_answer(look_(job, input))) ? 0 : kGaveUp);
  } catch (const std::exception&) {
    _exit(kGaveUp);
  }
}

void Zygote::reap() {
  signalfd_siginfo ignored[8];
  [[maybe_unused]] const auto got = read(signals_.get(), ignored, sizeof ignored);
  int status = 0;
  while (true) {
    const pid_t pid = waitpid(-1, &status, WNOHANG);
    if (pid <= 0) return;
    const auto child = std::ranges::find(children_, pid, &Child::pid);
    if (child == children_.end()) continue;
    Ending ending{.kind = Ending::Kind::exited, .number = static_cast<std::uint8_t>(WEXITSTATUS(status))};
    if (WIFSIGNALED(status))
      ending = {.kind = child->out_of_time ? Ending::Kind::out_of_time : Ending::Kind::killed,
                .number = static_cast<std::uint8_t>(WTERMSIG(status))};
    say_ending(child->ending, ending);
    children_.erase(child);
  }
}

void Zygote::end_late() {
  const auto now = steady_clock::now();
  for (auto& child : children_) {
    if (child.out_of_time || now < child.deadline) continue;
    child.out_of_time = true;
    child.deadline = TimePoint::max();  // it is waited for, but not killed again and again
    kill(child.pid, SIGKILL);
  }
}

}  // namespace botschaft::media
