#include "translog/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

namespace botschaft::translog {
namespace {

constexpr std::size_t kFindingsMax = 100;
constexpr std::int64_t kClockSlack_s = 60;  // between commands that were given their time at the same moment

class Walk {
 public:
  explicit Walk(const Evidence& evidence) : evidence_(evidence) {}
  Verified run();

 private:
  void find(std::optional<std::int64_t> entry, std::string what) {
    if (out_.findings.size() < kFindingsMax) out_.findings.push_back({entry, std::move(what)});
  }
  std::optional<Checkpoint> open(std::string_view text, const char* whose);
  void read_receipts();
  void walk_entries(const TileReader& tiles);
  void look_at(std::int64_t index, const std::string& entry);
  void compare_roots(std::int64_t size);
  void compare_mirror();

  const Evidence& evidence_;
  Verified out_;
  Edge edge_;
  std::multimap<std::int64_t, Checkpoint> earlier_;      // by size
  std::map<std::string, Receipt, std::less<>> missing_;  // canonical record -> receipt that is not found yet
  std::map<std::string, std::int64_t, std::less<>> next_seq_;
  std::int64_t latest_ = 0;
  bool broken_ = false;  // what comes after need not fit any more
};

std::optional<Checkpoint> Walk::open(std::string_view text, const char* whose) {
  const auto note = parse_note(text);
  auto checkpoint = note ? open_checkpoint(*note, evidence_.key) : std::nullopt;
  if (!checkpoint) find({}, fmt::format("{} is not signed by {}", whose, evidence_.key.name));
  return checkpoint;
}

void Walk::read_receipts() {
  for (const auto& text : evidence_.receipts) {
    const auto receipt = open_receipt(text, evidence_.key);
    if (receipt)
      missing_.emplace(canonical(receipt->record), *receipt);
    else
      find({}, "a receipt is not signed by the log");
  }
}

void Walk::look_at(std::int64_t index, const std::string& entry) {
  const auto record = parse_record(entry);
  if (!record) return find(index, "is no record");
  if (missing_.erase(entry) != 0) ++out_.receipts_found;
  if (record->case_ref != "-") {
    auto& next = next_seq_[record->case_ref];
    if (record->seq > next)
      find(index, fmt::format("deleted: case {} has no entry {}", record->case_ref, next));
    if (record->seq < next)
      find(index, fmt::format("case {} has a second entry {}", record->case_ref, record->seq));
    next = record->seq + 1;
  }
  if (record->time + kClockSlack_s < latest_)
    find(index, fmt::format("backdated: it says {} after an entry that says {}", record->time, latest_));
  if (record->time > evidence_.now + kClockSlack_s)
    find(index, fmt::format("dated in the future: {}", record->time));
  latest_ = std::max(latest_, record->time);
}

void Walk::compare_roots(std::int64_t size) {
  const auto [begin, end] = earlier_.equal_range(size);
  for (auto at = begin; at != end; ++at)
    if (at->second.root != edge_.root())
      find({}, fmt::format("forked: a checkpoint of {} entries was signed that these entries do not lead to",
                           size));
}

void Walk::walk_entries(const TileReader& tiles) {
  compare_roots(0);
  for (std::int64_t at = 0; at < out_.checkpoint.size; at += kTileWidth) {
    const auto bundle = tiles.bundle(at / kTileWidth);
    if (!bundle) return broken_ = true, find(at, "deleted: its bundle is missing or damaged");
    const auto hashes = tiles.tile(0, at / kTileWidth);
    if (!hashes) find(at, "its tile of hashes is missing or damaged");
    for (std::size_t i = 0; i < bundle->size(); ++i, ++out_.entries) {
      const auto index = at + static_cast<std::int64_t>(i);
      const auto leaf = leaf_hash(as_bytes((*bundle)[i]));
      if (hashes && (*hashes)[i] != leaf && !std::exchange(broken_, true))
        find(index, "altered or deleted: it is not what its hash in the tree was made of");
      edge_.append(leaf, [&](NodeId node, const Hash& hash) {
        if (node.level == 0 || node.level % kTileHeight != 0 || broken_) return;
        const auto row = tiles.tile(node.level / kTileHeight, node.index / kTileWidth);
        if (!row || (*row)[static_cast<std::size_t>(node.index % kTileWidth)] != hash) {
          broken_ = true;
          find(index + 1 - (std::int64_t{1} << node.level),
               fmt::format("altered, or one of the {} from it on: their tiles contradict each other",
                           std::int64_t{1} << node.level));
        }
      });
      if (!broken_)
        look_at(index, (*bundle)[i]);
      else if (missing_.erase((*bundle)[i]) != 0)
        ++out_.receipts_found;
      compare_roots(index + 1);
    }
  }
}

void Walk::compare_mirror() {
  if (!evidence_.mirror) return;
  const auto text = evidence_.mirror("checkpoint");
  const auto theirs = text ? open(*text, "the mirror's checkpoint") : std::nullopt;
  if (!theirs) return;
  const TileReader here(evidence_.log, out_.checkpoint.size);
  const TileReader there(evidence_.mirror, theirs->size);
  if (theirs->size > out_.checkpoint.size)
    find(out_.checkpoint.size, fmt::format("deleted: the mirror has {} entries", theirs->size));
  const auto common = std::min(theirs->size, out_.checkpoint.size);
  for (std::int64_t at = 0; at < common; at += kTileWidth) {
    const auto ours = here.bundle(at / kTileWidth);
    const auto mirrored = there.bundle(at / kTileWidth);
    if (!mirrored) return find({}, fmt::format("the mirror lacks entries from {} on", at));
    for (std::int64_t i = 0; i < kTileWidth && at + i < common; ++i)
      if (!ours || (*ours)[static_cast<std::size_t>(i)] != (*mirrored)[static_cast<std::size_t>(i)])
        return find(at + i, "forked: the mirror has another entry, and both are signed");
  }
}

Verified Walk::run() {
  const auto text = evidence_.log("checkpoint");
  const auto checkpoint = open(text.value_or(""), "the checkpoint");
  if (!checkpoint) return std::move(out_);
  out_.checkpoint = *checkpoint;
  for (const auto& kept : evidence_.checkpoints) {
    const auto earlier = open(kept, "a checkpoint that was kept");
    if (earlier && earlier->size > checkpoint->size)
      find(checkpoint->size, fmt::format("deleted: {} entries were signed before", earlier->size));
    else if (earlier)
      earlier_.emplace(earlier->size, *earlier);
  }
  read_receipts();
  walk_entries(TileReader(evidence_.log, checkpoint->size));
  if (edge_.size() == checkpoint->size && edge_.root() != checkpoint->root && !broken_)
    find({}, "the entries do not lead to the root that was signed");
  compare_mirror();
  for (const auto& [record, receipt] : missing_)
    if (evidence_.now > receipt.merge_by) find({}, fmt::format("a receipt without inclusion: {}", record));
  sort_findings(out_.findings);
  return std::move(out_);
}

}  // namespace

const Finding* Verified::first_bad_entry() const {
  return findings.empty() || !findings.front().entry ? nullptr : &findings.front();
}

void sort_findings(std::vector<Finding>& findings) {
  std::ranges::sort(findings, {}, [](const Finding& finding) {
    return finding.entry.value_or(std::numeric_limits<std::int64_t>::max());
  });
}

Verified verify_log(const Evidence& evidence) {
  return Walk(evidence).run();
}

}  // namespace botschaft::translog
