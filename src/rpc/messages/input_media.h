#pragma once
// Media as requests describe it.
#include <optional>

#include "domain/messages/media.h"
#include "domain/polls/content.h"
#include "rpc/context.h"
#include "tl/api.h"

namespace botschaft::rpc {

// A poll is not made before the message is sent.
struct InputContent {
  domain::Media media = {};
  std::optional<domain::NewPoll> poll = {};
};

// `place`: among those of the request that can name an upload (Prepared::files). MEDIA_EMPTY, MEDIA_INVALID,
// EMOTICON_INVALID, TTL_MEDIA_INVALID, FILE_REFERENCE_*, and what check_poll() says.
Result<InputContent> content_of(const Context& context, store::Transaction& tx,
                                const tl::Box<tl::InputMedia>& media, std::size_t place = 0);

// A live location after an edit. MEDIA_PREV_INVALID, MEDIA_INVALID, MESSAGE_EDIT_TIME_EXPIRED.
Result<domain::LiveGeoMedia> moved_on(const Context& context, const store::MessageRow& row,
                                      const tl::inputMediaGeoLive& input);

// The edit that stops a poll: the poll as the client has it, and closed.
bool stops_poll(const tl::Box<tl::InputMedia>& media);

}  // namespace botschaft::rpc
