#pragma once
// What people write to the service account: an answer to a letter about a case is a complaint about what was
// decided there.
#include "rpc/context.h"
#include "store/messages.h"

namespace botschaft::rpc {

// `id`: what the caller has just sent to the service account. A case is named by the letter that it answers,
// or by its ref in the text; what names none is left alone. The answer comes as a message of the service
// account.
void hear_complaint(const Context& context, store::Transaction& tx, MessageId id);

}  // namespace botschaft::rpc
