#pragma once
// The flood of the desk's specification: citizens who report the same few things all at once, over HTTP, to a
// real server that is killed meanwhile, and authorities whose orders must not drown.
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace botschaft::test {

struct Flood {
  int notices = 0;
  int targets = 0;
  int orders = 0;         // sent evenly in between
  int kills = 0;          // with -9, evenly in between
  double per_second = 0;  // notices; what could not be sent in time is sent later and counts as late
  int connections = 0;
};

struct Latencies {
  std::vector<double> ms;         // of the answers that told of a receipt, each from when it was sent
  double at(double share) const;  // 0.99: the 99th percentile
};

struct FloodOutcome {
  std::int64_t receipts = 0;  // handed out, one for each notice and order
  std::int64_t in_log = 0;    // of them
  std::int64_t cases = 0;     // work items of notices
  std::int64_t counted = 0;   // notices that these count
  std::int64_t told = 0;      // outcomes, once all was decided
  std::int64_t repeated = 0;  // tries that were needed on top: no answer, 429 or 503
  std::int64_t refused = 0;   // 429s among them
  double seconds = 0;         // until the last receipt, without the time in which no server ran
  Latencies notices;
  Latencies orders;
  Latencies orders_seen;            // until the order could be read by its receipt
  std::vector<std::string> faults;  // of the log, or of answers; empty: all is well
};

FloodOutcome run_flood(const std::filesystem::path& program, const Flood& flood);

// As a table for people.
std::string report(const Flood& flood, const FloodOutcome& outcome);

}  // namespace botschaft::test
