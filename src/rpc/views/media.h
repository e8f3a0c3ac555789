#pragma once
// What messages carry beside their text, as TL.
#include "domain/messages/media.h"
#include "rpc/views/mentioned.h"
#include "store/messages.h"
#include "tl/api.h"

namespace botschaft::rpc {

// Null for none.
tl::Box<tl::MessageMedia> media_view(const Viewer& viewer, store::Transaction& tx,
                                     const store::MessageRow& row, const domain::Media& media,
                                     Mentioned& mentioned);

}  // namespace botschaft::rpc
