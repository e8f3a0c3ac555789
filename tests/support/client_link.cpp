#include "tests/support/client_link.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <utility>

#include "crypto/hash.h"

namespace botschaft::test {

Socket::Socket(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) close();
}

Socket::Socket(Socket&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), closed_(std::exchange(other.closed_, true)) {}

Socket& Socket::operator=(Socket&& other) noexcept {
  close();
  fd_ = std::exchange(other.fd_, -1);
  closed_ = std::exchange(other.closed_, true);
  return *this;
}

Socket::~Socket() {
  close();
}

void Socket::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  closed_ = true;
}

bool Socket::write(ByteView bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Socket::read(Bytes& into, int timeout_ms) {
  pollfd poll{fd_, POLLIN, 0};
  if (closed_ || ::poll(&poll, 1, timeout_ms) <= 0) return false;
  std::array<std::uint8_t, 65536> buffer;
  const auto got = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (got <= 0) {
    closed_ = true;
    return false;
  }
  into.insert(into.end(), buffer.begin(), buffer.begin() + got);
  return true;
}

namespace {

constexpr std::uint32_t kIntermediateTag = 0xeeeeeeee;
constexpr std::uint32_t kPaddedTag = 0xdddddddd;

Bytes little_endian(std::uint32_t value) {
  Bytes out(4);
  store_le(out.data(), value);
  return out;
}

}  // namespace

ClientLink::ClientLink(const LinkOptions& options, Random& random)
    : kind_(options.kind), port_(options.port), random_(random), socket_(options.port) {
  if (!socket_.open()) return;
  switch (kind_) {
    case LinkKind::kAbridged:
      socket_.write(Bytes{0xef});
      break;
    case LinkKind::kIntermediate:
      socket_.write(little_endian(kIntermediateTag));
      break;
    case LinkKind::kPadded:
      socket_.write(little_endian(kPaddedTag));
      break;
    case LinkKind::kFull:
    case LinkKind::kHttp:
    case LinkKind::kHttpClosing:
      break;
    case LinkKind::kWebSocket:
      open_websocket();
      [[fallthrough]];
    case LinkKind::kObfuscated:
    case LinkKind::kObfuscatedSecret:
      open_obfuscated(options, random);
      break;
  }
}

void ClientLink::open_websocket() {
  socket_.write(
      as_bytes("GET /apiws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
               "Sec-WebSocket-Protocol: binary\r\n\r\n"));
  while (as_text(raw_).find("\r\n\r\n") == std::string_view::npos)
    if (!socket_.read(raw_, kPatience_ms)) return socket_.close();
  const auto head = as_text(raw_);
  if (!head.starts_with("HTTP/1.1 101") ||
      head.find("Sec-WebSocket-Protocol: binary") == std::string_view::npos)
    return socket_.close();
  raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(head.find("\r\n\r\n") + 4));
}

// "Transport obfuscation": 64 random bytes that carry both stream keys, the framing tag and the data centre.
void ClientLink::open_obfuscated(const LinkOptions& options, Random& random) {
  std::array<std::uint8_t, 64> header;
  do {
    random.fill(header);
  } while (
      header[0] == 0xef || header[0] == 'G' || header[0] == 'P' || header[0] == 'H' || header[0] == 'O' ||
      header[0] == 0x16 || load_le<std::uint32_t>(header.data()) == kIntermediateTag ||
      load_le<std::uint32_t>(header.data()) == kPaddedTag || load_le<std::uint32_t>(header.data() + 4) == 0);
  const bool secret = options.kind == LinkKind::kObfuscatedSecret;
  store_le(header.data() + 56, secret ? kPaddedTag : kIntermediateTag);
  store_le(header.data() + 60, options.dc);
  const auto cipher = [&](ByteView bytes) {
    std::array<std::uint8_t, 32> key;
    std::ranges::copy(bytes.first(32), key.begin());
    if (secret) key = crypto::sha256({key, options.secret});
    std::array<std::uint8_t, 16> iv;
    std::ranges::copy(bytes.subspan(32, 16), iv.begin());
    return crypto::AesCtr(key, iv);
  };
  Bytes reversed(header.begin() + 8, header.begin() + 56);
  std::ranges::reverse(reversed);
  encrypt_.emplace(cipher(ByteView(header).subspan(8, 48)));
  decrypt_.emplace(cipher(reversed));
  // The header goes out plain but for its end; encrypting all of it leaves the stream where the server
  // expects it.
  auto encrypted = header;
  encrypt_->apply(encrypted);
  std::copy(encrypted.begin() + 56, encrypted.end(), header.begin() + 56);
  write_raw(to_bytes(header));
}

