#include "tests/support/server_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/check.h"
#include "mtproto/server_keys.h"
#include "tests/support/client_link.h"

namespace botschaft::test {

namespace fs = std::filesystem;

namespace {

std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  CHECK(::bind(probe, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  ::close(probe);
  return ntohs(address.sin_port);
}

// The port is open before the server has made what it ships.
bool answers(std::uint16_t port) {
  Socket socket(port);
  if (!socket.open() || !socket.write(as_bytes("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")))
    return false;
  Bytes got;
  return socket.read(got, 10'000) && as_text(got).starts_with("HTTP/1.1 200");
}

}  // namespace

ServerProcess::ServerProcess(const fs::path& program, std::vector<std::string> more_arguments)
    : program_(program), more_arguments_(std::move(more_arguments)), port_(free_port()) {
  auto pattern = (fs::temp_directory_path() / "botschaft-test-XXXXXX").string();
  CHECK(mkdtemp(pattern.data()) != nullptr);
  data_ = fs::path(pattern);
  start();
}

ServerProcess::~ServerProcess() {
  terminate();
  std::error_code ignored;
  fs::remove_all(data_, ignored);
}

void ServerProcess::start() {
  std::vector<std::string> arguments = {program_.string(), "serve",    "--data",
                                        data_.string(),    "--listen", "127.0.0.1:" + std::to_string(port_)};
  arguments.insert(arguments.end(), more_arguments_.begin(), more_arguments_.end());
  std::vector<char*> raw;
  for (auto& argument : arguments) raw.push_back(argument.data());
  raw.push_back(nullptr);
  const auto log = data_ / "server.log";
  pid_ = ::fork();
  CHECK(pid_ >= 0);
  if (pid_ == 0) {
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execv(raw[0], raw.data());
    ::_exit(127);
  }
  constexpr int kTries = 600;
  for (int i = 0; i < kTries && !started_; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
    started_ = answers(port_);
  }
}

bool ServerProcess::running() const {
  return pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == 0;
}

crypto::Number2048 ServerProcess::modulus() const {
  const auto keys = mtproto::ServerKeys::load_or_create(data_);
  CHECK(keys.has_value());
  return keys->rsa().modulus();
}

std::size_t ServerProcess::resident_bytes() const {
  std::ifstream in("/proc/" + std::to_string(pid_) + "/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  in >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t ServerProcess::open_descriptors() const {
  std::error_code error;
  std::size_t count = 0;
  for (fs::directory_iterator it("/proc/" + std::to_string(pid_) + "/fd", error), end; !error && it != end;
       it.increment(error))
    ++count;
  return count;
}

double ServerProcess::cpu_seconds() const {
  std::ifstream in("/proc/" + std::to_string(pid_) + "/stat");
  std::string field;
  double ticks = 0;
  // proc(5): utime and stime are the fields 14 and 15; the program's name has no space in it.
  for (int i = 1; i <= 15 && in >> field; ++i) {
    if (i >= 14) ticks += std::strtod(field.c_str(), nullptr);
  }
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void ServerProcess::kill_hard() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
  started_ = false;
}

int ServerProcess::terminate() {
  if (pid_ <= 0) return -1;
  ::kill(pid_, SIGTERM);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  started_ = false;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace botschaft::test
