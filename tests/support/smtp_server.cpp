#include "tests/support/smtp_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/check.h"

namespace botschaft::test {

namespace fs = std::filesystem;

SmtpServer::SmtpServer(fs::path directory) : directory_(std::move(directory)) {
  fs::create_directories(directory_);
  start();
}

SmtpServer::~SmtpServer() {
  stop();
}

void SmtpServer::start() {
  std::array<int, 2> input{};
  std::array<int, 2> output{};
  CHECK(::pipe2(input.data(), O_CLOEXEC) == 0 && ::pipe2(output.data(), O_CLOEXEC) == 0);
  const auto port = std::to_string(port_);
  pid_ = ::fork();
  CHECK(pid_ >= 0);
  if (pid_ == 0) {
    ::dup2(input[0], STDIN_FILENO);
    ::dup2(output[1], STDOUT_FILENO);
    ::execl("/usr/bin/python3", "python3", SMTP_SERVER_PROGRAM, directory_.c_str(), port.c_str(), nullptr);
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

void SmtpServer::stop() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  ::close(lifeline_);
  pid_ = -1;
}

std::vector<std::string> SmtpServer::mails() const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory_))
    if (entry.path().extension() == ".mail") files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<std::string> all;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    all.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

}  // namespace botschaft::test
