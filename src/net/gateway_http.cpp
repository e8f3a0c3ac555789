// Sessions that come by HTTP: POSTs wait for what the session has to say, and each response carries one
// packet.
#include "base/log.h"
#include "net/core.h"
#include "net/gateway.h"
#include "net/runtime.h"

namespace botschaft::net {

namespace {

// More make no sense; the one that joined first goes, and may come back with its next POST.
constexpr std::size_t kConnectionsPerSession = 32;

mtproto::Moment moment(const Clock& clock) {
  return {clock.unix_us(), clock.monotonic_us()};
}

}  // namespace

void Gateway::deliver_post(LiveSession& session, Connection& connection,
                           const mtproto::ClientMessage& message) {
  const auto now = moment(core_.runtime().clock());
  const auto msg_id = message.header.msg_id;
  if (session.connection && !session.is_newer(msg_id, connection))
    return connection.finish("the session has gone on by another transport");
  join(session, connection);
  const bool accepted = session.protocol.on_message(message, now, *session.key->salts, session);
  if (accepted) session.newest_msg_id = std::max(session.newest_msg_id, msg_id);
  if (!accepted) core_.counters().bad_packets.add();
  session.http->polls.ask(connection, now.monotonic_us, session.protocol.http_wait());
  flush_later(session);
}

// Before a POST under another key, or a step of a key exchange, is handled: responses go out in order.
void Gateway::answer_polls_of_others(Connection& connection, AuthKeyId id) {
  if (!connection.sessions.empty() && connection.sessions.front()->address.key_id != id)
    answer_polls(connection);
}

// "An HTTP connection is attached to a session specified in the most recent user query received."
void Gateway::join(LiveSession& session, Connection& connection) {
  if (!connection.sessions.empty() && connection.sessions.front() != &session) {
    auto& other = *connection.sessions.front();
    answer_polls(other, connection);
    leave(other, connection);
  }
  if (session.connection) detach(session);
  auto& runtime = core_.runtime();
  if (!session.http) {
    detached_.erase(session.detached);
    session.http = std::make_unique<HttpCarrier>(core_.io());
    session.protocol.on_connect(moment(runtime.clock()));
    runtime.backend().session_connected(session.address);
  }
  if (!connection.sessions.empty()) return;
  const auto& others = session.http->polls.connections();
  if (others.size() >= kConnectionsPerSession) {
    auto& first = *others.front();
    answer_polls(session, first);
    leave(session, first);
  }
  session.http->polls.add(connection);
  connection.sessions.push_back(&session);
  session.ip = connection.address().to_string();
}

void Gateway::leave(LiveSession& session, Connection& connection) {
  session.http->polls.remove(connection);
  std::erase(connection.sessions, &session);
  if (!session.http->polls.connections().empty()) return flush_later(session);
  // Between two POSTs there need not be a connection, behind some proxies there never is.
  session.http->timer.cancel();
  session.set_timer(core_.timers(), core_.options().limits.http_gap_ms);
}

void Gateway::release_http(LiveSession& session) {
  for (auto* connection : session.http->polls.connections()) {
    answer_polls(session, *connection);
    std::erase(connection->sessions, &session);
  }
  session.http.reset();
}

// Nobody knows whether the client got the last response, not even if it was to be the last one. What it has
// got, it acknowledges with the next POST, which is read before anything is sent.
void Gateway::on_http_lost(LiveSession& session, Connection& connection) {
  session.protocol.resend_unacknowledged();
  leave(session, connection);
}

void Gateway::on_http_timer(LiveSession& session) {
  const auto connections = session.connections();
  if (connections.empty()) return detach(session);
  const auto disconnect_at = session.protocol.disconnect_deadline();
  if (!disconnect_at || *disconnect_at > core_.runtime().clock().monotonic_us()) return flush_later(session);
  for (const auto& connection : connections) {
    answer_polls(*connection);
    connection->finish("ping_delay_disconnect ran out");
  }
}

void Gateway::flush_polls(LiveSession& session) {
  auto& polls = session.http->polls;
  if (polls.connections().empty()) return;
  const auto load = [&] {
    return HttpPolls::Load{core_.runtime().clock().monotonic_us(), session.protocol.waiting(),
                           session.in_flight > 0};
  };
  while (auto* connection = polls.due(load())) answer_poll(session, *connection);
  set_poll_timer(session, load());
  set_timer(session);
}

void Gateway::answer_polls(Connection& connection) {
  if (!connection.sessions.empty() && connection.sessions.front()->http)
    answer_polls(*connection.sessions.front(), connection);
}

void Gateway::answer_polls(LiveSession& session, Connection& connection) {
  while (session.http->polls.asking(connection)) answer_poll(session, connection);
}

void Gateway::answer_poll(LiveSession& session, Connection& connection) {
  auto& runtime = core_.runtime();
  connection.wire().send(session.protocol.flush_one(seal_of(session, moment(runtime.clock()))),
                         runtime.random());
  connection.hold(session.protocol.take_leases());
  core_.counters().packets_out.add();
  session.http->polls.answered(connection);
  connection.answered();
}

void Gateway::set_poll_timer(LiveSession& session, const HttpPolls::Load& load) {
  auto& timer = session.http->timer;
  const auto at = session.http->polls.deadline(load);
  if (!at) {
    timer.cancel();
    return;
  }
  timer.expires_after(std::chrono::microseconds(*at - load.now_us));
  timer.async_wait([this, address = session.address](const boost::system::error_code& error) {
    if (error) return;
    if (auto* again = find(address)) flush_later(*again);
  });
}

}  // namespace botschaft::net
