// messages.saveDraft, getAllDrafts, clearAllDrafts.
#include "domain/dialogs/dialogs.h"

#include "domain/channels/topics.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/entities.h"

namespace botschaft::rpc {
namespace {

// The topic of a forum that a draft is for; 0: the whole chat.
MessageId topic_of(store::Transaction& tx, PeerId peer, const tl::Box<tl::InputReplyTo>& box) {
  const auto* input = box ? box.as<tl::inputReplyToMessage>() : nullptr;
  const auto channel = peer.is_channel() ? store::find_channel(tx, peer.bare()) : std::nullopt;
  if (input == nullptr || !channel || !channel->forum()) return 0;
  if (input->top_msg_id) return *input->top_msg_id;
  return store::find_topic(tx, peer, input->reply_to_msg_id) ? input->reply_to_msg_id : 0;
}

bool readable(const Context& context, store::Transaction& tx, PeerId channel) {
  const auto in = domain::look_at_channel(tx, channel.bare(), context.self(), context.now);
  return in && check_can_read(*in);
}

}  // namespace

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_saveDraft& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  domain::Draft draft{.text = {r.message, {}}};
  TRY_ASSIGN(draft.text.entities, entities_of(context, tx, r.entities));
  if (r.no_webpage) draft.flags |= store::kNoWebPage;
  if (r.invert_media) draft.flags |= store::kInvertMedia;
  if (const auto* reply = r.reply_to.as<tl::inputReplyToMessage>()) draft.reply_to = reply->reply_to_msg_id;
  const auto topic = topic_of(tx, peer, r.reply_to);
  if (topic == draft.reply_to) draft.reply_to.reset();  // it names the topic, not a message to answer
  if (topic != 0) {
    TRY(domain::save_topic_draft(tx, actor_told_by_push(context), peer, topic, draft));
    return true;
  }
  TRY(domain::save_draft(tx, actor_told_by_push(context), peer, draft));
  return true;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_getAllDrafts&) {
  auto answer = tl::make<tl::updates>();
  Mentioned mentioned;
  for (const auto& row : store::all_drafts(tx, context.self())) {
    auto update = tl::make<tl::updateDraftMessage>();
    mentioned.add(row.peer);
    update->peer = peer_view(row.peer);
    update->draft = draft_view(row);
    answer->updates.push_back(std::move(update));
  }
  for (const auto& [topic, row] : store::all_topic_drafts(tx, context.self())) {
    if (!readable(context, tx, row.peer)) continue;
    auto update = tl::make<tl::updateDraftMessage>();
    mentioned.add(row.peer);
    update->peer = peer_view(row.peer);
    update->top_msg_id = topic;
    update->draft = draft_view(row);
    answer->updates.push_back(std::move(update));
  }
  mentioned.fill(*answer, viewer_of(context), tx);
  answer->date = context.now;
  return answer;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_clearAllDrafts&) {
  domain::clear_drafts(tx, actor_told_by_push(context));
  domain::clear_topic_drafts(tx, actor_told_by_push(context));
  return true;
}

}  // namespace botschaft::rpc
