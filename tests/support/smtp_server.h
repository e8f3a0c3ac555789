#pragma once
// A real mail server as a child process (smtp_server.py), on loopback.
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace botschaft::test {

class SmtpServer {
 public:
  explicit SmtpServer(std::filesystem::path directory);  // where it keeps what it takes
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

  void stop();   // at once
  void start();  // again, at the same port

  // All it has taken, the oldest first: lines "RCPT address", an empty one, and the mail as it came.
  std::vector<std::string> mails() const;

 private:
  const std::filesystem::path directory_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
  int lifeline_ = -1;  // its standard input: it ends with us
};

}  // namespace botschaft::test
