#pragma once
// Giving a group or channel to somebody else (core.telegram.org/api/channel#transferring-ownership).
#include "base/error.h"
#include "domain/box_writer.h"

namespace botschaft::domain {

// How old the password and the session must be: who has just got hold of them takes nothing away at once.
inline constexpr std::int32_t kOwnershipWait = 24 * 60 * 60;

// Whether the actor may give anything away with this key: PASSWORD_MISSING, PASSWORD_TOO_FRESH_X,
// SESSION_TOO_FRESH_X.
Result<void> check_may_give(store::Transaction& tx, const Actor& actor, AuthKeyId key);

// Whether this chat may be given to this member. CHAT_ADMIN_REQUIRED (not the creator), USER_ID_INVALID (not
// in it, or oneself), PEER_ID_INVALID, CHANNEL_PRIVATE.
Result<void> check_gift(store::Transaction& tx, const Actor& actor, PeerId chat, UserId to);

// After both. The old creator stays an admin with every right; the chat is told.
void give_chat(store::Transaction& tx, const Actor& actor, PeerId chat, UserId to);

}  // namespace botschaft::domain
