#pragma once
// Groups and channels as TL, each as one viewer sees them.
#include <span>

#include "rpc/views/user.h"
#include "store/groups.h"
#include "tl/api.h"

namespace botschaft::rpc {

// chatForbidden for those who were removed; chatEmpty where the viewer never was.
tl::Box<tl::Chat> chat_view(const Viewer& viewer, store::Transaction& tx, PeerId peer);

// Each once, for the `chats` of an answer.
tl::Vec<tl::Box<tl::Chat>> chat_views(const Viewer& viewer, store::Transaction& tx,
                                      std::span<const PeerId> peers);

}  // namespace botschaft::rpc
