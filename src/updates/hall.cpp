#include "updates/hall.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace botschaft::updates {

void Hall::grown(std::int32_t first, std::int32_t pts, const SessionKey& except) {
  if (told_ == 0) told_ = first - 1;
  top_ = std::max(top_, pts);
  if (except != SessionKey{}) replied_.push_back({first, pts, except});
}

void Hall::came(UserId user) {
  --awaited_;
  members_.insert(user);
  if (told_ < top_) newcomers_.insert(user);
}

std::optional<ChannelRenderer::Range> Hall::start_job() {
  if (under_way_ || awaited_ > 0 || told_ >= top_ || members_.empty()) return std::nullopt;
  under_way_ = {.channel = channel_, .after = told_, .up_to = std::min(top_, told_ + kEventsPerPush)};
  newcomers_of_range_ = std::exchange(newcomers_, {});
  return under_way_;
}

void Hall::changed(const ChannelRenderer::Aside& aside) {
  if (members_.empty() || asides_.size() >= kAsidesMax) return;
  if (std::ranges::find(asides_, aside) == asides_.end()) asides_.push_back(aside);
}

std::optional<ChannelRenderer::Aside> Hall::start_aside() {
  if (aside_under_way_ || asides_.empty()) return std::nullopt;
  aside_under_way_ = true;
  const auto aside = asides_.front();
  asides_.pop_front();
  return aside;
}

Hall::Push Hall::finish_job() {
  CHECK(under_way_);
  Push push{.range = *std::exchange(under_way_, std::nullopt)};
  push.by_reply = take_replied(push.range);
  push.newcomers = std::exchange(newcomers_of_range_, {});
  told_ = push.range.up_to;
  return push;
}

Hall::Push Hall::give_up() {
  const Push push{.range = {.channel = channel_, .after = told_, .up_to = top_}};
  under_way_.reset();
  told_ = top_;
  replied_.clear();
  newcomers_.clear();
  newcomers_of_range_.clear();
  return push;
}

// Sessions whose replies told them every event of the range.
std::vector<SessionKey> Hall::take_replied(const ChannelRenderer::Range& range) {
  std::vector<std::pair<SessionKey, std::int32_t>> counts;  // events of the range that a session knows
  for (const auto& replied : replied_) {
    const auto known = std::min(replied.last, range.up_to) - std::max(replied.first, range.after + 1) + 1;
    if (known <= 0) continue;
    const auto found =
        std::ranges::find(counts, replied.session, &std::pair<SessionKey, std::int32_t>::first);
    found == counts.end() ? (void)counts.emplace_back(replied.session, known)
                          : (void)(found->second += known);
  }
  std::erase_if(replied_, [&](const Replied& replied) { return replied.last <= range.up_to; });
  std::vector<SessionKey> all;
  for (const auto& [session, known] : counts) {
    if (known >= range.up_to - range.after) all.push_back(session);
  }
  return all;
}

}  // namespace botschaft::updates
