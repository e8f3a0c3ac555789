#pragma once
// Simulated time, chance and network. Everything of a run follows from its seed.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <utility>

#include "base/clock.h"

namespace botschaft::sim {

inline constexpr std::int64_t kMillisecond = 1000;

class World {
 public:
  explicit World(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low + 1)));
  }
  bool chance(unsigned percent) { return below(100) < percent; }

  const ManualClock& clock() const { return clock_; }

  // Calls `what` later, unless its `owner` is gone by then.
  void after(std::int64_t us, const std::shared_ptr<void>& owner, std::function<void()> what) {
    agenda_.emplace(clock_.monotonic_us() + us, Entry{owner, std::move(what)});
  }

  // A packet: it may be lost, come twice, and overtake others.
  void transmit(const std::shared_ptr<void>& receiver, const std::function<void()>& arrive) {
    if (trouble_ && chance(5)) return;
    const int copies = trouble_ && chance(5) ? 2 : 1;
    for (int i = 0; i < copies; ++i) after(between(1, 40) * kMillisecond, receiver, arrive);
  }

  // As message ids of MTProto: never twice, also by a server that has restarted.
  std::int64_t next_packet() { return ++packets_; }

  bool trouble() const { return trouble_; }
  void end_trouble() { trouble_ = false; }

  bool step() {
    if (agenda_.empty()) return false;
    const auto next = agenda_.begin();
    clock_.advance_us(next->first - clock_.monotonic_us());
    const Entry entry = std::move(next->second);
    agenda_.erase(next);
    if (entry.owner.lock()) entry.what();
    return true;
  }

 private:
  struct Entry {
    std::weak_ptr<void> owner;
    std::function<void()> what;
  };

  std::mt19937_64 engine_;
  ManualClock clock_;
  bool trouble_ = true;
  std::int64_t packets_ = 0;
  std::multimap<std::int64_t, Entry> agenda_;  // by time; entries of one moment in the order they came
};

}  // namespace botschaft::sim
