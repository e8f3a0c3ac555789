#pragma once
// The one directory that holds everything a server must not lose.
#include <expected>
#include <filesystem>
#include <string>

namespace botschaft::store {

enum class Access : std::uint8_t {
  exclusive,  // the server: refused while anything else uses the directory
  shared,     // a command beside a running server, or alone
};

// Open for the life of the object; the lock goes with it, however the process ends.
class DataDirectory {
 public:
  // Creates the directory if it is missing, readable for its owner only. The error is a sentence for the
  // operator.
  static std::expected<DataDirectory, std::string> open(const std::filesystem::path& path, Access access);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&&) = delete;
  ~DataDirectory();

  const std::filesystem::path& path() const { return path_; }
  bool locked() const { return lock_ >= 0; }  // always, unless shared with a running server
  std::filesystem::path database() const { return path_ / "botschaft.db"; }

 private:
  DataDirectory(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;  // descriptor of the locked file, -1: not ours
};

}  // namespace botschaft::store
