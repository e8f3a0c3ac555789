#include "domain/messages/editing.h"

#include "domain/messages/edit.h"
#include "domain/messages/extra.h"
#include "domain/messages/web_pages.h"
#include "store/restrictions.h"

namespace botschaft::domain {
namespace {

using store::MediaKind;

bool replaceable(const Media& media) {
  if (!has_media(media)) return true;
  const auto* file = std::get_if<FileMedia>(&media);
  if (file == nullptr || destroys_itself(media)) return false;
  return file->kind != MediaKind::sticker && file->kind != MediaKind::voice &&
         file->kind != MediaKind::round_video;
}

Result<void> check_new_media(const MessageExtra& before, const Media& media) {
  const bool both_live =
      std::holds_alternative<LiveGeoMedia>(before.media) && std::holds_alternative<LiveGeoMedia>(media);
  if (both_live) return {};
  if (!replaceable(before.media)) return fail(Err::MEDIA_PREV_INVALID);
  if (!replaceable(media) || !has_media(media)) return fail(Err::MEDIA_NEW_INVALID);
  if (before.album != 0 && !go_together(kind_of(before.media), kind_of(media)))
    return fail(Err::MEDIA_GROUPED_INVALID);
  return {};
}

}  // namespace

bool in_time_to_edit(const store::MessageRow& row, std::int32_t now) {
  // What is restricted stays what was decided on, so that it can be restored as it was.
  if (store::is_restricted(row)) return false;
  if (now - row.date <= kEditSeconds) return true;
  const auto media = decode_extra(row.body.extra).media;
  const auto* live = std::get_if<LiveGeoMedia>(&media);
  return live != nullptr && (live->period == kLiveForEver || now - row.date < live->period);
}

bool go_together(MediaKind a, MediaKind b) {
  const auto seen = [](MediaKind kind) { return kind == MediaKind::photo || kind == MediaKind::video; };
  if (seen(a) || seen(b)) return seen(a) && seen(b);
  return a == b && (a == MediaKind::document || a == MediaKind::music);
}

Result<Edited> edited(store::Transaction& tx, const Actor& actor, std::uint32_t flags,
                      const store::MessageBody& body, const Editing& editing) {
  auto extra = decode_extra(body.extra);
  const bool replaced = editing.media && extra.media != *editing.media;
  if (editing.media) {
    TRY(check_new_media(extra, *editing.media));
    extra.media = *editing.media;
  }
  FormattedText text{body.text, decode_entities(body.entities)};
  if (editing.text && has_media(extra.media)) {
    TRY_ASSIGN(text, normalize_caption(*editing.text));
  } else if (editing.text) {
    TRY_ASSIGN(text, normalize(*editing.text));
  }
  Edited after{.flags = (flags & ~kEditedFlags) | editing.flags, .body = body};
  after.flags = store::with_media_kind(after.flags, kind_of(extra.media));
  if (has_link(text.entities)) after.flags |= store::kHasLink;
  after.body.text = text.text;
  after.body.entities = encode_entities(text.entities);
  if (replaced) after.body.extra = encode_extra(extra);
  const bool same = !replaced && after.flags == flags && after.body.text == body.text &&
                    after.body.entities == body.entities;
  if (same) return fail(Err::MESSAGE_NOT_MODIFIED);
  after.body.edit_date = actor.now;
  const bool previews = editing.previews && (editing.flags & store::kNoWebPage) == 0;
  relink_page(tx, text, previews, actor.now, after.body);
  return after;
}

}  // namespace botschaft::domain
