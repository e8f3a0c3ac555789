#pragma once
// Protected content: what is said in a chat stays in it.
#include "base/error.h"
#include "domain/box_writer.h"

namespace botschaft::domain {

bool content_protected(store::Transaction& tx, PeerId chat);

// By the creator. PEER_ID_INVALID (a private chat), CHAT_ADMIN_REQUIRED, CHAT_NOT_MODIFIED.
Result<void> protect_content(store::Transaction& tx, const Actor& actor, PeerId chat, bool on);

}  // namespace botschaft::domain
