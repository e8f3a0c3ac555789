#include "mtproto/key_exchange_inner.h"

#include <algorithm>

#include "crypto/hash.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::mtproto {
namespace {

using enum KeyExchangeError;

constexpr std::size_t kHashSize = 20;  // SHA1

std::unexpected<KeyExchangeError> refuse(KeyExchangeError error) {
  return std::unexpected(error);
}

template <class T>
PqInner to_pq_inner(const T& from) {
  PqInner inner{.pq = from.pq,
                .p = from.p,
                .q = from.q,
                .nonce = from.nonce,
                .server_nonce = from.server_nonce,
                .new_nonce = from.new_nonce,
                .expires_in = {}};
  if constexpr (requires { from.dc; }) inner.dc = from.dc;
  if constexpr (requires { from.expires_in; }) inner.expires_in = from.expires_in;
  return inner;
}

std::expected<PqInner, KeyExchangeError> read_pq_inner(tl::Reader& in) {
  const auto any = tl::decode_any(in, tl::Trailing::allow);
  if (!any) return refuse(kMalformed);
  if (const auto* plain = any->as<tl::mt_p_q_inner_data>()) return to_pq_inner(*plain);
  if (const auto* with_dc = any->as<tl::mt_p_q_inner_data_dc>()) return to_pq_inner(*with_dc);
  if (const auto* temporary = any->as<tl::mt_p_q_inner_data_temp>()) return to_pq_inner(*temporary);
  if (const auto* temporary = any->as<tl::mt_p_q_inner_data_temp_dc>()) return to_pq_inner(*temporary);
  return refuse(kMalformed);
}

std::optional<crypto::Number2048> to_number(ByteView big_endian) {
  crypto::Number2048 number{};
  if (big_endian.size() > number.size()) return std::nullopt;
  std::ranges::copy(big_endian, number.end() - static_cast<std::ptrdiff_t>(big_endian.size()));
  return number;
}

}  // namespace

// Which of the two schemes a client used shows only in which hash is right.
std::expected<PqInner, KeyExchangeError> open_pq_inner(const crypto::RsaKey& rsa, ByteView encrypted) {
  const auto block = to_number(encrypted);
  if (!block) return refuse(kBadEncryption);
  const auto decrypted = rsa.decrypt_raw(*block);
  if (!decrypted) return refuse(kBadEncryption);
  if (const auto padded = crypto::open_rsa_pad(*decrypted)) {
    tl::Reader in(*padded);
    return read_pq_inner(in);
  }
  tl::Reader in(crypto::old_rsa_data(*decrypted));
  auto inner = read_pq_inner(in);
  if (!inner || !crypto::old_rsa_hash_matches(*decrypted, in.position())) return refuse(kBadEncryption);
  return inner;
}

Bytes seal_answer(ByteView data, const crypto::IgeKey& cipher, Random& random) {
  const std::size_t size = kHashSize + data.size();
  Bytes out((size + 15) / 16 * 16);
  std::ranges::copy(crypto::sha1(data), out.begin());
  std::ranges::copy(data, out.begin() + kHashSize);
  random.fill(MutableByteView(out).subspan(size));
  crypto::aes_ige_encrypt(cipher, out);
  return out;
}

std::expected<ClientDhInner, KeyExchangeError> open_client_dh(ByteView encrypted,
                                                              const crypto::IgeKey& cipher) {
  Bytes data = to_bytes(encrypted);
  if (data.size() % 16 != 0 || data.size() < kHashSize) return refuse(kBadEncryption);
  crypto::aes_ige_decrypt(cipher, data);
  const ByteView hashed = ByteView(data).subspan(kHashSize);
  tl::Reader in(hashed);
  const auto inner = tl::decode<tl::mt_client_DH_inner_data>(in, tl::Trailing::allow);
  if (!inner || in.remaining() > 15) return refuse(kBadEncryption);
  const crypto::Sha1 hash = crypto::sha1(hashed.first(in.position()));
  if (!equal_constant_time(hash, ByteView(data).first(kHashSize))) return refuse(kBadEncryption);
  const auto g_b = to_number(as_bytes((*inner)->g_b));
  if (!g_b) return refuse(kBadPublicValue);
  return ClientDhInner{.nonce = (*inner)->nonce,
                       .server_nonce = (*inner)->server_nonce,
                       .retry_id = (*inner)->retry_id,
                       .g_b = *g_b};
}

}  // namespace botschaft::mtproto
