#pragma once
// A client's half of the key exchange, for tests, fuzzing and benchmarks. Written from
// core.telegram.org/mtproto/auth_key independently of the server's half: it shares the primitives of `crypto`
// but no formula of this folder.
#include <openssl/bn.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

#include "base/check.h"
#include "base/random.h"
#include "crypto/aes_ige.h"
#include "crypto/bignum.h"
#include "crypto/dh.h"
#include "crypto/hash.h"
#include "crypto/message_key.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::mtproto {

enum class RsaScheme { kPad, kOld };

class KeyExchangeTestClient {
 public:
  KeyExchangeTestClient(const crypto::Number2048& modulus, Random& random) : n_(modulus), random_(random) {}

  // ---- messages

  static Bytes packet(const tl::Object& object, std::size_t padding = 0) {
    return raw_packet(*tl::to_bytes(object), padding);
  }
  static Bytes raw_packet(const Bytes& body, std::size_t padding = 0) {
    tl::Writer out;
    out.int64(0);
    out.int64(0);
    out.int32(static_cast<std::int32_t>(body.size() + padding));
    out.raw(body);
    out.raw(Bytes(padding, 0xaa));
    return out.take();
  }
  template <class T>
  static std::optional<T> answer(ByteView reply) {
    tl::Reader in(reply);
    if (in.int64() != 0 || (in.int64() & 3) != 1) return std::nullopt;
    const std::int32_t size = in.int32();
    if (!in.ok() || in.remaining() != static_cast<std::size_t>(size)) return std::nullopt;
    auto object = tl::decode<T>(in);
    if (!object) return std::nullopt;
    return std::move(**object);
  }

  // ---- req_pq_multi

  Bytes req_pq() {
    random_.fill(nonce);
    tl::mt_req_pq_multi request;
    request.nonce = nonce;
    return packet(request);
  }
  bool on_res_pq(ByteView reply) {
    const auto res = answer<tl::mt_resPQ>(reply);
    if (!res || res->nonce != nonce) return false;
    server_nonce = res->server_nonce;
    fingerprint = res->server_public_key_fingerprints.at(0);
    if (pq != res->pq) {
      pq = res->pq;
      factor();
    }
    return true;
  }

  // ---- req_DH_params

  template <class Inner>
  Inner inner_data() {
    random_.fill(new_nonce);
    Inner inner;
    inner.pq = pq;
    inner.p = p;
    inner.q = q;
    inner.nonce = nonce;
    inner.server_nonce = server_nonce;
    inner.new_nonce = new_nonce;
    return inner;
  }
  std::string encrypt_rsa(const Bytes& data, RsaScheme scheme) {
    return power(scheme == RsaScheme::kPad ? pad(data) : old_block(data));
  }
  Bytes req_dh_params(std::string encrypted) const {
    tl::mt_req_DH_params request;
    request.nonce = nonce;
    request.server_nonce = server_nonce;
    request.p = p;
    request.q = q;
    request.public_key_fingerprint = fingerprint;
    request.encrypted_data = std::move(encrypted);
    return packet(request);
  }
  bool on_dh_params(ByteView reply) {
    const auto ok = answer<tl::mt_server_DH_params_ok>(reply);
    if (!ok || ok->nonce != nonce || ok->server_nonce != server_nonce) return false;
    Bytes plain = to_bytes(as_bytes(ok->encrypted_answer));
    crypto::aes_ige_decrypt(temporary(), plain);
    tl::Reader in(ByteView(plain).subspan(20));
    const auto inner = tl::decode<tl::mt_server_DH_inner_data>(in, tl::Trailing::allow);
    if (!inner || in.remaining() > 15) return false;
    const auto hash = crypto::sha1(ByteView(plain).subspan(20, in.position()));
    if (!std::ranges::equal(hash, ByteView(plain).first(20))) return false;
    dh = **inner;
    return dh.nonce == nonce && dh.server_nonce == server_nonce && dh.g == 3 && dh.g_a.size() == 256 &&
           std::ranges::equal(as_bytes(dh.dh_prime), crypto::dh_prime());
  }

  // ---- set_client_DH_params

