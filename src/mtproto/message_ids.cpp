#include "mtproto/message_ids.h"

#include <algorithm>

namespace botschaft::mtproto {
namespace {

constexpr std::int64_t kSecond_us = 1'000'000;

}  // namespace

std::int64_t msg_id_at(std::int64_t unix_us) {
  const std::int64_t fraction = (unix_us % kSecond_us << 32) / kSecond_us;
  return (unix_us / kSecond_us << 32 | fraction) & ~std::int64_t{3};
}

std::optional<BadMsg> check_client_msg_id(std::int64_t msg_id, std::int64_t unix_us) {
  if (!is_client_msg_id(msg_id)) return BadMsg::kMsgIdBits;
  const std::int64_t now = unix_us / kSecond_us;
  if (seconds_of(msg_id) < now - kMsgIdPast_s) return BadMsg::kMsgIdTooLow;
  if (seconds_of(msg_id) > now + kMsgIdFuture_s) return BadMsg::kMsgIdTooHigh;
  return std::nullopt;
}

std::int64_t ServerMsgIds::next(std::int64_t unix_us, Kind kind) {
  const auto residue = static_cast<std::int64_t>(kind);
  const std::int64_t after_last = (last_ & ~std::int64_t{3}) + ((last_ & 3) < residue ? 0 : 4);
  last_ = std::max(msg_id_at(unix_us), after_last) | residue;
  return last_;
}

}  // namespace botschaft::mtproto
