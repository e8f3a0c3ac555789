#include "translog/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <sstream>

#include "translog/proof.h"

namespace botschaft::translog {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHashSize = 32;

std::unexpected<std::string> failed(const fs::path& path, const char* what) {
  return std::unexpected(
      fmt::format("contact log: {} cannot be {}: {}", path.string(), what, std::strerror(errno)));
}

class File {
 public:
  File(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

int width_of(int level, std::string_view tile) {
  if (level >= 0) return static_cast<int>(tile.size() / kHashSize);
  int width = 0;
  for (std::size_t at = 0; at + 2 <= tile.size(); ++width)
    at += 2 + (static_cast<std::uint8_t>(tile[at]) << 8 | static_cast<std::uint8_t>(tile[at + 1]));
  return width;
}

}  // namespace

ReadFile files_below(fs::path folder) {
  return [folder = std::move(folder)](const std::string& path) -> std::optional<std::string> {
    std::ifstream file(folder / path, std::ios::binary);
    if (!file) return std::nullopt;
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  };
}

ReadFile Log::reader() const {
  return files_below(folder_);
}

std::expected<Log, std::string> Log::open(fs::path folder, SignerKey key) {
  Log log(std::move(folder), std::move(key));
  std::error_code error;
  fs::create_directories(log.folder_, error);
  if (error)
    return std::unexpected(fmt::format("contact log: {}: {}", log.folder_.string(), error.message()));
  if (auto loaded = log.load(); !loaded) return std::unexpected(loaded.error());
  return log;
}

std::expected<void, std::string> Log::load() {
  const auto bytes = reader()("checkpoint");
  if (!bytes) {
    published_ = {.origin = key_.name, .size = 0, .root = empty_root()};
    note_ = sign_checkpoint(key_, published_);
    const auto key = key_.verifier().text() + "\n";
    return write({{"key", key}, {"checkpoint", note_}});
  }
  const auto note = parse_note(*bytes);
  const auto checkpoint = note ? open_checkpoint(*note, key_.verifier()) : std::nullopt;
  if (!checkpoint)
    return std::unexpected(fmt::format("contact log: {} is not signed by the key of {}",
                                       (folder_ / "checkpoint").string(), key_.name));
  const TileReader tiles(reader(), checkpoint->size);
  auto edge = Edge::at(checkpoint->size, tiles.nodes());
  if (!edge || edge->root() != checkpoint->root)
    return std::unexpected(
        fmt::format("contact log: the files in {} are not those that were signed; see `botschaft log verify`",
                    folder_.string()));
  edge_ = *std::move(edge);
  published_ = *checkpoint;
  note_ = *bytes;
  for (int level = -1; level == -1 || (published_.size >> (kTileHeight * level)) > 0; ++level) {
    const auto index = (published_.size >> (kTileHeight * std::max(level, 0))) / kTileWidth;
    if (width_at(published_.size, level, index) == 0) continue;
    auto& tile = tiles_[level];
    if (level < 0) {
      const auto entries = tiles.bundle(index);
      if (!entries) return std::unexpected("contact log: entries cannot be read");
      for (const auto& entry : *entries) append_to_bundle(tile, entry);
    } else {
      for (const auto& hash : tiles.tile(level, index).value_or(std::vector<Hash>())) tile += as_text(hash);
    }
  }
  return {};
}

void Log::append(std::string_view entry) {
  const auto index = edge_.size();
  const bool fills = (index + 1) % kTileWidth == 0;
  append_to_bundle(tiles_[-1], entry);
  if (fills) finished_[tile_path(-1, index / kTileWidth, kTileWidth)] = std::exchange(tiles_[-1], {});
  edge_.append(leaf_hash(as_bytes(entry)), [&](NodeId node, const Hash& hash) {
    if (node.level % kTileHeight != 0) return;
    const int level = node.level / kTileHeight;
    auto& tile = tiles_[level];
    tile += as_text(hash);
    if (tile.size() == kTileWidth * kHashSize)
      finished_[tile_path(level, node.index / kTileWidth, kTileWidth)] = std::exchange(tile, {});
  });
}

// In place by renaming, once all are synced: a reader sees an old file or a new one. All are written before
// the first is synced, so that the file system's journal is committed once or twice and not for each.
std::expected<void, std::string> Log::write(const std::map<std::string, std::string_view>& files) {
  constexpr auto kFresh = ".new";
  std::set<fs::path> folders;
  for (const auto& [path, bytes] : files) {
    const auto place = folder_ / path;
    if (folders.insert(place.parent_path()).second) {
      std::error_code error;
      fs::create_directories(place.parent_path(), error);
      for (auto above = place.parent_path(); above != folder_; above = above.parent_path())
        folders.insert(above.parent_path());
    }
    const File file(place.string() + kFresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (file.fd() < 0 || !write_all(file.fd(), bytes)) return failed(place, "written");
  }
  for (const auto& [path, bytes] : files) {
    const File file((folder_ / path).string() + kFresh, O_RDONLY);
    if (file.fd() < 0 || ::fdatasync(file.fd()) != 0) return failed(folder_ / path, "synced");
  }
  for (const auto& [path, bytes] : files) {
    const auto place = (folder_ / path).string();
    if (::rename((place + kFresh).c_str(), place.c_str()) != 0) return failed(place, "replaced");
  }
  for (const auto& folder : folders) {
    const File open(folder, O_RDONLY | O_DIRECTORY);
    if (open.fd() < 0 || ::fsync(open.fd()) != 0) return failed(folder, "synced");
  }
  return {};
}

std::expected<void, std::string> Log::publish() {
  if (edge_.size() == published_.size) return {};
  std::map<std::string, std::string_view> files(finished_.begin(), finished_.end());
  for (const auto& [level, bytes] : tiles_) {
    if (bytes.empty()) continue;
    const auto index = (edge_.size() >> (kTileHeight * std::max(level, 0))) / kTileWidth;
    files.emplace(tile_path(level, index, width_of(level, bytes)), bytes);
  }
  if (auto done = write(files); !done) return done;
  const Checkpoint checkpoint{.origin = key_.name, .size = edge_.size(), .root = edge_.root()};
  auto note = sign_checkpoint(key_, checkpoint);
  if (auto done = write({{"checkpoint", note}}); !done) return done;
  for (const auto& [path, bytes] : finished_) {
    std::error_code ignored;
    fs::remove_all(folder_ / (path + ".p"), ignored);  // the whole tile serves in their place
  }
  finished_.clear();
  published_ = checkpoint;
  note_ = std::move(note);
  return {};
}

std::expected<void, std::string> Log::add_signatures(const std::vector<NoteSignature>& signatures) {
  auto note = parse_note(note_);
  if (!note) return std::unexpected("contact log: no checkpoint");
  note->signatures.insert(note->signatures.end(), signatures.begin(), signatures.end());
  auto text = write_note(*note);
  if (auto done = write({{"checkpoint", text}}); !done) return done;
  note_ = std::move(text);
  return {};
}

std::optional<std::vector<Hash>> Log::prove_consistency(std::int64_t old_size) const {
  const TileReader tiles(reader(), published_.size);
  return consistency_proof(old_size, published_.size, tiles.nodes());
}

std::optional<std::string> prove_entry(const ReadFile& files, std::int64_t index) {
  const auto checkpoint = files("checkpoint");
  const auto note = checkpoint ? parse_note(*checkpoint) : std::nullopt;
  const auto tree = note ? parse_checkpoint_text(note->text) : std::nullopt;
  if (!tree) return std::nullopt;
  const TileReader tiles(files, tree->size);
  auto path = inclusion_proof(index, tree->size, tiles.nodes());
  if (!path) return std::nullopt;
  return write_proof({.index = index, .path = *std::move(path), .checkpoint = *checkpoint});
}

}  // namespace botschaft::translog
