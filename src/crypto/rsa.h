#pragma once
// The server's RSA key of the key exchange (core.telegram.org/mtproto/auth_key, step 4).
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "crypto/dh.h"

struct bignum_st;
struct evp_pkey_st;

namespace botschaft::crypto {

// A 2048-bit key pair with e = 65537. Immutable and safe to use from many threads; copies share one key.
class RsaKey {
 public:
  // Takes a fraction of a second. The fingerprint of the new key begins with a hex digit other than 0,
  // because mtcute and @mtproto/core look fingerprints up as hex without leading zeros and would not find
  // such a key.
  static RsaKey generate();

  // Nothing if it is not the private key of such a pair.
  static std::optional<RsaKey> from_private_pem(std::string_view pem);

  std::string private_pem() const;  // PKCS#8, unencrypted: for a file only the server can read

  // PKCS#1 ("BEGIN RSA PUBLIC KEY"), always 425 bytes without a newline at the end, so that it fits in place
  // of the key built into a client.
  std::string public_pem() const;

  Number2048 modulus() const;

  // As resPQ lists it.
  std::int64_t fingerprint() const { return fingerprint_; }

  // block^d mod n; nothing unless block < n.
  std::optional<Number2048> decrypt_raw(const Number2048& block) const;

 private:
  explicit RsaKey(std::shared_ptr<evp_pkey_st> key);

  std::shared_ptr<evp_pkey_st> key_;
  std::int64_t fingerprint_;
};

// The low 64 bits of SHA1 over the bare TL strings n and e.
std::int64_t rsa_fingerprint(const bignum_st* n, const bignum_st* e);

// RSA_PAD: the decrypted block is a masked AES key followed by AES-IGE of data and hash. Returns the 192
// bytes of data, the inner object and its random padding; nothing if the hash is wrong.
std::optional<std::array<std::uint8_t, 192>> open_rsa_pad(const Number2048& decrypted);

// The scheme before 2021, still used by Telethon: a zero byte, SHA1(data), data, random padding. Where the
// data ends is known only after parsing it, so reading and checking are two steps.
ByteView old_rsa_data(const Number2048& decrypted);  // data and padding, 235 bytes
bool old_rsa_hash_matches(const Number2048& decrypted, std::size_t data_size);

}  // namespace botschaft::crypto