void ClientLink::write(Bytes bytes) {
  if (encrypt_) encrypt_->apply(bytes);
  write_raw(bytes);
}

void ClientLink::write_raw(ByteView bytes) {
  if (kind_ != LinkKind::kWebSocket) {
    socket_.write(bytes);
    return;
  }
  Bytes frame{0x82};
  if (bytes.size() < 126) {
    frame.push_back(static_cast<std::uint8_t>(0x80 | bytes.size()));
  } else {
    frame.push_back(bytes.size() < 65536 ? 0x80 | 126 : 0x80 | 127);
    for (int shift = bytes.size() < 65536 ? 8 : 56; shift >= 0; shift -= 8)
      frame.push_back(static_cast<std::uint8_t>(bytes.size() >> shift));
  }
  std::array<std::uint8_t, 4> mask;
  random_.fill(mask);
  frame.insert(frame.end(), mask.begin(), mask.end());
  for (std::size_t i = 0; i < bytes.size(); ++i) frame.push_back(bytes[i] ^ mask[i % 4]);
  socket_.write(frame);
}

std::string ClientLink::begin_post(std::size_t size) {
  std::string head = "POST /api HTTP/1.1\r\nHost: localhost\r\n";
  if (kind_ == LinkKind::kHttpClosing) {
    head += "Connection: close\r\n";
    socket_ = Socket(port_);
    in_.clear();
    posts_ = 0;
  }
  ++posts_;
  return head + "Content-Length: " + std::to_string(size) + "\r\n\r\n";
}

bool ClientLink::send(ByteView packet) {
  Bytes out;
  const auto size = static_cast<std::uint32_t>(packet.size());
  switch (kind_) {
    case LinkKind::kAbridged:
      if (size / 4 < 0x7f)
        out.push_back(static_cast<std::uint8_t>(size / 4));
      else
        out = little_endian(0x7f | (size / 4) << 8);
      break;
    case LinkKind::kFull: {
      out = little_endian(size + 12);
      const auto number = little_endian(static_cast<std::uint32_t>(sent_++));
      out.insert(out.end(), number.begin(), number.end());
      break;
    }
    case LinkKind::kPadded:
    case LinkKind::kObfuscatedSecret:
      out = little_endian(size + 5);
      break;
    case LinkKind::kHttp:
    case LinkKind::kHttpClosing:
      out = to_bytes(as_bytes(begin_post(packet.size())));
      break;
    default:
      out = little_endian(size);
  }
  out.insert(out.end(), packet.begin(), packet.end());
  if (kind_ == LinkKind::kPadded || kind_ == LinkKind::kObfuscatedSecret) out.resize(out.size() + 5, 0x5a);
  if (kind_ == LinkKind::kFull) {
    const auto sum =
        little_endian(static_cast<std::uint32_t>(crc32(0, out.data(), static_cast<uInt>(out.size()))));
    out.insert(out.end(), sum.begin(), sum.end());
  }
  write(std::move(out));
  return !socket_.closed();
}

