#include "mtproto/server_keys.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "base/random.h"

namespace botschaft::mtproto {
namespace {

namespace fs = std::filesystem;

template <class T>
using Outcome = std::expected<T, std::string>;

std::unexpected<std::string> refuse(const fs::path& path, std::string_view what) {
  return std::unexpected(fmt::format("{}: {}", path.string(), what));
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

// The file's bytes; nothing if there is no such file.
Outcome<std::optional<std::string>> read_secret(const fs::path& path) {
  constexpr std::size_t kSizeMax = 64 << 10;
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT) return std::nullopt;
    return refuse(path, std::strerror(errno));
  }
  struct stat about{};
  if (::fstat(file.get(), &about) != 0) return refuse(path, std::strerror(errno));
  if (!S_ISREG(about.st_mode)) return refuse(path, "not a regular file");
  if (about.st_uid != ::geteuid() && about.st_uid != 0) return refuse(path, "belongs to another user");
  if ((about.st_mode & 077) != 0) return refuse(path, "others may read this secret; run chmod 600 on it");
  if (about.st_size > static_cast<off_t>(kSizeMax)) return refuse(path, "too large");
  std::string content(static_cast<std::size_t>(about.st_size), '\0');
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t count = ::read(file.get(), content.data() + done, content.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return refuse(path, "cannot be read");
    done += static_cast<std::size_t>(count);
  }
  return content;
}

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// The name appears only with the whole content behind it, and never replaces a file.
Outcome<void> create_secret(const fs::path& path, std::string_view content) {
  std::string draft = path.string() + ".XXXXXX";
  const File file(::mkostemp(draft.data(), O_CLOEXEC));  // O_EXCL, mode 0600
  if (!file.is_open()) return refuse(path, std::strerror(errno));
  const bool durable = write_all(file.get(), content) && ::fsync(file.get()) == 0;
  const bool linked = durable && ::link(draft.c_str(), path.c_str()) == 0;
  const int failure = errno;
  ::unlink(draft.c_str());
  if (!linked) return refuse(path, std::strerror(failure));
  const File directory(::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || ::fsync(directory.get()) != 0)
    return refuse(path, "the directory cannot be synced");
  return {};
}

crypto::Key256 random_key() {
  crypto::Key256 key;
  system_random().fill(key);
  return key;
}

}  // namespace

std::expected<ServerKeys, std::string> ServerKeys::load_or_create(const fs::path& directory) {
  const fs::path place = fs::absolute(directory);
  const fs::path rsa_path = place / "rsa.pem";
  const fs::path seal_path = place / "seal.key";
  auto pem = read_secret(rsa_path);
  if (!pem) return std::unexpected(pem.error());
  auto seal = read_secret(seal_path);
  if (!seal) return std::unexpected(seal.error());

  // seal.key is created first, so rsa.pem without it is not an interrupted first start but a lost file.
  if (!*seal) {
    if (*pem) return refuse(seal_path, "missing, though rsa.pem is there; restore it from the backup");
    *seal = std::string(as_text(random_key()));
    if (auto created = create_secret(seal_path, **seal); !created) return std::unexpected(created.error());
  }
  if (!*pem) {
    *pem = crypto::RsaKey::generate().private_pem();
    if (auto created = create_secret(rsa_path, **pem); !created) return std::unexpected(created.error());
  }

  crypto::Key256 master;
  if ((*seal)->size() != master.size()) return refuse(seal_path, "must have exactly 32 bytes");
  std::ranges::copy(as_bytes(**seal), master.begin());
  auto rsa = crypto::RsaKey::from_private_pem(**pem);
  if (!rsa) return refuse(rsa_path, "is not an unencrypted RSA key of 2048 bits with exponent 65537");
  return ServerKeys(*std::move(rsa), master);
}

ServerKeys ServerKeys::ephemeral() {
  return ServerKeys(crypto::RsaKey::generate(), random_key());
}

std::string ServerKeys::fingerprint_hex() const {
  return fmt::format("{:016x}", static_cast<std::uint64_t>(rsa_.fingerprint()));
}

}  // namespace botschaft::mtproto
