#pragma once
// C2SP tlog-tiles: where hashes and entries of a log lie, and how to read them back. c2sp.org/tlog-tiles.
#include <functional>
#include <string>
#include <vector>

#include "translog/tree.h"

namespace botschaft::translog {

inline constexpr int kTileHeight = 8;
inline constexpr int kTileWidth = 1 << kTileHeight;
inline constexpr std::size_t kEntryMax = 65'535;

// "tile/<L>/<N>[.p/<W>]"; level -1: "tile/entries/...". `width` 256: a whole tile.
std::string tile_path(int level, std::int64_t index, int width);
struct TileName {
  int level = 0;  // -1: entries
  std::int64_t index = 0;
  int width = kTileWidth;
};
std::optional<TileName> parse_tile_path(std::string_view path);  // nothing if tile_path() would not write it

// The bytes of a resource below the log's prefix; nothing if it is not there.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

std::optional<std::vector<Hash>> parse_tile(std::string_view bytes, int width);
std::optional<std::vector<std::string>> parse_bundle(std::string_view bytes, int width);
void append_to_bundle(std::string& bundle, std::string_view entry);  // of at most kEntryMax bytes

// What a tree of `size` leaves has in its tile `index` of `level`: 0 to 256 hashes.
int width_at(std::int64_t size, int level, std::int64_t index);

// Tiles and entries of a tree of one size. Where a partial tile is gone the whole one serves.
class TileReader {
 public:
  TileReader(ReadFile read, std::int64_t size) : read_(std::move(read)), size_(size) {}
  std::optional<std::vector<Hash>> tile(int level, std::int64_t index) const;
  std::optional<std::vector<std::string>> bundle(std::int64_t index) const;
  std::optional<std::string> entry(std::int64_t index) const;
  ReadNode nodes() const;  // refers to the reader

 private:
  std::optional<std::string> bytes(int level, std::int64_t index, int& width) const;
  std::optional<Hash> node(NodeId id) const;
  ReadFile read_;
  std::int64_t size_;
  mutable std::pair<std::int64_t, std::vector<Hash>> last_{-1, {}};  // proofs ask for neighbours
};

}  // namespace botschaft::translog
