#pragma once
// What the workloads play on: the program as it was built, with people who have a key each.
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "load/crowd.h"
#include "load/population.h"
#include "tests/support/server_process.h"
#include "tl/api.h"
#include "workloads/result.h"

namespace botschaft::bench {

using load::Clock;

class Stage {
 public:
  // Aborts if the program does not start. The people's accounts and keys are there, nobody is signed in.
  Stage(std::int64_t people, std::size_t with_keys);

  test::ServerProcess& server() { return server_; }
  const load::Population& people() const { return people_; }
  Random& random() { return random_; }

  // The first `count` people from `first` on. Aborts if one gets no answer.
  load::Crowd crowd(std::size_t first, std::size_t count);

  // A supergroup or channel of the first `members`, made by the very first. The program is restarted.
  std::int64_t channel(bool broadcast, std::int64_t members);

  // As the person sees the other, or the channel.
  tl::Box<tl::InputPeer> peer(std::size_t person, std::size_t other) const;
  tl::Box<tl::InputPeer> channel_peer(std::size_t person, std::int64_t channel) const;

  // A message of exactly 100 bytes that can be told from all others: mark() finds it again.
  Bytes message(tl::Box<tl::InputPeer> to, std::int64_t sequence);

 private:
  SeededRandom random_{7};
  test::ServerProcess server_;
  load::Population people_;
  std::array<std::uint8_t, 32> hash_key_{};
};

Bytes encoded(const tl::Object& request);

// The sequences of all messages of message() in what came.
void each_mark(const test::Incoming& message, const std::function<void(std::int64_t sequence)>& found);

// Of an rpc_result: the request that it answers. Aborts if that was refused.
std::optional<std::int64_t> answered(const test::Incoming& message);

double ms_between(Clock::time_point from, Clock::time_point to);

// The server's processor time and the clock's, from here on.
class Meter {
 public:
  explicit Meter(test::ServerProcess& server) : server_(server), cpu_(server.cpu_seconds()) {}
  double cpu_us() const { return (server_.cpu_seconds() - cpu_) * 1e6; }
  double seconds() const { return ms_between(begin_, Clock::now()) / 1e3; }

 private:
  test::ServerProcess& server_;
  const double cpu_;
  const Clock::time_point begin_ = Clock::now();
};

}  // namespace botschaft::bench
