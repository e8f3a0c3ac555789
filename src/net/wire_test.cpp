#include "net/wire.h"

#include <gtest/gtest.h>

#include <string>

namespace botschaft::net {
namespace {

class WireTest : public testing::Test {
 protected:
  void SetUp() override {
    router_.add(http::Method::get, "/x", [](const http::Request&) { return http::text(200, "answer"); });
    router_.add(http::Method::get, "/large",
                [](const http::Request&) { return http::text(200, std::string(2 << 20, 'x')); });
  }

  // Everything the wire makes of `text`, given in pieces of `step` bytes. Packets are collected as text.
  Wire::Status give(Wire& wire, std::string_view text, std::size_t step = SIZE_MAX) {
    auto status = Wire::Status::kNeedMore;
    for (std::size_t at = 0; at < text.size(); at += std::min(step, text.size() - at)) {
      Bytes piece = to_bytes(as_bytes(text.substr(at, step)));
      MutableByteView input = piece;
      for (;;) {
        const auto event = wire.next(input);
        status = event.status;
        if (status == Wire::Status::kPacket) {
          packets_.push_back(std::string(as_text(event.packet.bytes)));
          if (hold_after_each_) wire.hold(std::exchange(input, {}));
          std::fill(piece.begin(), piece.end(), hold_after_each_ ? 0xee : piece.front());
          if (!hold_after_each_) break;
          continue;
        }
        if (status == Wire::Status::kHeld) wire.hold(input);
        break;
      }
    }
    return status;
  }

  static std::string sent(Wire& wire) {
    std::string all;
    while (!wire.output().empty()) {
      std::array<iovec, 8> parts;
      const auto count = wire.output().gather(parts);
      std::size_t size = 0;
      for (std::size_t i = 0; i < count; ++i) {
        all.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
        size += parts[i].iov_len;
      }
      wire.output().consume(size);
    }
    return all;
  }

  Wire make() { return Wire({}, service_); }

