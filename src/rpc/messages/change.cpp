// Deleting, reading and pinning messages.
#include "domain/channels/mentions.h"
#include "domain/channels/posts.h"
#include "domain/messages/read.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

// A part of a history, by dates, is deleted in private chats alone.
Result<void> check_dates(PeerId peer, const tl::messages_deleteHistory& r) {
  const auto from = r.min_date.value_or(0), to = r.max_date.value_or(0);
  if (from != 0 || to != 0) {
    if (!peer.is_user()) return fail(Err::CHAT_REVOKE_DATE_UNSUPPORTED);
    if (from < 0) return fail(Err::MIN_DATE_INVALID);
    if (to < 0 || (to != 0 && to < from)) return fail(Err::MAX_DATE_INVALID);
  }
  return {};
}

}  // namespace

Result<tl::Box<tl::messages_AffectedMessages>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_deleteMessages& r) {
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::delete_messages(tx, actor_told_by_reply(context), r.id, r.revoke));
  return affected_messages(context, tx, before);
}

Result<tl::Box<tl::messages_AffectedHistory>> handle(Context& context, store::Transaction& tx,
                                                     const tl::messages_deleteHistory& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (peer.is_channel()) return fail(Err::PEER_ID_INVALID);  // channels.deleteHistory
  TRY(check_dates(peer, r));
  const domain::Clearing clearing{.max_id = r.max_id,
                                  .min_date = r.min_date.value_or(0),
                                  .max_date = r.max_date.value_or(0),
                                  .keep_dialog = r.just_clear,
                                  .revoke = r.revoke};
  const auto before = store::top_pts(tx, context.self());
  TRY_ASSIGN(const bool more, domain::clear_history(tx, actor_told_by_push(context), peer, clearing));
  return affected_history(before, more);
}

Result<tl::Box<tl::messages_AffectedMessages>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_readHistory& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (peer.is_channel()) return fail(Err::PEER_ID_INVALID);  // channels.readHistory
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::read_history(tx, actor_told_by_reply(context), peer, r.max_id));
  return affected_messages(context, tx, before);
}

Result<tl::Box<tl::messages_AffectedMessages>> handle(Context& context, store::Transaction& tx,
                                                      const tl::messages_readMessageContents& r) {
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::read_contents(tx, actor_told_by_reply(context), r.id));
  return affected_messages(context, tx, before);
}

// Clients confirm that they were notified; nothing here waits for it.
Result<tl::Vec<tl::Box<tl::ReceivedNotifyMessage>>> handle(Context&, store::Transaction&,
                                                           const tl::messages_receivedMessages&) {
  return tl::Vec<tl::Box<tl::ReceivedNotifyMessage>>();
}

Result<tl::Box<tl::OutboxReadDate>> handle(Context& context, store::Transaction& tx,
                                           const tl::messages_getOutboxReadDate& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  auto reply = tl::make<tl::outboxReadDate>();
  TRY_ASSIGN(reply->date, domain::outbox_read_date(tx, actor_told_by_push(context), peer, r.msg_id));
  return reply;
}

Result<tl::Vec<tl::Box<tl::ReadParticipantDate>>> handle(Context& context, store::Transaction& tx,
                                                         const tl::messages_getMessageReadParticipants& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto readers, domain::read_participants(tx, actor_told_by_push(context), peer, r.msg_id));
  tl::Vec<tl::Box<tl::ReadParticipantDate>> reply;
  for (const auto& reader : readers) {
    auto view = tl::make<tl::readParticipantDate>();
    view->user_id = reader.user;
    view->date = reader.date;
    reply.push_back(std::move(view));
  }
  return reply;
}

Result<tl::Box<tl::messages_AffectedHistory>> handle(Context& context, store::Transaction& tx,
                                                     const tl::messages_readMentions& r) {
  const auto top = r.top_msg_id.value_or(0);
  TRY_ASSIGN(const auto peer, access_thread(context, tx, r.peer, top));
  if (peer.is_channel()) {
    const auto in_channel = store::top_pts(tx, peer.value);
    TRY_ASSIGN(const bool more, domain::see_all_mentions(tx, actor_told_by_push(context), peer, top));
    return affected_history(in_channel, more);
  }
  const auto before = store::top_pts(tx, context.self());
  TRY_ASSIGN(const bool more, domain::read_mentions(tx, actor_told_by_push(context), peer));
  return affected_history(before, more);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_updatePinnedMessage& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto before = boxes_before(context, tx, peer);
  const domain::Pinning pinning{.id = r.id, .unpin = r.unpin, .one_side = r.pm_oneside, .silent = r.silent};
  TRY(domain::pin_message(tx, actor_told_by_reply(context), peer, pinning));
  return said_reply(context, tx, before);
}

Result<tl::Box<tl::messages_AffectedHistory>> handle(Context& context, store::Transaction& tx,
                                                     const tl::messages_unpinAllMessages& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (peer.is_channel()) {
    const auto in_channel = store::top_pts(tx, peer.value);
    TRY(domain::unpin_posts(tx, actor_told_by_push(context), peer, r.top_msg_id.value_or(0)));
    return affected_history(in_channel);
  }
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::unpin_all_messages(tx, actor_told_by_push(context), peer));
  return affected_history(before);
}

}  // namespace botschaft::rpc
