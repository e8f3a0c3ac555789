// Saved Messages by chat of origin: here all of them are the owner's own notes, one chat.
#include "domain/dialogs/dialogs.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::messages_SavedDialogs> own_notes(const Context& context, store::Transaction& tx) {
  const auto self = PeerId::user(context.self());
  auto reply = tl::make<tl::messages_savedDialogs>();
  const auto dialog = domain::dialog_of(tx, context.self(), self);
  const auto top = store::find_message(tx, context.self(), self, dialog.top);
  if (!top) return reply;
  auto notes = tl::make<tl::savedDialog>();
  notes->peer = peer_view(self);
  notes->top_message = dialog.top;
  reply->dialogs.push_back(std::move(notes));
  Mentioned mentioned;
  reply->messages.push_back(message_view(viewer_of(context), tx, *top, mentioned));
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

}  // namespace

Result<tl::Box<tl::messages_SavedDialogs>> handle(Context& context, store::Transaction& tx,
                                                  const tl::messages_getSavedDialogs& r) {
  const bool later_page = r.offset_id != 0 || r.offset_date != 0;
  if (r.parent_peer || later_page)
    return tl::Box<tl::messages_SavedDialogs>(tl::make<tl::messages_savedDialogs>());
  return own_notes(context, tx);
}

Result<tl::Box<tl::messages_SavedDialogs>> handle(Context&, store::Transaction&,
                                                  const tl::messages_getPinnedSavedDialogs&) {
  return tl::Box<tl::messages_SavedDialogs>(tl::make<tl::messages_savedDialogs>());
}

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getSavedHistory& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (peer.value != context.self()) return tl::Box<tl::messages_Messages>(tl::make<tl::messages_messages>());
  TRY_ASSIGN(const auto page, page_of_request(r));
  const auto rows = domain::history(tx, context.self(), peer, page);
  return messages_reply(context, tx, rows, domain::dialog_of(tx, context.self(), peer).count);
}

}  // namespace botschaft::rpc
