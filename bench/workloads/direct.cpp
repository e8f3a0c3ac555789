// W1, W1L: 100 people in pairs.
#include <algorithm>
#include <map>

#include "base/check.h"
#include "workloads/stage.h"
#include "workloads/workloads.h"

namespace botschaft::bench {
namespace {

constexpr std::size_t kPeople = 100;
constexpr std::size_t kUnconfirmed = 4;  // of one person: not yet both confirmed to him and delivered
constexpr std::int64_t kWarmUp = 1'000;
constexpr std::chrono::seconds kPatience{30};

std::size_t partner(std::size_t person) {
  return person ^ 1;
}

class Pairs {
 public:
  explicit Pairs(Stage& stage) : stage_(stage), crowd_(stage.crowd(0, kPeople)), flying_(kPeople) {}

  // As fast as they can: `messages` in all.
  void rush(std::int64_t messages) {
    begin(messages);
    const auto last = sent_ + messages;
    for (std::size_t person = 0; person < kPeople; ++person)
      while (flying_[person].size() < kUnconfirmed && sent_ < last) send(person);
    while (done_ < messages) {
      hear(1'000, [&](std::size_t person) {
        if (sent_ < last) send(person);
      });
    }
  }

  // So many a second, whatever becomes of them.
  void steady(std::int64_t messages, double per_second) {
    begin(messages);
    const auto start = Clock::now();
    for (std::int64_t i = 0; i < messages; ++i) {
      const auto due = start + std::chrono::microseconds(
                                   static_cast<std::int64_t>(1e6 * static_cast<double>(i) / per_second));
      while (Clock::now() < due)
        hear(static_cast<int>(std::max(0.0, ms_between(Clock::now(), due))), [](std::size_t) {});
      send(static_cast<std::size_t>(i) % kPeople);
    }
    while (done_ < messages) hear(1'000, [](std::size_t) {});
  }

  std::vector<double> confirmed_ms, delivered_ms;

 private:
  struct Flight {
    std::int64_t sequence = 0;
    Clock::time_point at;
    bool confirmed = false;
    bool delivered = false;
  };
  using Flights = std::map<std::int64_t, Flight>;  // by msg_id

  void begin(std::int64_t messages) {
    done_ = 0;
    confirmed_ms.clear();
    delivered_ms.clear();
    confirmed_ms.reserve(static_cast<std::size_t>(messages));
    delivered_ms.reserve(static_cast<std::size_t>(messages));
    heard_at_ = Clock::now();
  }

  void send(std::size_t person) {
    const auto body = stage_.message(stage_.peer(person, partner(person)), sent_);
    flying_[person][crowd_[person].send(body)] = {.sequence = sent_, .at = Clock::now()};
    ++sent_;
  }

  template <class Free>
  void hear(int timeout_ms, Free&& free) {
    crowd_.listen(timeout_ms, [&](std::size_t person, const test::Incoming& message) {
      const auto now = heard_at_ = Clock::now();
      if (const auto request = answered(message)) {
        const auto found = flying_[person].find(*request);
        if (found == flying_[person].end()) return;
        found->second.confirmed = true;
        confirmed_ms.push_back(ms_between(found->second.at, now));
        if (settle(person, found)) free(person);
        return;
      }
      each_mark(message, [&](std::int64_t sequence) {
        auto& flights = flying_[partner(person)];
        const auto found = std::ranges::find_if(
            flights, [&](const auto& entry) { return entry.second.sequence == sequence; });
        if (found == flights.end() || std::exchange(found->second.delivered, true)) return;
        delivered_ms.push_back(ms_between(found->second.at, now));
        if (settle(partner(person), found)) free(partner(person));
      });
    });
    CHECK(Clock::now() - heard_at_ < kPatience);
  }

  bool settle(std::size_t person, Flights::iterator flight) {
    if (!flight->second.confirmed || !flight->second.delivered) return false;
    flying_[person].erase(flight);
    ++done_;
    return true;
  }

  Stage& stage_;
  load::Crowd crowd_;
  std::vector<Flights> flying_;  // by person
  std::int64_t sent_ = 0;
  std::int64_t done_ = 0;
  Clock::time_point heard_at_;
};

}  // namespace

Figures direct(double share) {
  Stage stage(kPeople, kPeople);
  Pairs pairs(stage);
  pairs.rush(kWarmUp);
  const auto messages = static_cast<std::int64_t>(20'000 * share);
  const Meter meter(stage.server());
  pairs.rush(messages);
  const auto seconds = meter.seconds();
  const auto count = static_cast<double>(messages);
  return {{"W1", "processor per message", "µs", meter.cpu_us() / count, 60, 30},
          {"W1", "messages a second", "1/s", count / seconds, 12'000, 30'000, true},
          {"W1", "confirmed, p50", "ms", percentile(pairs.confirmed_ms, 0.5), {}, {}},
          {"W1", "confirmed, p99", "ms", percentile(pairs.confirmed_ms, 0.99), {}, {}},
          {"W1", "delivered, p99", "ms", percentile(pairs.delivered_ms, 0.99), {}, {}}};
}

Figures direct_open_loop(double share) {
  Stage stage(kPeople, kPeople);
  Pairs pairs(stage);
  pairs.rush(kWarmUp);
  const auto messages = static_cast<std::int64_t>(1'000 * share);
  const Meter meter(stage.server());
  pairs.steady(messages, 200);
  return {{"W1L", "processor per message", "µs", meter.cpu_us() / static_cast<double>(messages), 400, 250},
          {"W1L", "delivered, p50", "ms", percentile(pairs.delivered_ms, 0.5), 2, 1},
          {"W1L", "delivered, p99", "ms", percentile(pairs.delivered_ms, 0.99), 15, 5}};
}

}  // namespace botschaft::bench
