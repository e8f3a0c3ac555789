#include "rpc/channels/onlines.h"

#include <algorithm>

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kKeptFor_s = 60;
constexpr std::size_t kChannelsMax = 20'000;  // then the counts start anew
constexpr std::int32_t kFew = 1'000;          // members; up to so many are asked for each

}  // namespace

std::int32_t ChannelOnlines::of(store::Transaction& tx, const store::ChannelRow& channel, std::int32_t now) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(channel.id);
    if (found != counts_.end() && now - found->second.at < kKeptFor_s) return found->second.online;
  }
  const auto online = count(tx, channel);
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kChannelsMax) counts_.clear();
  counts_[channel.id] = {.at = now, .online = online};
  return online;
}

std::int32_t ChannelOnlines::count(store::Transaction& tx, const store::ChannelRow& channel) const {
  if (channel.members <= kFew) {
    return static_cast<std::int32_t>(std::ranges::count_if(
        store::recent_channel_members(tx, channel.id, 0, kFew), [&](const store::ChannelMemberRow& member) {
          const auto status = presence_.find(member.user);
          return status && status->online;
        }));
  }
  return static_cast<std::int32_t>(std::ranges::count_if(presence_.online(), [&](UserId user) {
    const auto member = store::find_channel_member(tx, channel.id, user);
    return member && member->inside;
  }));
}

}  // namespace botschaft::rpc
