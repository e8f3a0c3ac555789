// messages.editMessage.
#include "domain/messages/edit.h"

#include "domain/polls/polls.h"
#include "rpc/access.h"
#include "rpc/files/prepare.h"
#include "rpc/handler.h"
#include "rpc/messages/input_media.h"
#include "rpc/messages/reply.h"
#include "rpc/messages/schedule.h"

namespace botschaft::rpc {
namespace {

// Files alone; with none named the error is content_of()'s.
bool may_replace(const tl::Box<tl::InputMedia>& media) {
  return is_upload(media) || media.is<tl::inputMediaPhoto>() || media.is<tl::inputMediaDocument>() ||
         media.is<tl::inputMediaEmpty>();
}

// What is shown from now on.
Result<domain::Media> media_of(const Context& context, store::Transaction& tx, PeerId peer,
                               const tl::messages_editMessage& r) {
  if (const auto* live = r.media.as<tl::inputMediaGeoLive>()) {
    const auto row = store::find_message(tx, context.self(), peer, r.id);
    if (!row) return fail(Err::MESSAGE_ID_INVALID);
    TRY_ASSIGN(const auto moved, moved_on(context, *row, *live));
    return moved;
  }
  if (!may_replace(r.media)) return fail(Err::MEDIA_NEW_INVALID);
  TRY_ASSIGN(auto content, content_of(context, tx, r.media));
  return std::move(content.media);
}

}  // namespace

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_editMessage& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  const auto before = boxes_before(context, tx, peer);
  if (r.media && stops_poll(r.media)) {
    TRY(domain::stop_poll(tx, actor_told_by_reply(context), peer, r.id));
    return updates_reply(context, tx, before);
  }
  TRY_ASSIGN(auto editing, editing_of(context, tx, r));
  if (r.media) {
    if (!editing) editing.emplace();
    TRY_ASSIGN(editing->media, media_of(context, tx, peer, r));
  }
  if (r.schedule_date) return edit_scheduled_reply(context, tx, peer, r, editing);
  if (!editing) return fail(Err::MESSAGE_NOT_MODIFIED);
  TRY(domain::edit_message(tx, actor_told_by_reply(context), peer, r.id, *editing));
  return updates_reply(context, tx, before);
}

}  // namespace botschaft::rpc
