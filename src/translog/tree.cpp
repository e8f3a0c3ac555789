#include "translog/tree.h"

#include <bit>

namespace botschaft::translog {
namespace {

constexpr std::uint8_t kLeaf = 0;
constexpr std::uint8_t kNode = 1;

int highest_bit(std::int64_t n) {
  return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(n))) - 1;
}

// The largest power of two below n > 1: where RFC 6962 splits.
std::int64_t split(std::int64_t n) {
  return std::int64_t{1} << highest_bit(n - 1);
}

std::vector<NodeId> peaks(std::int64_t begin, std::int64_t size) {
  std::vector<NodeId> nodes;
  while (size > 0) {
    const int level = highest_bit(size);
    nodes.push_back({level, begin >> level});
    begin += std::int64_t{1} << level;
    size -= std::int64_t{1} << level;
  }
  return nodes;
}

Hash fold(const std::vector<Hash>& peaks) {
  if (peaks.empty()) return empty_root();
  Hash hash = peaks.back();
  for (std::size_t i = peaks.size() - 1; i-- > 0;) hash = node_hash(peaks[i], hash);
  return hash;
}

// MTH of the leaves [begin, begin + size). `begin` lies as RFC 6962 splits, so its peaks are nodes of the
// tree.
std::optional<Hash> range(std::int64_t begin, std::int64_t size, const ReadNode& read) {
  std::vector<Hash> hashes;
  for (const NodeId node : peaks(begin, size)) {
    const auto hash = read(node);
    if (!hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return fold(hashes);
}

}  // namespace

Hash leaf_hash(ByteView entry) {
  return crypto::sha256({ByteView(&kLeaf, 1), entry});
}

Hash node_hash(const Hash& left, const Hash& right) {
  return crypto::sha256({ByteView(&kNode, 1), left, right});
}

Hash empty_root() {
  return crypto::sha256(ByteView{});
}

std::optional<Hash> root_of(std::int64_t size, const ReadNode& read) {
  if (size < 0) return std::nullopt;
  return range(0, size, read);
}

// RFC 6962, 2.1.1: PATH. From the root down, hence turned round at the end.
std::optional<std::vector<Hash>> inclusion_proof(std::int64_t index, std::int64_t size,
                                                 const ReadNode& read) {
  if (index < 0 || index >= size) return std::nullopt;
  std::vector<Hash> down;
  for (std::int64_t begin = 0; size > 1;) {
    const auto half = split(size);
    const bool left = index - begin < half;
    const auto other = left ? range(begin + half, size - half, read) : range(begin, half, read);
    if (!other) return std::nullopt;
    down.push_back(*other);
    begin += left ? 0 : half;
    size = left ? half : size - half;
  }
  return std::vector<Hash>(down.rbegin(), down.rend());
}

// RFC 6962, 2.1.2: SUBPROOF.
std::optional<std::vector<Hash>> consistency_proof(std::int64_t old_size, std::int64_t size,
                                                   const ReadNode& read) {
  if (old_size < 0 || old_size > size) return std::nullopt;
  std::vector<Hash> down;
  if (old_size == 0 || old_size == size) return down;
  std::int64_t begin = 0;
  bool known = true;  // the old root itself is what remains
  std::int64_t m = old_size;
  while (m != size) {
    const auto half = split(size);
    const bool left = m <= half;
    const auto other = left ? range(begin + half, size - half, read) : range(begin, half, read);
    if (!other) return std::nullopt;
    down.push_back(*other);
    if (!left) known = false;
    begin += left ? 0 : half;
    m -= left ? 0 : half;
    size = left ? half : size - half;
  }
  if (!known) {
    const auto rest = range(begin, size, read);
    if (!rest) return std::nullopt;
    down.push_back(*rest);
  }
  return std::vector<Hash>(down.rbegin(), down.rend());
}

// RFC 9162, 2.1.3.2: the algorithm that needs no tree.
bool verify_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& proof,
                      const Hash& root) {
  if (index < 0 || index >= size) return false;
  auto node = index;
  auto last = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      hash = node_hash(sibling, hash);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

// RFC 9162, 2.1.4.2.
bool verify_consistency(std::int64_t old_size, const Hash& old_root, std::int64_t size, const Hash& root,
                        const std::vector<Hash>& proof) {
  if (old_size < 0 || old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  std::size_t next = 0;
  const bool whole = std::has_single_bit(static_cast<std::uint64_t>(old_size));
  if (!whole && proof.empty()) return false;
  Hash first = whole ? old_root : proof[next++];
  Hash second = first;
  auto node = old_size - 1;
  auto last = size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  for (; next < proof.size(); ++next) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      first = node_hash(proof[next], first);
      second = node_hash(proof[next], second);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      second = node_hash(second, proof[next]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && first == old_root && second == root;
}

std::optional<Edge> Edge::at(std::int64_t size, const ReadNode& read) {
  Edge edge;
  edge.size_ = size;
  for (const NodeId node : peaks(0, size)) {
    const auto hash = read(node);
    if (!hash) return std::nullopt;
    edge.peaks_.push_back(*hash);
  }
  return edge;
}

Hash Edge::root() const {
  return fold(peaks_);
}

}  // namespace botschaft::translog
