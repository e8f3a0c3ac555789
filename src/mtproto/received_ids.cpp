#include "mtproto/received_ids.h"

#include <algorithm>

namespace botschaft::mtproto {

Received* ReceivedIds::find(std::int64_t msg_id) {
  const auto at = std::ranges::lower_bound(entries_, msg_id, {}, &Entry::msg_id);
  return at != entries_.end() && at->msg_id == msg_id ? &at->state : nullptr;
}

bool ReceivedIds::insert(std::int64_t msg_id, Received state) {
  if (entries_.size() >= limit_) forget_before(entries_[limit_ / 4 + 1].msg_id);
  if (forgotten(msg_id)) return false;
  if (entries_.empty() || entries_.back().msg_id < msg_id) {
    entries_.push_back({msg_id, state});
  } else {
    entries_.insert(std::ranges::lower_bound(entries_, msg_id, {}, &Entry::msg_id), {msg_id, state});
  }
  return true;
}

void ReceivedIds::forget_before(std::int64_t msg_id) {
  floor_ = std::max(floor_, msg_id - 1);
  entries_.erase(entries_.begin(), std::ranges::lower_bound(entries_, msg_id, {}, &Entry::msg_id));
  if (entries_.capacity() > 32 && entries_.size() * 4 < entries_.capacity()) entries_.shrink_to_fit();
}

}  // namespace botschaft::mtproto
