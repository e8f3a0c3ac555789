// W5, W6: what is in a person's box afterwards: what he missed, and what was confirmed before a kill.
#include <map>
#include <set>

#include "base/check.h"
#include "tl/codec.h"
#include "workloads/stage.h"
#include "workloads/workloads.h"

namespace botschaft::bench {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::size_t kInFlight = 5;

struct Fetched {
  std::set<std::int64_t> sequences;
  std::size_t requests = 0;
};

// updates.getDifference until there is no more, from the very beginning.
Fetched fetch(Stage& stage, std::size_t person) {
  auto crowd = stage.crowd(person, 1);
  Fetched fetched;
  tl::updates_getDifference request;
  request.pts = 1;
  request.date = 1;
  for (;;) {
    const auto answer = crowd[0].call(encoded(request));
    CHECK(answer.has_value());
    ++fetched.requests;
    each_mark({.body = *answer}, [&](std::int64_t sequence) { fetched.sequences.insert(sequence); });
    tl::Reader in(*answer);
    const auto difference = tl::decode_box<tl::updates_Difference>(in);
    CHECK(difference.has_value());
    const auto* slice = difference->as<tl::updates_differenceSlice>();
    if (!slice) return fetched;
    request.pts = slice->intermediate_state.as<tl::updates_state>()->pts;
  }
}

// Senders 1 to `senders` write to the receivers, each to one, so many messages in all, until `enough` says
// so. The sequences that were confirmed.
template <class Enough>
std::vector<std::int64_t> write(Stage& stage, std::size_t senders, std::int64_t messages,
                                const std::function<std::size_t(std::size_t)>& receiver, Enough&& enough) {
  auto crowd = stage.crowd(1, senders);
  std::vector<std::map<std::int64_t, std::int64_t>> flying(senders);  // msg_id -> sequence
  std::vector<std::int64_t> confirmed;
  std::int64_t sent = 0;
  const auto send = [&](std::size_t sender) {
    if (sent == messages) return;
    auto to = stage.peer(1 + sender, receiver(sender));
    flying[sender][crowd[sender].send(stage.message(std::move(to), sent))] = sent;
    ++sent;
  };
  for (std::size_t sender = 0; sender < senders; ++sender)
    for (std::size_t i = 0; i < kInFlight; ++i) send(sender);
  auto heard_at = Clock::now();
  while (static_cast<std::int64_t>(confirmed.size()) < messages && !enough(confirmed.size())) {
    crowd.listen(1'000, [&](std::size_t sender, const test::Incoming& message) {
      const auto request = answered(message);
      const auto found = request ? flying[sender].find(*request) : flying[sender].end();
      if (found == flying[sender].end()) return;
      heard_at = Clock::now();
      confirmed.push_back(found->second);
      flying[sender].erase(found);
      send(sender);
    });
    CHECK(Clock::now() - heard_at < kPatience);
  }
  return confirmed;
}

}  // namespace

Figures catch_up(double share) {
  constexpr std::size_t kSenders = 20;
  Stage stage(kSenders + 1, kSenders + 1);
  const auto messages = static_cast<std::int64_t>(10'000 * share);
  write(
      stage, kSenders, messages, [](std::size_t) { return std::size_t{0}; },
      [](std::size_t) { return false; });
  const Meter meter(stage.server());
  const auto fetched = fetch(stage, 0);
  const auto seconds = meter.seconds();
  CHECK(static_cast<std::int64_t>(fetched.sequences.size()) == messages);
  return {
      {"W5", "processor per message caught up", "µs", meter.cpu_us() / static_cast<double>(messages), 8, 4},
      {"W5", "all of them", "ms", seconds * 1e3, {}, {}},
      {"W5", "requests", "", static_cast<double>(fetched.requests), {}, {}}};
}

Figures killed(double share) {
  constexpr std::size_t kPairs = 10;
  Stage stage(2 * kPairs + 1, 2 * kPairs + 1);
  const auto wanted = static_cast<std::size_t>(1'000 * share);
  const auto receiver = [](std::size_t sender) { return 1 + kPairs + sender; };
  const auto confirmed = write(stage, kPairs, INT64_MAX, receiver, [&](std::size_t count) {
    if (count < wanted) return false;
    stage.server().kill_hard();
    return true;
  });
  stage.server().start();
  std::set<std::int64_t> kept;
  for (std::size_t pair = 0; pair < kPairs; ++pair) kept.merge(fetch(stage, receiver(pair)).sequences);
  const auto lost = std::ranges::count_if(confirmed, [&](auto sequence) { return !kept.contains(sequence); });
  return {{"W6", "lost after kill -9", "messages", static_cast<double>(lost), 0, 0},
          {"W6", "confirmed before", "messages", static_cast<double>(confirmed.size()), {}, {}, true}};
}

}  // namespace botschaft::bench
