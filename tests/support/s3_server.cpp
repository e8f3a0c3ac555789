#include "tests/support/s3_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/check.h"

namespace botschaft::test {

S3Server::S3Server(std::filesystem::path directory) : directory_(std::move(directory)) {
  std::filesystem::create_directories(directory_);
  start();
}

S3Server::~S3Server() {
  stop();
}

void S3Server::start() {
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  CHECK(::pipe2(input.data(), O_CLOEXEC) == 0 && ::pipe2(output.data(), O_CLOEXEC) == 0);
  const auto port = std::to_string(port_);
  pid_ = ::fork();
  CHECK(pid_ >= 0);
  if (pid_ == 0) {
    ::dup2(input[0], STDIN_FILENO);
    ::dup2(output[1], STDOUT_FILENO);
    ::execl("/usr/bin/python3", "python3", S3_SERVER_PROGRAM, directory_.c_str(), port.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(input[0]);
  ::close(output[1]);
  lifeline_ = input[1];
  std::string answer;
  for (char byte = 0; ::read(output[0], &byte, 1) == 1 && byte != '\n';) answer += byte;
  ::close(output[0]);
  port_ = static_cast<std::uint16_t>(std::strtoul(answer.c_str(), nullptr, 10));
  CHECK(port_ != 0);  // it says on standard error why
}

void S3Server::stop() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  ::close(lifeline_);
  pid_ = -1;
}

}  // namespace botschaft::test
