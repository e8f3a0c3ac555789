#include "net/runtime.h"

#include <chrono>
#include <thread>

#include <fmt/format.h>

namespace botschaft::net {

namespace asio = boost::asio;
using asio::ip::tcp;

Runtime::Runtime(Options options, const Surroundings& surroundings)
    : options_(std::move(options)),
      around_(surroundings),
      http_{surroundings.router, surroundings.clock, options_.allowed_origins},
      admission_(options_.limits),
      handshake_workers_(options_.limits.handshake_threads, options_.limits.handshakes_waiting) {
  const unsigned count =
      options_.cores > 0 ? options_.cores : std::max(1u, std::thread::hardware_concurrency());
  for (unsigned index = 0; index < count; ++index) cores_.push_back(std::make_unique<Core>(*this, index));
}

Runtime::~Runtime() {
  stop();
}

std::expected<void, std::string> Runtime::listen() {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options_.host, error);
  if (error) return std::unexpected(fmt::format("{} is not an IP address", options_.host));
  tcp::endpoint where(address, options_.port);
  for (auto& core : cores_) {
    where = core->listen(where, error);
    if (error)
      return std::unexpected(
          fmt::format("cannot listen on {}:{}: {}", options_.host, where.port(), error.message()));
  }
  port_ = where.port();
  return {};
}

void Runtime::start() {
  for (auto& core : cores_) core->start();
}

void Runtime::stop_accepting() {
  for (auto& core : cores_) core->stop_accepting();
}

void Runtime::stop() {
  for (auto& core : cores_) core->close_all();
  const auto until = clock().monotonic_us() + options_.limits.linger_ms * 1000;
  while (total(&Counters::connections) > 0 && clock().monotonic_us() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  for (auto& core : cores_) core->stop();
}

void Runtime::post(std::size_t core, std::function<void()> function) {
  cores_.at(core)->post(std::move(function));
}

void Runtime::push(const SessionAddress& session, mtproto::SharedBytes update) {
  auto& core = core_of(session.key_id);
  core.post([&core, session, update = std::move(update)] { core.gateway().push(session, update); });
}

void Runtime::forget_key(AuthKeyId id) {
  auto& core = core_of(id);
  core.post([&core, id] { core.gateway().forget_key(id); });
}

std::int64_t Runtime::total(Counter Counters::* counter) const {
  std::int64_t sum = 0;
  for (const auto& core : cores_) sum += (core->counters().*counter).get();
  return sum;
}

// Key ids are parts of SHA1 sums, so any of their bits spread evenly.
Core& Runtime::core_of(AuthKeyId id) {
  return *cores_[static_cast<std::uint64_t>(id) % cores_.size()];
}

}  // namespace botschaft::net
