#include "domain/channels/message_counts.h"

#include <algorithm>

#include "domain/box_writer.h"
#include "domain/channels/box.h"
#include "store/channels.h"

namespace botschaft::domain {
namespace {

constexpr std::int64_t kWorthKeeping = 100;  // messages; fewer are counted as fast as they are looked up
constexpr std::int32_t kEventsMax = 2'000;   // more have happened, and they are counted anew
constexpr std::size_t kKeptMax = 10'000;

std::int64_t count_above(store::Transaction& tx, PeerId channel, UserId viewer, MessageId above) {
  return store::count_messages(tx, viewer, channel, {.above = above});
}

// Messages in (floor, up_to] that events after `up_to` say were deleted.
std::int64_t count_deleted(store::Transaction& tx, PeerId channel, MessageId floor, std::int32_t up_to) {
  std::int64_t deleted = 0;
  for (const auto& event : store::read_events(tx, box_of(channel), up_to, kEventsMax)) {
    if (static_cast<EventKind>(event.kind) != EventKind::messages_deleted) continue;
    deleted +=
        std::ranges::count_if(event_ids(event.data), [&](MessageId id) { return id > floor && id <= up_to; });
  }
  return deleted;
}

}  // namespace

std::int64_t MessageCounts::of(store::Transaction& tx, PeerId channel, UserId viewer) {
  const auto member = store::find_channel_member(tx, channel.bare(), viewer);
  const Key key{.channel = channel, .floor = member ? member->floor : 0};
  Count now{.pts = store::top_pts(tx, box_of(channel))};
  const auto before = find(key);
  const bool near = before && before->pts <= now.pts && now.pts - before->pts <= kEventsMax;
  if (near && before->pts == now.pts) return before->messages;
  if (near) {
    now.messages = before->messages + count_above(tx, channel, viewer, before->pts) -
                   count_deleted(tx, channel, key.floor, before->pts);
  } else {
    now.messages = count_above(tx, channel, viewer, 0);
  }
  if (now.messages >= kWorthKeeping && !tx.failed()) keep(key, now);
  return now.messages;
}

std::optional<MessageCounts::Count> MessageCounts::find(const Key& key) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  return found == counts_.end() ? std::nullopt : std::optional(found->second);
}

void MessageCounts::keep(const Key& key, const Count& count) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kKeptMax) counts_.clear();
  auto& kept = counts_[key];
  if (kept.pts <= count.pts) kept = count;
}

}  // namespace botschaft::domain
