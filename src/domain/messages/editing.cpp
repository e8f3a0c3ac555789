#include "domain/messages/editing.h"

#include "domain/messages/web_pages.h"

namespace botschaft::domain {

Result<Edited> edited(store::Transaction& tx, const Actor& actor, std::uint32_t flags,
                      const store::MessageBody& body, const Editing& editing) {
  FormattedText text{body.text, decode_entities(body.entities)};
  if (editing.text) {
    TRY_ASSIGN(text, normalize(*editing.text));
  }
  Edited after{.flags = (flags & ~kEditedFlags) | editing.flags, .body = body};
  if (has_link(text.entities)) after.flags |= store::kHasLink;
  after.body.text = text.text;
  after.body.entities = encode_entities(text.entities);
  const bool same =
      after.flags == flags && after.body.text == body.text && after.body.entities == body.entities;
  if (same) return fail(Err::MESSAGE_NOT_MODIFIED);
  after.body.edit_date = actor.now;
  const bool previews = editing.previews && (editing.flags & store::kNoWebPage) == 0;
  relink_page(tx, text, previews, actor.now, after.body);
  return after;
}

}  // namespace botschaft::domain
