#pragma once
// A real S3 server as a child process: OpenStack Swift with its S3 interface (s3_server.py), on loopback.
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace botschaft::test {

class S3Server {
 public:
  // Keeps its objects below `directory`. Aborts the test program if python3-swift is not installed
  // (packaging/packages.test).
  explicit S3Server(std::filesystem::path directory);
  ~S3Server();
  S3Server(const S3Server&) = delete;
  S3Server& operator=(const S3Server&) = delete;

  std::string endpoint() const { return "http://127.0.0.1:" + std::to_string(port_); }

  void stop();   // at once
  void start();  // again, at the same port, with what it had

  static constexpr const char* kBucket = "files";
  static constexpr const char* kRegion = "us-east-1";
  static constexpr const char* kAccessKey = "tests:files";
  static constexpr const char* kSecretKey = "not-a-secret";

 private:
  const std::filesystem::path directory_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
  int lifeline_ = -1;  // its standard input: it ends with us
};

}  // namespace botschaft::test
