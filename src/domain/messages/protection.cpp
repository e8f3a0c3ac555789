#include "domain/messages/protection.h"

#include "domain/protection.h"
#include "store/restrictions.h"

namespace botschaft::domain {

Result<void> check_may_leave_chat(store::Transaction& tx, const store::MessageRow& row) {
  // A copy would be another message, and on that there is no restriction.
  if (row.is(store::kNoForwards) || store::is_restricted(row) || content_protected(tx, row.peer))
    return fail(Err::CHAT_FORWARDS_RESTRICTED);
  return {};
}

}  // namespace botschaft::domain
