#pragma once
// Codes on their way: made in a command, sent outside of it.
#include "domain/accounts/codes.h"
#include "rpc/context.h"
#include "store/store.h"
#include "tl/api.h"

namespace botschaft::rpc {

// Sends and describes a code that was committed. If it cannot be sent, the code is closed again and the
// delivery's error returned.
Result<tl::Box<tl::auth_SentCode>> send_code(const Context& context, store::Store& store,
                                             const domain::Address& to, const domain::NewCode& code);

// An address read back from a row.
domain::Address address_of(const std::string& text);

}  // namespace botschaft::rpc
