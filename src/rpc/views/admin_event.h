#pragma once
// Entries of a channel's admin log as TL.
#include "domain/channels/admin_log.h"
#include "rpc/views/mentioned.h"
#include "tl/api.h"

namespace botschaft::rpc {

tl::Box<tl::ChannelAdminLogEvent> admin_event_view(const Viewer& viewer, store::Transaction& tx,
                                                   const store::ChannelRow& channel,
                                                   const domain::AdminEvent& event, Mentioned& mentioned);

}  // namespace botschaft::rpc
