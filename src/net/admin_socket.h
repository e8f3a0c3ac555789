#pragma once
// A Unix socket in the data directory by which commands reach the running server: one line in, one line out.
// Only the owner of the directory can connect (mode 0600).
#include <atomic>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace botschaft::net {

class AdminSocket {
 public:
  // Gets a line without its end, returns one; runs on the socket's own thread, one request at a time.
  using Handler = std::function<std::string(std::string_view)>;

  // Replaces what an earlier server left. The error is a sentence for the operator.
  static std::expected<std::unique_ptr<AdminSocket>, std::string> open(const std::filesystem::path& path,
                                                                       Handler handler);
  ~AdminSocket();  // finishes the request under way and removes the socket
  AdminSocket(const AdminSocket&) = delete;
  AdminSocket& operator=(const AdminSocket&) = delete;

 private:
  AdminSocket(std::filesystem::path path, int descriptor, Handler handler);
  void serve();

  const std::filesystem::path path_;
  const int descriptor_;
  const Handler handler_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// nullopt: no server listens there, or it did not answer.
std::optional<std::string> ask_admin_socket(const std::filesystem::path& path, std::string_view line);

}  // namespace botschaft::net
