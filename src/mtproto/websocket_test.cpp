#include "mtproto/websocket.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace botschaft::mtproto {
namespace {

using Kind = WebSocket::Event::Kind;

// A frame as a client sends it. `opcode` carries FIN.
Bytes frame(std::uint8_t opcode, ByteView payload, std::uint32_t mask = 0x01020304) {
  Bytes out{opcode};
  if (payload.size() < 126) {
    out.push_back(static_cast<std::uint8_t>(0x80 | payload.size()));
  } else if (payload.size() <= 0xffff) {
    out.insert(out.end(), {0xfe, static_cast<std::uint8_t>(payload.size() >> 8),
                           static_cast<std::uint8_t>(payload.size())});
  } else {
    out.push_back(0xff);
    for (int i = 7; i >= 0; --i) {
      out.push_back(static_cast<std::uint8_t>(std::uint64_t{payload.size()} >> (8 * i)));
    }
  }
  std::uint8_t key[4];
  store_le(key, mask);
  out.insert(out.end(), key, key + 4);
  for (std::size_t i = 0; i < payload.size(); ++i) out.push_back(payload[i] ^ key[i % 4]);
  return out;
}

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

struct Heard {
  Bytes data;
  std::vector<std::string> pings;
  std::optional<CloseCode> goodbye;
  std::optional<CloseCode> error;
};

Heard listen(std::vector<Bytes> pieces, std::uint64_t max_frame = 1 << 20) {
  WebSocket socket(max_frame);
  Heard heard;
  for (auto& piece : pieces) {
    MutableByteView input = piece;
    for (;;) {
      const auto event = socket.next(input);
      if (!event) {
        heard.error = event.error();
        return heard;
      }
      if (!*event) break;
      const auto payload = (*event)->payload;
      if ((*event)->kind == Kind::kData) heard.data.insert(heard.data.end(), payload.begin(), payload.end());
      if ((*event)->kind == Kind::kPing) heard.pings.emplace_back(as_text(payload));
      if ((*event)->kind == Kind::kClose) heard.goodbye = (*event)->code;
    }
    EXPECT_TRUE(input.empty());
  }
  return heard;
}

// The example of RFC 6455, 1.3.
TEST(WebSocket, AcceptKey) {
  EXPECT_EQ(websocket_accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

// The examples of RFC 6455, 5.7, with binary for text.
TEST(WebSocket, Vectors) {
  EXPECT_EQ(as_text(listen({*from_hex("828537fa213d7f9f4d5158")}).data), "Hello");
  EXPECT_EQ(listen({*from_hex("898537fa213d7f9f4d5158")}).pings, std::vector<std::string>{"Hello"});
  Bytes out;
  WebSocket::write_data(as_bytes("Hello"), out);
  EXPECT_EQ(to_hex(out), "820548656c6c6f");
  out.clear();
  WebSocket::write_pong(as_bytes("Hello"), out);
  EXPECT_EQ(to_hex(out), "8a0548656c6c6f");
  out.clear();
  WebSocket::write_close(CloseCode::kProtocolError, out);
  EXPECT_EQ(to_hex(out), "880203ea");
}

TEST(WebSocket, SplitAtEveryPosition) {
  Bytes payload(700);
  SeededRandom(1).fill(payload);
  const auto view = ByteView{payload};
  const Bytes stream = frame(0x02, view.first(3)) + frame(0x89, as_bytes("in between")) +
                       frame(0x00, view.subspan(3, 400), 0xdeadbeef) + frame(0x8a, as_bytes("unasked pong")) +
                       frame(0x80, view.subspan(403)) + frame(0x82, {}) +
                       frame(0x88, Bytes{0x03, 0xe9, 'b', 'y', 'e'});
  for (std::size_t at = 0; at <= stream.size(); ++at) {
    const auto middle = stream.begin() + static_cast<std::ptrdiff_t>(at);
    const auto heard = listen({{stream.begin(), middle}, {middle, stream.end()}});
    ASSERT_EQ(heard.error, std::nullopt) << "split at " << at;
    EXPECT_EQ(heard.data, payload) << "split at " << at;
    EXPECT_EQ(heard.pings, std::vector<std::string>{"in between"}) << "split at " << at;
    EXPECT_EQ(heard.goodbye, CloseCode::kGoingAway) << "split at " << at;
  }
}

TEST(WebSocket, LongFramesByteByByte) {
  Bytes payload(70'000);
  SeededRandom(2).fill(payload);
  std::vector<Bytes> pieces;
  for (const auto byte : frame(0x82, payload)) pieces.push_back({byte});
  EXPECT_EQ(listen(pieces).data, payload);
}

TEST(WebSocket, RefusesWhatTheRfcForbids) {
  const Bytes few = to_bytes(as_bytes("abc"));
  const auto error = [](const Bytes& bytes) { return listen({bytes}).error; };
  EXPECT_EQ(error(*from_hex("8203616263")), CloseCode::kProtocolError) << "not masked";
  EXPECT_EQ(error(frame(0xc2, few)), CloseCode::kProtocolError) << "reserved bit";
  EXPECT_EQ(error(frame(0x83, few)), CloseCode::kProtocolError) << "unknown opcode";
  EXPECT_EQ(error(frame(0x81, few)), CloseCode::kUnsupported) << "text";
  EXPECT_EQ(error(frame(0x09, few)), CloseCode::kProtocolError) << "fragmented ping";
  EXPECT_EQ(error(frame(0x89, Bytes(126))), CloseCode::kProtocolError) << "long ping";
  EXPECT_EQ(error(frame(0x80, few)), CloseCode::kProtocolError) << "continuation of nothing";
  EXPECT_EQ(error(frame(0x02, few) + frame(0x82, few)), CloseCode::kProtocolError) << "two messages at once";
  EXPECT_EQ(error(frame(0x88, Bytes{3})), CloseCode::kProtocolError) << "half a close code";
  EXPECT_EQ(error(frame(0x88, Bytes{0x03, 0xed})), CloseCode::kProtocolError) << "close code 1005";
  EXPECT_EQ(error(*from_hex("82fe000501020304")), CloseCode::kProtocolError) << "length not shortest";
  EXPECT_EQ(error(*from_hex("82ffffffffffffffffff01020304")), CloseCode::kTooBig);
  EXPECT_EQ(listen({frame(0x82, Bytes(1001))}, 1000).error, CloseCode::kTooBig);
}

TEST(WebSocket, RandomStreams) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    SeededRandom random(seed);
    Bytes payload(random.below(5000));
    random.fill(payload);
    Bytes stream;
    bool inside = false;
    for (std::size_t at = 0; at < payload.size();) {
      const auto n = std::min<std::size_t>(payload.size() - at, random.below(800));
      const bool fin = random.below(2) == 0;
      stream = stream + frame(static_cast<std::uint8_t>((fin ? 0x80 : 0) | (inside ? 0 : 2)),
                              ByteView{payload}.subspan(at, n), random.next<std::uint32_t>());
      inside = !fin;
      at += n;
      if (random.below(4) == 0) stream = stream + frame(0x89, as_bytes("p"));
    }
    std::vector<Bytes> pieces;
    for (auto at = stream.begin(); at != stream.end();) {
      const auto left = static_cast<std::size_t>(stream.end() - at);
      const auto n = static_cast<std::ptrdiff_t>(std::min<std::size_t>(left, 1 + random.below(200)));
      pieces.emplace_back(at, at + n);
      at += n;
    }
    const auto heard = listen(pieces);
    ASSERT_EQ(heard.error, std::nullopt) << "seed " << seed;
    EXPECT_EQ(heard.data, payload) << "seed " << seed;
  }
}

}  // namespace
}  // namespace botschaft::mtproto
