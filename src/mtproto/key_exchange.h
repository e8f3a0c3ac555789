#pragma once
// The server's side of creating authorization keys on one connection (core.telegram.org/mtproto/auth_key).
// Unencrypted packets go in, answers come out; no sockets. One object per connection, used by one thread at a
// time.
//
// A step costs up to 3 ms of CPU (RSA or modular powers), so callers run steps on a worker pool, the next one
// only when the last is done. A step that ends an exchange hands over the new key, and the caller
//   1. stores it durably,  2. sends the reply (dh_gen_ok),
// because the client uses the key from then on and would lose its sign-in if the server forgot it.
//
// Clients may begin again at any time with req_pq, several times, also on a connection that carries encrypted
// messages; only the latest exchange counts.
#include <expected>
#include <memory>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/ids.h"
#include "base/random.h"
#include "crypto/message_key.h"
#include "crypto/rsa.h"

namespace botschaft::mtproto {

// p_q_inner_data_dc.dc: 1 to 5, plus 10000 for test data centres, negative for media-only ones.
struct AskedDc {
  std::int32_t id = 0;  // 0: the client did not say (p_q_inner_data without dc)
  bool test = false;
  bool media = false;
};
std::optional<AskedDc> parse_dc(std::int32_t dc);

struct NewAuthKey {
  crypto::AuthKey key;
  AuthKeyId id;
  std::int64_t first_salt;  // accept it at first (salts.h)
  AskedDc dc;
  std::optional<std::int32_t> expires_in;  // seconds; set for temporary keys only
};

enum class KeyExchangeError : std::uint8_t {
  kMalformed,           // does not decode, or is not a message of the key exchange
  kUnexpected,          // no exchange under way, expired, or out of order
  kNonceMismatch,       // nonce or server_nonce is not that of this exchange
  kWrongFactors,        // p and q
  kUnknownFingerprint,  // encrypted for another server key
  kBadEncryption,       // the hash inside encrypted_data is wrong
  kBadDc,
  kBadPublicValue,  // g_b
  kTooManyAttempts,
};
std::string_view to_text(KeyExchangeError error);

// What to tell the client before closing the connection: -404, or -444 for a data centre there is not.
std::int32_t transport_error(KeyExchangeError error);

class KeyExchange {
 public:
  static constexpr std::size_t kPacketMax = 4096;            // the largest real one has about 700 bytes
  static constexpr std::int64_t kLifetime_us = 600'000'000;  // from req_pq to the end
  static constexpr int kCostlyStepsMax = 64;                 // per connection: RSA or Diffie-Hellman
  static constexpr std::int32_t kTemporaryKeyMax_s = 7 * 86400;

  // All three must outlive the object.
  KeyExchange(const crypto::RsaKey& rsa, const Clock& clock, Random& random);
  ~KeyExchange();
  KeyExchange(KeyExchange&&) noexcept;
  KeyExchange& operator=(KeyExchange&&) noexcept;

  struct Step {
    Bytes reply;  // a whole unencrypted packet; empty if there is nothing to say (msgs_ack)
    std::optional<NewAuthKey> new_key;
  };
  // After an error: frame transport_error(), close the connection.
  std::expected<Step, KeyExchangeError> step(ByteView packet);

  // Instead of the reply of the step that gave a new key:
  Bytes key_id_taken();    // dh_gen_retry: the store has another key with this id; the client will try again
  Bytes key_not_stored();  // dh_gen_fail: the store refused

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace botschaft::mtproto
