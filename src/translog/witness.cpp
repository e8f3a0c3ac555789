#include "translog/witness.h"

#include <fmt/format.h>

#include <algorithm>

namespace botschaft::translog {
namespace {

constexpr std::size_t kProofMax = 63;

WitnessAnswer answer(int status, std::string body = "") {
  return {.status = status, .body = std::move(body)};
}

WitnessAnswer conflict(std::int64_t size) {
  return {.status = 409, .content_type = "text/x.tlog.size", .body = fmt::format("{}\n", size)};
}

}  // namespace

std::string write_add_checkpoint(const AddCheckpoint& request) {
  auto body = fmt::format("old {}\n", request.old_size);
  for (const auto& hash : request.proof) body += to_base64(hash) + "\n";
  return body + "\n" + request.checkpoint;
}

std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  constexpr std::string_view kOld = "old ";
  AddCheckpoint request;
  for (bool first = true;; first = false) {
    const auto end = body.find('\n');
    if (end == body.npos) return std::nullopt;
    const auto line = body.substr(0, end);
    body.remove_prefix(end + 1);
    if (first) {
      const auto size = line.starts_with(kOld) ? parse_number(line.substr(kOld.size())) : std::nullopt;
      if (!size) return std::nullopt;
      request.old_size = *size;
      continue;
    }
    if (line.empty()) break;
    const auto hash = hash_from_base64(line);
    if (!hash || request.proof.size() == kProofMax) return std::nullopt;
    request.proof.push_back(*hash);
  }
  request.checkpoint = body;
  return request;
}

std::vector<NoteSignature> read_cosignatures(std::string_view checkpoint, const WitnessAnswer& answer,
                                             const std::vector<VerifierKey>& witnesses) {
  std::vector<NoteSignature> good;
  const auto note = answer.status == 200 ? parse_note(std::string(checkpoint) + answer.body) : std::nullopt;
  const auto before = parse_note(checkpoint);
  if (!note || !before) return good;
  for (const auto& witness : witnesses) {
    if (!cosigned_at(*note, witness) || cosigned_at(*before, witness)) continue;
    for (const auto& signature : note->signatures)
      if (signature.name == witness.name && signature.id == witness.id()) good.push_back(signature);
  }
  return good;
}

std::optional<std::int64_t> read_size(const WitnessAnswer& answer) {
  if (answer.status != 409 || !answer.body.ends_with('\n')) return std::nullopt;
  return parse_number(std::string_view(answer.body).substr(0, answer.body.size() - 1));
}

WitnessAnswer Witness::add_checkpoint(std::string_view body, std::int64_t now) {
  const auto request = parse_add_checkpoint(body);
  const auto note = request ? parse_note(request->checkpoint) : std::nullopt;
  const auto claimed = note ? parse_checkpoint_text(note->text) : std::nullopt;
  if (!claimed) return answer(400, "not a request\n");
  const auto log = std::ranges::find(logs_, claimed->origin, &VerifierKey::name);
  if (log == logs_.end()) return answer(404, "unknown log\n");
  if (!open_checkpoint(*note, *log)) return answer(403, "not signed by the log\n");
  if (request->old_size > claimed->size) return answer(400, "old size beyond the checkpoint\n");
  const auto seen = seen_.find(claimed->origin);
  const Checkpoint last = seen != seen_.end() ? seen->second : Checkpoint{claimed->origin, 0, empty_root()};
  if (request->old_size != last.size) return conflict(last.size);
  if (claimed->size == last.size && claimed->root != last.root) return conflict(last.size);
  if (!verify_consistency(last.size, last.root, claimed->size, claimed->root, request->proof))
    return answer(422, "not a continuation of what was signed\n");
  if (!keep_(*claimed)) return answer(500, "cannot be kept\n");
  seen_[claimed->origin] = *claimed;
  return answer(200, write_signatures({cosign(key_, note->text, now)}));
}

}  // namespace botschaft::translog
