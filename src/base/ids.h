#pragma once
// Identifiers. A PeerId names any conversation partner in one signed 64-bit number, in the ranges Telegram's
// clients assume (Bot API "dialog ids"): users > 0, basic groups < 0, channels <= -1000000000001.
#include <compare>
#include <cstdint>
#include <functional>

namespace botschaft {

using UserId = std::int64_t;
using AuthKeyId = std::int64_t;  // low 64 bits of SHA1(auth_key)
using SessionId = std::int64_t;  // MTProto session_id, chosen by the client
using MessageId = std::int32_t;  // number of a message in its owner's box

struct PeerId {
  std::int64_t value = 0;

  static constexpr std::int64_t kChannelZero = -1'000'000'000'000;
  static constexpr PeerId user(std::int64_t id) { return {id}; }
  static constexpr PeerId chat(std::int64_t id) { return {-id}; }
  static constexpr PeerId channel(std::int64_t id) { return {kChannelZero - id}; }

  constexpr bool is_user() const { return value > 0; }
  constexpr bool is_chat() const { return value < 0 && value > kChannelZero; }
  constexpr bool is_channel() const { return value < kChannelZero; }
  constexpr std::int64_t bare() const {
    return is_channel() ? kChannelZero - value : is_chat() ? -value : value;
  }

  friend constexpr auto operator<=>(PeerId, PeerId) = default;
};

}  // namespace botschaft

template <>
struct std::hash<botschaft::PeerId> {
  std::size_t operator()(botschaft::PeerId p) const noexcept { return std::hash<std::int64_t>{}(p.value); }
};
