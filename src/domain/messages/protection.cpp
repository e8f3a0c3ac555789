#include "domain/messages/protection.h"

#include "domain/protection.h"

namespace botschaft::domain {

Result<void> check_may_leave_chat(store::Transaction& tx, const store::MessageRow& row) {
  if (row.is(store::kNoForwards) || content_protected(tx, row.peer))
    return fail(Err::CHAT_FORWARDS_RESTRICTED);
  return {};
}

}  // namespace botschaft::domain
