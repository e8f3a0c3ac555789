#pragma once
// What the requests that send something have in common.
#include "domain/messages/send.h"
#include "rpc/access.h"
#include "rpc/messages/schedule.h"
#include "rpc/views/entities.h"

namespace botschaft::rpc {

// Numbers of albums are positive: TDLib sorts the others among what it sends itself.
inline constexpr std::int64_t kAlbumBits = INT64_MAX;

template <class Request>
std::uint32_t text_flags(const Request& r) {
  std::uint32_t flags = 0;
  if (r.silent) flags |= store::kSilent;
  if (r.noforwards) flags |= store::kNoForwards;
  if constexpr (requires { r.no_webpage; }) {
    if (r.no_webpage) flags |= store::kNoWebPage;
  }
  if constexpr (requires { r.invert_media; }) {
    if (r.invert_media) flags |= store::kInvertMedia;
  }
  return flags;
}

// Answers to stories have no meaning here: the message is sent without them.
Result<std::optional<domain::ReplyTo>> reply_of(const Context& context, store::Transaction& tx, PeerId to,
                                                const tl::Box<tl::InputReplyTo>& box);

Result<std::optional<PeerId>> send_as_of(const Context& context, store::Transaction& tx,
                                         const tl::Box<tl::InputPeer>& input);

// The text of a request, or of one message of an album.
template <class Request>
Result<domain::FormattedText> formatted_text_of(const Context& context, store::Transaction& tx,
                                                const Request& r) {
  TRY_ASSIGN(auto entities, entities_of(context, tx, r.entities));
  return domain::FormattedText{r.message, std::move(entities)};
}

// Everything but what is said and shown, and the random_id.
template <class Request>
Result<domain::Outgoing> outgoing_of(const Context& context, store::Transaction& tx, PeerId peer,
                                     const Request& r) {
  domain::Outgoing message{.flags = text_flags(r), .clear_draft = r.clear_draft};
  TRY_ASSIGN(message.reply_to, reply_of(context, tx, peer, r.reply_to));
  message.schedule = schedule_of(context, peer, r);
  TRY_ASSIGN(message.send_as, send_as_of(context, tx, r.send_as));
  return message;
}

}  // namespace botschaft::rpc
