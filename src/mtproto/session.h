#pragma once
// The server's side of one MTProto session (one auth key, one session_id), which outlives connections.
// Messages come in decrypted, packets go out encrypted; time and randomness are parameters.
// core.telegram.org/mtproto/service_messages and /mtproto/service_messages_about_messages.
//
// A connection drives it like this:
//   session.on_connect(now);                                   // first packet of the session on this
//   connection session.on_message(message, now, salts, events);           // requests arrive in
//   events.on_request session.answer(msg_id, result);                            // whenever dispatch is done
//   session.flush({key, key_id, salt, now, random}, packets);  // once per turn of the loop, and at
//   deadline()
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/answer.h"
#include "base/bytes.h"
#include "base/ids.h"
#include "base/random.h"
#include "crypto/message_key.h"
#include "mtproto/envelope.h"

namespace botschaft::mtproto {

// One reading of both clocks. Message ids come from the wall clock, delays from the monotonic one.
struct Moment {
  std::int64_t unix_us = 0;
  std::int64_t monotonic_us = 0;
};

struct FutureSalt {
  std::int32_t valid_since = 0;  // unix seconds
  std::int32_t valid_until = 0;
  std::int64_t salt = 0;
};

// The salts of the session's auth key.
class SaltBook {
 public:
  virtual ~SaltBook() = default;
  virtual bool accepts(std::int64_t salt, std::int32_t unix_seconds) const = 0;  // current, previous or next
  virtual std::int64_t current(std::int32_t unix_seconds) const = 0;
  // The current salt and those after it, at most `count`.
  virtual std::vector<FutureSalt> future(std::int32_t unix_seconds, int count) const = 0;
};

// What a session asks of its surroundings while it reads a message.
class SessionEvents {
 public:
  virtual ~SessionEvents() = default;
  // Answer with Session::answer(msg_id, ...), at once or later. `body` is valid during the call.
  virtual void on_request(std::int64_t msg_id, ByteView body) = 0;
  // The client no longer wants this answer (rpc_drop_answer). The answer may still be given; it is discarded.
  virtual void on_drop(std::int64_t msg_id) = 0;
  // destroy_session: forget another session of the same auth key. False if there is none.
  virtual bool on_destroy_session(SessionId session_id) = 0;
  // destroy_auth_key: answer with Session::answer_destroy_auth_key once the key is gone, flush, close.
  virtual void on_destroy_auth_key() = 0;
};

// http_wait: how long the response to a POST may be held back. core.telegram.org/mtproto/service_messages,
// "HTTP Wait/Long Poll", which also names the values of a packet without http_wait.
struct HttpWait {
  std::int64_t max_delay_us = 0;          // from the first message that waits to be sent
  std::int64_t wait_after_us = 0;         // from the latest one
  std::int64_t max_wait_us = 25'000'000;  // from the POST, whatever waits
};

enum class DestroyAuthKey : std::uint8_t { kOk, kNone, kFail };

// An update, encoded once and shared by all sessions that get it.
using SharedBytes = std::shared_ptr<const Bytes>;

struct SessionLimits {
  std::size_t unacked_count = 1024;  // content-related messages kept for resending
  std::size_t unacked_bytes = 4u << 20;
  std::size_t received_ids = 1024;         // client msg_ids remembered against replay
  std::size_t unpacked_bytes = 16u << 20;  // what the gzip_packed of one packet may expand to
};

class Session {
 public:
  Session(SessionId id, Random& random, SessionLimits limits = {});
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  SessionId id() const;

  // A connection begins to carry the session: what was sent and not acknowledged is sent again at flush().
  void on_connect(Moment now);
  void on_disconnect();
  bool connected() const;
  // What was sent may be lost: everything not acknowledged is sent again.
  void resend_unacknowledged();

  // One decrypted packet. False: it was refused, and a notification that says why is queued; no quick ack
  // then.
  bool on_message(const ClientMessage& message, Moment now, const SaltBook& salts, SessionEvents& events);

  // `result`: a boxed object, or an rpc_error. Each request gets one answer; others are ignored.
  // One on lease is neither packed nor kept after it was sent: a client that has lost it asks anew.
  void answer(std::int64_t req_msg_id, Answer result);
  void answer_destroy_auth_key(DestroyAuthKey outcome);

  // Queues an update (boxed Updates). False: the queue of unacknowledged messages is full, and all updates in
  // it were dropped; the client must be told updatesTooLong once acknowledgements make room. See
  // updates_lost().
  bool push(SharedBytes update);
  // True once after updates were dropped and the queue has room again: push updatesTooLong now.
  bool take_updates_lost();

  struct Seal {
    const crypto::AuthKey& key;
    AuthKeyId key_id;
    std::int64_t salt;
    Moment now;
    Random& random;
  };
  // Everything that waits, as encrypted packets for Transport::frame, in order. Nothing while disconnected.
  void flush(const Seal& seal, std::vector<Bytes>& packets);
  bool wants_flush(Moment now) const;
  // Of the answers in the packets since the last call: to be held until these have been sent.
  std::vector<Lease> take_leases();
  // For HTTP, where a response is one packet: as much of what waits as fits into one, with acknowledgements;
  // an empty container if there is nothing to say.
  Bytes flush_one(const Seal& seal);
  std::size_t waiting() const;                // messages to send; acknowledgements can wait for others
  std::optional<HttpWait> http_wait() const;  // asked for by the latest packet

  // When to call flush() again though nothing else happened, and when to close the connection because the
  // client asked for it by ping_delay_disconnect. Monotonic microseconds.
  std::optional<std::int64_t> flush_deadline() const;
  std::optional<std::int64_t> disconnect_deadline() const;

  // Last message from the client, monotonic microseconds: the upper layer forgets sessions by it.
  std::int64_t last_seen_us() const;
  std::size_t heap_bytes() const;  // estimate, for metrics

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace botschaft::mtproto
