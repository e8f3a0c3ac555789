#include "blob/open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.h"

namespace botschaft::blob {

namespace fs = std::filesystem;

namespace {

constexpr mode_t kOwnerAlone = 0600;

std::unexpected<Error> failed(const char* doing, const fs::path& path = {}) {
  return std::unexpected(io_error(errno, doing, path));
}

}  // namespace

Error io_error(int number, const char* doing, const fs::path& path) {
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) return Error{Err::STORAGE_FULL};
  log::error("files: {} failed path={} error={}", doing, path.string(), std::strerror(number));
  return Error{Err::STORE_UNAVAILABLE};
}

OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<OpenFile> OpenFile::open(const fs::path& path, int flags, Err missing) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, kOwnerAlone);
  if (descriptor >= 0) return OpenFile(descriptor);
  if (errno == ENOENT && missing != Err::STORE_UNAVAILABLE) return fail(missing);
  return failed("open", path);
}

Result<std::size_t> OpenFile::read(std::int64_t offset, MutableByteView out) const {
  std::size_t done = 0;
  while (done < out.size()) {
    const auto got =
        ::pread(descriptor_, out.data() + done, out.size() - done, offset + static_cast<std::int64_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Result<void> OpenFile::write(std::int64_t offset, ByteView bytes) const {
  while (!bytes.empty()) {
    const auto put = ::pwrite(descriptor_, bytes.data(), bytes.size(), offset);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failed("write");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
    offset += put;
  }
  return {};
}

Result<std::int64_t> OpenFile::size() const {
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0) return failed("stat");
  return static_cast<std::int64_t>(status.st_size);
}

Result<void> OpenFile::truncate(std::int64_t size) const {
  if (::ftruncate(descriptor_, size) != 0) return failed("truncate");
  return {};
}

Result<void> OpenFile::sync() const {
  if (::fdatasync(descriptor_) != 0) return failed("sync");
  return {};
}

Result<void> sync_directory(const fs::path& path) {
  TRY_ASSIGN(const OpenFile directory, OpenFile::open(path, O_RDONLY | O_DIRECTORY));
  if (::fsync(directory.descriptor()) != 0) return failed("sync", path);
  return {};
}

Result<void> make_directories(const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return sync_directory(path.parent_path());
  if (errno == EEXIST) return {};
  if (errno != ENOENT || !path.has_parent_path() || path.parent_path() == path) return failed("mkdir", path);
  TRY(make_directories(path.parent_path()));
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failed("mkdir", path);
  return sync_directory(path.parent_path());
}

}  // namespace botschaft::blob
