#include "store/data_directory.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace botschaft::store {
namespace {

std::string explain(const std::filesystem::path& path) {
  return fmt::format("{}: {}", path.string(), std::strerror(errno));
}

// The process id in the lock file is for people; the lock itself is the kernel's.
std::string holder(int lock) {
  char text[16] = {};
  const ssize_t size = pread(lock, text, sizeof text - 1, 0);
  return size > 0 ? fmt::format(" (process {})", text) : std::string();
}

void name_holder(int lock) {
  const std::string text = std::to_string(getpid());
  if (ftruncate(lock, 0) != 0 || pwrite(lock, text.data(), text.size(), 0) < 0)
    return;  // a full disk: no name
}

}  // namespace

std::expected<DataDirectory, std::string> DataDirectory::open(const std::filesystem::path& path,
                                                              Access access) {
  std::error_code failure;
  std::filesystem::create_directories(path.parent_path(), failure);  // what is wrong shows at mkdir
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return std::unexpected(explain(path));
  if (chmod(path.c_str(), 0700) != 0) return std::unexpected(explain(path));

  const std::filesystem::path file = path / "lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return std::unexpected(explain(file));
  if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
    name_holder(lock);
    return DataDirectory(path, lock);
  }
  const bool held = errno == EWOULDBLOCK;
  std::string message =
      held ? fmt::format("{} is in use by another botschaft{}", path.string(), holder(lock)) : explain(file);
  close(lock);
  if (held && access == Access::shared) return DataDirectory(path, -1);
  return std::unexpected(std::move(message));
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataDirectory::~DataDirectory() {
  if (lock_ >= 0) close(lock_);
}

}  // namespace botschaft::store
