// W4, W7: what a session costs that is there and does nothing, and what it costs to make a key.
#include <thread>

#include "base/check.h"
#include "workloads/stage.h"
#include "workloads/workloads.h"

namespace botschaft::bench {
namespace {

constexpr std::chrono::seconds kSettled{10};
constexpr double kKiB = 1024;

}  // namespace

Figures idle(double share) {
  const auto sessions = static_cast<std::size_t>(10'000 * share);
  Stage stage(static_cast<std::int64_t>(sessions), sessions);
  const auto before = stage.server().resident_bytes();
  const Meter meter(stage.server());
  const auto crowd = stage.crowd(0, sessions);
  const auto cpu_us = meter.cpu_us();
  std::this_thread::sleep_for(share < 1 ? std::chrono::seconds(1) : kSettled);
  const auto more = static_cast<double>(stage.server().resident_bytes() - before) / kKiB;
  const auto count = static_cast<double>(sessions);
  return {{"W4", "memory per idle session", "KiB", more / count, 6, 4},
          {"W4", "memory with nobody there", "MiB", static_cast<double>(before) / kKiB / kKiB, {}, {}},
          {"W4", "processor per connection with updates.getState", "µs", cpu_us / count, {}, {}}};
}

Figures key_exchanges(double share) {
  Stage stage(1, 1);
  const auto exchanges = std::max(4, static_cast<int>(400 * share));
  const auto modulus = stage.server().modulus();
  const Meter meter(stage.server());
  for (int i = 0; i < exchanges; ++i) {
    test::Client client({.port = stage.server().port()}, stage.random());
    CHECK(client.connect());
    CHECK(client.exchange_key(modulus));
  }
  return {{"W7", "key exchanges per core second", "1/s", exchanges / (meter.cpu_us() / 1e6), 200, 300, true}};
}

}  // namespace botschaft::bench
