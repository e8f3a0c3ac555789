#pragma once
// What was measured, and the one table of it that docs/performance.md has.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace botschaft::load {

struct Percentiles {
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
  double most = 0;
};
Percentiles percentiles(std::vector<double> values);  // of at least one

// Rows inserted, changed or deleted per post, by table; what happens less than every second post is not
// there.
using Rows = std::map<std::string, std::int64_t>;

struct Figures {
  std::string name;
  std::int64_t members = 0;
  std::int64_t posts = 0;
  std::size_t online = 0;
  Rows rows;                // with all these members
  Rows rows_small;          // the same in a channel of the kind that has kFewMembers
  Percentiles alone_ms;     // until a post is accepted: nobody else online
  Percentiles accepted_ms;  // the same with all online
  Percentiles all_ms;       // until all who are online have it
  double cpu_us_per_delivery = 0;
  std::size_t missing = 0;  // deliveries that did not come in time
  Percentiles typing_ms;    // until all who are online know that somebody is typing; supergroups only
  double typing_cpu_us_per_delivery = 0;
};
inline constexpr std::int64_t kFewMembers = 10;

// Of the server, in bytes.
struct Memory {
  std::size_t started = 0;
  std::size_t after_posts = 0;  // with the author online alone
  std::size_t all_online = 0;
  std::size_t at_the_end = 0;
};

struct Report {
  std::vector<Figures> chats;
  Memory memory;
  double come_s = 0;  // until all sessions were connected and answered
  double total_s = 0;

  std::string table() const;  // Markdown
  std::string json() const;
};

}  // namespace botschaft::load
