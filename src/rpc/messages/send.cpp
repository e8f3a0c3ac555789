// messages.sendMessage, forwardMessages, setTyping.
#include "domain/channels/comments.h"
#include "domain/channels/send_as.h"
#include "domain/messages/forward.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/outgoing.h"
#include "rpc/messages/reply.h"
#include "rpc/messages/schedule.h"
#include "rpc/reports/complaint.h"
#include "rpc/views/entities.h"
#include "rpc/views/web_page.h"
#include "store/channels.h"
#include "store/events.h"
#include "store/users.h"
#include "tl/codec.h"

namespace botschaft::rpc {
namespace {

// The topic or thread that copies go to; 0: none.
MessageId forwarded_to(const tl::messages_forwardMessages& r) {
  if (r.top_msg_id) return *r.top_msg_id;
  const auto* input = r.reply_to ? r.reply_to.as<tl::inputReplyToMessage>() : nullptr;
  return input == nullptr ? 0 : input->top_msg_id.value_or(input->reply_to_msg_id);
}

// The short answer to the most frequent request, where the client knows everything but id, date and entities.
// Null where it does not: the text was trimmed, more happened than the message, or it was sent before.
tl::Box<tl::Updates> short_reply(const Context& context, store::Transaction& tx, std::int32_t before,
                                 PeerId peer, const tl::messages_sendMessage& r, const domain::Sent& sent) {
  if (sent.repeated || sent.scheduled || sent.id != before + 1 ||
      store::top_pts(tx, context.self()) != sent.id)
    return nullptr;
  if (peer.value == context.self() || peer.is_channel()) return nullptr;
  const auto row = store::find_message(tx, context.self(), peer, sent.id);
  if (!row || row->body.text != r.message) return nullptr;
  auto reply = tl::make<tl::updateShortSentMessage>();
  reply->out = true;
  reply->id = sent.id;
  reply->pts = sent.id;
  reply->pts_count = 1;
  reply->date = row->date;
  reply->entities = entities_view(domain::decode_entities(row->body.entities));
  reply->media = web_page_media(tx, domain::decode_extra(row->body.extra).web_page);
  return reply;
}

}  // namespace

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_sendMessage& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  TRY_ASSIGN(auto message, outgoing_of(context, tx, peer, r));
  message.random_id = r.random_id;
  TRY_ASSIGN(message.text, formatted_text_of(context, tx, r));
  message.previews = context.services.link_previews;

  const auto before = boxes_before(context, tx, peer);
  TRY_ASSIGN(const auto sent, domain::send_message(tx, actor_told_by_reply(context), peer, message));
  const bool to_service = peer == PeerId::user(store::kServiceUser);
  if (to_service && !sent.repeated && !sent.scheduled) hear_complaint(context, tx, sent.id);
  if (auto reply = short_reply(context, tx, before.own, peer, r, sent)) return reply;
  const std::optional<domain::Sent> all[] = {sent};
  return sent_reply(context, tx, before, all, std::span(&r.random_id, 1));
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_forwardMessages& r) {
  TRY_ASSIGN(const auto from, access_messages(context, tx, r.from_peer, r.id));
  TRY_ASSIGN(const auto to, visit_peer(context, tx, r.to_peer));
  TRY_ASSIGN(const auto send_as, send_as_of(context, tx, r.send_as));
  const domain::Forwarding forwarding{.from = from,
                                      .ids = r.id,
                                      .random_ids = r.random_id,
                                      .flags = text_flags(r),
                                      .drop_author = r.drop_author,
                                      .drop_captions = r.drop_media_captions,
                                      .album = context.services.random.next<std::int64_t>() & kAlbumBits,
                                      .top = forwarded_to(r),
                                      .schedule = schedule_of(context, to, r),
                                      .send_as = send_as};
  const auto before = boxes_before(context, tx, to);
  TRY_ASSIGN(const auto sent, domain::forward_messages(tx, actor_told_by_reply(context), to, forwarding));
  return sent_reply(context, tx, before, sent, r.random_id);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_setTyping& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  if (peer.is_channel()) {
    const auto in = domain::look_at_channel(tx, peer.bare(), context.self(), context.now);
    const domain::ThreadPlace place{.top = r.top_msg_id.value_or(0)};
    // Who writes in another name is not seen writing in his own.
    const bool shown = domain::default_send_as(tx, *in) == PeerId::user(context.self());
    const bool may_write =
        domain::check_can_send(tx, actor_told_by_push(context), peer) && domain::check_place(tx, *in, place);
    if (in->broadcast() || !shown || !may_write) return true;
    tx.notify<domain::ChannelTypingNotice>(peer, context.self(), tl::constructor_id(*r.action.get()),
                                           place.top);
    return true;
  }
  if (peer.value == context.self() || !domain::check_can_write(tx, context.self(), peer)) return true;
  const auto action = tl::constructor_id(*r.action.get());
  if (peer.is_user()) tx.notify<domain::TypingNotice>(context.self(), peer.value, action);
  if (!peer.is_chat()) return true;
  for (const auto& member : store::list_chat_members(tx, peer.bare())) {
    if (member.user != context.self())
      tx.notify<domain::TypingNotice>(context.self(), member.user, action, peer);
  }
  return true;
}

}  // namespace botschaft::rpc
