#pragma once
// Encryption of small secrets at rest, above all auth keys: AES-256-GCM under a key that lives outside the
// database, so that a stolen database or backup alone opens nothing. Thread-safe.
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "crypto/hash.h"

namespace botschaft::crypto {

inline constexpr std::size_t kSealOverhead = 1 + 12 + 16;  // format byte, nonce, tag

// `context` names the place the secret belongs to ("auth-key:1234"); it is not stored but must be the same on
// opening, so a sealed value moved to another row does not open. Nonces are random: a key is good for 2^32
// seals (NIST SP 800-38D, 8.3).
Bytes seal(const Key256& key, std::string_view context, ByteView secret, Random& random);

// Nothing if key, context or any byte differs.
std::optional<Bytes> open_seal(const Key256& key, std::string_view context, ByteView sealed);

}  // namespace botschaft::crypto
