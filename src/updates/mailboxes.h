#pragma once
// Every owner's mailbox, spread over the shards of an executor: owner -> hash(owner) % shards.
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "updates/hall.h"
#include "updates/mailbox.h"
#include "updates/surroundings.h"

namespace botschaft::updates {

// All functions may be called from any thread; what they cause happens on the owner's shard, in the order of
// the calls. The three surroundings outlive the object, and no function runs on the executor after its end.
class Mailboxes {
 public:
  // Without `channels` there are none.
  Mailboxes(Executor& executor, Renderer& renderer, SessionSink& sink, ChannelRenderer* channels = nullptr);
  ~Mailboxes();

  // A session of a signed-in owner. Call it before the state of its first getState or getDifference is read
  // from the store: an event committed in between would not be noticed otherwise.
  void join(UserId owner, const Device& device);
  void leave(UserId owner, const SessionKey& session);

  // See Mailbox.
  void told(UserId owner, const SessionKey& session, std::int32_t pts);
  void lost(UserId owner, const SessionKey& session);

  // For Store::on_notices. False: not a notice for mailboxes.
  bool deliver(const store::Notice& notice);

  // Something that is not durable, to the owner's devices that listen; not to those under the key `except`.
  // `encode` is called on the owner's shard, with a device's layer.
  using Encode = std::function<SharedBytes(std::int32_t layer)>;
  void tell(UserId owner, Encode encode, AuthKeyId except = 0);

  // Tells the viewers who are online that `user` came or went.
  void tell_status(const std::vector<UserId>& viewers, UserId user, const Status& status);

 private:
  struct Shard {
    std::unordered_map<UserId, Mailbox> boxes;
    std::unordered_map<PeerId, Hall> halls;
  };

  void post(UserId owner, std::function<void(Mailbox&)> with_box);  // runs it if the owner has a mailbox
  std::size_t shard_of(UserId owner) const;
  void pump(UserId owner, Mailbox& box);
  void rendered(UserId owner, Mailbox& box, const Result<Renderer::ByLayer>& result);
  void tell_too_long(const std::vector<Device>& devices);

  // mailboxes_channels.cpp
  bool deliver_of_channel(const store::Notice& notice);
  void read_channels(UserId owner, Mailbox& box);
  void channels_read(UserId owner, Mailbox& box,
                     const Result<std::vector<ChannelRenderer::Membership>>& found);
  void nudge_recent(UserId owner);
  void leave_halls(UserId owner, const Mailbox& box);
  void membership(const domain::MembershipNotice& notice);
  void enter_hall(UserId owner, PeerId channel);
  void leave_hall(UserId owner, PeerId channel);
  void pump_hall(PeerId channel, Hall& hall);
  void hall_rendered(PeerId channel, Hall& hall, Result<ChannelRenderer::Rendered> result);
  struct ChannelPush;
  void push_to_members(const Hall& hall, ChannelPush push);
  void push_to_box(Mailbox& box, UserId owner, const ChannelPush& push);
  void pump_asides(Hall& hall);
  void push_aside(const Hall& hall, const ChannelRenderer::Aside& aside, const Renderer::ByLayer& rendered);
  void nudge(Mailbox& box, PeerId channel, std::int32_t pts);
  void tell_hall(PeerId channel, UserId except, const Encode& encode);
  void tell_member(PeerId channel, UserId user, Encode encode);
  void post_to_hall(PeerId channel, std::function<void(Hall&)> with_hall);

  void note_layer(std::int32_t layer);
  std::vector<std::int32_t> layers();

  Executor& executor_;
  Renderer& renderer_;
  SessionSink& sink_;
  ChannelRenderer* const channels_;
  std::mutex layers_mutex_;
  std::vector<std::int32_t>
      layers_;                 // that sessions have had since the start: a channel's push is made for each
  std::vector<Shard> shards_;  // each touched on its shard alone
};

}  // namespace botschaft::updates
