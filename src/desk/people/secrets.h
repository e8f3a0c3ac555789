#pragma once
// Secrets that are handed out once: 32 random bytes as base64url, kept as their SHA-256. They are random, so
// that nothing slower than a hash is needed.
#include <optional>
#include <string>

#include "base/random.h"
#include "crypto/hash.h"
#include "desk/people/people.h"

namespace botschaft::desk {

inline constexpr std::string_view kTokenPrefix = "bd_";  // so that a leaked one is recognised

struct Secret {
  std::string text;
  Bytes digest;

  static Secret make(Random& random) {
    std::array<std::uint8_t, 32> raw;
    random.fill(raw);
    return {.text = to_base64url(raw), .digest = to_bytes(crypto::sha256(raw))};
  }
};

// Nothing for what can be no secret of ours.
inline std::optional<Bytes> digest_of(std::string_view text) {
  if (text.size() != 43) return std::nullopt;
  const auto raw = from_base64url(text);
  return raw ? std::optional(to_bytes(crypto::sha256(*raw))) : std::nullopt;
}

inline std::unexpected<NotShown> not_shown(IdentityFault fault, PasskeyFault passkey = {}) {
  return std::unexpected(NotShown{fault, passkey});
}

}  // namespace botschaft::desk
