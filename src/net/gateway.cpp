#include "net/gateway.h"

#include <algorithm>
#include <utility>

#include "net/core.h"
#include "net/runtime.h"

namespace botschaft::net {

namespace {

constexpr std::size_t kAbsentKeys = 4'096;
constexpr std::int64_t kAbsentFor_ms = 10'000;

// "MTProto transport, errors": the client will exchange a new key.
constexpr std::string_view kUnknownKey = "unknown auth key";

}  // namespace

Gateway::Gateway(Core& core) : core_(core), keys_(core.options().limits.cached_keys), absent_(kAbsentKeys) {}

Gateway::~Gateway() = default;

Connection::Next Gateway::on_packet(Connection& connection, mtproto::Packet packet) {
  const auto id = mtproto::auth_key_id(packet.bytes);
  if (!id) {
    core_.counters().bad_packets.add();
    connection.finish("packet too short");
    return Connection::Next::kGoOn;
  }
  if (connection.wire().owed() > 1) answer_polls_of_others(connection, *id);
  if (*id == 0) return on_plain_packet(connection, packet.bytes);
  if (&core_.runtime().core_of(*id) == &core_) {
    if (const auto* key = keys_.find(*id)) {
      // A copy: the cache may forget the key while the packet is handled.
      deliver(connection, std::shared_ptr(*key), packet);
      return Connection::Next::kGoOn;
    }
    if (known_absent(*id)) {
      refuse_key(connection);
      return Connection::Next::kGoOn;
    }
  }
  connection.parked = ParkedPacket{to_bytes(packet.bytes), packet.quick_ack};
  return Connection::Next::kPause;
}

void Gateway::on_paused(const std::shared_ptr<Connection>& connection) {
  if (!connection->parked) return;  // a key exchange is under way
  const auto id = *mtproto::auth_key_id(connection->parked->bytes);
  auto& home = core_.runtime().core_of(id);
  if (&home == &core_) return look_up(connection, id);
  core_.counters().handed_over.add();
  // It is not lost: nothing that it carried is sent again.
  if (connection->wire().carries_http() && !connection->sessions.empty())
    leave(*connection->sessions.front(), *connection);
  on_lost(*connection);
  auto first = *std::move(connection->parked);
  home.post([&home, parts = connection->take_apart(), packet = std::move(first)]() mutable {
    home.adopt(std::move(parts), std::move(packet));
  });
}

void Gateway::look_up(const std::shared_ptr<Connection>& connection, AuthKeyId id) {
  if (const auto* key = keys_.find(id)) return on_key(connection, id, std::shared_ptr(*key));
  if (known_absent(id)) return refuse_key(*connection);
  core_.runtime().backend().find_key(
      id, [this, connection, id](Result<std::shared_ptr<const KnownKey>> key) mutable {
        core_.post([this, connection = std::move(connection), id, found = std::move(key)]() mutable {
          on_key(connection, id, std::move(found));
        });
      });
}

void Gateway::on_key(const std::shared_ptr<Connection>& connection, AuthKeyId id,
                     Result<std::shared_ptr<const KnownKey>> key) {
  if (key && *key) keys_.put(id, *key);
  if (key && !*key) absent_.put(id, core_.now_ms() + kAbsentFor_ms);
  if (!connection->open() || !connection->parked) return;
  if (!key) {
    connection->wire().send_error(mtproto::kTransportFlood);
    return connection->finish("key could not be looked up");
  }
  if (!*key) return refuse_key(*connection);
  auto packet = *std::exchange(connection->parked, std::nullopt);
  deliver(*connection, *key, {packet.bytes, packet.quick_ack});
  connection->resume();
}

bool Gateway::known_absent(AuthKeyId id) {
  const auto* until = absent_.find(id);
  return until && *until > core_.now_ms();
}

void Gateway::refuse_key(Connection& connection) {
  core_.counters().unknown_keys.add();
  connection.wire().send_error(mtproto::kAuthKeyNotFound);
  connection.finish(kUnknownKey);
}

void Gateway::add_key(std::shared_ptr<const KnownKey> key) {
  absent_.erase(key->id);
  const auto id = key->id;
  keys_.put(id, std::move(key));
}

void Gateway::deliver(Connection& connection, const std::shared_ptr<const KnownKey>& key,
                      mtproto::Packet packet) {
  const auto& clock = core_.runtime().clock();
  const mtproto::Moment now{clock.unix_us(), clock.monotonic_us()};
  if (key->expires_at != 0 && now.unix_us / 1'000'000 >= key->expires_at) {
    keys_.erase(key->id);
    return refuse_key(connection);
  }
  const auto message = mtproto::open_envelope(key->key, packet.bytes);
  if (!message) {
    core_.counters().bad_packets.add();
    return connection.finish(mtproto::to_text(message.error()));
  }
  connection.authenticated();
  connection.exchange.reset();
  auto& session = session_at({key->id, message->header.session_id}, key);
  if (connection.wire().carries_http()) return deliver_post(session, connection, *message);
  const auto msg_id = message->header.msg_id;
  const bool newer = !session.connection || session.is_newer(msg_id, connection);
  if (newer && session.connection != &connection) attach(session, connection);
  const auto token = packet.quick_ack ? mtproto::quick_ack_token(key->key, *message) : 0;
  const bool accepted = session.protocol.on_message(*message, now, *key->salts, session);
  if (accepted) session.newest_msg_id = std::max(session.newest_msg_id, msg_id);
  if (!accepted) core_.counters().bad_packets.add();
  if (accepted && packet.quick_ack && session.connection == &connection) {
    connection.wire().send_quick_ack(token);
    connection.flush_later();
  }
  flush_later(session);
}

Connection::Next Gateway::on_plain_packet(Connection& connection, ByteView packet) {
  auto& runtime = core_.runtime();
  if (packet.size() > mtproto::KeyExchange::kPacketMax) {
    connection.finish("unencrypted packet too large");
    return Connection::Next::kGoOn;
  }
  if (!connection.exchange && connection.wire().carries_http())
    connection.exchange = runtime.parked_exchanges().take(packet);
  if (!connection.exchange)
    connection.exchange =
        std::make_shared<mtproto::KeyExchange>(runtime.rsa(), runtime.clock(), runtime.random());
  const bool posted =
      runtime.handshake_workers().post([this, connection = connection.shared_from_this(),
                                        exchange = connection.exchange, copy = to_bytes(packet)]() mutable {
        auto step = exchange->step(copy);
        core_.post([this, connection = std::move(connection), step = std::move(step)]() mutable {
          on_exchange_step(connection, std::move(step));
        });
      });
  if (posted) return Connection::Next::kPause;
  core_.counters().handshakes_shed.add();
  connection.wire().send_error(mtproto::kTransportFlood);
  connection.finish("too many key exchanges");
  return Connection::Next::kGoOn;
}

void Gateway::on_exchange_step(const std::shared_ptr<Connection>& connection, ExchangeStep step) {
  if (!connection->open()) return;
  if (!step) {
    core_.counters().keys_refused.add();
    connection->wire().send_error(mtproto::transport_error(step.error()));
    return connection->finish(mtproto::to_text(step.error()));
  }
  if (step->new_key) {
    core_.runtime().backend().save_key(
        *step->new_key, [this, connection, reply = std::move(step->reply)](
                            Backend::KeySaved saved, std::shared_ptr<const KnownKey> key) {
          core_.post([this, connection, reply, saved, key = std::move(key)]() mutable {
            on_key_saved(connection, saved, std::move(key), reply);
          });
        });
    return;
  }
  send_exchange_reply(*connection, step->reply);
}

void Gateway::send_exchange_reply(Connection& connection, ByteView reply) {
  const bool http = connection.wire().carries_http();
  if (!reply.empty() || http) {
    connection.wire().send(reply, core_.runtime().random());
    connection.flush_later();
  }
  if (http) core_.runtime().parked_exchanges().park(reply, std::exchange(connection.exchange, nullptr));
  connection.resume();
}

void Gateway::on_key_saved(const std::shared_ptr<Connection>& connection, Backend::KeySaved saved,
                           std::shared_ptr<const KnownKey> key, ByteView reply) {
  if (key) {
    core_.counters().keys_made.add();
    auto& home = core_.runtime().core_of(key->id);
    home.post([&home, key = std::move(key)]() mutable { home.gateway().add_key(std::move(key)); });
  }
  if (!connection->open()) return;
  switch (saved) {
    case Backend::KeySaved::kYes:
      return send_exchange_reply(*connection, reply);
    case Backend::KeySaved::kIdTaken:
      return send_exchange_reply(*connection, connection->exchange->key_id_taken());
    case Backend::KeySaved::kFailed:
      return send_exchange_reply(*connection, connection->exchange->key_not_stored());
  }
}

}  // namespace botschaft::net
