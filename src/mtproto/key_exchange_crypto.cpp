#include "mtproto/key_exchange_crypto.h"

#include "crypto/hash.h"

namespace botschaft::mtproto {

crypto::IgeKey temporary_cipher(const NewNonce& new_nonce, const Nonce& server_nonce) {
  const crypto::Sha1 a = crypto::sha1({new_nonce, server_nonce});
  const crypto::Sha1 b = crypto::sha1({server_nonce, new_nonce});
  const crypto::Sha1 c = crypto::sha1({new_nonce, new_nonce});
  crypto::IgeKey cipher;
  std::memcpy(cipher.key.data(), a.data(), 20);
  std::memcpy(cipher.key.data() + 20, b.data(), 12);
  std::memcpy(cipher.iv.data(), b.data() + 12, 8);
  std::memcpy(cipher.iv.data() + 8, c.data(), 20);
  std::memcpy(cipher.iv.data() + 28, new_nonce.data(), 4);
  return cipher;
}

std::int64_t first_salt(const NewNonce& new_nonce, const Nonce& server_nonce) {
  return load_le<std::int64_t>(new_nonce.data()) ^ load_le<std::int64_t>(server_nonce.data());
}

std::int64_t auth_key_aux_hash(const crypto::AuthKey& auth_key) {
  return load_le<std::int64_t>(crypto::sha1(auth_key).data());
}

Nonce new_nonce_hash(DhGen outcome, const NewNonce& new_nonce, std::int64_t aux_hash) {
  std::array<std::uint8_t, 9> tail;
  tail[0] = static_cast<std::uint8_t>(outcome);
  store_le(tail.data() + 1, aux_hash);
  const crypto::Sha1 hash = crypto::sha1({new_nonce, tail});
  Nonce low;
  std::memcpy(low.data(), hash.data() + 4, low.size());
  return low;
}

}  // namespace botschaft::mtproto
