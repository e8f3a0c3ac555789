#include "rpc/channels/reply.h"

#include "domain/accounts/access_hash.h"
#include "domain/channels/members.h"
#include "store/events.h"

namespace botschaft::rpc {

Result<std::int64_t> access_channel(const Context& context, store::Transaction& tx,
                                    const tl::Box<tl::InputChannel>& input) {
  if (const auto* seen = input.as<tl::inputChannelFromMessage>()) {
    TRY_ASSIGN(const auto peer, access_peer_in_message(context, tx, seen->peer, seen->msg_id,
                                                       PeerId::channel(seen->channel_id)));
    return peer.bare();
  }
  const auto* channel = input.as<tl::inputChannel>();
  if (channel == nullptr || channel->channel_id <= 0) return fail(Err::CHANNEL_INVALID);
  const auto expected = domain::access_hash(context.services.access_hash_key, context.self(),
                                            PeerId::channel(channel->channel_id));
  if (channel->access_hash != expected) return fail(Err::CHANNEL_INVALID);
  return channel->channel_id;
}

Result<PeerId> access_participant(const Context& context, store::Transaction& tx,
                                  const tl::Box<tl::InputPeer>& input) {
  if (const auto* channel = input.as<tl::inputPeerChannel>()) {
    auto named = tl::make<tl::inputChannel>();
    named->channel_id = channel->channel_id;
    named->access_hash = channel->access_hash;
    const auto id = access_channel(context, tx, std::move(named));
    if (!id || !store::find_channel(tx, *id)) return fail(Err::PARTICIPANT_ID_INVALID);
    return PeerId::channel(*id);
  }
  const auto peer = access_peer(context, tx, input);
  if (!peer || peer->is_chat()) return fail(Err::PARTICIPANT_ID_INVALID);
  return *peer;
}

Result<domain::InChannel> readable_channel(const Context& context, store::Transaction& tx,
                                           const tl::Box<tl::InputChannel>& input) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, input));
  return domain::see_channel(tx, actor_told_by_reply(context), id);
}

Result<domain::InChannel> visited_channel(const Context& context, store::Transaction& tx,
                                          const tl::Box<tl::InputChannel>& input) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, input));
  return domain::visit_channel(tx, actor_told_by_reply(context), id);
}

tl::Box<tl::messages_AffectedMessages> affected_posts(store::Transaction& tx, const BoxesBefore& before) {
  auto reply = tl::make<tl::messages_affectedMessages>();
  reply->pts = store::top_pts(tx, before.channel.value);
  reply->pts_count = reply->pts - before.in_channel;
  return reply;
}

}  // namespace botschaft::rpc
