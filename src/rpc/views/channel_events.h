#pragma once
// From a channel's event log to TL: pushes, replies and getChannelDifference.
#include <span>

#include "rpc/views/events.h"
#include "rpc/views/message.h"

namespace botschaft::rpc {

// Updates whose pts follow on each other without a hole; what has nothing (more) to tell this viewer travels
// as an empty updateDeleteChannelMessages.
tl::Vec<tl::Box<tl::Update>> channel_updates(const Viewer& viewer, store::Transaction& tx, PeerId channel,
                                             std::span<const store::Event> events, Mentioned& mentioned);

// The state after the last of the events, each thing told once.
Difference channel_difference(const Viewer& viewer, store::Transaction& tx, PeerId channel,
                              std::span<const store::Event> events, Mentioned& mentioned);

}  // namespace botschaft::rpc
