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
  static constexpr std::uint64_t kBodyLimit = 64 << 10;  // packets have another, see set_packet_limit
  static constexpr std::size_t kOutputLimit = 1 << 20;   // with more waiting, further requests are left alone

  enum class State : std::uint8_t {
    kOpen,      // wants more bytes, or less waiting output
    kPacket,    // a POST brought packet(); a response is owed to it
    kOwing,     // a request has come whose response must not overtake those that are owed
    kLater,     // take_request(); nothing more is read until respond_later()
    kUpgraded,  // 101 was sent; what is left in the buffer is WebSocket frames
    kClosed,    // send what waits, then close
  };

  explicit HttpStream(const HttpService& service);
  ~HttpStream();
  HttpStream(HttpStream&&) noexcept;
  HttpStream& operator=(HttpStream&&) noexcept;

  // Takes whole pieces from the front of the buffer; the caller appends what comes later.
  State receive(Bytes& buffer, OutputQueue& out);

  MutableByteView packet();  // after kPacket, until the next receive() or release_packet()
  void release_packet();
  bool has_answer() const;  // which receive() gives without more bytes, once nothing is owed
  void set_packet_limit(std::size_t bytes) { packet_limit_ = bytes; }

  // Responses to packets, which may be given later than the next packet is read, but only in order.
  std::size_t owed() const { return owed_.size(); }
  // Nothing is sent if none is owed any more: work for a POST may end after it was refused.
  void respond(Bytes packet, OutputQueue& out);
  // A transport error (mtproto::kAuthKeyNotFound, say) for all that are owed. Clients read it from the
  // status, as TDLib and Telegram Desktop do, or from the body, as Telethon does. The stream must be closed
  // then.
  void refuse(std::int32_t code, OutputQueue& out);
  // The client wanted no more than what it has got.
  bool done() const { return last_ && owed_.empty(); }

  // After kLater.
  http::Request take_request();
  void respond_later(http::Response response, OutputQueue& out);

  // True while a request has begun and not ended: then the client is held to a deadline.
  bool in_request() const;

 private:
  struct Parser;
  struct Owed {
    bool keep_alive = false;
    std::string origin;  // of a page that wants to read the response
  };

  std::size_t read(ByteView input);
  void on_header();
  void on_request();
  State answer(OutputQueue& out);

  const HttpService* service_;
  std::unique_ptr<Parser> parser_;
  std::vector<Owed> owed_;  // oldest first
  std::size_t packet_limit_;
  bool last_ = false;  // after this nothing more is read
};

// RFC 6455 section 10.2. `origin` as the client sent it, "" if it did not.
bool origin_allowed(const HttpService& service, std::string_view origin, std::string_view host);

}  // namespace botschaft::net
