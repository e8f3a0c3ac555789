#pragma once
// What handlers of channels share: from an InputChannel to the channel, and how far its box has grown.
#include "domain/channels/rights.h"
#include "rpc/access.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {

// CHANNEL_INVALID unless the caller was shown it. What he may do there the rules say.
Result<std::int64_t> access_channel(const Context& context, store::Transaction& tx,
                                    const tl::Box<tl::InputChannel>& input);

// The same, and he may read it. CHANNEL_PRIVATE.
Result<domain::InChannel> readable_channel(const Context& context, store::Transaction& tx,
                                           const tl::Box<tl::InputChannel>& input);

tl::Box<tl::messages_AffectedMessages> affected_posts(store::Transaction& tx, const BoxesBefore& before);

}  // namespace botschaft::rpc
