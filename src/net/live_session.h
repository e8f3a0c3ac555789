#pragma once
// A session in memory: the protocol's state, the key it is encrypted with, and the connection that carries it
// at the moment, if one does. Stays for a while without a connection, so that what the client has not
// acknowledged is sent again when it comes back.
#include <list>
#include <memory>
#include <string>

#include "mtproto/session.h"
#include "net/backend.h"
#include "net/timer_wheel.h"

namespace botschaft::net {

class Connection;
class Gateway;

class LiveSession final : public mtproto::SessionEvents, private TimerWheel::Entry {
 public:
  LiveSession(Gateway& gateway, SessionAddress address, std::shared_ptr<const KnownKey> key, Random& random)
      : address(address), key(std::move(key)), protocol(address.session_id, random), gateway_(gateway) {}

  void set_timer(TimerWheel& wheel, std::int64_t after_ms) { wheel.set(*this, after_ms); }
  void clear_timer() { clear_deadline(); }

  const SessionAddress address;
  std::shared_ptr<const KnownKey> key;
  mtproto::Session protocol;
  Connection* connection = nullptr;
  std::int64_t newest_msg_id = 0;  // of accepted packets
  std::string ip;                  // of the last connection
  std::size_t in_flight = 0;       // requests dispatched and not yet answered
  bool flush_asked = false;
  bool starved = false;                        // its connection was too congested to flush to
  std::int64_t detached_ms = 0;                // since when it has no connection
  std::list<LiveSession*>::iterator detached;  // its place among those, while connection is null

 private:
  void on_request(std::int64_t msg_id, ByteView body) override;
  void on_drop(std::int64_t msg_id) override;
  bool on_destroy_session(SessionId session_id) override;
  void on_destroy_auth_key() override;
  void on_deadline() override;

  Gateway& gateway_;
};

}  // namespace botschaft::net
