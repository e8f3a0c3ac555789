#pragma once
// One channel and those of its members who are online: its interest set. A state machine without threads: its
// shard runs it.
//
// A push is a range of the channel's event log, rendered once per layer for all. It is not known what each
// device has: a client that finds a hole asks for the channel's difference by itself. Who must not get the
// common rendering is told updateChannelTooLong and fetches his own.
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

  bool disposable() const { return members_.empty() && !under_way_; }

  void enter(UserId user) { members_.insert(user); }
  void leave(UserId user) { members_.erase(user); }
  const std::unordered_set<UserId>& members() const { return members_; }

  // The events first..pts were committed, in order; the reply to `except` tells it of them.
  void grown(std::int32_t first, std::int32_t pts, const SessionKey& except);

  // What to render next; nothing while a job is under way.
  std::optional<ChannelRenderer::Range> start_job();

  // Something beside a message has changed: told with the next rendering, however often it changes before.
  // More than kAsidesMax different ones are not told; they are seen by who fetches the message.
  static constexpr std::size_t kAsidesMax = 200;
  void changed(const ChannelRenderer::Aside& aside);
  std::optional<ChannelRenderer::Aside> start_aside();  // nothing while one is under way
  void finish_aside() { aside_under_way_ = false; }

  struct Push {
    ChannelRenderer::Range range;
    std::vector<SessionKey> by_reply = {};  // these know all of it already
  };
  Push finish_job();

  // The events could not be read, or are too many: they are told to nobody. Returns their range.
  Push give_up();
  bool too_far_behind() const { return !under_way_ && top_ - told_ > kBehindMax; }

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
  std::vector<Replied> replied_;
  std::deque<ChannelRenderer::Aside> asides_;
  bool aside_under_way_ = false;
};

}  // namespace botschaft::updates
