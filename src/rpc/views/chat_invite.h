#pragma once
// Links by which people join groups, as TL.
#include "rpc/views/mentioned.h"
#include "store/chat_invites.h"

namespace botschaft::rpc {

tl::Box<tl::ExportedChatInvite> invite_view(const Viewer& viewer, store::Transaction& tx,
                                            const store::ChatInviteRow& row);

// The viewer's own permanent link; null: he has none.
tl::Box<tl::ExportedChatInvite> current_invite(const Viewer& viewer, store::Transaction& tx, PeerId peer);

// The part of a link that names the invite; clients send whole links, and just that part.
std::string invite_hash(std::string_view link);

// Who waits to be let in, the newest first.
struct PendingRequests {
  std::int32_t count = 0;
  tl::Vec<std::int64_t> recent;
};
PendingRequests pending_requests(store::Transaction& tx, PeerId peer, Mentioned& mentioned);

}  // namespace botschaft::rpc
