#pragma once
// RFC 6962, 2.1: the Merkle tree with SHA-256, over complete subtrees ("nodes") that somebody keeps: tiles.h
// reads them from files. Sizes and indexes are numbers of leaves.
#include <expected>
#include <functional>
#include <vector>

#include "translog/record.h"

namespace botschaft::translog {

Hash leaf_hash(ByteView entry);                       // SHA-256(0x00 || entry)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 || left || right)
Hash empty_root();

// The complete subtree of 2^level leaves that begins at leaf index << level.
struct NodeId {
  int level = 0;
  std::int64_t index = 0;
  friend bool operator==(const NodeId&, const NodeId&) = default;
};
using ReadNode = std::function<std::optional<Hash>(NodeId)>;  // nothing: it cannot be read

// Nothing if a node cannot be read, or the sizes are not 0 <= old <= size, index < size.
std::optional<Hash> root_of(std::int64_t size, const ReadNode& read);
std::optional<std::vector<Hash>> inclusion_proof(std::int64_t index, std::int64_t size, const ReadNode& read);
std::optional<std::vector<Hash>> consistency_proof(std::int64_t old_size, std::int64_t size,
                                                   const ReadNode& read);

bool verify_inclusion(const Hash& leaf, std::int64_t index, std::int64_t size, const std::vector<Hash>& proof,
                      const Hash& root);
bool verify_consistency(std::int64_t old_size, const Hash& old_root, std::int64_t size, const Hash& root,
                        const std::vector<Hash>& proof);

// The right edge of a tree that grows: what is needed to append.
class Edge {
 public:
  Edge() = default;
  // Nothing if a node cannot be read.
  static std::optional<Edge> at(std::int64_t size, const ReadNode& read);

  // Calls `made` with each subtree that the leaf completes, itself among them.
  template <class F>
  void append(const Hash& leaf, F made) {
    Hash hash = leaf;
    std::int64_t index = size_++;
    made(NodeId{0, index}, hash);
    for (int level = 0; (index & 1) != 0; ++level) {
      hash = node_hash(peaks_.back(), hash);
      peaks_.pop_back();
      index >>= 1;
      made(NodeId{level + 1, index}, hash);
    }
    peaks_.push_back(hash);
  }
  std::int64_t size() const { return size_; }
  Hash root() const;

 private:
  std::int64_t size_ = 0;
  std::vector<Hash> peaks_;  // of the complete subtrees, the largest first
};

}  // namespace botschaft::translog
