#pragma once
// What a core does with packets: finds the key, moves the connection to the key's core, runs key exchanges
// and sessions, and carries requests to the backend and answers and updates back. For the core's thread
// alone, except where said.
#include <expected>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

#include "net/connection.h"
#include "net/live_session.h"
#include "net/lru_cache.h"

namespace botschaft::net {

class Gateway {
 public:
  explicit Gateway(Core& core);
  ~Gateway();

  // Connections.
  Connection::Next on_packet(Connection& connection, mtproto::Packet packet);
  void on_paused(const std::shared_ptr<Connection>& connection);
  void on_lost(Connection& connection);       // carries no session any more; may be called again
  void answer_polls(Connection& connection);  // all POSTs of its session that wait

  // Sessions.
  void answer(const SessionAddress& address, std::int64_t msg_id, Answer result);
  void push(const SessionAddress& address, const mtproto::SharedBytes& update);
  void add_key(std::shared_ptr<const KnownKey> key);
  void forget_key(AuthKeyId id);  // with its sessions; their connections are closed
  void flush_later(LiveSession& session);
  void flush_sessions();  // at the end of a turn of the loop

  // From LiveSession.
  void on_request(LiveSession& session, std::int64_t msg_id, ByteView body);
  void on_drop(LiveSession& session, std::int64_t msg_id);
  bool on_destroy_session(LiveSession& session, SessionId other);
  void on_destroy_auth_key(LiveSession& session);
  void on_timer(LiveSession& session);

 private:
  // Key exchange.
  using ExchangeStep = std::expected<mtproto::KeyExchange::Step, mtproto::KeyExchangeError>;
  Connection::Next on_plain_packet(Connection& connection, ByteView packet);
  void on_exchange_step(const std::shared_ptr<Connection>& connection, ExchangeStep step);
  void on_key_saved(const std::shared_ptr<Connection>& connection, Backend::KeySaved saved,
                    std::shared_ptr<const KnownKey> key, ByteView reply);
  void send_exchange_reply(Connection& connection, ByteView reply);

  // Keys.
  void look_up(const std::shared_ptr<Connection>& connection, AuthKeyId id);
  void on_key(const std::shared_ptr<Connection>& connection, AuthKeyId id,
              Result<std::shared_ptr<const KnownKey>> key);
  bool known_absent(AuthKeyId id);
  void refuse_key(Connection& connection);
  void deliver(Connection& connection, const std::shared_ptr<const KnownKey>& key, mtproto::Packet packet);

  // Sessions.
  LiveSession& session_at(const SessionAddress& address, const std::shared_ptr<const KnownKey>& key);
  LiveSession* find(const SessionAddress& address);
  void attach(LiveSession& session, Connection& connection);
  void detach(LiveSession& session);
  void unlink(LiveSession& session);  // from what carries it
  void erase(LiveSession& session);
  void forget_oldest(AuthKeyId key_id);
  void flush(LiveSession& session);
  void set_timer(LiveSession& session);
  mtproto::Session::Seal seal_of(const LiveSession& session, mtproto::Moment now);

  // HTTP (gateway_http.cpp): a session may have several connections, and answers where a POST waits.
  void deliver_post(LiveSession& session, Connection& connection, const mtproto::ClientMessage& message);
  void answer_polls_of_others(Connection& connection, AuthKeyId id);
  void join(LiveSession& session, Connection& connection);
  void leave(LiveSession& session, Connection& connection);
  void release_http(LiveSession& session);
  void on_http_lost(LiveSession& session, Connection& connection);
  void on_http_timer(LiveSession& session);
  void flush_polls(LiveSession& session);
  void answer_polls(LiveSession& session, Connection& connection);
  void answer_poll(LiveSession& session, Connection& connection);
  void set_poll_timer(LiveSession& session, const HttpPolls::Load& load);

  Core& core_;
  std::unordered_map<SessionAddress, std::unique_ptr<LiveSession>> sessions_;
  std::unordered_map<AuthKeyId, std::vector<LiveSession*>> by_key_;
  std::list<LiveSession*> detached_;  // longest ago first
  std::vector<SessionAddress> to_flush_;
  LruCache<AuthKeyId, std::shared_ptr<const KnownKey>> keys_;
  LruCache<AuthKeyId, std::int64_t> absent_;  // until when, ms. Apart, so that garbage pushes out no real key
  std::vector<Bytes> packets_;                // scratch of flush()
};

}  // namespace botschaft::net
