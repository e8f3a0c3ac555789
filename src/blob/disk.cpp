#include "blob/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

namespace botschaft::blob {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNew = "new";

std::optional<Hash> hash_of(const std::string& name) {
  const auto bytes = from_hex(name);
  Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

}  // namespace

std::expected<std::unique_ptr<DiskBlobs>, std::string> DiskBlobs::open(const fs::path& directory) {
  std::error_code error;
  fs::remove_all(directory / kNew, error);
  if (!make_directories(directory / kNew)) {
    return std::unexpected(directory.string() + ": cannot be created or written to");
  }
  return std::unique_ptr<DiskBlobs>(new DiskBlobs(directory));
}

fs::path DiskBlobs::path_of(const Hash& hash) const {
  const auto name = to_hex(hash);
  return directory_ / name.substr(0, 2) / name.substr(2, 2) / name;
}

// A file that is synced already gets its name.
Result<void> DiskBlobs::move_in(const fs::path& from, const fs::path& to) {
  TRY(make_directories(to.parent_path()));
  if (::rename(from.c_str(), to.c_str()) != 0) return std::unexpected(io_error(errno, "rename", from));
  return sync_directory(to.parent_path());
}

Result<void> DiskBlobs::put(const Hash& hash, const fs::path& path) {
  const auto to = path_of(hash);
  if (::access(to.c_str(), F_OK) == 0) {
    // Who put it may be about to sync the directory.
    TRY(sync_directory(to.parent_path()));
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
      return std::unexpected(io_error(errno, "unlink", path));
    }
    return {};
  }
  TRY_ASSIGN(const OpenFile file, OpenFile::open(path, O_RDONLY, Err::BLOB_MISSING));
  TRY(file.sync());
  return move_in(path, to);
}

Result<void> DiskBlobs::put(const Hash& hash, ByteView bytes) {
  const auto to = path_of(hash);
  if (::access(to.c_str(), F_OK) == 0) return sync_directory(to.parent_path());
  const auto from = directory_ / kNew / std::to_string(next_new_++);
  const auto write = [&]() -> Result<void> {
    TRY(write_new(from, bytes));
    TRY_ASSIGN(const OpenFile file, OpenFile::open(from, O_RDONLY));
    TRY(file.sync());
    return move_in(from, to);
  };
  auto written = write();
  if (!written) ::unlink(from.c_str());
  return written;
}

Result<void> DiskBlobs::write_new(const fs::path& path, ByteView bytes) const {
  TRY_ASSIGN(const OpenFile file, OpenFile::open(path, O_WRONLY | O_CREAT | O_EXCL));
  return file.write(0, bytes);
}

// All of the file system: syncfs(2).
Result<void> DiskBlobs::sync_all() const {
  TRY_ASSIGN(const OpenFile directory, OpenFile::open(directory_, O_RDONLY | O_DIRECTORY));
  if (::syncfs(directory.descriptor()) != 0) return std::unexpected(io_error(errno, "sync", directory_));
  return {};
}

// A name is given only to bytes that are on the disk: whoever finds the name takes them for whole.
Result<void> DiskBlobs::put_all(std::span<const Small> many) {
  std::vector<std::pair<fs::path, fs::path>> written;
  const auto put = [&]() -> Result<void> {
    for (const auto& [hash, bytes] : many) {
      const auto to = path_of(hash);
      if (::access(to.c_str(), F_OK) == 0) continue;
      written.emplace_back(directory_ / kNew / std::to_string(next_new_++), to);
      TRY(write_new(written.back().first, bytes));
    }
    TRY(sync_all());
    for (const auto& [from, to] : written) {
      std::error_code error;
      fs::create_directories(to.parent_path(), error);
      if (error) return std::unexpected(io_error(error.value(), "mkdir", to.parent_path()));
      if (::rename(from.c_str(), to.c_str()) != 0) return std::unexpected(io_error(errno, "rename", from));
    }
    return sync_all();
  };
  auto done = put();
  if (!done) {
    for (const auto& [from, to] : written) ::unlink(from.c_str());
  }
  return done;
}

Result<OpenFile> DiskBlobs::open(const Hash& hash) {
  return OpenFile::open(path_of(hash), O_RDONLY, Err::BLOB_MISSING);
}

Result<std::size_t> DiskBlobs::read(const Hash& hash, std::int64_t offset, MutableByteView out) {
  TRY_ASSIGN(const OpenFile file, open(hash));
  return file.read(offset, out);
}

Result<std::int64_t> DiskBlobs::size(const Hash& hash) {
  const auto path = path_of(hash);
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0) return static_cast<std::int64_t>(status.st_size);
  if (errno == ENOENT) return fail(Err::BLOB_MISSING);
  return std::unexpected(io_error(errno, "stat", path));
}

Result<void> DiskBlobs::remove(const Hash& hash) {
  const auto path = path_of(hash);
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return std::unexpected(io_error(errno, "unlink", path));
}

Result<void> DiskBlobs::list(const std::function<bool(const Hash&, std::int64_t)>& each) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory_, error), end; !error && at != end;
       at.increment(error)) {
    if (at.depth() == 0 && at->path().filename() == kNew) {
      at.disable_recursion_pending();
      continue;
    }
    if (at.depth() != 2) continue;
    const auto hash = hash_of(at->path().filename().string());
    if (!hash) continue;
    std::error_code gone;  // removed meanwhile
    const auto size = at->file_size(gone);
    if (!gone && !each(*hash, static_cast<std::int64_t>(size))) return {};
  }
  if (error) return std::unexpected(io_error(error.value(), "list", directory_));
  return {};
}

}  // namespace botschaft::blob
