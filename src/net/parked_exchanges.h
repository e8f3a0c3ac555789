#pragma once
// Key exchanges that come by HTTP, between two steps: the next step may come on another connection, to
// another core. Shared by all cores; touched once per step.
#include <cstdint>
#include <memory>
#include <mutex>

#include "mtproto/key_exchange.h"
#include "net/lru_cache.h"

namespace botschaft::net {

class ParkedExchanges {
 public:
  static constexpr std::size_t kMax = 4096;  // those unused longest are forgotten; their clients begin again

  // The exchange that a client's packet belongs to, which nobody else gets then; nullptr if there is none.
  std::shared_ptr<mtproto::KeyExchange> take(ByteView packet);
  // `reply`: what was sent last. Not kept if it belongs to no exchange.
  void park(ByteView reply, std::shared_ptr<mtproto::KeyExchange> exchange);

 private:
  std::mutex mutex_;
  LruCache<std::uint64_t, std::shared_ptr<mtproto::KeyExchange>> exchanges_{kMax};
};

}  // namespace botschaft::net
