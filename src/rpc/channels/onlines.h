#pragma once
// How many members of a supergroup are online. Clients ask every few minutes, everybody who has it open; so
// it is counted once a minute and kept.
#include <cstdint>
#include <map>
#include <mutex>

#include "store/channels.h"
#include "updates/presence.h"

namespace botschaft::rpc {

// Safe from any thread.
class ChannelOnlines {
 public:
  explicit ChannelOnlines(const updates::Presence& presence) : presence_(presence) {}

  // `now`: unix seconds.
  std::int32_t of(store::Transaction& tx, const store::ChannelRow& channel, std::int32_t now);

 private:
  struct Count {
    std::int32_t at = 0;
    std::int32_t online = 0;
  };
  std::int32_t count(store::Transaction& tx, const store::ChannelRow& channel) const;

  const updates::Presence& presence_;
  std::mutex mutex_;
  std::map<std::int64_t, Count> counts_;
};

}  // namespace botschaft::rpc
