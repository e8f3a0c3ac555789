#pragma once
// A real server: the program as a child process with a data directory of its own, on loopback.
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "crypto/dh.h"

namespace botschaft::test {

class ServerProcess {
 public:
  // `program`: path of the botschaft executable. Waits until it answers; started() tells whether it did.
  explicit ServerProcess(const std::filesystem::path& program, std::vector<std::string> more_arguments = {});
  ~ServerProcess();  // SIGTERM, and the directory goes
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  bool started() const { return started_; }
  bool running() const;
  std::uint16_t port() const { return port_; }
  const std::filesystem::path& data() const { return data_; }
  crypto::Number2048 modulus() const;  // of the server's RSA key
  std::size_t resident_bytes() const;
  std::size_t open_descriptors() const;
  double cpu_seconds() const;  // used so far, by user and system

  void kill_hard();  // SIGKILL
  void start();      // again, on the same data and port
  int terminate();   // SIGTERM; the exit status, or -1

 private:
  std::filesystem::path program_;
  std::vector<std::string> more_arguments_;
  std::filesystem::path data_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
  bool started_ = false;
};

}  // namespace botschaft::test
