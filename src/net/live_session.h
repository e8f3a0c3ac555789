#pragma once
// A session in memory: the protocol's state, the key it is encrypted with, and the connection that carries it
// at the moment, if one does, or the connections, if it comes by HTTP. Stays for a while without a
// connection, so that what the client has not acknowledged is sent again when it comes back.
#include <list>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "mtproto/session.h"
#include "net/backend.h"
#include "net/http_polls.h"
#include "net/timer_wheel.h"

namespace botschaft::net {

class Connection;
class Gateway;

// What carries a session that comes by HTTP: any number of connections, for a while even none.
struct HttpCarrier {
  explicit HttpCarrier(boost::asio::io_context& io) : timer(io) {}

  HttpPolls polls;
  boost::asio::steady_timer timer;  // the wheel is too coarse for http_wait
};

class LiveSession final : public mtproto::SessionEvents, private TimerWheel::Entry {
 public:
  LiveSession(Gateway& gateway, SessionAddress address, std::shared_ptr<const KnownKey> key, Random& random)
      : address(address), key(std::move(key)), protocol(address.session_id, random), gateway_(gateway) {}

  void set_timer(TimerWheel& wheel, std::int64_t after_ms) { wheel.set(*this, after_ms); }
  void clear_timer() { clear_deadline(); }

  const SessionAddress address;
  std::shared_ptr<const KnownKey> key;
  mtproto::Session protocol;
  bool carried() const { return connection != nullptr || http != nullptr; }
  std::vector<std::shared_ptr<Connection>> connections() const;
  // What a client sent before it lost a connection may be read after what it sent on the next one. The
  // session must not go back to the old connection then. Only while `connection` is set.
  bool is_newer(std::int64_t msg_id, const Connection& other) const;

  Connection* connection = nullptr;
  std::unique_ptr<HttpCarrier> http;  // not both
  std::int64_t newest_msg_id = 0;     // of accepted packets
  std::string ip;                     // of the last connection
  std::size_t in_flight = 0;          // requests dispatched and not yet answered
  bool flush_asked = false;
  bool starved = false;                        // its connection was too congested to flush to
  std::int64_t detached_ms = 0;                // since when it has no connection
  std::list<LiveSession*>::iterator detached;  // its place among those that are not carried

 private:
  void on_request(std::int64_t msg_id, ByteView body) override;
  void on_drop(std::int64_t msg_id) override;
  bool on_destroy_session(SessionId session_id) override;
  void on_destroy_auth_key() override;
  void on_deadline() override;

  Gateway& gateway_;
};

}  // namespace botschaft::net
