#pragma once
// invokeWithLayer, initConnection, invokeAfterMsg...: the wrappers around a request, taken off one by one.
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "rpc/context.h"

namespace botschaft::rpc {

struct Unwrapped {
  ByteView query;                     // the innermost request; a view into the body, or into `unpacked`
  Bytes unpacked;                     // of a gzip_packed inside a wrapper, as TDLib sends it
  std::optional<std::int32_t> layer;  // invokeWithLayer
  std::optional<ClientInfo> client;   // initConnection
  std::vector<std::int64_t> after;    // invokeAfterMsg(s)
  bool wants_updates = true;          // false: invokeWithoutUpdates
};

// Fails where a wrapper does not decode or may not be served: CONNECTION_LAYER_INVALID, TAKEOUT_INVALID...
Result<Unwrapped> unwrap(ByteView body);

}  // namespace botschaft::rpc
