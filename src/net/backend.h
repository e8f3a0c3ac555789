#pragma once
// What `net` asks of the rest of the program; `server` implements it over the store and rpc. All functions
// may be called from any core at once and must not block; each callback is called exactly once, from any
// thread.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/answer.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"
#include "crypto/message_key.h"
#include "mtproto/key_exchange.h"
#include "mtproto/session.h"

namespace botschaft::net {

// A session as clients address it: the key on the wire (a temporary one too) and the number they chose.
struct SessionAddress {
  AuthKeyId key_id = 0;
  SessionId session_id = 0;
  friend bool operator==(const SessionAddress&, const SessionAddress&) = default;
};

// An auth key as far as decrypting with it needs. `salts` is used by the key's core alone.
struct KnownKey {
  AuthKeyId id = 0;
  crypto::AuthKey key{};
  std::int32_t expires_at = 0;  // unix seconds; 0: a permanent key
  std::shared_ptr<const mtproto::SaltBook> salts;
};

struct RpcRequest {
  SessionAddress session;
  std::int64_t msg_id = 0;
  Bytes body;      // the boxed method, out of containers and gzip
  std::string ip;  // of the client, in text form
};

class Backend {
 public:
  virtual ~Backend() = default;

  // nullptr: no such key, or an expired one. An error: it could not be found out; the client should try
  // again.
  using KeyFound = std::function<void(Result<std::shared_ptr<const KnownKey>>)>;
  virtual void find_key(AuthKeyId id, KeyFound found) = 0;

  // Stores the key durably. Only then is the client told that it has one.
  enum class KeySaved : std::uint8_t { kYes, kIdTaken, kFailed };
  using KeyDone = std::function<void(KeySaved, std::shared_ptr<const KnownKey>)>;
  virtual void save_key(const mtproto::NewAuthKey& key, KeyDone done) = 0;
  virtual void remove_key(AuthKeyId id, std::function<void(mtproto::DestroyAuthKey)> removed) = 0;

  // `answer` may be called during dispatch() itself.
  using Answered = std::function<void(Answer)>;
  virtual void dispatch(RpcRequest request, Answered answer) = 0;
  virtual void drop_request(const SessionAddress& session, std::int64_t msg_id) = 0;

  // In this order, from the session's core: opened, then any number of connected/disconnected, then gone.
  virtual void session_connected(const SessionAddress& session) = 0;
  virtual void session_disconnected(const SessionAddress& session) = 0;
  virtual void session_gone(const SessionAddress& session) = 0;

  // The session had to drop updates. It tells its client updatesTooLong by itself, when there is room again.
  virtual void updates_lost(const SessionAddress& session) = 0;
};

}  // namespace botschaft::net

template <>
struct std::hash<botschaft::net::SessionAddress> {
  std::size_t operator()(const botschaft::net::SessionAddress& a) const noexcept {
    return static_cast<std::size_t>(a.key_id) * 0x9e3779b97f4a7c15 ^ static_cast<std::size_t>(a.session_id);
  }
};
