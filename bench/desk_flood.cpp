// The flood of the desk's specification on this machine:
//   cmake --build --preset release --target desk_flood && build/release/bin/desk_flood [NOTICES [PER_SECOND]]
// Without numbers: 100,000 notices on 1,000 targets in bursts of 1,000 a second, 20 orders inside, killed
// twice. Exits with 1 if something was lost, or the time limits of the specification were not kept.
#include <fmt/format.h>

#include <cstdlib>

#include "tests/desk/flood.h"

int main(int argc, char** argv) {
  using namespace botschaft::test;
  Flood flood{.notices = 100'000,
              .targets = 1'000,
              .orders = 20,
              .kills = 2,
              .per_second = 1'000,
              .connections = 128};
  if (argc > 1) flood.notices = std::atoi(argv[1]);
  if (argc > 2) flood.per_second = std::atof(argv[2]);
  if (flood.notices < flood.targets || flood.per_second <= 0) {
    fmt::print(stderr, "usage: desk_flood [NOTICES [PER_SECOND]], of at least {} notices\n", flood.targets);
    return 2;
  }
  const auto outcome = run_flood(BOTSCHAFT_PROGRAM, flood);
  fmt::print("{}", report(flood, outcome));
  const bool all_there = outcome.faults.empty() && outcome.in_log == flood.notices + flood.orders &&
                         outcome.counted == flood.notices && outcome.cases == flood.targets;
  const bool in_time = outcome.seconds <= 600 && outcome.notices.at(0.99) <= 500 &&
                       outcome.orders.at(0.99) <= 250 && outcome.orders_seen.at(1) <= 5'000;
  fmt::print("all there: {}; in time: {}\n", all_there ? "yes" : "NO", in_time ? "yes" : "NO");
  return all_there && in_time ? 0 : 1;
}
