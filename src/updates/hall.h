#pragma once
// One channel and those of its members who are online: its interest set. A state machine without threads: its
// shard runs it.
//
// A push is a range of the channel's event log, rendered once per layer for all. It is not known what each
// device has: a client that finds a hole asks for the channel's difference by itself. Who must not get the
// common rendering is pushed one of his own, or told updateChannelTooLong.
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_set>
#include <vector>

#include "base/ids.h"
#include "domain/notices.h"
#include "updates/surroundings.h"

namespace botschaft::updates {

class Hall {
 public:
  // More events behind than this, and everybody is told updateChannelTooLong instead.
  static constexpr std::int32_t kBehindMax = 1000;
  static constexpr std::int32_t kEventsPerPush = 100;

  explicit Hall(PeerId channel) : channel_(channel) {}

  bool disposable() const { return members_.empty() && !under_way_ && awaited_ == 0; }

  // Somebody has been let in and is on his way here, by his own shard. What happens meanwhile, with what the
  // commit that let him in has said, is told when all who are on their way have come or turned out not to be
  // online.
  void expect_one() { ++awaited_; }
  void came(UserId user);
  void expected_is_not_online() { --awaited_; }

  void enter(UserId user) { members_.insert(user); }
  void leave(UserId user) { members_.erase(user); }
  const std::unordered_set<UserId>& members() const { return members_; }

  // The events first..pts were committed, in order; the reply to `except` tells it of them.
  void grown(std::int32_t first, std::int32_t pts, const SessionKey& except);

  // What to render next; nothing while a job or somebody is on the way.
  std::optional<ChannelRenderer::Range> start_job();

  // Something beside a message has changed: told with the next rendering, however often it changes before.
  // More than kAsidesMax different ones are not told; they are seen by who fetches the message.
  static constexpr std::size_t kAsidesMax = 200;
  void changed(const ChannelRenderer::Aside& aside);
  std::optional<ChannelRenderer::Aside> start_aside();  // nothing while one is under way
  void finish_aside() { aside_under_way_ = false; }

  struct Push {
    ChannelRenderer::Range range;
    std::vector<SessionKey> by_reply = {};      // these know all of it already
    std::unordered_set<UserId> newcomers = {};  // to whom it is the first of the channel
  };
  Push finish_job();

  // The events could not be read, or are too many: they are told to nobody. Returns their range.
  Push give_up();
  bool too_far_behind() const { return !under_way_ && awaited_ == 0 && top_ - told_ > kBehindMax; }

 private:
  struct Replied {
    std::int32_t first;
    std::int32_t last;
    SessionKey session;
  };
  std::vector<SessionKey> take_replied(const ChannelRenderer::Range& range);

  const PeerId channel_;
  std::int32_t told_ = 0;  // 0: nothing has happened since somebody came
  std::int32_t top_ = 0;
  std::optional<ChannelRenderer::Range> under_way_;
  std::unordered_set<UserId> members_;
  std::unordered_set<UserId> newcomers_;           // something waits for them
  std::unordered_set<UserId> newcomers_of_range_;  // and for these it is under way
  int awaited_ = 0;
  std::vector<Replied> replied_;
  std::deque<ChannelRenderer::Aside> asides_;
  bool aside_under_way_ = false;
};

}  // namespace botschaft::updates
