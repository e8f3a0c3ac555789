#pragma once
// Digests over several spans at once, so that callers need not concatenate. All functions are thread-safe and
// cannot fail: they abort if OpenSSL lacks the algorithm.
#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "base/bytes.h"

namespace botschaft::crypto {

using Md5 = std::array<std::uint8_t, 16>;
using Sha1 = std::array<std::uint8_t, 20>;
using Sha256 = std::array<std::uint8_t, 32>;
using Sha512 = std::array<std::uint8_t, 64>;
using Key256 = std::array<std::uint8_t, 32>;

// RFC 1321. Only where clients compare hashes of lists; it protects nothing.
Md5 md5(ByteView data);

Sha1 sha1(std::initializer_list<ByteView> parts);
Sha256 sha256(std::initializer_list<ByteView> parts);
inline Sha1 sha1(ByteView data) {
  return sha1({data});
}
inline Sha256 sha256(ByteView data) {
  return sha256({data});
}

// A digest of what comes in pieces.
template <std::size_t kSize>
class Digest {
 public:
  Digest();  // SHA-256 where kSize is 32, MD5 where it is 16
  ~Digest();
  Digest(Digest&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}
  Digest& operator=(Digest&& other) noexcept {
    std::swap(context_, other.context_);
    return *this;
  }

  void update(ByteView data);
  std::array<std::uint8_t, kSize> finish();  // it begins anew then

 private:
  void begin();
  void* context_;  // EVP_MD_CTX; null when moved from
};
extern template class Digest<16>;
extern template class Digest<32>;

// RFC 2104.
Sha256 hmac_sha256(ByteView key, std::initializer_list<ByteView> parts);

// RFC 8018 with HMAC-SHA-512 and 64 bytes of output. Slow by design: about 50 ms for 100,000 iterations.
Sha512 pbkdf2_sha512(ByteView password, ByteView salt, int iterations);

// A sub-key for one purpose: HMAC-SHA-256 under a uniformly random master key, with the purpose as message
// (HKDF-Expand of RFC 5869 with one block). Different labels give independent keys.
Key256 derive_key(const Key256& master, std::string_view label);

}  // namespace botschaft::crypto
