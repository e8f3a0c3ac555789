// messages.editChatParticipantRank.
#include "domain/ranks.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_editChatParticipantRank& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto participant, access_peer(context, tx, r.participant));
  if (!participant.is_user()) return fail(Err::PARTICIPANT_ID_INVALID);
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::set_rank(tx, actor_told_by_reply(context), peer, participant.value, r.rank));
  return updates_reply(context, tx, before);
}

}  // namespace botschaft::rpc
