#pragma once
// The formulas of core.telegram.org/mtproto/auth_key, in its names.
#include <array>
#include <cstdint>

#include "crypto/aes_ige.h"
#include "crypto/message_key.h"

namespace botschaft::mtproto {

using Nonce = std::array<std::uint8_t, 16>;     // nonce, server_nonce, new_nonce_hash
using NewNonce = std::array<std::uint8_t, 32>;  // known to client and server only

// tmp_aes_key and tmp_aes_iv, which encrypt both halves of the Diffie-Hellman exchange.
crypto::IgeKey temporary_cipher(const NewNonce& new_nonce, const Nonce& server_nonce);

// The salt of a new key, known to both sides: substr(new_nonce, 0, 8) xor substr(server_nonce, 0, 8).
std::int64_t first_salt(const NewNonce& new_nonce, const Nonce& server_nonce);

// auth_key_aux_hash, the 64 higher-order bits of SHA1(auth_key); retry_id of the next attempt.
std::int64_t auth_key_aux_hash(const crypto::AuthKey& auth_key);

// How the exchange ended; the number goes into the hash that proves the answer genuine.
enum class DhGen : std::uint8_t { kOk = 1, kRetry = 2, kFail = 3 };
Nonce new_nonce_hash(DhGen outcome, const NewNonce& new_nonce, std::int64_t aux_hash);

}  // namespace botschaft::mtproto
