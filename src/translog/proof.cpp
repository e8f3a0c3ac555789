#include "translog/proof.h"

#include <fmt/format.h>

namespace botschaft::translog {
namespace {

constexpr std::string_view kProofHead = "c2sp.org/tlog-proof@v1";
constexpr std::size_t kPathMax = 63;
constexpr std::string_view kReceiptHead = "/receipt/v1";

// Takes a line from the front of `text`.
std::optional<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == text.npos) return std::nullopt;
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::int64_t> number_after(std::string_view line, std::string_view word) {
  return line.starts_with(word) ? parse_number(line.substr(word.size())) : std::nullopt;
}

}  // namespace

std::string write_proof(const Proof& proof) {
  auto text = fmt::format("{}\nindex {}\n", kProofHead, proof.index);
  for (const auto& hash : proof.path) text += to_base64(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

std::optional<Proof> parse_proof(std::string_view text) {
  if (take_line(text) != kProofHead) return std::nullopt;
  auto line = take_line(text);
  if (line && line->starts_with("extra ")) line = take_line(text);  // nothing of ours, and signed by nobody
  const auto index = line ? number_after(*line, "index ") : std::nullopt;
  if (!index) return std::nullopt;
  Proof proof{.index = *index, .path = {}, .checkpoint = {}};
  for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
    const auto hash = hash_from_base64(*line);
    if (!hash || proof.path.size() == kPathMax) return std::nullopt;
    proof.path.push_back(*hash);
  }
  if (!line || !parse_note(text)) return std::nullopt;
  proof.checkpoint = text;
  return proof;
}

std::optional<Checkpoint> verify_proof(const Proof& proof, std::string_view entry, const VerifierKey& log) {
  const auto note = parse_note(proof.checkpoint);
  const auto checkpoint = note ? open_checkpoint(*note, log) : std::nullopt;
  if (!checkpoint || !verify_inclusion(leaf_hash(as_bytes(entry)), proof.index, checkpoint->size, proof.path,
                                       checkpoint->root))
    return std::nullopt;
  return checkpoint;
}

std::string sign_receipt(const SignerKey& key, const Record& record, std::int64_t now) {
  const auto text =
      fmt::format("{}{}\n{}\nmerge by {}\n", key.name, kReceiptHead, canonical(record), now + kMergeDelay_s);
  return write_note({.text = text, .signatures = {sign_note(key, text)}});
}

std::optional<Receipt> open_receipt(std::string_view note, const VerifierKey& log) {
  const auto opened = parse_note(note);
  if (!opened || !verify_note(*opened, log)) return std::nullopt;
  std::string_view text = opened->text;
  if (take_line(text) != log.name + std::string(kReceiptHead)) return std::nullopt;
  const auto line = take_line(text);
  const auto record = line ? parse_record(*line) : std::nullopt;
  const auto last = take_line(text);
  const auto merge_by = last ? number_after(*last, "merge by ") : std::nullopt;
  if (!record || !merge_by || !text.empty()) return std::nullopt;
  return Receipt{.record = *record, .merge_by = *merge_by};
}

}  // namespace botschaft::translog
