#pragma once
// One socket: reads into the core's shared buffer, drives the Wire, writes what collects in it, and holds the
// peer to its deadlines. Belongs to one core at a time and is touched by that core's thread alone.
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "base/answer.h"
#include "mtproto/key_exchange.h"
#include "net/admission.h"
#include "net/timer_wheel.h"
#include "net/wire.h"

namespace botschaft::net {

class Core;
class LiveSession;

// A packet that waits for its key to be looked up, or for the connection to reach its key's core.
struct ParkedPacket {
  Bytes bytes;
  bool quick_ack = false;
};

class Connection final : public std::enable_shared_from_this<Connection>, private TimerWheel::Entry {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  // What moves to another core.
  struct Parts {
    boost::asio::ip::tcp protocol = boost::asio::ip::tcp::v4();
    Socket::native_handle_type socket = -1;
    boost::asio::ip::address address;
    std::unique_ptr<Wire> wire;
    Admission::Ticket ticket;
    std::int64_t opened_ms = 0;
    bool authenticated = false;
  };

  // What becomes of the stream after a packet.
  enum class Next : std::uint8_t { kGoOn, kPause };

  Connection(Core& core, Socket socket, boost::asio::ip::address address, std::unique_ptr<Wire> wire,
             Admission::Ticket ticket, std::int64_t opened_ms, bool authenticated);
  ~Connection() override;

  void start();
  void start_paused();                   // resume() begins
  void resume();                         // after Next::kPause: handles held bytes, then reads on
  void hold(std::vector<Lease> leases);  // until what waits to be sent now has been sent
  void flush_later();                    // output leaves at the end of this turn of the loop
  void write();                          // now; called by the core at the end of the turn
  void close(std::string_view why);      // at once
  void finish(std::string_view why);     // after what waits was sent
  Parts take_apart();                    // nothing may be done with the connection afterwards

  void authenticated();
  void answered();  // a response to an HTTP request that waited was given
  bool is_authenticated() const { return authenticated_; }
  std::int64_t opened_ms() const { return opened_ms_; }  // when it was accepted, on whichever core
  bool open() const { return state_ != State::kClosed; }
  bool congested() const;
  // HTTP between two requests, of a peer without a key: may be closed to make room.
  bool idle() const;
  Wire& wire() { return *wire_; }
  const boost::asio::ip::address& address() const { return address_; }

  // Sessions whose packets this connection carries; kept by the core's gateway.
  std::vector<LiveSession*> sessions;
  // Set while Next::kPause stands for want of a key or of the key's core.
  std::optional<ParkedPacket> parked;
  // Key exchanges of this connection; shared with the worker that runs a step.
  std::shared_ptr<mtproto::KeyExchange> exchange;
  // Among those of the core that were answered over HTTP.
  std::optional<std::list<Connection*>::iterator> place;

 private:
  enum class State : std::uint8_t { kOpen, kPaused, kFinishing, kClosed };

  // Leases of bytes that end at this place of everything ever sent.
  struct Held {
    std::uint64_t until = 0;
    std::vector<Lease> leases;
  };

  void wait_readable();
  void on_readable(const boost::system::error_code& error);
  void handle(MutableByteView input);
  void wait_writable();
  void answer_later();
  void give(const std::function<http::Response()>& make);
  void on_drained();
  void set_deadline(bool got_packet);
  void arm(std::int64_t after_ms);
  void on_deadline() override;

  Core& core_;
  Socket socket_;
  boost::asio::ip::address address_;
  std::unique_ptr<Wire> wire_;
  std::optional<Admission::Ticket> ticket_;  // until it is closed
  std::int64_t opened_ms_;
  State state_ = State::kOpen;
  bool authenticated_;
  bool reading_ = false;
  bool writing_ = false;  // waits for the socket to take more
  bool flush_asked_ = false;
  std::vector<Lease> to_hold_;  // of packets that are not yet in the output
  std::deque<Held> held_;
  std::uint64_t sent_ = 0;       // bytes
  bool held_by_output_ = false;  // not read until output drains
  bool in_the_middle_ = false;
};

}  // namespace botschaft::net
