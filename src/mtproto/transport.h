#pragma once
// The byte stream of one connection, cut into MTProto packets and back.
// core.telegram.org/mtproto/mtproto-transports. No sockets: bytes go in, packets come out. Works the same
// over TCP and over the payload of a WebSocket.
#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/random.h"

namespace botschaft::mtproto {

// What the first bytes of a connection look like.
enum class Sniff : std::uint8_t {
  kNeedMore,  // fewer than four bytes and nothing decided
  kMtproto,   // give the bytes, from the first on, to a Transport
  kHttp,      // an HTTP request line, which may become a WebSocket
  kGarbage,   // something that no client of ours sends, such as a TLS hello
};
Sniff sniff(ByteView first_bytes);

enum class Framing : std::uint8_t { kUnknown, kAbridged, kIntermediate, kPaddedIntermediate, kFull };

enum class TransportError : std::uint8_t {
  kUnknownProtocol,  // a 64-byte header that no configured secret turns into a protocol tag
  kBadLength,        // zero, not a multiple of four where it must be, or above the limit
  kBadChecksum,      // full transport: CRC32
  kBadSequence,      // full transport: packet number
};
std::string_view to_text(TransportError error);

using ProxySecret = std::array<std::uint8_t, 16>;

// Transport errors, sent instead of a packet; the connection is then closed by the server.
inline constexpr std::int32_t kAuthKeyNotFound = -404;
inline constexpr std::int32_t kTransportFlood = -429;

struct Packet {
  MutableByteView bytes;   // with up to 15 bytes of transport padding behind an encrypted message
  bool quick_ack = false;  // the client asks for Transport::frame_quick_ack
};

class Transport {
 public:
  // Before anybody proved to own a key, a packet may not be larger than this.
  static constexpr std::size_t kUnauthenticatedLimit = (1u << 20) + 1024;
  static constexpr std::size_t kAuthenticatedLimit = 16u << 20;

  // `secrets`: MTProxy secrets this server answers to, besides no secret. They must outlive the transport.
  explicit Transport(std::span<const ProxySecret> secrets = {});
  ~Transport();
  Transport(Transport&&) noexcept;
  Transport& operator=(Transport&&) noexcept;

  // Takes the next packet from the front of `input`, which shrinks by what was used. nullopt: all of `input`
  // was used and no packet is complete. The packet lies in `input` if it came whole, else in the transport,
  // and is valid until the next call; its bytes may be changed. After an error the stream is lost: close it.
  std::expected<std::optional<Packet>, TransportError> next(MutableByteView& input);

  // Appends to `out` what goes to the socket. Only after next() has seen the client's first packet or header.
  void frame(ByteView packet, Random& random, Bytes& out);
  // The same without a copy: `packet` becomes what goes out behind what is appended to `head`.
  void frame_in_place(Bytes& packet, Random& random, Bytes& head);
  void frame_quick_ack(std::uint32_t token, Bytes& out);  // nothing in the full transport, which has none
  void frame_error(std::int32_t code, Bytes& out);

  void set_packet_limit(std::size_t bytes) { limit_ = static_cast<std::uint32_t>(bytes); }

  Framing framing() const { return framing_; }
  bool obfuscated() const { return obfuscation_ != nullptr; }
  // What an obfuscated header names as data centre. TDLib and the official applications say the truth; other
  // clients fill in random bytes, so nothing may be refused because of it. 0 without a header.
  std::int16_t dc() const { return dc_; }
  // Heap bytes held at the moment, without the ciphers of obfuscation.
  std::size_t buffered() const { return partial_.capacity(); }

 private:
  struct Obfuscation;
  enum class Stage : std::uint8_t { kFirstBytes, kHeader, kBody };

  std::expected<bool, TransportError> start(MutableByteView& input);
  std::expected<bool, TransportError> open_obfuscated();
  std::expected<bool, TransportError> read_header(MutableByteView& input);
  std::expected<std::optional<Packet>, TransportError> read_body(MutableByteView& input);
  std::expected<Packet, TransportError> finish(MutableByteView body);
  MutableByteView take(MutableByteView& input, std::size_t count);
  std::uint32_t put_head(std::size_t packet_size, Random& random, Bytes& out);
  void put_tail(std::uint32_t padding, std::uint32_t checksum, Bytes& out);
  void encrypt_from(std::size_t start, Bytes& out);

  std::span<const ProxySecret> secrets_;
  std::unique_ptr<Obfuscation> obfuscation_;
  Bytes partial_;  // first bytes until the framing is known, later a packet that did not come whole
  std::uint32_t limit_ = kUnauthenticatedLimit;
  std::uint32_t body_size_ =
      0;                       // of the packet being read, with what surrounds the payload in full transport
  std::int32_t received_ = 0;  // packet numbers of the full transport
  std::int32_t sent_ = 0;
  std::array<std::uint8_t, 4> header_{};
  std::uint8_t header_size_ = 0;
  Framing framing_ = Framing::kUnknown;
  Stage stage_ = Stage::kFirstBytes;
  bool quick_ack_ = false;
  bool delivered_ = false;  // partial_ was handed out and is free again at the next call
  std::int16_t dc_ = 0;
};

}  // namespace botschaft::mtproto
