#pragma once
// c2sp.org/tlog-witness: a log asks somebody else to sign its checkpoint too, and shows that it only grew.
// Texts and decisions; the HTTP around them is the caller's.
#include <functional>
#include <map>

#include "translog/note.h"

namespace botschaft::translog {

struct AddCheckpoint {
  std::int64_t old_size = 0;  // that the witness signed last
  std::vector<Hash> proof;
  std::string checkpoint;  // the signed note
};
std::string write_add_checkpoint(const AddCheckpoint& request);
std::optional<AddCheckpoint> parse_add_checkpoint(std::string_view body);

struct WitnessAnswer {
  int status = 400;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

// What the log makes of an answer: signatures of witnesses it knows, or the size to prove from instead (409).
std::vector<NoteSignature> read_cosignatures(std::string_view checkpoint, const WitnessAnswer& answer,
                                             const std::vector<VerifierKey>& witnesses);
std::optional<std::int64_t> read_size(const WitnessAnswer& answer);

// The other side: what another operator, an authority or an association runs. For one thread.
class Witness {
 public:
  // Keeps what it signs before it says so; false: it could not.
  using Keep = std::function<bool(const Checkpoint&)>;
  Witness(SignerKey key, std::vector<VerifierKey> logs, std::map<std::string, Checkpoint> seen, Keep keep)
      : key_(std::move(key)), logs_(std::move(logs)), seen_(std::move(seen)), keep_(std::move(keep)) {}

  WitnessAnswer add_checkpoint(std::string_view body, std::int64_t now);

 private:
  SignerKey key_;
  std::vector<VerifierKey> logs_;
  std::map<std::string, Checkpoint> seen_;  // by origin
  Keep keep_;
};

}  // namespace botschaft::translog
