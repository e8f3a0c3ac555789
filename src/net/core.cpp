#include "net/core.h"

#include <pthread.h>

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "base/log.h"
#include "net/runtime.h"

namespace botschaft::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kReadBuffer = 64 << 10;
constexpr milliseconds kAcceptPause(100);
constexpr std::int32_t kServiceUnavailable = -503;
constexpr int kLookedAt = 64;  // connections, to find one that can be closed

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

}  // namespace

Core::Core(Runtime& runtime, unsigned index)
    : runtime_(runtime),
      index_(index),
      work_(asio::make_work_guard(io_)),
      acceptor_(io_),
      tick_timer_(io_),
      accept_timer_(io_),
      wheel_(runtime.clock().monotonic_us() / 1000),
      read_buffer_(kReadBuffer),
      gateway_(*this) {}

Core::~Core() {
  stop();
}

const Options& Core::options() const {
  return runtime_.options();
}

std::int64_t Core::now_ms() const {
  return runtime_.clock().monotonic_us() / 1000;
}

tcp::endpoint Core::listen(const tcp::endpoint& where, error_code& error) {
  acceptor_.open(where.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.set_option(ReusePort(true), error);
  if (!error) acceptor_.bind(where, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  return error ? where : acceptor_.local_endpoint(error);
}

void Core::start() {
  accept();
  tick();
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), fmt::format("core {}", index_).c_str());
    run();
  });
}

void Core::run() {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception& e) {
      // bad_alloc or a library's own; the connection it came from is closed by its deadline at the latest.
      log::error("net: exception on core={} what={}", index_, e.what());
    }
  }
}

void Core::stop_accepting() {
  post([this] {
    error_code ignored;
    acceptor_.close(ignored);
    accept_timer_.cancel();
  });
}

void Core::close_all() {
  post([this] {
    end_turn();
    const auto all = connections_;
    for (const auto& [key, connection] : all) {
      connection->wire().say_goodbye(kServiceUnavailable);
      connection->finish("server stops");
    }
  });
}

void Core::stop() {
  if (!thread_.joinable()) return;
  post([this] {
    const auto all = connections_;
    for (const auto& [key, connection] : all) connection->close("server stops");
    io_.stop();
  });
  thread_.join();
}

void Core::accept() {
  acceptor_.async_accept([this](const error_code& error, tcp::socket socket) {
    if (!acceptor_.is_open()) return;
    if (!error) on_accepted(std::move(socket));
    if (error && error != asio::error::connection_aborted) {
      log::warn("net: accept failed what={}", error.message());  // out of descriptors, as a rule
      accept_timer_.expires_after(kAcceptPause);
      accept_timer_.async_wait([this](const error_code& cancelled) {
        if (!cancelled && acceptor_.is_open()) accept();
      });
      return;
    }
    accept();
  });
}

void Core::on_accepted(tcp::socket socket) {
  counters_.accepted.add();
  error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;
  auto& admission = runtime_.admission();
  auto ticket = admission.admit(peer.address());
  if (!ticket && admission.crowded() && make_room())
    if (auto other = admission.admit(peer.address())) ticket.emplace(*std::move(other));
  if (!ticket) return counters_.refused_by_limit.add();
  socket.set_option(tcp::no_delay(true), error);
  auto wire = std::make_unique<Wire>(options().proxy_secrets, runtime_.http());
  auto connection = std::make_shared<Connection>(*this, std::move(socket), peer.address(), std::move(wire),
                                                 *std::move(ticket), now_ms(), false);
  add(connection);
  connection->start();
}

void Core::adopt(Connection::Parts parts, ParkedPacket first) {
  error_code error;
  tcp::socket socket(io_);
  socket.assign(parts.protocol, parts.socket, error);
  if (error) {
    ::close(parts.socket);
    return;
  }
  auto connection =
      std::make_shared<Connection>(*this, std::move(socket), std::move(parts.address), std::move(parts.wire),
                                   std::move(parts.ticket), parts.opened_ms, parts.authenticated);
  add(connection);
  connection->parked = std::move(first);
  connection->start_paused();
  gateway_.on_paused(connection);
}

void Core::add(std::shared_ptr<Connection> connection) {
  auto* key = connection.get();
  connections_.emplace(key, std::move(connection));
}

void Core::answered(Connection& connection) {
  if (connection.is_authenticated()) return;
  if (connection.place) answered_.erase(*connection.place);
  connection.place = answered_.insert(answered_.end(), &connection);
}

// However many keep their connections open without asking anything, whoever has something to ask gets in.
bool Core::make_room() {
  int looked_at = 0;
  for (auto* connection : answered_) {
    if (++looked_at > kLookedAt) return false;
    if (!connection->idle()) continue;
    connection->close("makes room");
    return true;
  }
  return false;
}

void Core::forget(Connection& connection) {
  if (connection.place) answered_.erase(*std::exchange(connection.place, {}));
  connections_.erase(&connection);
}

void Core::write_later(std::shared_ptr<Connection> connection) {
  to_write_.push_back(std::move(connection));
  end_turn_later();
}

void Core::end_turn_later() {
  if (std::exchange(turn_asked_, true)) return;
  post([this] { end_turn(); });
}

void Core::end_turn() {
  gateway_.flush_sessions();
  turn_asked_ = false;
  for (const auto& connection : std::exchange(to_write_, {})) connection->write();
}

void Core::tick() {
  wheel_.advance(now_ms());
  tick_timer_.expires_after(milliseconds(TimerWheel::kTickMs));
  tick_timer_.async_wait([this](const error_code& error) {
    if (!error) tick();
  });
}

}  // namespace botschaft::net
