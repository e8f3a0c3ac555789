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

// MEDIA_EMPTY, MEDIA_INVALID (files are not served), EMOTICON_INVALID, and what check_poll() says.
Result<InputContent> content_of(const Context& context, store::Transaction& tx,
                                const tl::Box<tl::InputMedia>& media);

// The edit that stops a poll: the poll as the client has it, and closed.
bool stops_poll(const tl::Box<tl::InputMedia>& media);

}  // namespace botschaft::rpc
