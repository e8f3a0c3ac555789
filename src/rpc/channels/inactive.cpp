// channels.getInactiveChannels, for who is in as many as one may be in.
#include <algorithm>

#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/views/channel.h"
#include "store/messages.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kInactiveAfter = 30 * 24 * 60 * 60;  // seconds in which nothing was said
constexpr std::size_t kShownMax = 100;

}  // namespace

// The quietest first. Not those that he has made: leaving is not how one gets rid of them.
Result<tl::Box<tl::messages_InactiveChats>> handle(Context& context, store::Transaction& tx,
                                                   const tl::channels_getInactiveChannels&) {
  std::vector<std::pair<std::int32_t, PeerId>> quiet;
  for (const auto& member : store::channels_of(tx, context.self())) {
    const auto channel = store::find_channel(tx, member.channel);
    if (!channel || channel->creator == context.self()) continue;
    const auto newest = store::messages_newest_first(tx, context.self(), channel->peer(), {}, 1);
    const auto active =
        std::max(newest.empty() ? channel->created_at : newest.front().date, member.joined_at);
    if (active <= context.now - kInactiveAfter) quiet.emplace_back(active, channel->peer());
  }
  std::ranges::sort(quiet);
  if (quiet.size() > kShownMax) quiet.resize(kShownMax);
  auto reply = tl::make<tl::messages_inactiveChats>();
  for (const auto& [active, peer] : quiet) {
    reply->dates.push_back(active);
    reply->chats.push_back(channel_view(viewer_of(context), tx, peer.bare()));
  }
  return reply;
}

}  // namespace botschaft::rpc
