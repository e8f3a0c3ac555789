#pragma once
// The members of a basic group as TL.
#include "rpc/views/mentioned.h"

namespace botschaft::rpc {

// chatParticipantsForbidden for those who are not in it (any more).
tl::Box<tl::ChatParticipants> participants_view(const Viewer& viewer, store::Transaction& tx,
                                                const store::ChatRow& chat, Mentioned& mentioned);

}  // namespace botschaft::rpc
