#pragma once
// What a signed-in key is told, and how devices are listed.
#include "rpc/context.h"
#include "rpc/views/user.h"
#include "store/authorizations.h"
#include "tl/api.h"

namespace botschaft::rpc {

// For the user who has just been signed in; the request itself came from nobody.
tl::Box<tl::auth_Authorization> signed_in_view(const Context& context, store::Transaction& tx,
                                               const store::UserRow& user);

tl::Box<tl::Authorization> authorization_view(const store::AuthorizationRow& row, bool current,
                                              std::int32_t now);

}  // namespace botschaft::rpc
