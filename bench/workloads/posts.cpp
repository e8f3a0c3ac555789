// W2, W2L, W3: posts that go to everybody who is online.
#include <deque>
#include <map>

#include "base/check.h"
#include "workloads/stage.h"
#include "workloads/workloads.h"

namespace botschaft::bench {
namespace {

constexpr std::chrono::seconds kPatience{30};

class Room {
 public:
  Room(Stage& stage, bool broadcast, std::size_t members)
      : stage_(stage),
        id_(stage.channel(broadcast, static_cast<std::int64_t>(members))),
        crowd_(stage.crowd(0, members)) {}

  // `in_flight` posts at a time, authors in turn.
  void rush(std::int64_t posts, std::size_t authors, std::size_t in_flight) {
    begin();
    std::int64_t left = posts;
    while (left > 0 || !flying_.empty()) {
      for (; left > 0 && flying_.size() < in_flight; --left) post(authors);
      hear(1'000);
    }
  }

  void steady(std::int64_t posts, std::size_t authors, double per_second) {
    begin();
    const auto start = Clock::now();
    for (std::int64_t i = 0; i < posts; ++i) {
      const auto due = start + std::chrono::microseconds(
                                   static_cast<std::int64_t>(1e6 * static_cast<double>(i) / per_second));
      while (Clock::now() < due) hear(static_cast<int>(std::max(0.0, ms_between(Clock::now(), due))));
      post(authors);
    }
    while (!flying_.empty()) hear(1'000);
  }

  std::vector<double> all_ms;  // until everybody has it

 private:
  struct Flight {
    Clock::time_point at;
    std::int64_t request = 0;
    std::vector<bool> has_it;
    std::size_t missing = 0;
  };

  void begin() {
    all_ms.clear();
    heard_at_ = Clock::now();
  }

  void post(std::size_t authors) {
    const auto author = static_cast<std::size_t>(sent_) % authors;
    auto& flight = flying_[sent_];
    flight = {.at = Clock::now(), .has_it = std::vector<bool>(crowd_.size()), .missing = crowd_.size()};
    flight.request = crowd_[author].send(stage_.message(stage_.channel_peer(author, id_), sent_));
    ++sent_;
  }

  void hear(int timeout_ms) {
    crowd_.listen(timeout_ms, [&](std::size_t member, const test::Incoming& message) {
      heard_at_ = Clock::now();
      if (const auto request = answered(message)) {
        for (auto& [sequence, flight] : flying_)
          if (flight.request == *request) return arrived(sequence, member);
      }
      each_mark(message, [&](std::int64_t sequence) { arrived(sequence, member); });
    });
    CHECK(Clock::now() - heard_at_ < kPatience);
  }

  void arrived(std::int64_t sequence, std::size_t member) {
    const auto found = flying_.find(sequence);
    if (found == flying_.end() || found->second.has_it[member]) return;
    found->second.has_it[member] = true;
    if (--found->second.missing > 0) return;
    all_ms.push_back(ms_between(found->second.at, heard_at_));
    flying_.erase(found);
  }

  Stage& stage_;
  std::int64_t id_;
  load::Crowd crowd_;
  std::map<std::int64_t, Flight> flying_;  // by sequence
  std::int64_t sent_ = 0;
  Clock::time_point heard_at_;
};

constexpr std::size_t kGroup = 100;
constexpr std::size_t kAuthors = 10;

}  // namespace

Figures group(double share) {
  Stage stage(kGroup, kGroup);
  Room room(stage, false, kGroup);
  room.rush(20, kAuthors, kAuthors);
  const auto posts = static_cast<std::int64_t>(500 * share);
  const Meter meter(stage.server());
  room.rush(posts, kAuthors, kAuthors);
  const auto deliveries = static_cast<double>(posts) * static_cast<double>(kGroup);
  const auto seconds = meter.seconds();
  return {{"W2", "processor per delivery", "µs", meter.cpu_us() / deliveries, 8, 5},
          {"W2", "deliveries a second", "1/s", deliveries / seconds, {}, {}, true},
          {"W2", "all have it, p50", "ms", percentile(room.all_ms, 0.5), {}, {}},
          {"W2", "all have it, p99", "ms", percentile(room.all_ms, 0.99), {}, {}}};
}

Figures group_open_loop(double share) {
  Stage stage(kGroup, kGroup);
  Room room(stage, false, kGroup);
  room.rush(20, kAuthors, kAuthors);
  const auto posts = std::max<std::int64_t>(4, static_cast<std::int64_t>(40 * share));
  const Meter meter(stage.server());
  room.steady(posts, kAuthors, 10);
  const auto deliveries = static_cast<double>(posts) * static_cast<double>(kGroup);
  return {{"W2L", "processor per delivery", "µs", meter.cpu_us() / deliveries, {}, {}},
          {"W2L", "all have it, p50", "ms", percentile(room.all_ms, 0.5), {}, {}},
          {"W2L", "all have it, p99", "ms", percentile(room.all_ms, 0.99), {}, {}}};
}

Figures broadcast(double share) {
  const auto subscribers = static_cast<std::size_t>(std::max(100.0, 2'000 * share));
  Stage stage(static_cast<std::int64_t>(subscribers), subscribers);
  Room room(stage, true, subscribers);
  room.rush(2, 1, 2);
  constexpr std::int64_t kPosts = 50;
  const Meter meter(stage.server());
  room.rush(kPosts, 1, 2);
  const auto deliveries = static_cast<double>(kPosts) * static_cast<double>(subscribers);
  const auto seconds = meter.seconds();
  return {{"W3", "processor per delivery", "µs", meter.cpu_us() / deliveries, 14, 10},
          {"W3", "deliveries a second", "1/s", deliveries / seconds, {}, {}, true},
          {"W3", "all have it, p50", "ms", percentile(room.all_ms, 0.5), 60, 30},
          {"W3", "all have it, p99", "ms", percentile(room.all_ms, 0.99), {}, {}}};
}

}  // namespace botschaft::bench
