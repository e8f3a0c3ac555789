#pragma once
// The client's side of every transport over a blocking loopback socket: packets out, packets in. Written from
// core.telegram.org/mtproto/mtproto-transports, independently of the server's half.
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/random.h"
#include "crypto/aes_ctr.h"

namespace botschaft::test {

enum class LinkKind : std::uint8_t {
  kAbridged,
  kIntermediate,
  kPadded,
  kFull,
  kObfuscated,        // around intermediate
  kObfuscatedSecret,  // with an MTProxy secret, around padded intermediate
  kWebSocket,         // obfuscated intermediate inside
  kHttp,              // a POST per packet, without waiting for the response to the one before
  kHttpClosing,       // each on a connection of its own; the one before is left
};

// For what must come: longer than any machine that still works takes. Waiting in vain for what must not come
// has its own, short times.
inline constexpr int kPatience_ms = 30'000;

struct LinkOptions {
  LinkKind kind = LinkKind::kIntermediate;
  std::uint16_t port = 0;
  std::array<std::uint8_t, 16> secret{};
  std::int16_t dc = 2;
};

// A connected TCP socket to 127.0.0.1.
class Socket {
 public:
  explicit Socket(std::uint16_t port);  // open() tells whether it worked
  Socket(Socket&& other) noexcept;
  Socket& operator=(Socket&& other) noexcept;
  ~Socket();

  bool open() const { return fd_ >= 0; }
  int descriptor() const { return fd_; }
  bool write(ByteView bytes);  // all of them
  // At least one byte within the time, appended to `into`. False: none came, or the peer closed (closed()).
  bool read(Bytes& into, int timeout_ms);
  bool closed() const { return closed_; }
  void close();

 private:
  int fd_ = -1;
  bool closed_ = false;
};

class ClientLink {
 public:
  ClientLink(const LinkOptions& options, Random& random);

  bool open() const { return socket_.open(); }
  bool closed() const { return socket_.closed(); }
  bool send(ByteView packet);
  // The next packet. A transport error is a packet of four bytes, a quick ack is skipped.
  std::optional<Bytes> receive(int timeout_ms);
  // Over HTTP, nothing comes unless a POST waits for it.
  bool wants_poll() const { return http() && posts_ == 0; }
  Socket& socket() { return socket_; }

 private:
  bool http() const { return kind_ == LinkKind::kHttp || kind_ == LinkKind::kHttpClosing; }
  void open_websocket();
  void open_obfuscated(const LinkOptions& options, Random& random);
  void write(Bytes bytes);             // through the cipher, where there is one
  void write_raw(ByteView bytes);      // in a WebSocket frame, where there is a WebSocket
  bool fill(int timeout_ms);           // more bytes into in_
  std::optional<Bytes> take_packet();  // from in_
  std::string begin_post(std::size_t size);
  std::optional<Bytes> take_response();
  std::optional<std::size_t> unframe_websocket();

  LinkKind kind_;
  std::uint16_t port_;
  Random& random_;
  Socket socket_;
  std::optional<crypto::AesCtr> encrypt_;
  std::optional<crypto::AesCtr> decrypt_;
  Bytes raw_;  // WebSocket frames not yet complete
  Bytes in_;   // plain transport bytes
  std::int32_t sent_ = 0;
  int posts_ = 0;  // that have no response yet
};

}  // namespace botschaft::test
