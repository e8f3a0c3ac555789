#pragma once
// Signatures as the web makes them: passkeys (COSE) and identity tokens (JOSE). Keys are kept as
// SubjectPublicKeyInfo (RFC 5280, DER). Pure functions, thread-safe.
#include <optional>

#include "base/bytes.h"

namespace botschaft::crypto {

enum class SignatureScheme : std::uint8_t {
  es256 = 1,  // ECDSA on P-256 with SHA-256; signatures in DER
  rs256,      // RSASSA-PKCS1-v1_5 with SHA-256
  ed25519,
};

// Nothing unless it is a point of the curve; numbers big-endian, 32 bytes each.
std::optional<Bytes> p256_public_key(ByteView x, ByteView y);
// Nothing unless 2048 to 8192 bits, with an odd exponent of at least 3 and at most 32 bits; big-endian.
std::optional<Bytes> rsa_public_key(ByteView modulus, ByteView exponent);
std::optional<Bytes> ed25519_public_key(ByteView key);  // 32 bytes

// False also for a key that is none, or one of another scheme.
bool verify_signature(SignatureScheme scheme, ByteView public_key, ByteView message, ByteView signature);

// JOSE writes ECDSA as r || s (RFC 7518, 3.4). Nothing unless that is 64 bytes.
std::optional<Bytes> ecdsa_der(ByteView r_and_s);

}  // namespace botschaft::crypto
