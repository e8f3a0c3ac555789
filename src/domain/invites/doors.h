#pragma once
// What links and join requests need to know of a chat, be it a basic group or a channel.
#include "domain/box_writer.h"
#include "domain/messages/service.h"

namespace botschaft::domain {

// A chat, and one person's relation to it.
struct Door {
  bool inside = false;
  bool barred = false;   // removed or banned: no link lets him in
  bool manages = false;  // links and requests
  bool creator = false;  // sees the links of the other admins, too
  bool asks = false;     // whoever comes by a link has to ask, whatever the link says
};

// Nothing where there is no such chat (any more).
std::optional<Door> find_door(store::Transaction& tx, PeerId peer, UserId user, std::int32_t now);

// For who manages links and requests. CHAT_ADMIN_REQUIRED, CHAT_WRITE_FORBIDDEN, CHAT_ID_INVALID,
// CHANNEL_PRIVATE, PEER_ID_INVALID (a private chat).
Result<Door> manage_door(store::Transaction& tx, const Actor& actor, PeerId peer);

// The actor comes in, and the chat is told so. USERS_TOO_MUCH, CHANNELS_TOO_MUCH.
struct Entrance {
  UserId inviter = 0;
  Service said = {};
};
Result<void> go_in(store::Transaction& tx, const Actor& actor, PeerId peer, const Entrance& entrance);

// Those who manage the chat's requests learn that there are others than before.
void tell_requests(store::Transaction& tx, BoxWriter& boxes, PeerId peer);

}  // namespace botschaft::domain
