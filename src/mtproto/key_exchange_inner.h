#pragma once
// The encrypted parts of the key exchange's messages: what a client sends under RSA, and the two halves of
// the Diffie-Hellman exchange under the temporary AES key.
#include <expected>
#include <optional>
#include <string>

#include "base/random.h"
#include "crypto/rsa.h"
#include "mtproto/key_exchange.h"
#include "mtproto/key_exchange_crypto.h"

namespace botschaft::mtproto {

// What P_Q_inner_data says in any of its four forms.
struct PqInner {
  std::string pq, p, q;
  Nonce nonce;
  Nonce server_nonce;
  NewNonce new_nonce;
  std::int32_t dc = 0;                     // 0: this form has none
  std::optional<std::int32_t> expires_in;  // of a temporary key
};

// encrypted_data of req_DH_params.
std::expected<PqInner, KeyExchangeError> open_pq_inner(const crypto::RsaKey& rsa, ByteView encrypted);

// encrypted_answer of server_DH_params_ok: SHA1(data) + data + padding, encrypted.
Bytes seal_answer(ByteView data, const crypto::IgeKey& cipher, Random& random);

struct ClientDhInner {
  Nonce nonce;
  Nonce server_nonce;
  std::int64_t retry_id;
  crypto::Number2048 g_b;
};

// encrypted_data of set_client_DH_params.
std::expected<ClientDhInner, KeyExchangeError> open_client_dh(ByteView encrypted,
                                                              const crypto::IgeKey& cipher);

}  // namespace botschaft::mtproto
