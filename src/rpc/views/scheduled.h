#pragma once
// Messages that are sent later, as TL.
#include "rpc/views/message.h"
#include "store/events.h"
#include "store/scheduled_messages.h"

namespace botschaft::rpc {

// A message that waits, as one who sees the list sees it.
tl::Box<tl::Message> scheduled_view(const Viewer& viewer, store::Transaction& tx,
                                    const store::ScheduledRow& row, Mentioned& mentioned);

// updateNewScheduledMessage, also for one that was changed. Null where it does not wait any more, or is not
// the viewer's to see.
tl::Box<tl::Update> scheduled_message_update(const Viewer& viewer, store::Transaction& tx,
                                             const store::Event& event, Mentioned& mentioned);
tl::Box<tl::Update> scheduled_deleted_update(const store::Event& event, Mentioned& mentioned);

}  // namespace botschaft::rpc
