#pragma once
// The HTTP connections that carry one session, and those of their POSTs that wait for a response. Says which
// is to be answered, and when; not with what. core.telegram.org/mtproto/transports, "HTTP", and
// /mtproto/service_messages, "HTTP Wait/Long Poll". Knows connections by their address alone; times are
// monotonic microseconds.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "mtproto/session.h"

namespace botschaft::net {

class Connection;

class HttpPolls {
 public:
  // With more, the one that waits longest is answered. A browser opens six connections to one server.
  static constexpr std::size_t kWaitingMax = 16;

  // What the session has to say at the moment.
  struct Load {
    std::int64_t now_us = 0;
    std::size_t messages = 0;  // that wait to be sent
    bool requests = false;     // some are being worked on
  };

  void add(Connection& connection);  // carries the session from now on; may be called again
  void remove(Connection& connection);
  const std::vector<Connection*>& connections() const { return connections_; }

  // A POST came. `wait`: its http_wait, if it had one.
  void ask(Connection& connection, std::int64_t now_us, std::optional<mtproto::HttpWait> wait);
  bool asking(const Connection& connection) const;
  // The POST of this connection that waits longest has been answered: a connection answers in order.
  void answered(const Connection& connection);

  // The connection whose next POST is to be answered now, or nullptr. To be told whenever the load changes.
  Connection* due(const Load& load);
  // When due() may name one although nothing changes.
  std::optional<std::int64_t> deadline(const Load& load) const;

 private:
  struct Poll {
    Connection* connection;
    std::int64_t asked_us;
    std::optional<mtproto::HttpWait> wait;
  };

  std::int64_t due_at(const Poll& poll, const Load& load) const;

  std::vector<Connection*> connections_;
  std::vector<Poll> waiting_;  // longest first
  // When messages came that wait to be sent; of no meaning without any.
  std::size_t messages_ = 0;
  std::int64_t first_message_us_ = 0;
  std::int64_t last_message_us_ = 0;
};

}  // namespace botschaft::net