  http::Router router_;
  ManualClock clock_;
  HttpService service_{router_, clock_, {"https://friend.example"}};
  std::vector<std::string> packets_;
  bool hold_after_each_ = true;
};

constexpr std::string_view kAbridged(
    "\xef\x03"
    "0123456789ab"
    "\x02"
    "ABCDEFGH",
    1 + 13 + 9);

TEST_F(WireTest, CutsPacketsWhereverTheStreamIsCut) {
  for (const std::size_t step : {1u, 2u, 3u, 7u, 100u}) {
    packets_.clear();
    auto wire = make();
    EXPECT_EQ(give(wire, kAbridged, step), Wire::Status::kNeedMore);
    EXPECT_EQ(packets_, (std::vector<std::string>{"0123456789ab", "ABCDEFGH"})) << step;
    EXPECT_EQ(wire.kind(), Wire::Kind::kMtproto);
  }
}

TEST_F(WireTest, AnswersPipelinedRequestsInOrder) {
  auto wire = make();
  give(wire, "GET /x HTTP/1.1\r\nHost: h\r\n\r\nGET /none HTTP/1.1\r\nHost: h\r\n\r\n", 10);
  const auto answer = sent(wire);
  EXPECT_EQ(answer.find("HTTP/1.1 200 OK"), 0u);
  EXPECT_NE(answer.find("\r\n\r\nanswerHTTP/1.1 404 Not Found"), std::string::npos);
  EXPECT_FALSE(wire.in_the_middle());
}

TEST_F(WireTest, HeadHasLengthButNoBody) {
  auto wire = make();
  give(wire, "HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto answer = sent(wire);
  EXPECT_NE(answer.find("Content-Length: 6"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(WireTest, RequestsBehindMuchOutputWait) {
  auto wire = make();
  const std::string request = "GET /large HTTP/1.1\r\nHost: h\r\n\r\n";
  std::string many;
  for (int i = 0; i < 5; ++i) many += request;
  EXPECT_EQ(give(wire, many), Wire::Status::kHeld);
  EXPECT_LT(wire.output().size(), std::size_t{5} << 20);
  std::size_t answers = 0;
  for (int i = 0; i < 10; ++i) {
    answers += sent(wire).size() >> 21;
    MutableByteView nothing;
    wire.next(nothing);
  }
  EXPECT_EQ(answers, 5u);
}

TEST_F(WireTest, BrokenHttpIsAnsweredAndClosed) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"GET /x HTTP/9.9\r\n\r\n", "505"},
      {"GET /x HTTP/1.1\r\nno colon\r\n\r\n", "400"},
      {"GET /x HTTP/1.1\r\nA: " + std::string(20'000, 'a') + "\r\n\r\n", "431"},
      {"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n", "413"},
      {"POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", "400"},
      {"POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nhello\r\n2\r\n\r\n", "501"},
  };
  for (const auto& [request, status] : cases) {
    auto wire = make();
    EXPECT_EQ(give(wire, request, 1000), Wire::Status::kClosed) << request.substr(0, 60);
    EXPECT_EQ(sent(wire).substr(9, 3), status) << request.substr(0, 60);
  }
}

std::string upgrade_request(std::string_view extra, std::string_view path = "/apiws") {
  return "GET " + std::string(path) +
         " HTTP/1.1\r\nHost: chat.example\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
         std::string(extra) + "\r\n";
}

TEST_F(WireTest, UpgradesToAWebSocketThatCarriesPackets) {
  auto wire = make();
  // A masked binary frame with mask 0, right behind the request.
  std::string stream = upgrade_request("Sec-WebSocket-Protocol: chat, binary\r\n");
  stream += std::string("\x82\x97\0\0\0\0", 6) + std::string(kAbridged);
  for (const std::size_t step : {std::size_t{1}, std::size_t{9}, stream.size()}) {
    packets_.clear();
    auto fresh = make();
    give(fresh, stream, step);
    const auto answer = sent(fresh);
    EXPECT_EQ(answer.find("HTTP/1.1 101 Switching Protocols\r\n"), 0u);
    // The accept value of RFC 6455 section 1.3.
    EXPECT_NE(answer.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), std::string::npos);
    EXPECT_NE(answer.find("Sec-WebSocket-Protocol: binary"), std::string::npos);
    EXPECT_EQ(packets_, (std::vector<std::string>{"0123456789ab", "ABCDEFGH"})) << step;
    SeededRandom random(1);
    fresh.send(as_bytes("wxyz"), random);
    fresh.send(as_bytes("next"), random);
    fresh.flush();
    EXPECT_EQ(sent(fresh), std::string("\x82\x05\x01wxyz\x82\x05\x01next")) << "a message for each packet";

    const Bytes large(20'000, 'l');  // goes out as a piece of its own, behind what was framed before it
    fresh.send(as_bytes("wxyz"), random);
    fresh.send(Bytes(large), random);
    fresh.send(as_bytes("next"), random);
    fresh.flush();
    const std::string head("\x82\x7e\x4e\x24\x7f\x88\x13\x00", 8);
    EXPECT_EQ(sent(fresh), "\x82\x05\x01wxyz" + head + std::string(as_text(large)) + "\x82\x05\x01next");
  }
}

TEST_F(WireTest, PagesOfOtherOriginsMayNotConnect) {
  const std::vector<std::pair<std::string, int>> cases = {
      {"", 101},
      {"Origin: http://chat.example\r\n", 101},
      {"Origin: https://friend.example\r\n", 101},
      {"Origin: https://evil.example\r\n", 403},
      {"Origin: null\r\n", 403},
  };
  for (const auto& [header, status] : cases) {
    auto wire = make();
    give(wire, upgrade_request(header));
    EXPECT_EQ(sent(wire).substr(9, 3), std::to_string(status)) << header;
  }
}

TEST_F(WireTest, AnIncompleteUpgradeIsExplained) {
  auto wire = make();
  give(wire, "GET /apiws HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(sent(wire).find("HTTP/1.1 426 Upgrade Required"), 0u);
  auto premium = make();
  give(premium, upgrade_request("", "/apiws_premium"));
  EXPECT_EQ(sent(premium).find("HTTP/1.1 101"), 0u);
}

TEST_F(WireTest, GarbageIsClosed) {
  auto wire = make();
  EXPECT_EQ(give(wire, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), Wire::Status::kClosed);  // TLS hello
  EXPECT_TRUE(wire.output().empty());
}

}  // namespace
}  // namespace botschaft::net
