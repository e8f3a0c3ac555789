#pragma once
// Very many real sessions in one thread, which say when an update has come to all of them.
#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/random.h"
#include "tests/support/client.h"
#include "tl/object.h"

namespace botschaft::load {

using Clock = std::chrono::steady_clock;

class Crowd {
 public:
  Crowd(std::uint16_t port, Random& random) : port_(port), random_(random) {}
  ~Crowd();
  Crowd(Crowd&& other) noexcept
      : port_(other.port_),
        random_(other.random_),
        clients_(std::move(other.clients_)),
        epoll_(std::exchange(other.epoll_, -1)) {}

  // Connects a session for each key and asks for its state, in the layers in turn. False: one has no answer.
  bool come(const std::vector<test::ClientKey>& keys, const std::vector<std::int32_t>& layers);

  std::size_t size() const { return clients_.size(); }
  test::Client& operator[](std::size_t i) { return *clients_[i]; }

  // Calls `heard` with all that comes within the time, or at once if something is there.
  using Heard = std::function<void(std::size_t session, const test::Incoming&)>;
  void listen(int timeout_ms, const Heard& heard);

  // The first session asks; its answer. Nothing: none came.
  std::optional<Bytes> ask(const tl::Object& request);

  // The first session asks, and all others are waited for until each has got a message with `mark` in it.
  struct Spread {
    double answered_ms = 0;
    double all_ms = 0;
    std::size_t missing = 0;  // sessions that did not get it in time
  };
  Spread spread(const tl::Object& request, ByteView mark);

 private:
  static constexpr std::chrono::seconds kPatience{20};

  std::uint16_t port_;
  Random& random_;
  std::vector<std::unique_ptr<test::Client>> clients_;
  int epoll_ = -1;
};

}  // namespace botschaft::load
