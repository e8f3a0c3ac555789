#pragma once
// For tests: a client's end of a session, written from the documents, and recorders for what a session asks
// for.
#include <algorithm>
#include <initializer_list>
#include <map>
#include <optional>
#include <vector>

#include "base/check.h"
#include "base/clock.h"
#include "base/gzip.h"
#include "crypto/aes_ige.h"
#include "mtproto/session.h"
#include "tl/mtproto.h"
#include "tl/reader.h"
#include "tl/writer.h"

namespace botschaft::mtproto::test {

inline constexpr SessionId kSessionId = 0x5e5510;

// Three salts in a row, as numbers that a reader recognises.
class FewSalts final : public SaltBook {
 public:
  static constexpr std::int64_t kPrevious = 100;
  static constexpr std::int64_t kCurrent = 200;
  static constexpr std::int64_t kNext = 300;

  bool accepts(std::int64_t salt, std::int32_t) const override {
    return salt == kPrevious || salt == kCurrent || salt == kNext;
  }
  std::int64_t current(std::int32_t) const override { return kCurrent; }
  std::vector<FutureSalt> future(std::int32_t now, int count) const override {
    std::vector<FutureSalt> salts{{now, now + 3600, kCurrent}, {now + 1800, now + 7200, kNext}};
    salts.resize(std::min<std::size_t>(salts.size(), static_cast<std::size_t>(count)));
    return salts;
  }
};

struct Recorder final : SessionEvents {
  struct Request {
    std::int64_t msg_id;
    Bytes body;
  };

  void on_request(std::int64_t msg_id, ByteView body) override {
    requests.push_back({msg_id, to_bytes(body)});
  }
  void on_drop(std::int64_t msg_id) override { dropped.push_back(msg_id); }
  bool on_destroy_session(SessionId other) override { return std::erase(other_sessions, other) > 0; }
  void on_destroy_auth_key() override { ++auth_key_destroyed; }

  std::vector<Request> requests;
  std::vector<std::int64_t> dropped;
  std::vector<SessionId> other_sessions;
  int auth_key_destroyed = 0;
};

// A message from the server, out of its container if it came in one.
struct ServerPart {
  std::int64_t msg_id;
  std::int32_t seqno;
  Bytes body;
  std::int64_t container_id = 0;

  std::uint32_t id() const { return load_le<std::uint32_t>(body.data()); }
  tl::Reader reader() const {
    tl::Reader in(body);
    in.id();
    return in;
  }
};

template <class... Parts>
Bytes tl_bytes(const Parts&... parts) {
  tl::Writer out;
  (out.scalar(parts), ...);
  return out.take();
}

inline Bytes ids_message(std::uint32_t id, const std::vector<std::int64_t>& ids) {
  tl::Writer out;
  out.id(id);
  out.id(tl::kVectorId);
  out.int32(static_cast<std::int32_t>(ids.size()));
  for (const auto msg_id : ids) out.int64(msg_id);
  return out.take();
}
inline Bytes ack_message(const std::vector<std::int64_t>& ids) {
  return ids_message(tl::mt_msgs_ack::kId, ids);
}
inline Bytes ping_message(std::int64_t ping_id) {
  return tl_bytes(tl::mt_ping::kId, ping_id);
}
inline Bytes gzip_message(ByteView packed) {
  tl::Writer out;
  out.id(tl::mt_gzip_packed::kId);
  out.string(packed);
  return out.take();
}
// Some method that the session does not know.
inline Bytes request_message(std::int32_t number) {
  return tl_bytes(std::uint32_t{0xabcdef01}, number);
}
// Some object that may be a result or an update.
inline Bytes object_message(std::int32_t number, std::size_t size = 8) {
  Bytes body(size, static_cast<std::uint8_t>(number));
  store_le(body.data(), std::uint32_t{0x01fedcba});
  store_le(body.data() + 4, number);
  return body;
}

struct Part {
  std::int64_t msg_id;
  std::int32_t seqno;
  Bytes body;
};
inline Bytes container_message(const std::vector<Part>& parts) {
  tl::Writer out;
  out.id(tl::mt_msg_container::kId);
  out.int32(static_cast<std::int32_t>(parts.size()));
  for (const auto& part : parts) {
    out.int64(part.msg_id);
    out.int32(part.seqno);
    out.int32(static_cast<std::int32_t>(part.body.size()));
    out.raw(part.body);
  }
  return out.take();
}

inline const crypto::AuthKey& test_key() {
  static const crypto::AuthKey key = [] {
    crypto::AuthKey random;
    SeededRandom(77).fill(random);
    return random;
  }();
  return key;
}

inline Moment moment(const Clock& clock) {
  return {clock.unix_us(), clock.monotonic_us()};
}

// A packet as the client encrypts it.
inline Bytes client_packet(const Part& part, std::int64_t salt = FewSalts::kCurrent) {
  Bytes out(kEnvelopeHeader + kMessageHeader);
  out.insert(out.end(), part.body.begin(), part.body.end());
  out.resize(out.size() + 12 + (16 - (kMessageHeader + part.body.size() + 12) % 16) % 16);
  const auto plain = MutableByteView{out}.subspan(kEnvelopeHeader);
  store_le(out.data(), crypto::auth_key_id(test_key()));
  store_le(plain.data(), salt);
  store_le(plain.data() + 8, kSessionId);
  store_le(plain.data() + 16, part.msg_id);
  store_le(plain.data() + 24, part.seqno);
  store_le(plain.data() + 28, static_cast<std::uint32_t>(part.body.size()));
  const auto msg_key = crypto::message_key(test_key(), plain, crypto::Direction::kToServer);
  std::copy(msg_key.begin(), msg_key.end(), out.begin() + 8);
  crypto::aes_ige_encrypt(crypto::message_cipher(test_key(), msg_key, crypto::Direction::kToServer), plain);
  return out;
}

// Decrypts a packet of the server and takes containers apart. Aborts on what no client would accept.
inline std::vector<ServerPart> server_parts(Bytes packet) {
  CHECK(packet.size() >= kSealRoom + kMinPadding && (packet.size() - kEnvelopeHeader) % 16 == 0);
  crypto::MessageKey msg_key;
  std::copy_n(packet.begin() + 8, msg_key.size(), msg_key.begin());
  const auto plain = MutableByteView{packet}.subspan(kEnvelopeHeader);
  crypto::aes_ige_decrypt(crypto::message_cipher(test_key(), msg_key, crypto::Direction::kToClient), plain);
  CHECK(crypto::message_key(test_key(), plain, crypto::Direction::kToClient) == msg_key);
  CHECK(load_le<std::int64_t>(plain.data()) == FewSalts::kCurrent);
  CHECK(load_le<SessionId>(plain.data() + 8) == kSessionId);
  const auto length = load_le<std::uint32_t>(plain.data() + 28);
  ServerPart outer{load_le<std::int64_t>(plain.data() + 16), load_le<std::int32_t>(plain.data() + 24),
                   to_bytes(plain.subspan(kMessageHeader, length))};
  CHECK((outer.msg_id & 1) == 1);
  if (outer.id() != tl::mt_msg_container::kId) return {outer};
  CHECK(outer.seqno % 2 == 0);
  std::vector<ServerPart> parts;
  auto in = outer.reader();
  const auto count = in.int32();
  for (std::int32_t i = 0; i < count; ++i) {
    ServerPart part{in.int64(), in.int32(), {}, outer.msg_id};
    part.body = to_bytes(in.raw(in.scalar<std::uint32_t>()));
    CHECK((part.msg_id & 1) == 1 && part.msg_id < outer.msg_id && part.body.size() % 4 == 0);
    parts.push_back(std::move(part));
  }
  CHECK(in.ok() && in.at_end());
  return parts;
}

// A session and a client that speaks to it without any network between.
class Conversation {
 public:
  explicit Conversation(SessionLimits limits = {}) : session(kSessionId, random, limits) {
    session.on_connect(now());
  }

