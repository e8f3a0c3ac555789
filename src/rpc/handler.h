#pragma once
// What a file that defines handlers includes. A handler is a function of namespace botschaft::rpc, one per
// line of schema/methods.toml; by the line's `tx` it is
//   none            Result<R> handle(Context&, const tl::M&);
//   read, write     Result<R> handle(Context&, store::Transaction&, const tl::M&);
//   blocking, files Result<R> handle(Context&, store::Store&, const tl::M&);
// The generated declarations (rpc/handlers.h) are for those who call; a definition that differs from its line
// does not link. So a new method compiles one file anew, not all of them.
#include "base/error.h"
#include "rpc/context.h"
#include "tl/api.h"

namespace botschaft::store {
class Store;
class Transaction;
}  // namespace botschaft::store
