#include "server/proxy_secret.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace botschaft::server {

namespace {

bool write_durably(const std::filesystem::path& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = ::fsync(file) == 0;
  return ::close(file) == 0 && written && synced;
}

}  // namespace

std::expected<mtproto::ProxySecret, std::string> load_or_create_proxy_secret(
    const std::filesystem::path& directory, Random& random) {
  const auto path = directory / "proxy.secret";
  mtproto::ProxySecret secret;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    random.fill(secret);
    if (!write_durably(path, to_hex(secret) + "\n"))
      return std::unexpected(fmt::format("cannot write {}", path.string()));
    return secret;
  }
  std::string text;
  std::ifstream(path) >> text;
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != secret.size())
    return std::unexpected(fmt::format("{} does not hold 32 hex digits", path.string()));
  std::ranges::copy(*bytes, secret.begin());
  return secret;
}

}  // namespace botschaft::server
