// What a group says about itself and lets its members do: messages.editChatTitle, editChatAbout,
// editChatDefaultBannedRights.
#include "domain/groups/settings.h"

#include "domain/channels/settings.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/rights.h"
#include "store/events.h"

namespace botschaft::rpc {

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_editChatTitle& r) {
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::set_group_title(tx, actor_told_by_reply(context), r.chat_id, r.title));
  return said_reply(context, tx, before);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_editChatAbout& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (peer.is_channel()) {
    TRY(domain::set_channel_about(tx, actor_told_by_push(context), peer.bare(), r.about));
    return true;
  }
  if (!peer.is_chat()) return fail(Err::PEER_ID_INVALID);
  TRY(domain::set_group_about(tx, actor_told_by_push(context), peer.bare(), r.about));
  return true;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_editChatDefaultBannedRights& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto* rights = r.banned_rights.as<tl::chatBannedRights>();
  if (rights->until_date < 0) return fail(Err::UNTIL_DATE_INVALID);
  if (peer.is_channel()) {
    const auto boxes = boxes_before(context, tx, peer);
    TRY(domain::set_default_rights(tx, actor_told_by_reply(context), peer.bare(), banned_rights_of(*rights)));
    return updates_reply(context, tx, boxes);
  }
  if (!peer.is_chat()) return fail(Err::PEER_ID_INVALID);
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::set_group_banned_rights(tx, actor_told_by_reply(context), peer.bare(),
                                      banned_rights_of(*rights)));
  return updates_reply(context, tx, before);
}

}  // namespace botschaft::rpc
