#pragma once
// A whole client with a synchronous interface: key exchange, encrypted requests, a receive loop that unpacks
// containers and acknowledges. One thread. For tests and load; a failure is a nullopt or false, never an
// abort.
#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "base/bytes.h"
#include "base/ids.h"
#include "crypto/message_key.h"
#include "crypto/rsa.h"
#include "tests/support/client_link.h"
#include "tl/writer.h"

namespace botschaft::test {

struct ClientKey {
  crypto::AuthKey key{};
  AuthKeyId id = 0;
  std::int64_t salt = 0;
};

struct Incoming {
  std::int64_t msg_id = 0;
  std::int32_t seqno = 0;
  Bytes body;
};

class Client {
 public:
  Client(LinkOptions options, Random& random);

  bool connect();  // again after a loss: same key, same session
  bool connected() const { return link_ && link_->open() && !link_->closed(); }
  void disconnect() { link_.reset(); }

  // Makes a permanent key, or a temporary one if `expires_in` is given. `modulus` is the server's.
  bool exchange_key(const crypto::Number2048& modulus, std::optional<std::int32_t> expires_in = {});
  const ClientKey& key() const { return key_; }
  void set_key(const ClientKey& key) { key_ = key; }
  void new_session();
  SessionId session() const { return session_; }

  // One message; returns its msg_id.
  std::int64_t send(ByteView body, bool content_related = true);
  // The next message, out of containers, that is neither an acknowledgement nor new_session_created. A salt
  // that was refused is taken over, and what was sent last is sent again.
  std::optional<Incoming> receive(int timeout_ms = kPatience_ms);
  // The result of one request, unpacked; what else comes meanwhile waits for receive().
  std::optional<Bytes> call(ByteView body, int timeout_ms = kPatience_ms);
  bool ping(int timeout_ms = kPatience_ms);
  // Acknowledges when so many messages wait for it, as real clients do who have half a minute for it (TDLib,
  // mtcute), and not each as it comes.
  void acknowledge_after(std::size_t messages) { acknowledge_after_ = messages; }

  // Set when the server sent four bytes instead of a packet.
  std::optional<std::int32_t> transport_error() const { return transport_error_; }

  // For tests of bad input: all parts as given.
  struct Forged {
    std::int64_t salt;
    SessionId session;
    std::int64_t msg_id;
    std::int32_t seqno;
  };
  Bytes seal(const Forged& header, ByteView body);
  std::int64_t next_msg_id();
  ClientLink& link() { return *link_; }
  // Reads a packet that came by other ways; then receive() has what was in it. False: it is not for us.
  bool open(MutableByteView packet);

 private:
  std::optional<Bytes> exchange(ByteView packet);
  void unpack(std::int64_t msg_id, std::int32_t seqno, ByteView body);
  void acknowledge();
  void poll(int wait_ms);  // http_wait

  LinkOptions options_;
  Random& random_;
  std::unique_ptr<ClientLink> link_;
  ClientKey key_;
  SessionId session_ = 0;
  std::int64_t last_msg_id_ = 0;
  std::int32_t content_messages_ = 0;
  std::deque<Incoming> inbox_;
  std::vector<std::int64_t> to_acknowledge_;
  std::size_t acknowledge_after_ = 1;
  std::map<std::int64_t, Bytes> unanswered_;  // to be sent again under another salt
  std::optional<std::int32_t> transport_error_;
};

}  // namespace botschaft::test
