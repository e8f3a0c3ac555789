#include "net/parked_exchanges.h"

#include <optional>
#include <utility>

namespace botschaft::net {

namespace {

// Every message of an exchange but the first begins with nonce and server_nonce. The server made the latter
// at random: its first half tells exchanges apart.
std::optional<std::uint64_t> server_nonce(ByteView packet) {
  constexpr std::size_t kHeader = 8 + 8 + 4;  // auth_key_id message_id length
  constexpr std::size_t kBefore = kHeader + 4 + 16;
  if (packet.size() < kBefore + 16) return std::nullopt;
  return load_le<std::uint64_t>(packet.data() + kBefore);
}

}  // namespace

std::shared_ptr<mtproto::KeyExchange> ParkedExchanges::take(ByteView packet) {
  const auto number = server_nonce(packet);
  if (!number) return nullptr;
  const std::lock_guard lock(mutex_);
  auto* found = exchanges_.find(*number);
  if (!found) return nullptr;
  auto exchange = std::move(*found);
  exchanges_.erase(*number);
  return exchange;
}

void ParkedExchanges::park(ByteView reply, std::shared_ptr<mtproto::KeyExchange> exchange) {
  const auto number = server_nonce(reply);
  if (!number) return;
  const std::lock_guard lock(mutex_);
  exchanges_.put(*number, std::move(exchange));
}

}  // namespace botschaft::net
