// messages.saveDraft, getAllDrafts, clearAllDrafts.
#include "domain/dialogs/dialogs.h"
#include "rpc/access.h"
#include "rpc/handlers.h"
#include "rpc/messages/reply.h"
#include "rpc/views/entities.h"

namespace botschaft::rpc {

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_saveDraft& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  domain::Draft draft{.text = {r.message, {}}};
  TRY_ASSIGN(draft.text.entities, entities_of(context, tx, r.entities));
  if (r.no_webpage) draft.flags |= store::kNoWebPage;
  if (r.invert_media) draft.flags |= store::kInvertMedia;
  if (const auto* reply = r.reply_to.as<tl::inputReplyToMessage>()) draft.reply_to = reply->reply_to_msg_id;
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
  mentioned.fill(*answer, viewer_of(context), tx);
  answer->date = context.now;
  return answer;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_clearAllDrafts&) {
  domain::clear_drafts(tx, actor_told_by_push(context));
  return true;
}

}  // namespace botschaft::rpc