  tl::mt_client_DH_inner_data client_dh(std::int64_t retry_id = 0) {
    Bytes b(crypto::kDhExponentBytes);
    random_.fill(b);
    tl::mt_client_DH_inner_data inner;
    inner.nonce = nonce;
    inner.server_nonce = server_nonce;
    inner.retry_id = retry_id;
    inner.g_b = as_text(crypto::dh_power_of_generator(b));
    crypto::Number2048 g_a;
    std::ranges::copy(as_bytes(dh.g_a), g_a.begin());
    auth_key = crypto::dh_power(g_a, b);
    return inner;
  }
  Bytes set_client_dh(const Bytes& inner, bool right_hash = true) {
    Bytes data = to_bytes(crypto::sha1(inner));
    data[0] ^= right_hash ? 0 : 1;
    data.insert(data.end(), inner.begin(), inner.end());
    data.resize((data.size() + 15) / 16 * 16, 0x55);
    crypto::aes_ige_encrypt(temporary(), data);
    tl::mt_set_client_DH_params request;
    request.nonce = nonce;
    request.server_nonce = server_nonce;
    request.encrypted_data = as_text(data);
    return packet(request);
  }
  // new_nonce_hash1, 2 or 3 for the key both sides now have.
  tl::Int128 expected_hash(std::uint8_t number) const {
    const auto key_hash = crypto::sha1(auth_key);
    const auto hash = crypto::sha1({new_nonce, Bytes{number}, ByteView(key_hash).first(8)});
    tl::Int128 low;
    std::copy(hash.begin() + 4, hash.end(), low.begin());
    return low;
  }

  tl::Int128 nonce{};
  tl::Int128 server_nonce{};
  tl::Int256 new_nonce{};
  std::string pq, p, q;
  std::int64_t fingerprint = 0;
  tl::mt_server_DH_inner_data dh;
  crypto::AuthKey auth_key{};

 private:
  // Pollard's rho, as real clients do.
  void factor() {
    std::uint64_t product = 0;
    for (const auto byte : as_bytes(pq)) product = product << 8 | byte;
    const auto step = [&](std::uint64_t x, std::uint64_t c) {
      return static_cast<std::uint64_t>((static_cast<unsigned __int128>(x) * x + c) % product);
    };
    std::uint64_t divisor = product;
    for (std::uint64_t c = 1; divisor == product || divisor == 1; ++c) {
      std::uint64_t slow = 2;
      std::uint64_t fast = 2;
      do {
        slow = step(slow, c);
        fast = step(step(fast, c), c);
        divisor = std::gcd(slow > fast ? slow - fast : fast - slow, product);
      } while (divisor == 1);
    }
    p = number(std::min(divisor, product / divisor));
    q = number(std::max(divisor, product / divisor));
  }
  static std::string number(std::uint64_t value) {
    std::string out;
    for (; value != 0; value >>= 8) out.insert(out.begin(), static_cast<char>(value & 255));
    return out;
  }

  Bytes pad(const Bytes& data) {
    for (;;) {
      Bytes padded = data;
      padded.resize(192, 0x77);
      crypto::IgeKey key{};
      random_.fill(key.key);
      const auto hash = crypto::sha256({key.key, padded});
      std::ranges::reverse(padded);
      padded.insert(padded.end(), hash.begin(), hash.end());
      crypto::aes_ige_encrypt(key, padded);
      Bytes block = to_bytes(crypto::sha256(padded));
      for (std::size_t i = 0; i < block.size(); ++i) block[i] ^= key.key[i];
      block.insert(block.end(), padded.begin(), padded.end());
      if (std::ranges::lexicographical_compare(block, n_)) return block;
    }
  }
  Bytes old_block(const Bytes& data) {
    Bytes block(256);
    random_.fill(block);
    block[0] = 0;
    std::ranges::copy(crypto::sha1(data), block.begin() + 1);
    std::ranges::copy(data, block.begin() + 21);
    return block;
  }
  std::string power(const Bytes& block) const {
    const auto n = crypto::to_bignum(n_);
    const auto e = crypto::to_bignum(Bytes{1, 0, 1});
    const auto out = crypto::new_bignum();
    CHECK(BN_mod_exp(out.get(), crypto::to_bignum(block).get(), e.get(), n.get(), crypto::bignum_scratch()) ==
          1);
    return std::string(as_text(crypto::to_bytes_2048(out.get())));
  }

  // tmp_aes_key := SHA1(new_nonce + server_nonce) + substr(SHA1(server_nonce + new_nonce), 0, 12);
  // tmp_aes_iv := substr(SHA1(server_nonce + new_nonce), 12, 8) + SHA1(new_nonce + new_nonce)
  //               + substr(new_nonce, 0, 4)
  crypto::IgeKey temporary() const {
    const auto joined = [](ByteView left, ByteView right) {
      return std::string(as_text(crypto::sha1({left, right})));
    };
    const std::string server_new = joined(server_nonce, new_nonce);
    const std::string key = joined(new_nonce, server_nonce) + server_new.substr(0, 12);
    const std::string iv = server_new.substr(12, 8) + joined(new_nonce, new_nonce) +
                           std::string(as_text(new_nonce)).substr(0, 4);
    crypto::IgeKey out;
    std::ranges::copy(as_bytes(key), out.key.begin());
    std::ranges::copy(as_bytes(iv), out.iv.begin());
    return out;
  }

  crypto::Number2048 n_;
  Random& random_;
};

}  // namespace botschaft::mtproto
