#pragma once
// What a run of the workloads has measured, beside what the project wants.
#include <optional>
#include <string>
#include <vector>

namespace botschaft::bench {

struct Figure {
  std::string workload;  // "W1"
  std::string what;
  std::string unit;
  double value = 0;
  std::optional<double> must;  // the targets of docs/performance.md
  std::optional<double> aim;
  bool more_is_better = false;

  bool reaches(double target) const { return more_is_better ? value >= target : value <= target; }
};

std::string table(const std::vector<Figure>& figures);  // Markdown
std::string json(const std::vector<Figure>& figures);

double percentile(std::vector<double>& values, double share);  // of at least one; sorts them

}  // namespace botschaft::bench
