#pragma once
// What people whose account is frozen may do: they read, look after their own devices and account, and
// complain to the service account. Everything else that writes is 420 FROZEN_METHOD_INVALID
// (core.telegram.org/api/auth, "Frozen accounts").
#include "base/bytes.h"
#include "rpc/method_table.h"
#include "store/transaction.h"
#include "tl/codec.h"

namespace botschaft::rpc {

// Whether it has to be asked at all.
bool is_closed_to_the_frozen(const Method& method, const tl::AnyBox& query);

bool is_frozen(store::Transaction& tx, UserId user);

// The rpc_error. It is the gate's alone: no handler fails with it, so it is not in the catalogue of those.
Bytes frozen_method_invalid();

}  // namespace botschaft::rpc
