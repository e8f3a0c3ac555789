#include "mtproto/salts.h"

#include <algorithm>

namespace botschaft::mtproto {

DerivedSalts::DerivedSalts(const crypto::Key256& salt_key, AuthKeyId auth_key_id,
                           std::optional<FirstSalt> first)
    : salt_key_(salt_key), auth_key_id_(auth_key_id), first_(first) {}

bool DerivedSalts::accepts(std::int64_t salt, std::int32_t unix_seconds) const {
  const auto& derived = around(unix_seconds / kSaltPeriod_s);
  if (std::ranges::find(derived, salt) != derived.end()) return true;
  return first_ && salt == first_->salt &&
         std::int64_t{unix_seconds} < std::int64_t{first_->created} + FirstSalt::kLifetime_s;
}

std::int64_t DerivedSalts::current(std::int32_t unix_seconds) const {
  return around(unix_seconds / kSaltPeriod_s)[1];
}

std::vector<FutureSalt> DerivedSalts::future(std::int32_t unix_seconds, int count) const {
  const std::int32_t now = unix_seconds / kSaltPeriod_s;
  std::vector<FutureSalt> salts;
  for (std::int32_t period = now; period < now + std::clamp(count, 1, kFutureSaltsMax); ++period) {
    salts.push_back({.valid_since = period * kSaltPeriod_s,
                     .valid_until = (period + 2) * kSaltPeriod_s,
                     .salt = derive(period)});
  }
  return salts;
}

std::int64_t DerivedSalts::derive(std::int32_t period) const {
  std::array<std::uint8_t, 12> message;
  store_le(message.data(), auth_key_id_);
  store_le(message.data() + 8, period);
  return load_le<std::int64_t>(crypto::hmac_sha256(salt_key_, {message}).data());
}

const std::array<std::int64_t, 3>& DerivedSalts::around(std::int32_t period) const {
  if (remembered_period_ != period) {
    remembered_ = {derive(period - 1), derive(period), derive(period + 1)};
    remembered_period_ = period;
  }
  return remembered_;
}

}  // namespace botschaft::mtproto