  Moment now() const { return moment(clock); }
  // An id of now plus that many seconds; later calls give larger ones.
  std::int64_t client_id(std::int64_t seconds = 0) {
    id_count_ += 4;
    return ((clock.unix_us() / 1'000'000 + seconds) << 32) + id_count_;
  }
  std::int32_t content_seqno() { return 2 * content_++ + 1; }

  bool send(const Part& part, std::int64_t salt = FewSalts::kCurrent) {
    Bytes packet = client_packet(part, salt);
    const auto message = open_envelope(test_key(), packet);
    CHECK(message.has_value());
    return session.on_message(*message, now(), salts, events);
  }
  // A request with a good id; returns it.
  std::int64_t request(std::int32_t number = 1) {
    const auto msg_id = client_id();
    CHECK(send({msg_id, content_seqno(), request_message(number)}));
    return msg_id;
  }

  std::vector<ServerPart> flush() {
    std::vector<Bytes> packets;
    session.flush({test_key(), crypto::auth_key_id(test_key()), FewSalts::kCurrent, now(), random}, packets);
    packet_count = packets.size();
    std::vector<ServerPart> parts;
    for (auto& packet : packets) {
      for (auto& part : server_parts(std::move(packet))) parts.push_back(std::move(part));
    }
    return parts;
  }
  void reconnect() {
    session.on_disconnect();
    session.on_connect(now());
  }
  // Through the notice of the new session, acknowledged, so that a test starts with nothing pending.
  void settle() {
    send({client_id(), 0, ping_message(0)});
    std::vector<std::int64_t> ids;
    for (const auto& part : flush()) ids.push_back(part.msg_id);
    send({client_id(), 0, ack_message(ids)});
    CHECK(flush().empty());
  }

  ManualClock clock;
  SeededRandom random{1};
  FewSalts salts;
  Recorder events;
  Session session;
  std::size_t packet_count = 0;

 private:
  std::int64_t id_count_ = 0;
  std::int32_t content_ = 0;
};

// The only part with this constructor, or nullptr.
inline const ServerPart* only(const std::vector<ServerPart>& parts, std::uint32_t id) {
  const auto matches = [&](const ServerPart& part) { return part.id() == id; };
  if (std::ranges::count_if(parts, matches) != 1) return nullptr;
  return &*std::ranges::find_if(parts, matches);
}

}  // namespace botschaft::mtproto::test
