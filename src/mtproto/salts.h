#pragma once
// Server salts, derived instead of stored: HMAC of auth key id and hour under a server key. The salt of an
// hour is current in that hour and accepted in the hour before and the hour after, so a client with a
// slightly wrong clock or a message under way at the change is not refused
// (core.telegram.org/mtproto/description, "Server Salt").
#include <array>
#include <optional>

#include "base/ids.h"
#include "crypto/hash.h"
#include "mtproto/session.h"

namespace botschaft::mtproto {

inline constexpr std::int32_t kSaltPeriod_s = 3600;
inline constexpr int kFutureSaltsMax = 64;

// The salt the key exchange itself yields, known to the client before any derived one. Android starts the
// exchange again if its first encrypted message is answered by bad_server_salt, so this one is accepted for a
// while.
struct FirstSalt {
  std::int64_t salt;
  std::int32_t created;  // unix seconds

  static constexpr std::int32_t kLifetime_s = 2 * kSaltPeriod_s;
};

// The salts of one auth key. Remembers the hour's salts, so it is not thread-safe: it belongs to the key's
// core.
class DerivedSalts final : public SaltBook {
 public:
  DerivedSalts(const crypto::Key256& salt_key, AuthKeyId auth_key_id, std::optional<FirstSalt> first = {});

  bool accepts(std::int64_t salt, std::int32_t unix_seconds) const override;
  std::int64_t current(std::int32_t unix_seconds) const override;
  std::vector<FutureSalt> future(std::int32_t unix_seconds, int count) const override;

 private:
  std::int64_t derive(std::int32_t period) const;
  const std::array<std::int64_t, 3>& around(std::int32_t period) const;

  crypto::Key256 salt_key_;
  AuthKeyId auth_key_id_;
  std::optional<FirstSalt> first_;
  mutable std::optional<std::int32_t> remembered_period_;
  mutable std::array<std::int64_t, 3> remembered_{};  // of the period before, the period, the period after
};

}  // namespace botschaft::mtproto
