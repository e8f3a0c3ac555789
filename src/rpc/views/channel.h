#pragma once
// Channels and the people in them as TL.
#include "domain/channels/rights.h"
#include "rpc/views/mentioned.h"
#include "tl/api.h"

namespace botschaft::rpc {

// channelForbidden for those who may not see into it, and where it is gone.
tl::Box<tl::Chat> channel_view(const Viewer& viewer, store::Transaction& tx, std::int64_t id);

tl::Box<tl::ChatFull> channel_full_view(const Viewer& viewer, store::Transaction& tx,
                                        const domain::InChannel& in, Mentioned& mentioned);

// What the row says at `viewer.now`: creator, admin, banned, left, or just a member.
tl::Box<tl::ChannelParticipant> channel_participant_view(const Viewer& viewer,
                                                         const store::ChannelRow& channel,
                                                         const store::ChannelMemberRow& row,
                                                         Mentioned& mentioned);

}  // namespace botschaft::rpc
