#include "media/worker_client.h"

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>

#include "base/log.h"

namespace botschaft::media {
namespace {

using std::chrono::steady_clock;

// The worker ends a job whose time is over. This much later it is the worker itself that is stuck.
constexpr std::chrono::seconds kGrace{5};
constexpr std::size_t kReadStep = 64 * 1024;

struct Pipe {
  Descriptor read, write;
  static std::optional<Pipe> open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  }
};

enum class ReadEnd : std::uint8_t { end, too_much, out_of_time };

// All of the pipe, up to `size_max` bytes.
ReadEnd read_all(int pipe, std::size_t size_max, steady_clock::time_point deadline, Bytes& out) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
    pollfd wait{.fd = pipe, .events = POLLIN, .revents = 0};
    if (left <= 0 || poll(&wait, 1, static_cast<int>(left)) == 0) return ReadEnd::out_of_time;
    const auto old = out.size();
    if (old > size_max) return ReadEnd::too_much;
    out.resize(old + kReadStep);
    const auto got = read(pipe, out.data() + old, kReadStep);
    out.resize(old + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return ReadEnd::end;
    if (got < 0 && errno != EINTR) return ReadEnd::end;
  }
}

void log_ending(const Job& job, const Ending& ending) {
  const auto task = static_cast<int>(job.task);
  switch (ending.kind) {
    case Ending::Kind::exited:
      log::warn("media: a job gave up task={} status={}", task, ending.number);
      break;
    case Ending::Kind::killed:
      log::warn("media: a job was killed task={} signal={}", task, ending.number);
      break;
    case Ending::Kind::out_of_time:
      log::warn("media: a job took too long task={}", task);
      break;
    case Ending::Kind::not_started:
      log::warn("media: a job could not be started task={}", task);
      break;
  }
}

}  // namespace

// A place among the jobs that run at once.
class WorkerClient::Slot {
 public:
  explicit Slot(WorkerClient& client) : client_(client) {
    std::unique_lock lock(client_.mutex_);
    const auto free = [&] { return client_.finishing_ || client_.busy_ < client_.options_.jobs_max; };
    taken_ = client_.slot_free_.wait_for(lock, client_.options_.wait_max, free) && !client_.finishing_;
    if (taken_) ++client_.busy_;
  }
  ~Slot() {
    if (!taken_) return;
    {
      const std::lock_guard lock(client_.mutex_);
      --client_.busy_;
      client_.used_ = steady_clock::now();
    }
    client_.slot_free_.notify_one();
  }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  bool taken() const { return taken_; }

 private:
  WorkerClient& client_;
  bool taken_ = false;
};

WorkerClient::WorkerClient(Options options) : options_(std::move(options)) {}

WorkerClient::~WorkerClient() {
  finish();
}

Result<Report> WorkerClient::look(Task task, int file, const std::string& name, const std::string& mime) {
  const Slot slot(*this);
  if (!slot.taken()) return fail(Err::MEDIA_WORKER_FAILED);
  // Twice, because a worker that died while it had nothing to do is noticed only now.
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto process = running();
    if (!process) return fail(Err::MEDIA_WORKER_FAILED);
    bool sent = false, lost = false;
    auto report = run(*process, {.task = task, .name = name, .mime = mime}, file, sent, lost);
    if (lost) retire(process);
    if (sent) return report;
  }
  return fail(Err::MEDIA_WORKER_FAILED);
}

// `sent`: the worker has the job. `lost`: the worker is of no use any more.
Result<Report> WorkerClient::run(WorkerProcess& process, const Job& job, int file, bool& sent, bool& lost) {
  auto answer = Pipe::open(), ending = Pipe::open();
  if (!answer || !ending) {
    sent = true;  // out of descriptors: a second try would not be better
    return fail(Err::MEDIA_WORKER_FAILED);
  }
  sent = process.send(job, file, answer->write.get(), ending->write.get());
  answer->write.close();
  ending->write.close();
  if (!sent) {
    lost = true;
    return fail(Err::MEDIA_WORKER_FAILED);
  }
  const auto deadline = steady_clock::now() + options_.limits.time + kGrace;
  Bytes said, end;
  const auto how = read_all(answer->read.get(), kAnswerMax, deadline, said);
  answer->read.close();  // a child that says too much ends by it
  const auto end_how = read_all(ending->read.get(), sizeof(std::uint16_t), deadline, end);
  if (end_how != ReadEnd::end || end.size() != 2) {
    log::warn("media: the worker died or hangs, and a job with it task={}", static_cast<int>(job.task));
    lost = true;
    process.kill();
    return fail(Err::MEDIA_WORKER_FAILED);
  }
  const Ending ended{.kind = static_cast<Ending::Kind>(std::min<std::uint8_t>(end[0], 3)), .number = end[1]};
  if (ended.kind != Ending::Kind::exited || ended.number != 0 || how != ReadEnd::end) {
    log_ending(job, ended);
    return fail(Err::MEDIA_WORKER_FAILED);
  }
  return read_answer(said);
}

// One caller starts it, without the lock, and the others wait for that one.
std::shared_ptr<WorkerProcess> WorkerClient::running() {
  std::unique_lock lock(mutex_);
  started_.wait(lock, [&] { return !starting_; });
  if (process_ || finishing_) return process_;
  if (options_.program.empty() || steady_clock::now() < start_again_) return nullptr;
  starting_ = true;
  lock.unlock();
  auto started = WorkerProcess::start(options_.program, options_.limits);
  if (!started)
    log::warn("media: {}; until it runs, photos are refused and files have no thumbnails", started.error());
  lock.lock();
  starting_ = false;
  started_.notify_all();
  if (!started) {
    start_again_ = steady_clock::now() + options_.retry_after;
    return nullptr;
  }
  process_ = std::move(*started);
  return process_;
}

void WorkerClient::retire(const std::shared_ptr<WorkerProcess>& process) {
  const std::lock_guard lock(mutex_);
  if (process_ == process) process_.reset();
}

void WorkerClient::housekeep() {
  std::shared_ptr<WorkerProcess> idle;  // ends outside the lock
  const std::lock_guard lock(mutex_);
  if (process_ && busy_ == 0 && steady_clock::now() - used_ > options_.idle_max) idle = std::move(process_);
}

void WorkerClient::finish() {
  std::shared_ptr<WorkerProcess> last;
  {
    const std::lock_guard lock(mutex_);
    finishing_ = true;
    last = std::move(process_);
  }
  slot_free_.notify_all();
  if (last) last->kill();
}

std::optional<pid_t> WorkerClient::worker_pid() const {
  const std::lock_guard lock(mutex_);
  return process_ ? std::optional(process_->pid()) : std::nullopt;
}

}  // namespace botschaft::media
