#pragma once
// Whether what was said in one chat may be carried to another.
#include "base/error.h"
#include "store/messages.h"

namespace botschaft::domain {

// The one question that forwarding, and quoting in another chat, ask. CHAT_FORWARDS_RESTRICTED.
Result<void> check_may_leave_chat(store::Transaction& tx, const store::MessageRow& row);

}  // namespace botschaft::domain
