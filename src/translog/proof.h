#pragma once
// What whoever wrote in keeps: a receipt at once, and later a proof that their record is in the tree. Both
// are texts that a verifier checks without the server.
#include "translog/note.h"

namespace botschaft::translog {

// c2sp.org/tlog-proof@v1
struct Proof {
  std::int64_t index = 0;
  std::vector<Hash> path;
  std::string checkpoint;  // the signed note
};
std::string write_proof(const Proof& proof);
std::optional<Proof> parse_proof(std::string_view text);

// The checkpoint the proof leads to, if the log signed it and the entry is below its root.
std::optional<Checkpoint> verify_proof(const Proof& proof, std::string_view entry, const VerifierKey& log);

// A note of the log's key over "<origin>/receipt/v1", the record, and "merge by <unix seconds>": a promise
// that the record will be in the tree by then. Its first line is no log's origin, so it can be taken for no
// checkpoint.
inline constexpr std::int64_t kMergeDelay_s = 60;
struct Receipt {
  Record record;
  std::int64_t merge_by = 0;
};
std::string sign_receipt(const SignerKey& key, const Record& record, std::int64_t now);
std::optional<Receipt> open_receipt(std::string_view note, const VerifierKey& log);

}  // namespace botschaft::translog
