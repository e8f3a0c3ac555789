#pragma once
// The answer to a request on its way from the handler to the socket.
#include <memory>
#include <utility>

#include "base/bytes.h"

namespace botschaft {

// Given back when the last copy goes (base/byte_budget.h).
using Lease = std::shared_ptr<void>;

struct Answer {
  Bytes bytes;       // a boxed result or rpc_error
  Lease lease = {};  // of memory for these bytes; ends when they have left the process

  Answer(Bytes answer, Lease held = {}) : bytes(std::move(answer)), lease(std::move(held)) {}
  operator Bytes() && { return std::move(bytes); }
};

}  // namespace botschaft
