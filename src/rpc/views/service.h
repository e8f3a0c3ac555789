#pragma once
// Service messages as TL.
#include "domain/messages/service.h"
#include "rpc/views/mentioned.h"

namespace botschaft::rpc {

tl::Box<tl::MessageAction> action_view(const Viewer& viewer, store::Transaction& tx,
                                       const domain::Service& service, Mentioned& mentioned);

}  // namespace botschaft::rpc
