#pragma once
// Every owner's mailbox, spread over the shards of an executor: owner -> hash(owner) % shards.
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "updates/encoded_once.h"
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

  // Something that is not durable, to the owners' devices that listen. `encode` is called on the shards, once
  // for each layer.
  using Encode = EncodedOnce::Encode;
  struct Audience {
    std::optional<PeerId> channel = {};  // only who is in it,
    MessageId sees = 0;                  // and from whom this message there is not hidden
    AuthKeyId except = 0;                // not the devices under this key
  };
  template <class Owners>
  void tell(const Owners& owners, Encode encode, const Audience& audience);
  void tell(UserId owner, Encode encode, AuthKeyId except = 0) {
    tell(std::initializer_list<UserId>{owner}, std::move(encode), {.except = except});
  }

  // Tells the viewers who are online that `user` came or went.
  void tell_status(const std::vector<UserId>& viewers, UserId user, const Status& status);

 private:
  struct Shard {
    std::unordered_map<UserId, Mailbox> boxes;
    std::unordered_map<PeerId, Hall> halls;
  };

  void post(UserId owner, std::function<void(Mailbox&)> with_box);  // runs it if the owner has a mailbox
  // The same for many owners: one function per shard, which has a copy of `with_box` for all of them there.
  template <class Owners, class WithBox>
  void post_to_all(const Owners& owners, WithBox with_box);
  void tell_box(Mailbox& box, EncodedOnce& encoded, const Audience& audience);
  void push_each(const std::vector<Device>& devices, EncodedOnce& encoded);
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
  void let_in(const domain::MembershipNotice& notice);
  void enter_hall(UserId owner, PeerId channel);
  void leave_hall(UserId owner, PeerId channel);
  void pump_hall(PeerId channel, Hall& hall);
  void hall_rendered(PeerId channel, Hall& hall, Result<ChannelRenderer::Rendered> result);
  struct ChannelPush;
  void push_to_members(const Hall& hall, ChannelPush push);
  void push_to_box(Mailbox& box, UserId owner, const ChannelPush& push, EncodedOnce& too_long);
  void push_own_view(UserId owner, const ChannelRenderer::Range& range, const std::vector<Device>& devices);
  void pump_asides(Hall& hall);
  void nudge(Mailbox& box, PeerId channel, std::int32_t pts);
  void tell_hall(PeerId channel, UserId except, const Encode& encode);
  EncodedOnce channel_too_long(PeerId channel, std::int32_t pts);
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

template <class Owners, class WithBox>
void Mailboxes::post_to_all(const Owners& owners, WithBox with_box) {
  std::vector<std::vector<UserId>> by_shard(shards_.size());
  for (const UserId owner : owners) by_shard[shard_of(owner)].push_back(owner);
  for (std::size_t shard = 0; shard < by_shard.size(); ++shard) {
    if (by_shard[shard].empty()) continue;
    executor_.post(shard, [this, shard, here = std::move(by_shard[shard]), with_box]() mutable {
      auto& boxes = shards_[shard].boxes;
      for (const UserId owner : here) {
        if (const auto found = boxes.find(owner); found != boxes.end()) with_box(found->second, owner);
      }
    });
  }
}

template <class Owners>
void Mailboxes::tell(const Owners& owners, Encode encode, const Audience& audience) {
  post_to_all(owners, [this, encoded = EncodedOnce(std::move(encode)), audience](
                          Mailbox& box, UserId) mutable { tell_box(box, encoded, audience); });
}

}  // namespace botschaft::updates
