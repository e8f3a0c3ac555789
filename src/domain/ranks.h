#pragma once
// Tags that members of groups bear beside their names (core.telegram.org/api/rank).
#include "base/error.h"
#include "domain/box_writer.h"

namespace botschaft::domain {

// One's own, where the group does not forbid it, or another member's; an empty one takes it away.
// PEER_ID_INVALID (no group), CHAT_ADMIN_REQUIRED, USER_NOT_PARTICIPANT, ADMIN_RANK_INVALID,
// CHAT_NOT_MODIFIED.
Result<void> set_rank(store::Transaction& tx, const Actor& actor, PeerId chat, UserId user,
                      std::string_view rank);

// What a member of the chat bears now; empty: nothing.
std::string rank_of(store::Transaction& tx, PeerId chat, UserId user);

}  // namespace botschaft::domain
