#pragma once
// The byte stream of one client, from its first byte on: MTProto transports, HTTP, and WebSockets that begin
// as HTTP. No sockets: bytes go in, packets come out, and what has to be sent collects in output(). Can be
// moved to another core with everything in it that is not yet handled.
#include <memory>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"
#include "mtproto/transport.h"
#include "mtproto/websocket.h"
#include "net/http_stream.h"
#include "net/output_queue.h"

namespace botschaft::net {

class Wire {
 public:
  enum class Status : std::uint8_t {
    kNeedMore,  // all input was used
    kPacket,
    kHeld,    // input was kept for later because too much output waits
    kOwing,   // HTTP: nothing more is read until all owed responses are given
    kLater,   // HTTP: take_request(); nothing more is read until respond_later()
    kClosed,  // send output(), then close; why() says the reason
  };
  struct Event {
    Status status;
    mtproto::Packet packet;  // kPacket: valid until the next call of anything here
  };

  // What the client has turned out to be so far.
  enum class Kind : std::uint8_t { kUnknown, kHttp, kWebSocket, kMtproto };

  // `secrets` and `http` must outlive the wire.
  Wire(std::span<const mtproto::ProxySecret> secrets, const HttpService& http);

  // The next packet. `input` shrinks by what was used. Bytes held before are handled first.
  Event next(MutableByteView& input);

  // Copies what the last next() did not reach: before the input buffer is used for somebody else.
  void hold(MutableByteView input);
  bool holding() const { return held_at_ < held_.size() || !payload_.empty(); }

  // Packets framed since the last flush() leave as one piece. Over HTTP each is the response that is owed
  // longest.
  void send(ByteView packet, Random& random);
  void send(Bytes&& packet, Random& random);  // a large one is not copied
  void send_quick_ack(std::uint32_t token);
  http::Request take_request() { return http_->take_request(); }
  void respond_later(http::Response response) { http_->respond_later(std::move(response), output_); }
  void send_error(std::int32_t code);  // close then
  void flush();                        // moves framed packets to output()
  // WebSocket close frame, where there is one; the error to HTTP requests without a response.
  void say_goodbye(std::int32_t code);
  OutputQueue& output() { return output_; }

  bool carries_http() const { return kind_ == Kind::kHttp; }
  std::size_t owed() const { return http_ ? http_->owed() : 0; }  // responses to packets over HTTP
  bool done() const { return http_ && http_->done(); }            // close once output() is sent

  void set_packet_limit(std::size_t bytes);
  Kind kind() const { return kind_; }
  std::int16_t dc() const { return transport_.dc(); }
  std::string_view why() const { return why_; }
  // A request, packet or header has begun and not ended.
  bool in_the_middle() const;

 private:
  // A step handles one thing. nullopt: look again, there may be more to do.
  using Step = std::optional<Event>;
  Step step(MutableByteView& source);
  Step sniff(MutableByteView& source);
  Step read_http(MutableByteView& source);
  Step read_websocket(MutableByteView& source);
  Step read_packet(MutableByteView& source);
  Event closed(std::string_view why);
  template <typename Write>
  void frame(Write write);  // write(Bytes&): one packet of the transport

  const HttpService* http_service_;
  mtproto::Transport transport_;
  std::unique_ptr<HttpStream> http_;
  std::unique_ptr<mtproto::WebSocket> websocket_;
  Bytes first_bytes_;        // until it is known what they are; then the HTTP bytes not yet handled
  MutableByteView payload_;  // of the current WebSocket frame: in the input, or in held_payload_
  Bytes held_payload_;
  Bytes held_;
  std::size_t held_at_ = 0;
  Bytes framed_;
  OutputQueue output_;
  std::string_view why_;
  Kind kind_ = Kind::kUnknown;
};

}  // namespace botschaft::net
