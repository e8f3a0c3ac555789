#include "net/admin_socket.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace botschaft::net {

namespace {

constexpr std::size_t kRequestMax = 64 << 10;
constexpr std::size_t kAnswerMax = 64 << 20;
constexpr int kPoll_ms = 200;  // how soon the thread sees that it shall stop
constexpr int kRequestTimeout_ms = 2'000;
constexpr int kAnswerTimeout_ms = 60'000;

std::optional<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto text = path.string();
  if (text.size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

bool readable(int descriptor, int timeout_ms) {
  pollfd entry{descriptor, POLLIN, 0};
  return ::poll(&entry, 1, timeout_ms) > 0;
}

std::optional<std::string> read_line(int descriptor, std::size_t limit, int timeout_ms) {
  std::string line;
  std::array<char, 4096> piece;
  while (line.size() <= limit && readable(descriptor, timeout_ms)) {
    const auto got = ::recv(descriptor, piece.data(), piece.size(), 0);
    if (got <= 0) return std::nullopt;
    line.append(piece.data(), static_cast<std::size_t>(got));
    if (line.back() == '\n') {
      line.pop_back();
      return line;
    }
  }
  return std::nullopt;
}

void write_line(int descriptor, std::string line) {
  line += '\n';
  for (std::string_view left = line; !left.empty();) {
    const auto sent = ::send(descriptor, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

std::expected<std::unique_ptr<AdminSocket>, std::string> AdminSocket::open(const std::filesystem::path& path,
                                                                           Handler handler) {
  const auto address = address_of(path);
  if (!address) return std::unexpected(fmt::format("{} is too long for the name of a socket", path.string()));
  // The data directory is locked by us, so whatever lies there belongs to a server that is gone.
  ::unlink(path.c_str());
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto old_mask = ::umask(0177);
  const bool bound = descriptor >= 0 &&
                     ::bind(descriptor, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0;
  ::umask(old_mask);
  if (!bound || ::listen(descriptor, 16) != 0) {
    const auto why = fmt::format("cannot listen on {}: {}", path.string(), std::strerror(errno));
    if (descriptor >= 0) ::close(descriptor);
    return std::unexpected(why);
  }
  return std::unique_ptr<AdminSocket>(new AdminSocket(path, descriptor, std::move(handler)));
}

AdminSocket::AdminSocket(std::filesystem::path path, int descriptor, Handler handler)
    : path_(std::move(path)),
      descriptor_(descriptor),
      handler_(std::move(handler)),
      thread_([this] { serve(); }) {}

AdminSocket::~AdminSocket() {
  stopping_ = true;
  thread_.join();
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

void AdminSocket::serve() {
  while (!stopping_) {
    if (!readable(descriptor_, kPoll_ms)) continue;
    const int client = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    if (const auto line = read_line(client, kRequestMax, kRequestTimeout_ms))
      write_line(client, handler_(*line));
    ::close(client);
  }
}

std::optional<std::string> ask_admin_socket(const std::filesystem::path& path, std::string_view line) {
  const auto address = address_of(path);
  if (!address) return std::nullopt;
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::optional<std::string> answer;
  if (descriptor >= 0 &&
      ::connect(descriptor, reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0) {
    write_line(descriptor, std::string(line));
    answer = read_line(descriptor, kAnswerMax, kAnswerTimeout_ms);
  }
  if (descriptor >= 0) ::close(descriptor);
  return answer;
}

}  // namespace botschaft::net
