// botschaft_bench [--quick] [--json FILE] [WORKLOAD ...]: runs the workloads (all, if none is named) and
// prints what they cost beside the targets. --quick: small, as a test that they run and lose nothing.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string_view>

#include "workloads/workloads.h"

namespace {

using namespace botschaft::bench;

struct Workload {
  std::string_view name;
  Figures (*run)(double share);
};
constexpr Workload kWorkloads[] = {
    {"W1", direct}, {"W1L", direct_open_loop}, {"W2", group},  {"W2L", group_open_loop}, {"W3", broadcast},
    {"W4", idle},   {"W5", catch_up},          {"W6", killed}, {"W7", key_exchanges},
};
constexpr double kQuick = 0.05;

void raise_descriptors() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

int main(int argc, char** argv) {
  raise_descriptors();
  double share = 1;
  const char* json_file = nullptr;
  std::vector<std::string_view> wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--quick")
      share = kQuick;
    else if (argument == "--json" && i + 1 < argc)
      json_file = argv[++i];
    else if (std::ranges::find(kWorkloads, argument, &Workload::name) != std::end(kWorkloads))
      wanted.push_back(argument);
    else
      return fmt::print(stderr, "no such workload or option: {}\n", argument), 2;
  }
  Figures all;
  bool lost = false;
  for (const auto& workload : kWorkloads) {
    if (!wanted.empty() && std::ranges::find(wanted, workload.name) == wanted.end()) continue;
    fmt::print(stderr, "{} ...\n", workload.name);
    const auto figures = workload.run(share);
    all.insert(all.end(), figures.begin(), figures.end());
    lost = lost || (workload.name == "W6" && figures.front().value != 0);
  }
  double load[1] = {};
  ::getloadavg(load, 1);
  fmt::print("{}load average at the end: {:.1f}\n", table(all), load[0]);
  if (json_file) std::ofstream(json_file) << json(all);
  return lost ? 1 : 0;
}
