#pragma once
// From a basic group to a supergroup (core.telegram.org/api/channel#migration).
#include "domain/box_writer.h"
#include "domain/channels/rights.h"

namespace botschaft::domain {

// Makes a supergroup of the group's title, about, permissions, members, admins and removed members, and moves
// its links, who waits to be let in, and what each member decided about the chat. The old group stays
// readable to its members; nobody writes there any more. By the creator. Returns the supergroup's id.
// CHAT_ID_INVALID (also: has moved already), CHAT_ADMIN_REQUIRED, CHANNELS_TOO_MUCH.
Result<std::int64_t> migrate_group(store::Transaction& tx, const Actor& actor, std::int64_t chat);

// The group that became this channel, as one who was in it knows it.
struct Origin {
  std::int64_t chat = 0;
  MessageId last = 0;  // the last message of the group in his box
};
std::optional<Origin> origin_of(store::Transaction& tx, const store::ChannelRow& channel, UserId viewer);

}  // namespace botschaft::domain
