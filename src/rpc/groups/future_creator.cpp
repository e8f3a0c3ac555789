// messages.getFutureChatCreatorAfterLeave.
#include "domain/channels/members.h"
#include "domain/groups/access.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {

// Nobody: the creator of a channel gives it to somebody before he can leave it (USER_CREATOR), and the one of
// a basic group remains its creator wherever he is, and comes back as such.
Result<tl::Box<tl::User>> handle(Context& context, store::Transaction& tx,
                                 const tl::messages_getFutureChatCreatorAfterLeave& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (peer.is_user()) return fail(Err::PEER_ID_INVALID);
  if (peer.is_chat()) {
    TRY_ASSIGN(const auto membership, domain::require_member(tx, peer.bare(), context.self()));
    TRY(check_deed(membership, domain::Deed::own));
  } else {
    TRY_ASSIGN(const auto in, domain::see_channel(tx, actor_told_by_reply(context), peer.bare()));
    TRY(check_deed(in, domain::Deed::own));
  }
  return tl::make<tl::userEmpty>();
}

}  // namespace botschaft::rpc
