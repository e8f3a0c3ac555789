// Sessions of the gateway: which exist, which connection carries them, what is flushed when.
#include <algorithm>

#include "base/log.h"
#include "net/core.h"
#include "net/gateway.h"
#include "net/rpc_error.h"
#include "net/runtime.h"

namespace botschaft::net {

namespace {

// A key's sessions are few: applications open one per connection, and a new one at each start.
constexpr std::size_t kSessionsPerKey = 64;

mtproto::Moment moment(const Clock& clock) {
  return {clock.unix_us(), clock.monotonic_us()};
}

const mtproto::SharedBytes& updates_too_long() {
  constexpr std::uint32_t kUpdatesTooLong = 0xe317af7e;
  static const auto bytes = [] {
    Bytes body(4);
    store_le(body.data(), kUpdatesTooLong);
    return std::make_shared<const Bytes>(std::move(body));
  }();
  return bytes;
}

}  // namespace

LiveSession* Gateway::find(const SessionAddress& address) {
  const auto found = sessions_.find(address);
  return found == sessions_.end() ? nullptr : found->second.get();
}

LiveSession& Gateway::session_at(const SessionAddress& address, const std::shared_ptr<const KnownKey>& key) {
  if (auto* session = find(address)) return *session;
  if (by_key_[address.key_id].size() >= kSessionsPerKey) forget_oldest(address.key_id);
  auto made = std::make_unique<LiveSession>(*this, address, key, core_.runtime().random());
  auto& session = *made;
  sessions_.emplace(address, std::move(made));
  by_key_[address.key_id].push_back(&session);
  session.detached = detached_.insert(detached_.end(), &session);
  core_.counters().sessions.add();
  return session;
}

void Gateway::forget_oldest(AuthKeyId key_id) {
  const auto& sessions = by_key_[key_id];
  const auto oldest = std::ranges::min_element(
      sessions, {}, [](const LiveSession* session) { return session->protocol.last_seen_us(); });
  erase(**oldest);
}

void Gateway::attach(LiveSession& session, Connection& connection) {
  if (session.carried()) detach(session);
  const auto& limits = core_.options().limits;
  if (connection.sessions.size() >= limits.sessions_per_connection) detach(*connection.sessions.front());
  detached_.erase(session.detached);
  session.connection = &connection;
  session.ip = connection.address().to_string();
  connection.sessions.push_back(&session);
  session.protocol.on_connect(moment(core_.runtime().clock()));
  core_.runtime().backend().session_connected(session.address);
}

void Gateway::detach(LiveSession& session) {
  unlink(session);
  session.starved = false;
  session.protocol.on_disconnect();
  session.detached = detached_.insert(detached_.end(), &session);
  session.set_timer(core_.timers(), core_.options().limits.detached_session_ms);
  core_.runtime().backend().session_disconnected(session.address);
  if (detached_.size() > core_.options().limits.detached_sessions) erase(*detached_.front());
}

void Gateway::on_lost(Connection& connection) {
  while (!connection.sessions.empty()) {
    auto& session = *connection.sessions.back();
    session.http ? on_http_lost(session, connection) : detach(session);
  }
}

void Gateway::unlink(LiveSession& session) {
  if (session.http) return release_http(session);
  std::erase(session.connection->sessions, &session);
  session.connection = nullptr;
}

void Gateway::erase(LiveSession& session) {
  const auto address = session.address;
  if (session.carried()) {
    unlink(session);
    core_.runtime().backend().session_disconnected(address);
  } else {
    detached_.erase(session.detached);
  }
  auto& siblings = by_key_[address.key_id];
  std::erase(siblings, &session);
  if (siblings.empty()) by_key_.erase(address.key_id);
  core_.counters().sessions.sub();
  sessions_.erase(address);
  core_.runtime().backend().session_gone(address);
}

void Gateway::forget_key(AuthKeyId id) {
  keys_.erase(id);
  const auto found = by_key_.find(id);
  if (found == by_key_.end()) return;
  for (auto* session : std::vector(found->second)) {
    const auto connections = session->connections();
    erase(*session);
    for (const auto& connection : connections) {
      connection->wire().send_error(mtproto::kAuthKeyNotFound);
      connection->finish("auth key destroyed");
    }
  }
}

void Gateway::on_request(LiveSession& session, std::int64_t msg_id, ByteView body) {
  core_.counters().requests.add();
  if (session.in_flight >= core_.options().limits.requests_in_flight) {
    core_.counters().requests_flooded.add();
    constexpr std::int32_t kWait_s = 1;
    return session.protocol.answer(msg_id, rpc_error({Err::FLOOD_WAIT_X, kWait_s}));
  }
  ++session.in_flight;
  core_.counters().requests_in_flight.add();
  core_.runtime().backend().dispatch(
      {session.address, msg_id, to_bytes(body), session.ip},
      [this, address = session.address, msg_id](Answer result) {
        core_.post([this, address, msg_id, result = std::move(result)]() mutable {
          answer(address, msg_id, std::move(result));
        });
      });
}

void Gateway::answer(const SessionAddress& address, std::int64_t msg_id, Answer result) {
  core_.counters().requests_in_flight.sub();
  auto* session = find(address);
  if (!session) return core_.counters().answers_dropped.add();
  --session->in_flight;
  session->protocol.answer(msg_id, std::move(result));
  flush_later(*session);
}

void Gateway::push(const SessionAddress& address, const mtproto::SharedBytes& update) {
  auto* session = find(address);
  if (!session) return core_.counters().updates_dropped.add();
  if (session->protocol.push(update)) {
    core_.counters().updates_pushed.add();
  } else {
    core_.counters().updates_dropped.add();
    core_.runtime().backend().updates_lost(address);
  }
  flush_later(*session);
}

void Gateway::on_drop(LiveSession& session, std::int64_t msg_id) {
  core_.runtime().backend().drop_request(session.address, msg_id);
}

bool Gateway::on_destroy_session(LiveSession& session, SessionId other) {
  auto* victim = find({session.address.key_id, other});
  if (!victim || victim == &session) return false;
  erase(*victim);
  return true;
}

void Gateway::on_destroy_auth_key(LiveSession& session) {
  const auto address = session.address;
  core_.runtime().backend().remove_key(address.key_id, [this, address](mtproto::DestroyAuthKey outcome) {
    core_.post([this, address, outcome] {
      auto* asking = find(address);
      if (!asking) return;
      asking->protocol.answer_destroy_auth_key(outcome);
      flush(*asking);
      if (outcome == mtproto::DestroyAuthKey::kOk) forget_key(address.key_id);
    });
  });
}

void Gateway::flush_later(LiveSession& session) {
  if (std::exchange(session.flush_asked, true)) return;
  to_flush_.push_back(session.address);
  core_.end_turn_later();
}

void Gateway::flush_sessions() {
  for (const auto& address : std::exchange(to_flush_, {}))
    if (auto* session = find(address)) flush(*session);
}

void Gateway::flush(LiveSession& session) {
  session.flush_asked = false;
  if (!session.carried()) return;
  auto* connection = session.connection;
  if (connection && connection->congested()) {
    session.starved = true;
    return;
  }
  if (session.protocol.take_updates_lost()) session.protocol.push(updates_too_long());
  if (session.http) return flush_polls(session);
  auto& runtime = core_.runtime();
  const auto now = moment(runtime.clock());
  if (session.protocol.wants_flush(now)) {
    session.protocol.flush(seal_of(session, now), packets_);
    for (auto& packet : packets_) connection->wire().send(std::move(packet), runtime.random());
    core_.counters().packets_out.add(static_cast<std::int64_t>(packets_.size()));
    if (!packets_.empty()) connection->flush_later();
    connection->hold(session.protocol.take_leases());
    packets_.clear();
  }
  set_timer(session);
}

mtproto::Session::Seal Gateway::seal_of(const LiveSession& session, mtproto::Moment now) {
  const auto& key = *session.key;
  const auto salt = key.salts->current(static_cast<std::int32_t>(now.unix_us / 1'000'000));
  return {key.key, key.id, salt, now, core_.runtime().random()};
}

void Gateway::set_timer(LiveSession& session) {
  // Over HTTP, acknowledgements go with a response that something else causes.
  const auto flush_at = session.http ? std::nullopt : session.protocol.flush_deadline();
  const auto disconnect_at = session.protocol.disconnect_deadline();
  if (!flush_at && !disconnect_at) return session.clear_timer();
  const auto first = std::min(flush_at.value_or(INT64_MAX), disconnect_at.value_or(INT64_MAX));
  session.set_timer(core_.timers(), first / 1000 - core_.now_ms());
}

void Gateway::on_timer(LiveSession& session) {
  if (!session.carried()) return erase(session);
  if (session.http) return on_http_timer(session);
  const auto now_us = core_.runtime().clock().monotonic_us();
  const auto disconnect_at = session.protocol.disconnect_deadline();
  if (disconnect_at && *disconnect_at <= now_us)
    return session.connection->finish("ping_delay_disconnect ran out");
  flush_later(session);
}

}  // namespace botschaft::net
