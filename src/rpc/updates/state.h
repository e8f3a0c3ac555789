#pragma once
// updates.state of a user, as several answers carry it.
#include "rpc/context.h"
#include "tl/api.h"

namespace botschaft::rpc {

// Common numbers of this server: everything has a pts, so qts and seq stay 0.
tl::Ptr<tl::updates_state> state_view(const Context& context, store::Transaction& tx, std::int32_t pts);

}  // namespace botschaft::rpc
