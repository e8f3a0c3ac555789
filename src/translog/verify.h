#pragma once
// Whether a log is what it was signed and witnessed to be: from its files alone, or a mirror of them, without
// the server. What somebody holds (receipts, checkpoints of earlier days, a mirror) is held against it.
#include "translog/proof.h"
#include "translog/tiles.h"

namespace botschaft::translog {

struct Evidence {
  ReadFile log;
  VerifierKey key;
  std::vector<std::string> receipts;     // notes
  std::vector<std::string> checkpoints;  // notes of the same log, kept by somebody
  ReadFile mirror;                       // may be empty
  std::int64_t now = 0;                  // unix seconds
};

struct Finding {
  std::optional<std::int64_t> entry;  // index in the log; nothing: it concerns no one entry
  std::string what;
};

struct Verified {
  Checkpoint checkpoint;
  std::int64_t entries = 0;  // that were looked at
  std::int64_t receipts_found = 0;
  std::vector<Finding>
      findings;  // of those that name an entry the first bad one is first; empty: all is well
  const Finding* first_bad_entry() const;
};

Verified verify_log(const Evidence& evidence);
void sort_findings(std::vector<Finding>& findings);  // by entry, those of none last

}  // namespace botschaft::translog
