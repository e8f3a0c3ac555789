#pragma once
// The bar above a chat with somebody new: add to contacts, block, report.
#include "rpc/views/user.h"

namespace botschaft::rpc {

tl::Box<tl::PeerSettings> peer_settings_view(const Viewer& viewer, store::Transaction& tx, PeerId peer);

}  // namespace botschaft::rpc
