#pragma once
// What handlers of channels share: from an InputChannel to the channel, and how far its box has grown.
#include "domain/channels/rights.h"
#include "rpc/access.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {

// CHANNEL_INVALID unless the caller was shown it. What he may do there the rules say.
Result<std::int64_t> access_channel(const Context& context, store::Transaction& tx,
                                    const tl::Box<tl::InputChannel>& input);

// A member, or a channel in whose name somebody writes; such a one is named also where it is none of the
// caller's to read (any more). PARTICIPANT_ID_INVALID.
Result<PeerId> access_participant(const Context& context, store::Transaction& tx,
                                  const tl::Box<tl::InputPeer>& input);

// As access_channel(), and he may read it. CHANNEL_PRIVATE.
Result<domain::InChannel> readable_channel(const Context& context, store::Transaction& tx,
                                           const tl::Box<tl::InputChannel>& input);

// As readable_channel(), and also where he reads comments alone (domain/channels/comments.h).
Result<domain::InChannel> visited_channel(const Context& context, store::Transaction& tx,
                                          const tl::Box<tl::InputChannel>& input);

tl::Box<tl::messages_AffectedMessages> affected_posts(store::Transaction& tx, const BoxesBefore& before);

}  // namespace botschaft::rpc
