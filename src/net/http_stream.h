#pragma once
// HTTP/1.1 on one connection, without input and output: bytes in, responses out, until the client leaves or
// the stream becomes a WebSocket. Beast's parser lives in http_stream.cpp alone.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "http/router.h"
#include "net/output_queue.h"

namespace botschaft::net {

// What HTTP connections share, for the life of the program.
struct HttpService {
  const http::Router& router;
  const Clock& clock;
  // Pages of other origins that may open a WebSocket here ("https://chat.example"; "*" for any). A page of
  // our own host always may; clients that are no browsers send no Origin.
  std::vector<std::string> allowed_origins;
};

class HttpStream {
 public:
  static constexpr std::uint32_t kHeaderLimit = 16 << 10;
  static constexpr std::uint64_t kBodyLimit = 64 << 10;
  static constexpr std::size_t kOutputLimit = 1 << 20;  // with more waiting, further requests are left alone

  enum class State : std::uint8_t {
    kOpen,      // wants more bytes, or less waiting output
    kUpgraded,  // 101 was sent; what is left in the buffer is WebSocket frames
    kClosed,    // send what waits, then close
  };

  explicit HttpStream(const HttpService& service);
  ~HttpStream();
  HttpStream(HttpStream&&) noexcept;
  HttpStream& operator=(HttpStream&&) noexcept;

  // Takes whole pieces from the front of the buffer; the caller appends what comes later.
  State receive(Bytes& buffer, OutputQueue& out);

  // True while a request has begun and not ended: then the client is held to a deadline.
  bool in_request() const;

 private:
  struct Parser;

  State respond(OutputQueue& out);

  const HttpService* service_;
  std::unique_ptr<Parser> parser_;
};

// RFC 6455 section 10.2. `origin` as the client sent it, "" if it did not.
bool origin_allowed(const HttpService& service, std::string_view origin, std::string_view host);

}  // namespace botschaft::net
