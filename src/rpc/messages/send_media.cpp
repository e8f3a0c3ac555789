// messages.sendMedia, sendMultiMedia, uploadMedia.
#include "domain/messages/send.h"

#include "domain/messages/files.h"
#include "domain/stickers/lists.h"
#include "rpc/handler.h"
#include "rpc/messages/input_media.h"
#include "rpc/messages/outgoing.h"
#include "rpc/messages/reply.h"
#include "rpc/views/media.h"

namespace botschaft::rpc {

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_sendMedia& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  TRY_ASSIGN(auto message, outgoing_of(context, tx, peer, r));
  message.random_id = r.random_id;
  TRY_ASSIGN(message.text, formatted_text_of(context, tx, r));
  TRY_ASSIGN(auto content, content_of(context, tx, r.media));
  message.media = std::move(content.media);
  message.poll = std::move(content.poll);
  // A poll that closes at a time of its own would run while it waits.
  if (message.schedule && message.poll && message.poll->close_date != 0)
    return fail(Err::SCHEDULE_DATE_INVALID);

  const auto* file = std::get_if<domain::FileMedia>(&message.media);
  const auto kept = file != nullptr ? file->file : 0;
  const auto before = boxes_before(context, tx, peer);
  TRY_ASSIGN(const auto sent, domain::send_message(tx, actor_told_by_reply(context), peer, message));
  if (kept != 0) domain::remember_sent(tx, actor_told_by_reply(context), kept);
  const std::optional<domain::Sent> all[] = {sent};
  return sent_reply(context, tx, before, all, std::span(&r.random_id, 1));
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_sendMultiMedia& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  if (r.multi_media.empty()) return fail(Err::MEDIA_EMPTY);
  if (r.multi_media.size() > domain::kAlbumMax) return fail(Err::MULTI_MEDIA_TOO_LONG);
  TRY_ASSIGN(const auto common, outgoing_of(context, tx, peer, r));
  std::vector<domain::Outgoing> messages;
  std::vector<std::int64_t> random_ids;
  for (std::size_t i = 0; i < r.multi_media.size(); ++i) {
    const auto& single = *r.multi_media[i].as<tl::inputSingleMedia>();
    auto message = common;
    message.random_id = single.random_id;
    message.clear_draft = common.clear_draft && i == 0;
    TRY_ASSIGN(message.text, formatted_text_of(context, tx, single));
    TRY_ASSIGN(auto content, content_of(context, tx, single.media, i));
    if (content.poll || !std::holds_alternative<domain::FileMedia>(content.media))
      return fail(Err::MEDIA_INVALID);
    message.media = std::move(content.media);
    messages.push_back(std::move(message));
    random_ids.push_back(single.random_id);
  }
  const auto before = boxes_before(context, tx, peer);
  const auto album = context.services.random.next<std::int64_t>() & kAlbumBits;
  TRY_ASSIGN(const auto sent, domain::send_album(tx, actor_told_by_reply(context), peer, messages, album));
  return sent_reply(context, tx, before, sent, random_ids);
}

// The file alone, for an album, or to be sent later.
Result<tl::Box<tl::MessageMedia>> handle(Context& context, store::Transaction& tx,
                                         const tl::messages_uploadMedia& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto content, content_of(context, tx, r.media));
  if (!std::holds_alternative<domain::FileMedia>(content.media)) return fail(Err::MEDIA_INVALID);
  TRY(domain::check_can_send(tx, actor_told_by_push(context), peer,
                             domain::deed_of(domain::kind_of(content.media))));
  Mentioned mentioned;
  return media_view(viewer_of(context), tx, {}, content.media, mentioned);
}

}  // namespace botschaft::rpc
