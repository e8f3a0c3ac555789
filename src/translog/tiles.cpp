#include "translog/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace botschaft::translog {
namespace {

constexpr std::size_t kHashSize = 32;
constexpr int kLevelMax = 7;  // 2^63 leaves need no more
constexpr std::int64_t kIndexMax = std::numeric_limits<std::int64_t>::max() / kTileWidth / 10 - 1;

std::string index_path(std::int64_t index) {
  auto path = fmt::format("{:03}", index % 1'000);
  for (index /= 1'000; index > 0; index /= 1'000) path = fmt::format("x{:03}/{}", index % 1'000, path);
  return path;
}

}  // namespace

std::string tile_path(int level, std::int64_t index, int width) {
  const auto kind = level < 0 ? std::string("entries") : fmt::format("{}", level);
  const auto partial = width < kTileWidth ? fmt::format(".p/{}", width) : std::string();
  return fmt::format("tile/{}/{}{}", kind, index_path(index), partial);
}

std::optional<TileName> parse_tile_path(std::string_view path) {
  constexpr std::string_view kPrefix = "tile/";
  const auto whole = path;
  if (!path.starts_with(kPrefix)) return std::nullopt;
  path.remove_prefix(kPrefix.size());
  TileName name;
  const auto slash = path.find('/');
  if (slash == path.npos) return std::nullopt;
  const auto kind = path.substr(0, slash);
  path.remove_prefix(slash + 1);
  const auto level = kind == "entries" ? std::optional<std::int64_t>(-1) : parse_number(kind);
  if (!level || *level > kLevelMax) return std::nullopt;
  name.level = static_cast<int>(*level);
  if (const auto partial = path.find(".p/"); partial != path.npos) {
    const auto width = parse_number(path.substr(partial + 3));
    if (!width || *width < 1 || *width >= kTileWidth) return std::nullopt;
    name.width = static_cast<int>(*width);
    path = path.substr(0, partial);
  }
  for (const char c : path) {
    if (c < '0' || c > '9') continue;
    if (name.index > kIndexMax) return std::nullopt;
    name.index = name.index * 10 + (c - '0');
  }
  return tile_path(name.level, name.index, name.width) == whole ? std::optional(name) : std::nullopt;
}

std::optional<std::vector<Hash>> parse_tile(std::string_view bytes, int width) {
  if (width < 0 || bytes.size() != static_cast<std::size_t>(width) * kHashSize) return std::nullopt;
  std::vector<Hash> hashes(static_cast<std::size_t>(width));
  for (auto& hash : hashes) {
    std::ranges::copy(as_bytes(bytes.substr(0, kHashSize)), hash.begin());
    bytes.remove_prefix(kHashSize);
  }
  return hashes;
}

std::optional<std::vector<std::string>> parse_bundle(std::string_view bytes, int width) {
  std::vector<std::string> entries;
  while (!bytes.empty()) {
    if (bytes.size() < 2 || entries.size() == static_cast<std::size_t>(width)) return std::nullopt;
    const auto head = as_bytes(bytes);
    const std::size_t size = static_cast<std::size_t>(head[0] << 8 | head[1]);
    if (bytes.size() - 2 < size) return std::nullopt;
    entries.emplace_back(bytes.substr(2, size));
    bytes.remove_prefix(2 + size);
  }
  return entries.size() == static_cast<std::size_t>(width) ? std::optional(std::move(entries)) : std::nullopt;
}

void append_to_bundle(std::string& bundle, std::string_view entry) {
  CHECK(entry.size() <= kEntryMax);
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xFF);
  bundle += entry;
}

int width_at(std::int64_t size, int level, std::int64_t index) {
  const auto hashes = size >> (kTileHeight * std::max(level, 0));
  return static_cast<int>(std::clamp<std::int64_t>(hashes - index * kTileWidth, 0, kTileWidth));
}

std::optional<std::string> TileReader::bytes(int level, std::int64_t index, int& width) const {
  width = width_at(size_, level, index);
  if (width == 0) return std::nullopt;
  auto found = read_(tile_path(level, index, width));
  if (found || width == kTileWidth) return found;
  found = read_(tile_path(level, index, kTileWidth));
  if (found) width = kTileWidth;
  return found;
}

std::optional<std::vector<Hash>> TileReader::tile(int level, std::int64_t index) const {
  int width = 0;
  const auto found = bytes(level, index, width);
  auto hashes = found ? parse_tile(*found, width) : std::nullopt;
  if (hashes) hashes->resize(static_cast<std::size_t>(width_at(size_, level, index)));
  return hashes;
}

std::optional<std::vector<std::string>> TileReader::bundle(std::int64_t index) const {
  int width = 0;
  const auto found = bytes(-1, index, width);
  auto entries = found ? parse_bundle(*found, width) : std::nullopt;
  if (entries) entries->resize(static_cast<std::size_t>(width_at(size_, -1, index)));
  return entries;
}

std::optional<std::string> TileReader::entry(std::int64_t index) const {
  if (index < 0 || index >= size_) return std::nullopt;
  const auto found = bundle(index / kTileWidth);
  return found ? std::optional((*found)[static_cast<std::size_t>(index % kTileWidth)]) : std::nullopt;
}

std::optional<Hash> TileReader::node(NodeId id) const {
  const int row = id.level % kTileHeight;  // above the tile's own hashes
  const int level = id.level / kTileHeight;
  const auto first = id.index << row;
  const auto index = first / kTileWidth;
  const auto key = index * (kLevelMax + 1) + level;
  if (last_.first != key) {
    auto found = tile(level, index);
    if (!found) return std::nullopt;
    last_ = {key, *std::move(found)};
  }
  const auto begin = static_cast<std::size_t>(first % kTileWidth);
  const auto count = std::size_t{1} << row;
  if (begin + count > last_.second.size()) return std::nullopt;
  std::vector<Hash> hashes(last_.second.begin() + static_cast<std::ptrdiff_t>(begin),
                           last_.second.begin() + static_cast<std::ptrdiff_t>(begin + count));
  for (; hashes.size() > 1; hashes.resize(hashes.size() / 2))
    for (std::size_t i = 0; i < hashes.size() / 2; ++i)
      hashes[i] = node_hash(hashes[2 * i], hashes[2 * i + 1]);
  return hashes.front();
}

ReadNode TileReader::nodes() const {
  return [this](NodeId id) { return node(id); };
}

}  // namespace botschaft::translog
