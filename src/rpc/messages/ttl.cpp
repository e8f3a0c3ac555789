// How long messages live.
#include "domain/messages/ttl.h"

#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_setHistoryTTL& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::set_history_ttl(tx, actor_told_by_reply(context), peer, r.period));
  return said_reply(context, tx, before);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_setDefaultHistoryTTL& r) {
  TRY(domain::set_default_history_ttl(tx, actor_told_by_push(context), r.period));
  return true;
}

Result<tl::Box<tl::DefaultHistoryTTL>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getDefaultHistoryTTL&) {
  auto reply = tl::make<tl::defaultHistoryTTL>();
  reply->period = domain::default_history_ttl(tx, context.self());
  return reply;
}

}  // namespace botschaft::rpc
