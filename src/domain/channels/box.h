#pragma once
// The box of a channel: its events, and when they happened.
#include "domain/box_writer.h"
#include "domain/messages/send.h"
#include "store/events.h"
#include "store/messages.h"

namespace botschaft::domain {

// Owner of the channel's event log, as boxes name it.
constexpr UserId box_of(PeerId channel) {
  return channel.value;
}

// Adds a message to the channel; `flags` and `body` are final, and so is who speaks instead of the actor.
// Returns its id.
MessageId post_in_channel(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId channel,
                          std::uint32_t flags, std::optional<MessageId> reply_to,
                          const store::MessageBody& body, const ThreadPlace& place = {}, PeerId sent_as = {});
MessageId say_in_channel(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId channel,
                         const Service& service, std::uint32_t flags = 0, const ThreadPlace& place = {});

void tell_edited(BoxWriter& boxes, const Actor& actor, PeerId channel, MessageId id);

// When an event of a channel's box happened.
std::int32_t date_of_channel_event(const store::Event& event);

}  // namespace botschaft::domain
