#pragma once
// What mailboxes need of the rest of the program, and what a simulation puts in its place.
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"
#include "domain/notices.h"

namespace botschaft::updates {

// Boxed Updates, encoded once and shared by all sessions that get it.
using SharedBytes = std::shared_ptr<const Bytes>;

// Runs functions one after the other per shard, in the order posted; shards run beside each other.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual std::size_t shards() const = 0;
  virtual void post(std::size_t shard, std::function<void()> function) = 0;  // from any thread
};

// When a person was or will stop being online, unix seconds.
struct Status {
  bool online = false;
  std::int32_t time = 0;  // online: ends then unless renewed; else: was online until then
  friend bool operator==(const Status&, const Status&) = default;
};

// Turns events into bytes. Implemented over TL and the store by `rpc`.
class Renderer {
 public:
  virtual ~Renderer() = default;

  struct Range {
    UserId owner = 0;
    std::int32_t after = 0;  // pts
    std::int32_t up_to = 0;
  };
  using ByLayer = std::vector<std::pair<std::int32_t, SharedBytes>>;
  using Rendered = std::function<void(Result<ByLayer>)>;

  // All events of the range, once per layer. `rendered` may be called on any thread, at once or later.
  virtual void render(const Range& range, const std::vector<std::int32_t>& layers, Rendered rendered) = 0;

  // Without storage, at once. Null where the layer has no such update; updatesTooLong is in all of them.
  virtual SharedBytes too_long(std::int32_t layer) = 0;  // updatesTooLong
  virtual SharedBytes typing(const domain::TypingNotice& notice, std::int32_t layer) = 0;
  virtual SharedBytes new_authorization(const domain::NewAuthorizationNotice& notice, std::int32_t layer) = 0;
  virtual SharedBytes status(UserId user, const Status& status, std::int32_t layer) = 0;
};

// What pushes of channels need beside.
class ChannelRenderer {
 public:
  virtual ~ChannelRenderer() = default;

  struct Range {
    PeerId channel;
    std::int32_t after = 0;  // pts of the channel's box
    std::int32_t up_to = 0;
  };
  struct Rendered {
    Renderer::ByLayer by_layer;      // as any member sees it whom nothing in it concerns
    std::vector<UserId> exceptions;  // who wrote something in it, or is mentioned there
    MessageId lowest = 0;  // the oldest message that it shows; not for those whose floor is there or above
  };
  virtual void render_channel(const Range& range, const std::vector<std::int32_t>& layers,
                              std::function<void(Result<Rendered>)> rendered) = 0;

  // As this one sees it, whom something in it concerns or who has just come in.
  virtual void render_channel_for(UserId user, const Range& range, const std::vector<std::int32_t>& layers,
                                  Renderer::Rendered rendered) = 0;

  // What is beside a message, and changes without an event. As any member sees it.
  struct Aside {
    PeerId channel;
    MessageId id = 0;
    domain::ChannelMessageNotice::What what = {};
    friend bool operator==(const Aside&, const Aside&) = default;
  };
  virtual void render_aside(const Aside& aside, const std::vector<std::int32_t>& layers,
                            Renderer::Rendered rendered) = 0;

  // The channels a person is in now. `recent`: something has happened there in the last minute.
  struct Membership {
    PeerId channel;
    std::int32_t joined_pts = 0;
    MessageId floor = 0;
    bool recent = false;
  };
  virtual void memberships(UserId user, std::function<void(Result<std::vector<Membership>>)> found) = 0;

  // As above. `pts` 0: unknown.
  virtual SharedBytes channel_too_long(PeerId channel, std::int32_t pts, std::int32_t layer) = 0;
  virtual SharedBytes channel_typing(const domain::ChannelTypingNotice& notice, std::int32_t layer) = 0;
  virtual SharedBytes channel_read(const domain::ChannelReadNotice& notice, std::int32_t layer) = 0;
  virtual SharedBytes thread_read(const domain::ThreadReadNotice& notice, std::int32_t layer) = 0;
  virtual SharedBytes post_counters(const domain::PostCountersNotice& notice, std::int32_t layer) = 0;
};

// The way to a session, wherever its core is.
class SessionSink {
 public:
  virtual ~SessionSink() = default;
  // Called on the owner's shard; updates for one session arrive in the order pushed, and after the reply that
  // was sent before. A session that has to drop updates tells its client updatesTooLong itself and calls
  // Mailboxes::lost().
  virtual void push(const SessionKey& session, SharedBytes update) = 0;
};

}  // namespace botschaft::updates
