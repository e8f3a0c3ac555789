// As whom one writes: channels.getSendAs, messages.saveDefaultSendAs.
#include "domain/channels/send_as.h"
#include "domain/channels/members.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {

Result<tl::Box<tl::channels_SendAsPeers>> handle(Context& context, store::Transaction& tx,
                                                 const tl::channels_getSendAs& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  if (!peer.is_channel()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(const auto in, domain::visit_channel(tx, actor_told_by_push(context), peer.bare()));
  Mentioned mentioned;
  auto reply = tl::make<tl::channels_sendAsPeers>();
  for (const auto choice : domain::send_as_choices(tx, in)) {
    auto view = tl::make<tl::sendAsPeer>();
    view->peer = peer_view(choice);
    mentioned.add(choice);
    reply->peers.push_back(std::move(view));
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_saveDefaultSendAs& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  if (!peer.is_channel()) return fail(Err::PEER_ID_INVALID);
  const auto send_as = access_peer(context, tx, r.send_as);
  if (!send_as) return fail(Err::SEND_AS_PEER_INVALID);
  TRY(domain::save_default_send_as(tx, actor_told_by_push(context), peer.bare(), *send_as));
  return true;
}

}  // namespace botschaft::rpc
