#pragma once
// How many messages there are in a channel, which every page of its history says. Counting a million takes
// longer than reading the page, so what was counted once is kept in memory and brought up to date from the
// channel's events.
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

#include "store/transaction.h"

namespace botschaft::domain {

// Safe from any thread.
class MessageCounts {
 public:
  // Of those that `viewer` may see, in the snapshot of `tx`. What `tx` itself has written must not be undone.
  std::int64_t of(store::Transaction& tx, PeerId channel, UserId viewer);

 private:
  // Of the messages above somebody's floor.
  struct Key {
    PeerId channel;
    MessageId floor;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Count {
    std::int32_t pts = 0;  // of the channel when this was so
    std::int64_t messages = 0;
  };
  std::optional<Count> find(const Key& key);
  void keep(const Key& key, const Count& count);

  std::mutex mutex_;
  std::map<Key, Count> counts_;
};

}  // namespace botschaft::domain
