#pragma once
// The server's side of RFC 6455 without input and output: frames in, payload out. The payload is a byte
// stream for a Transport; borders of frames and messages mean nothing to it.
#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace botschaft::mtproto {

// Sec-WebSocket-Accept for a Sec-WebSocket-Key. RFC 6455, 4.2.2.
std::string websocket_accept(std::string_view key);

enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kUnsupported = 1003,
  kTooBig = 1009
};

// Control frames never carry more. RFC 6455, 5.5.
inline constexpr std::size_t kMaxControlPayload = 125;

class WebSocket {
 public:
  struct Event {
    enum class Kind : std::uint8_t {
      kData,   // payload, unmasked where it lies in the input
      kPing,   // answer it: write_pong(payload)
      kClose,  // the client said goodbye: write_close(code), then close
    };
    Kind kind;
    MutableByteView payload;  // valid until the next call
    CloseCode code = CloseCode::kNormal;
  };

  // `max_frame`: longest payload a data frame may announce.
  explicit WebSocket(std::uint64_t max_frame = 16u << 20) : max_frame_(max_frame) {}

  // The next event from the front of `input`, which shrinks by what was used; nullopt: more bytes are needed.
  // A data frame is passed on in the pieces in which it comes. On an error: write_close(code), then close.
  std::expected<std::optional<Event>, CloseCode> next(MutableByteView& input);

  static void write_data(ByteView payload, Bytes& out);         // one binary frame
  static void write_data_header(std::size_t size, Bytes& out);  // of one whose payload follows
  static void write_pong(ByteView payload, Bytes& out);
  static void write_ping(ByteView payload, Bytes& out);
  static void write_close(CloseCode code, Bytes& out);

 private:
  std::expected<bool, CloseCode> read_header(MutableByteView& input);
  std::expected<std::optional<Event>, CloseCode> read_control(MutableByteView& input);
  void unmask(MutableByteView bytes);

  std::uint64_t max_frame_;
  std::uint64_t left_ = 0;  // payload bytes of the current frame still to come
  std::array<std::uint8_t, 14> header_{};
  std::uint8_t header_size_ = 0;
  std::uint8_t mask_at_ = 0;
  std::array<std::uint8_t, 4> mask_{};
  bool in_frame_ = false;
  bool in_message_ = false;  // a fragmented message has begun and not ended
  std::uint8_t opcode_ = 0;
  std::uint8_t control_size_ = 0;
  std::array<std::uint8_t, kMaxControlPayload> control_{};
};

}  // namespace botschaft::mtproto
