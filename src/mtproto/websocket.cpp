#include "mtproto/websocket.h"

#include <algorithm>

#include "base/check.h"
#include "crypto/hash.h"

namespace botschaft::mtproto {
namespace {

constexpr std::uint8_t kFin = 0x80;
constexpr std::uint8_t kMasked = 0x80;
enum Opcode : std::uint8_t { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };

template <class T>
T load_be(const std::uint8_t* from) {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) value = static_cast<T>(value << 8 | from[i]);
  return value;
}

template <class T>
void put_be(T value, Bytes& out) {
  for (std::size_t i = sizeof(T); i-- > 0;) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

constexpr std::size_t kLongestHeader = 10;

void write_header(Opcode opcode, std::size_t size, Bytes& out) {
  out.push_back(kFin | opcode);
  if (size < 126) {
    out.push_back(static_cast<std::uint8_t>(size));
  } else if (size <= 0xffff) {
    out.push_back(126);
    put_be(static_cast<std::uint16_t>(size), out);
  } else {
    out.push_back(127);
    put_be(static_cast<std::uint64_t>(size), out);
  }
}

void write_frame(Opcode opcode, ByteView payload, Bytes& out) {
  out.reserve(out.size() + payload.size() + kLongestHeader);
  write_header(opcode, payload.size(), out);
  out.insert(out.end(), payload.begin(), payload.end());
}

// RFC 6455, 7.4: codes a peer may put into a close frame.
bool may_be_sent(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

}  // namespace

std::string websocket_accept(std::string_view key) {
  const auto digest = crypto::sha1({as_bytes(key), as_bytes("258EAFA5-E914-47DA-95CA-C5AB0DC85B11")});
  std::string text = to_base64url(digest) + "=";  // 20 bytes need one sign of padding
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  return text;
}

std::expected<std::optional<WebSocket::Event>, CloseCode> WebSocket::next(MutableByteView& input) {
  for (;;) {
    if (!in_frame_) {
      const auto complete = read_header(input);
      if (!complete) return std::unexpected(complete.error());
      if (!*complete) return std::nullopt;
      in_frame_ = true;
    }
    if (opcode_ >= kClose) {
      auto event = read_control(input);
      if (!event || *event || in_frame_) return event;
      continue;  // a pong
    }
    if (left_ == 0) {
      in_frame_ = false;
      continue;
    }
    if (input.empty()) return std::nullopt;
    const auto piece = input.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size())));
    input = input.subspan(piece.size());
    left_ -= piece.size();
    unmask(piece);
    return Event{Event::Kind::kData, piece};
  }
}

// RFC 6455, 5.2. True once header_ is complete and its fields are taken out of it.
std::expected<bool, CloseCode> WebSocket::read_header(MutableByteView& input) {
  const auto wanted = [this]() -> std::size_t {
    if (header_size_ < 2) return 2;
    if ((header_[1] & kMasked) == 0) return 2;  // refused below; its mask will not come
    const int length = header_[1] & 0x7f;
    return 2u + (length == 126 ? 2u : length == 127 ? 8u : 0u) + mask_.size();
  };
  while (header_size_ < wanted()) {
    if (input.empty()) return false;
    header_[header_size_++] = input[0];
    input = input.subspan(1);
  }
  const auto size = header_size_;
  header_size_ = 0;
  const bool fin = (header_[0] & kFin) != 0;
  const int reserved = header_[0] & 0x70;
  const auto opcode = static_cast<std::uint8_t>(header_[0] & 0x0f);
  const int length = header_[1] & 0x7f;
  left_ = length == 127   ? load_be<std::uint64_t>(header_.data() + 2)
          : length == 126 ? load_be<std::uint16_t>(header_.data() + 2)
                          : static_cast<std::uint64_t>(length);
  if ((header_[1] & kMasked) == 0) return std::unexpected(CloseCode::kProtocolError);
  std::copy_n(header_.data() + size - mask_.size(), mask_.size(), mask_.begin());
  mask_at_ = 0;

  const bool shortest = length < 126 || (length == 126 ? left_ >= 126 : left_ > 0xffff);
  if (reserved != 0 || !shortest) return std::unexpected(CloseCode::kProtocolError);
  if (opcode == kClose || opcode == kPing || opcode == kPong) {
    if (!fin || left_ > kMaxControlPayload) return std::unexpected(CloseCode::kProtocolError);
    control_size_ = 0;
  } else if (opcode == kContinuation || opcode == kBinary) {
    if (in_message_ != (opcode == kContinuation)) return std::unexpected(CloseCode::kProtocolError);
    if (left_ > max_frame_) return std::unexpected(CloseCode::kTooBig);
    in_message_ = !fin;
  } else {
    return std::unexpected(opcode == kText ? CloseCode::kUnsupported : CloseCode::kProtocolError);
  }
  opcode_ = opcode;
  return true;
}

std::expected<std::optional<WebSocket::Event>, CloseCode> WebSocket::read_control(MutableByteView& input) {
  const auto piece = input.first(static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size())));
  input = input.subspan(piece.size());
  left_ -= piece.size();
  unmask(piece);
  std::ranges::copy(piece, control_.begin() + control_size_);
  control_size_ = static_cast<std::uint8_t>(control_size_ + piece.size());
  if (left_ > 0) return std::nullopt;

  in_frame_ = false;
  const auto payload = MutableByteView{control_}.first(control_size_);
  if (opcode_ == kPong) return std::nullopt;
  if (opcode_ == kPing) return Event{Event::Kind::kPing, payload};
  if (payload.empty()) return Event{Event::Kind::kClose, payload};
  if (payload.size() == 1) return std::unexpected(CloseCode::kProtocolError);
  const auto code = load_be<std::uint16_t>(payload.data());
  if (!may_be_sent(code)) return std::unexpected(CloseCode::kProtocolError);
  return Event{Event::Kind::kClose, payload.subspan(2), static_cast<CloseCode>(code)};
}

void WebSocket::unmask(MutableByteView bytes) {
  // Turned so that mask[0] belongs to bytes[0]; then eight bytes at a time.
  std::array<std::uint8_t, 8> mask;
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = mask_[(mask_at_ + i) % 4];
  mask_at_ = static_cast<std::uint8_t>((mask_at_ + bytes.size()) % 4);
  const auto word = load_le<std::uint64_t>(mask.data());
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    store_le(bytes.data() + at, load_le<std::uint64_t>(bytes.data() + at) ^ word);
  }
  for (; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ mask[at % 8]);
}

void WebSocket::write_data(ByteView payload, Bytes& out) {
  write_frame(kBinary, payload, out);
}

void WebSocket::write_data_header(std::size_t size, Bytes& out) {
  write_header(kBinary, size, out);
}

void WebSocket::write_pong(ByteView payload, Bytes& out) {
  CHECK(payload.size() <= kMaxControlPayload);
  write_frame(kPong, payload, out);
}

void WebSocket::write_ping(ByteView payload, Bytes& out) {
  CHECK(payload.size() <= kMaxControlPayload);
  write_frame(kPing, payload, out);
}

void WebSocket::write_close(CloseCode code, Bytes& out) {
  const auto value = static_cast<std::uint16_t>(code);
  const std::array<std::uint8_t, 2> payload{static_cast<std::uint8_t>(value >> 8),
                                            static_cast<std::uint8_t>(value)};
  write_frame(kClose, payload, out);
}

}  // namespace botschaft::mtproto
