#pragma once
// One thread with its event loop: accepts connections, owns them, and runs them, their sessions and their
// timers. Nothing of a core is touched by another thread, but post() and the counters.
#include <array>
#include <list>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "net/connection.h"
#include "net/counters.h"
#include "net/gateway.h"
#include "net/timer_wheel.h"

namespace botschaft::net {

class Runtime;

class Core {
 public:
  Core(Runtime& runtime, unsigned index);
  ~Core();

  // Every core listens on the same port (SO_REUSEPORT); the kernel spreads new connections over them.
  // With port 0 the first core's choice is returned, for the others.
  boost::asio::ip::tcp::endpoint listen(const boost::asio::ip::tcp::endpoint& where,
                                        boost::system::error_code& error);

  void start();           // begins the thread
  void stop_accepting();  // from any thread
  void close_all();       // from any thread: lets every connection send what waits, then closes it
  void stop();            // ends the thread, and waits for it

  // Runs `f` on this core's thread, from whichever thread: what is posted before (in time, or by cause and
  // effect) runs before.
  template <class F>
  void post(F&& f) {
    boost::asio::post(io_, std::forward<F>(f));
  }

  // For this core's own objects.
  const Options& options() const;
  Counters& counters() { return counters_; }
  TimerWheel& timers() { return wheel_; }
  boost::asio::io_context& io() { return io_; }
  MutableByteView read_buffer() { return read_buffer_; }
  std::int64_t now_ms() const;
  Runtime& runtime() { return runtime_; }
  Gateway& gateway() { return gateway_; }
  unsigned index() const { return index_; }

  Connection::Next on_packet(Connection& connection, mtproto::Packet packet) {
    return gateway_.on_packet(connection, packet);
  }
  void on_paused(const std::shared_ptr<Connection>& connection) { gateway_.on_paused(connection); }
  void on_lost(Connection& connection) { gateway_.on_lost(connection); }
  void answer_polls(Connection& connection) { gateway_.answer_polls(connection); }
  void flush_later(LiveSession& session) { gateway_.flush_later(session); }
  void write_later(std::shared_ptr<Connection> connection);
  void end_turn_later();  // sessions flush and connections write once all that is ready has been handled
  void answered(Connection& connection);  // an HTTP request of it, just now
  void forget(Connection& connection);
  void adopt(Connection::Parts parts, ParkedPacket first);
  bool idle() const { return connections_.empty(); }

 private:
  void accept();
  void on_accepted(boost::asio::ip::tcp::socket socket);
  void add(std::shared_ptr<Connection> connection);
  bool make_room();
  void end_turn();
  void tick();
  void run();

  Runtime& runtime_;
  const unsigned index_;
  Counters counters_;
  // One thread runs it. A hint of 1 would say so, but then Asio keeps what the thread posts to itself in a
  // private queue until the handler ends, where a later post of another thread overtakes it.
  boost::asio::io_context io_{2};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer tick_timer_;
  boost::asio::steady_timer accept_timer_;  // after running out of descriptors
  TimerWheel wheel_;
  std::vector<std::uint8_t> read_buffer_;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
  std::list<Connection*> answered_;  // by HTTP, without a key; the one that has been quiet longest first
  std::vector<std::shared_ptr<Connection>> to_write_;
  bool turn_asked_ = false;
  Gateway gateway_;
  std::thread thread_;
};

}  // namespace botschaft::net