// Payload of the frames that are complete in raw_, to in_. nullopt: none.
std::optional<std::size_t> ClientLink::unframe_websocket() {
  std::size_t header = 2;
  if (raw_.size() < header) return std::nullopt;
  std::size_t size = raw_[1] & 0x7f;
  if (size >= 126) {
    header += size == 126 ? 2 : 8;
    if (raw_.size() < header) return std::nullopt;
    size = 0;
    for (std::size_t i = 2; i < header; ++i) size = size << 8 | raw_[i];
  }
  if (raw_.size() < header + size) return std::nullopt;
  Bytes payload(raw_.begin() + static_cast<std::ptrdiff_t>(header),
                raw_.begin() + static_cast<std::ptrdiff_t>(header + size));
  const bool data = (raw_[0] & 0x0f) == 2;
  raw_.erase(raw_.begin(), raw_.begin() + static_cast<std::ptrdiff_t>(header + size));
  if (!data) return 0;
  decrypt_->apply(payload);
  in_.insert(in_.end(), payload.begin(), payload.end());
  return payload.size();
}

bool ClientLink::fill(int timeout_ms) {
  if (kind_ == LinkKind::kWebSocket) {
    if (unframe_websocket()) return true;
    return socket_.read(raw_, timeout_ms);
  }
  Bytes got;
  if (!socket_.read(got, timeout_ms)) return false;
  if (decrypt_) decrypt_->apply(got);
  in_.insert(in_.end(), got.begin(), got.end());
  return true;
}

// As Telethon reads it: the length is the last of the headers, and nothing else matters.
std::optional<Bytes> ClientLink::take_response() {
  constexpr std::string_view kLength = "\r\nContent-Length: ";
  const auto text = as_text(in_);
  const auto end = text.find("\r\n\r\n");
  const auto at = text.find(kLength);
  if (end == std::string_view::npos || at > end) return std::nullopt;
  const auto size = std::stoul(std::string(text.substr(at + kLength.size(), end - at)));
  if (in_.size() < end + 4 + size) return std::nullopt;
  const auto body = in_.begin() + static_cast<std::ptrdiff_t>(end + 4);
  Bytes packet(body, body + static_cast<std::ptrdiff_t>(size));
  in_.erase(in_.begin(), body + static_cast<std::ptrdiff_t>(size));
  --posts_;
  return packet;
}

std::optional<Bytes> ClientLink::take_packet() {
  if (http()) return take_response();
  std::size_t header = 4;
  std::size_t size = 0;
  if (in_.empty() || (kind_ != LinkKind::kAbridged && in_.size() < 4)) return std::nullopt;
  if (kind_ == LinkKind::kAbridged) {
    header = in_[0] < 0x7f ? 1 : 4;
    if (in_.size() < header) return std::nullopt;
    size = (header == 1 ? in_[0] : load_le<std::uint32_t>(in_.data()) >> 8) * std::size_t{4};
  } else {
    size = load_le<std::uint32_t>(in_.data());
    if (size >> 31) {  // a quick ack
      in_.erase(in_.begin(), in_.begin() + 4);
      return take_packet();
    }
    if (kind_ == LinkKind::kFull) size -= 4;
  }
  if (in_.size() < header + size) return std::nullopt;
  Bytes packet(in_.begin() + static_cast<std::ptrdiff_t>(header),
               in_.begin() + static_cast<std::ptrdiff_t>(header + size));
  in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(header + size));
  if (kind_ == LinkKind::kFull) return Bytes(packet.begin() + 4, packet.end() - 4);
  if (kind_ == LinkKind::kPadded || kind_ == LinkKind::kObfuscatedSecret)
    packet.resize(packet.size() & ~std::size_t{3});
  return packet;
}

std::optional<Bytes> ClientLink::receive(int timeout_ms) {
  for (;;) {
    if (auto packet = take_packet()) return packet;
    if (!fill(timeout_ms)) return std::nullopt;
  }
}

}  // namespace botschaft::test
