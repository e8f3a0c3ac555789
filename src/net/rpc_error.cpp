#include "net/rpc_error.h"

#include "tl/writer.h"

namespace botschaft::net {

Bytes rpc_error(const Error& error) {
  constexpr std::uint32_t kRpcError = 0x2144ca19;
  tl::Writer out;
  out.id(kRpcError);
  out.int32(error.code());
  out.string(error.text());
  return out.take();
}

}  // namespace botschaft::net
