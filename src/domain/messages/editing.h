#pragma once
// What an edit makes of a message's text and of how its preview is shown; the same for messages that were
// sent and for those that wait.
#include <optional>

#include "base/error.h"
#include "domain/box_writer.h"
#include "domain/messages/entities.h"
#include "store/messages.h"

namespace botschaft::domain {

// The flags that an edit decides, and kHasLink, which follows from the text.
inline constexpr std::uint32_t kEditedFlags = store::kNoWebPage | store::kInvertMedia | store::kHasLink;

struct Editing {
  std::optional<FormattedText> text = {};  // as the client sent it; none: it stays
  std::uint32_t flags = 0;                 // kNoWebPage, kInvertMedia, as they are to be
  bool previews = false;                   // of links, unless kNoWebPage
};

// Flags and body after the edit. MESSAGE_NOT_MODIFIED, and what normalize() says.
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

}  // namespace botschaft::domain
