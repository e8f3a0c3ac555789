#include "domain/accounts/access_hash.h"

#include "crypto/hash.h"

namespace botschaft::domain {

std::int64_t access_hash(const AccessHashKey& key, UserId viewer, PeerId target) {
  std::array<std::uint8_t, 16> subject;
  store_le(subject.data(), viewer);
  store_le(subject.data() + 8, target.value);
  const auto mac = crypto::hmac_sha256(key, {as_bytes("access_hash"), subject});
  const auto hash = load_le<std::int64_t>(mac.data());
  return hash == 0 ? 1 : hash;
}

}  // namespace botschaft::domain
