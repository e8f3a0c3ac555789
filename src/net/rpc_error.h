#pragma once
// rpc_error, for the one refusal that `net` makes by itself.
#include "base/bytes.h"
#include "base/error.h"

namespace botschaft::net {

// rpc_error#2144ca19 error_code:int error_message:string
Bytes rpc_error(const Error& error);

}  // namespace botschaft::net
