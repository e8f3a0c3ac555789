#pragma once
// Pushes of channels: once for all members, as encoded Updates.
#include "rpc/services.h"
#include "store/store.h"
#include "updates/surroundings.h"

namespace botschaft::rpc {

// Reads on the store's reader threads; one object serves all shards.
class ChannelUpdateRenderer final : public updates::ChannelRenderer {
 public:
  // Both outlive the renderer and every answer it still owes.
  ChannelUpdateRenderer(store::Store& store, const Services& services) : store_(store), services_(services) {}

  void render_channel(const Range& range, const std::vector<std::int32_t>& layers,
                      std::function<void(Result<Rendered>)> rendered) override;
  void render_channel_for(UserId user, const Range& range, const std::vector<std::int32_t>& layers,
                          updates::Renderer::Rendered rendered) override;
  void render_aside(const Aside& aside, const std::vector<std::int32_t>& layers,
                    updates::Renderer::Rendered rendered) override;
  void memberships(UserId user, std::function<void(Result<std::vector<Membership>>)> found) override;
  updates::SharedBytes channel_too_long(PeerId channel, std::int32_t pts, std::int32_t layer) override;
  updates::SharedBytes channel_typing(const domain::ChannelTypingNotice& notice, std::int32_t layer) override;
  updates::SharedBytes channel_read(const domain::ChannelReadNotice& notice, std::int32_t layer) override;
  updates::SharedBytes thread_read(const domain::ThreadReadNotice& notice, std::int32_t layer) override;
  updates::SharedBytes post_counters(const domain::PostCountersNotice& notice, std::int32_t layer) override;

 private:
  store::Store& store_;
  const Services& services_;
};

}  // namespace botschaft::rpc
