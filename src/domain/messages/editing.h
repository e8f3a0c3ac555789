#pragma once
// What an edit makes of a message's text and of how its preview is shown; the same for messages that were
// sent and for those that wait.
#include <optional>

#include "base/error.h"
#include "domain/box_writer.h"
#include "domain/messages/entities.h"
#include "domain/messages/media.h"
#include "store/messages.h"

namespace botschaft::domain {

// The flags that an edit decides; kHasLink follows from the text, the kind of media from the media.
inline constexpr std::uint32_t kEditedFlags =
    store::kNoWebPage | store::kInvertMedia | store::kHasLink | store::kMediaKindMask;

struct Editing {
  std::optional<FormattedText> text = {};  // as the client sent it; none: it stays
  std::uint32_t flags = 0;                 // kNoWebPage, kInvertMedia, as they are to be
  bool previews = false;                   // of links, unless kNoWebPage
  std::optional<Media> media = {};         // none: it stays
};

// Flags and body after the edit. MESSAGE_NOT_MODIFIED, MEDIA_PREV_INVALID (what it has cannot be replaced),
// MEDIA_NEW_INVALID, MEDIA_GROUPED_INVALID (does not go with the rest of its album), MEDIA_CAPTION_TOO_LONG,
// and what normalize() says.
struct Edited {
  std::uint32_t flags = 0;
  store::MessageBody body = {};
};
Result<Edited> edited(store::Transaction& tx, const Actor& actor, std::uint32_t flags,
                      const store::MessageBody& body, const Editing& editing);

// Of a copy with these flags: what the edit changes of them.
inline std::uint32_t with_edited_flags(std::uint32_t flags, const Edited& after) {
  return (flags & ~kEditedFlags) | (after.flags & kEditedFlags);
}

// For kEditSeconds; a place that is shared live, as long as it is.
bool in_time_to_edit(const store::MessageRow& row, std::int32_t now);

// Whether two kinds may stand in one album (core.telegram.org/api/files, "Grouped media").
bool go_together(store::MediaKind a, store::MediaKind b);

}  // namespace botschaft::domain
