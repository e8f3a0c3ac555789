#pragma once
// From the event log to TL: the one renderer behind pushes, replies and getDifference.
#include <cstdint>
#include <span>

#include "rpc/views/message.h"
#include "store/events.h"
#include "tl/api.h"

namespace botschaft::rpc {

// For a device that applies updates one by one: every event becomes updates whose pts follow on each other
// without a hole. What has no pts in TL, or has nothing to tell any more, travels with an empty
// updateDeleteMessages.
tl::Vec<tl::Box<tl::Update>> event_updates(const Viewer& viewer, store::Transaction& tx,
                                           std::span<const store::Event> events, Mentioned& mentioned);

// For getDifference: state after the last of the events, each thing told once.
struct Difference {
  tl::Vec<tl::Box<tl::Message>> new_messages;
  tl::Vec<tl::Box<tl::Update>> other_updates;
};
Difference event_difference(const Viewer& viewer, store::Transaction& tx,
                            std::span<const store::Event> events, Mentioned& mentioned);

// updatePeerHistoryTTL, of any kind of chat.
tl::Box<tl::Update> history_ttl_update(store::Transaction& tx, UserId viewer, PeerId peer,
                                       Mentioned& mentioned);

// Everything after `after` as one `updates`, with all the people it refers to.
tl::Ptr<tl::updates> updates_since(const Viewer& viewer, store::Transaction& tx, std::int32_t after,
                                   std::int32_t up_to);

}  // namespace botschaft::rpc
