#include "domain/messages/self_destruct.h"

#include "domain/due.h"
#include "domain/messages/copies.h"
#include "domain/messages/extra.h"
#include "store/message_files.h"

namespace botschaft::domain {
namespace {

const FileMedia* ending(const Media& media) {
  const auto* file = destroys_itself(media) ? std::get_if<FileMedia>(&media) : nullptr;
  return file != nullptr && file->file != 0 ? file : nullptr;
}

void end_now(store::Transaction& tx, BoxWriter& boxes, const store::MessageRow& row) {
  auto extra = decode_extra(row.body.extra);
  if (ending(extra.media) == nullptr) return;
  std::get<FileMedia>(extra.media).file = 0;
  auto body = row.body;
  body.extra = encode_extra(extra);
  store::set_message_body(tx, row, body);
  store::delete_message_files(tx, store::key_of(row));
  for (const auto& copy : all_copies(tx, row)) {
    store::set_message_flags(tx, copy, store::with_media_kind(copy.flags, store::MediaKind::none));
    boxes.append(copy.owner, EventKind::message_edited, copy.peer, copy.id);
  }
}

}  // namespace

bool deletes_itself(const store::MessageRow& row) {
  return store::names_files(row.flags) && ending(decode_extra(row.body.extra).media) != nullptr;
}

void begin_end_of_media(store::Transaction& tx, BoxWriter& boxes, const store::MessageRow& row,
                        std::int32_t now) {
  const auto media = decode_extra(row.body.extra).media;
  const auto* file = ending(media);
  if (file == nullptr || row.out() || !row.peer.is_user()) return;
  if (file->ttl_seconds == kViewOnce) return end_now(tx, boxes, row);
  set_due(tx, DueKind::ending_media, row.owner, row.id, now + file->ttl_seconds);
}

void end_media(store::Transaction& tx, UserId owner, MessageId id, std::int32_t now) {
  const auto row = store::find_message(tx, owner, id);
  if (!row) return;
  const Actor clock{.now = now};
  BoxWriter boxes(tx, clock);
  end_now(tx, boxes, *row);
}

}  // namespace botschaft::domain
