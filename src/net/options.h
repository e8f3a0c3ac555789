#pragma once
// What `net` is told by the configuration. Times in milliseconds.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "mtproto/transport.h"

namespace botschaft::net {

struct Limits {
  std::int64_t first_bytes_ms = 15'000;      // until four bytes have come
  std::int64_t http_request_ms = 15'000;     // until a request that has begun is complete
  std::int64_t http_idle_ms = 60'000;        // between requests
  std::int64_t http_answer_ms = 60'000;      // until the answer to a request that is answered later
  std::int64_t http_gap_ms = 15'000;         // without an HTTP connection until a session counts as away
  std::int64_t unauthenticated_ms = 60'000;  // until a packet under a known key, from accept
  std::int64_t packet_ms = 60'000;           // until a packet that has begun is complete
  std::int64_t idle_ms = 15 * 60'000;        // without a packet; clients ping every minute or two
  std::int64_t stall_ms = 30'000;            // without the peer taking a byte of what waits for it
  std::int64_t linger_ms = 3'000;            // to send the last bytes before closing

  std::size_t output_bytes = 1u << 20;  // with more waiting, a connection is neither read nor given more

  std::size_t connections = 200'000;
  std::size_t unauthenticated = 8'192;
  std::size_t unauthenticated_per_address = 512;  // per IPv4 address or IPv6 /64; loopback is exempt

  std::size_t sessions_per_connection = 16;
  std::size_t requests_in_flight = 256;  // per session; more are answered with FLOOD_WAIT
  std::int64_t detached_session_ms = 10 * 60'000;
  std::size_t detached_sessions = 50'000;  // per core; the oldest are forgotten first
  std::size_t cached_keys = 65'536;        // per core

  std::size_t handshake_threads = 1;
  std::size_t handshakes_waiting = 256;
};

struct Options {
  std::string host = "127.0.0.1";  // an address, not a name
  std::uint16_t port = 8080;       // 0: any free one
  unsigned cores = 0;              // 0: as many as the machine has
  std::vector<mtproto::ProxySecret> proxy_secrets;
  std::vector<std::string> allowed_origins;
  Limits limits;
};

}  // namespace botschaft::net
