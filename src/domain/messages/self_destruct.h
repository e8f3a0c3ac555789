#pragma once
// Media of private chats that is seen once, or for some seconds (FileMedia::ttl_seconds). When the one it was
// sent to has looked at it, it goes for both; the message stays and says what it was.
#include "domain/box_writer.h"
#include "store/messages.h"

namespace botschaft::domain {

// Whether the row carries such a thing, and it is still there.
bool deletes_itself(const store::MessageRow& row);

// The receiver has opened it: `row` is his.
void begin_end_of_media(store::Transaction& tx, BoxWriter& boxes, const store::MessageRow& row,
                        std::int32_t now);

// For run_due(): its time is over.
void end_media(store::Transaction& tx, UserId owner, MessageId id, std::int32_t now);

}  // namespace botschaft::domain
