// POSTs that carry packets, through a Wire: what comes out of which request, and the responses in their
// order.
#include "net/http_api.h"

#include <gtest/gtest.h>

#include <string>

#include "net/wire.h"

namespace botschaft::net {
namespace {

class HttpApi : public testing::Test {
 protected:
  void SetUp() override {
    router_.add(http::Method::get, "/x", [](const http::Request&) { return http::text(200, "answer"); });
  }

  // Gives the text in pieces; collects packets. As in Connection, what is owed is answered when something
  // else has to wait for it.
  Wire::Status give(std::string_view text, std::size_t step = SIZE_MAX) {
    auto status = Wire::Status::kNeedMore;
    for (std::size_t at = 0; at < text.size(); at += std::min(step, text.size() - at)) {
      Bytes piece = to_bytes(as_bytes(text.substr(at, step)));
      MutableByteView input = piece;
      do {
        const auto event = wire.next(input);
        status = event.status;
        if (status == Wire::Status::kPacket) packets.push_back(std::string(as_text(event.packet.bytes)));
        while (status == Wire::Status::kOwing && wire.owed() > 0) respond("dummy");
      } while (status == Wire::Status::kPacket || status == Wire::Status::kOwing);
    }
    return status;
  }
  void respond(std::string_view body) { wire.send(as_bytes(body), random_); }

  std::string sent() {
    std::string all;
    while (!wire.output().empty()) {
      iovec part;
      wire.output().gather(std::span(&part, 1));
      all.append(static_cast<const char*>(part.iov_base), part.iov_len);
      wire.output().consume(part.iov_len);
    }
    return all;
  }
  // Status lines and bodies of responses with Content-Length, in short.
  std::vector<std::string> responses() {
    std::vector<std::string> all;
    const auto text = sent();
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find("\r\n\r\n", at);
      const auto length = text.rfind("Content-Length: ", end);
      const auto size = std::stoul(text.substr(length + 16));
      all.push_back(text.substr(at + 9, 3) + " " + text.substr(end + 4, size));
      at = end + 4 + size;
    }
    return all;
  }

  static std::string post(std::string_view body, std::string_view path = "/api", std::string_view more = "") {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n" + std::string(more) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  }

  http::Router router_;
  ManualClock clock_;
  SeededRandom random_{1};
  HttpService service_{router_, clock_, {"https://friend.example"}};
  Wire wire{{}, service_};
  std::vector<std::string> packets;
};

TEST_F(HttpApi, APostIsAPacketWhereverTheStreamIsCut) {
  const auto stream = post("0123456789ab") + post("ABCDEFGH", "/apiw1?x=1");
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{50}, stream.size()}) {
    packets.clear();
    EXPECT_EQ(give(stream, step), Wire::Status::kNeedMore);
    EXPECT_EQ(packets, (std::vector<std::string>{"0123456789ab", "ABCDEFGH"})) << step;
    EXPECT_EQ(wire.owed(), 2u);
    EXPECT_FALSE(wire.in_the_middle());
    EXPECT_TRUE(sent().empty()) << "responses are given by others";
    respond("first");
    respond("second");
    EXPECT_EQ(responses(), (std::vector<std::string>{"200 first", "200 second"}));
  }
}

TEST_F(HttpApi, TheAddressesOfTheOfficialServers) {
  for (const std::string_view path :
       {"/api", "/apiw", "/apiw1", "/api1", "/api_test", "/apiw_test", "/apiw1_test", "/apiw1_test_premium"})
    EXPECT_TRUE(is_api_path(path)) << path;
  for (const std::string_view path : {"/apiws", "/apix", "/api/", "/ap", "/", "", "/apiw11", "/api_testing"})
    EXPECT_FALSE(is_api_path(path)) << path;
  give(post("0123", "HTTP://149.154.167.50:80/api"));
  EXPECT_EQ(packets.size(), 1u) << "as TDLib writes it to a proxy";
}

TEST_F(HttpApi, TheHeaderIsWhatClientsNeed) {
  give(post("0123"));
  respond("packet");
  const auto text = sent();
  EXPECT_TRUE(text.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(text.find("Connection: keep-alive\r\n"), std::string::npos);
  EXPECT_NE(text.find("Content-Type: application/octet-stream\r\n"), std::string::npos);
  EXPECT_EQ(text.find("Access-Control"), std::string::npos);
  EXPECT_TRUE(text.ends_with("Content-Length: 6\r\n\r\npacket")) << "Telethon reads no header after this one";
}

TEST_F(HttpApi, OtherRequestsWaitForTheirTurn) {
  give(post("0123") + "GET /x HTTP/1.1\r\nHost: h\r\n\r\n" + post("4567"));
  EXPECT_EQ(responses(), (std::vector<std::string>{"200 dummy", "200 answer"}));
  EXPECT_EQ(packets.size(), 2u);
  EXPECT_EQ(wire.owed(), 1u);
}

TEST_F(HttpApi, PagesOfFriendsMayReadAndOthersMayNot) {
  give("OPTIONS /apiw1 HTTP/1.1\r\nHost: h\r\nOrigin: https://friend.example\r\n\r\n");
  const auto preflight = sent();
  EXPECT_TRUE(preflight.starts_with("HTTP/1.1 204"));
  EXPECT_NE(preflight.find("Access-Control-Allow-Origin: https://friend.example\r\n"), std::string::npos);
  EXPECT_NE(preflight.find("Access-Control-Allow-Methods: POST, OPTIONS\r\n"), std::string::npos);
  EXPECT_NE(preflight.find("Vary: Origin\r\n"), std::string::npos);
  give(post("0123", "/apiw1", "Origin: https://friend.example\r\n"));
  respond("packet");
  EXPECT_NE(sent().find("Access-Control-Allow-Origin: https://friend.example\r\n"), std::string::npos);
  EXPECT_EQ(give(post("0123", "/apiw1", "Origin: https://evil.example\r\n")), Wire::Status::kClosed);
  const auto refused = sent();
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 403"));
  EXPECT_EQ(refused.find("Access-Control"), std::string::npos);
  EXPECT_EQ(packets.size(), 1u);
}

TEST_F(HttpApi, RequestsWithoutAPacketAreRefusedBeforeTheirBody) {
  const std::string large = std::to_string((1u << 20) + 1025);
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"GET /api HTTP/1.1\r\n\r\n", "405"},
      {"HEAD /api HTTP/1.1\r\n\r\n", "405"},
      {"PUT /api HTTP/1.1\r\nContent-Length: 8\r\n\r\n", "405"},
      {"POST /api HTTP/1.1\r\n\r\n", "411"},
      {"POST /api HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "400"},
      {"POST /api HTTP/1.1\r\nContent-Length: " + large + "\r\n\r\n", "413"},
      {"POST /api HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "400"},
      {"POST /api HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n0\r\n\r\n", "501"},
  };
  for (const auto& [request, status] : cases) {
    wire = Wire({}, service_);
    give(request, 20);
    EXPECT_EQ(sent().substr(9, 3), status) << request;
    EXPECT_TRUE(packets.empty()) << request;
  }
}

TEST_F(HttpApi, WhoHasShownAKeyMaySendMore) {
  const std::string body(2 << 20, 'x');
  give(post("0123"));
  wire.set_packet_limit(mtproto::Transport::kAuthenticatedLimit);
  EXPECT_EQ(give(post(body), 64 << 10), Wire::Status::kNeedMore);
  ASSERT_EQ(packets.size(), 2u);
  EXPECT_EQ(packets[1], body);
}

TEST_F(HttpApi, TheLastResponseOfAConnectionSaysSo) {
  EXPECT_EQ(give(post("0123", "/api", "Connection: close\r\n") + post("4567")), Wire::Status::kNeedMore);
  EXPECT_EQ(packets.size(), 1u) << "nothing is read after it";
  EXPECT_FALSE(wire.done());
  respond("packet");
  EXPECT_TRUE(wire.done());
  EXPECT_NE(sent().find("Connection: close\r\n"), std::string::npos);
}

TEST_F(HttpApi, TransportErrorsAreStatusAndBody) {
  give(post("0123") + post("4567"));
  wire.send_error(mtproto::kAuthKeyNotFound);
  const std::string body("\x6c\xfe\xff\xff", 4);
  EXPECT_EQ(responses(), (std::vector<std::string>{"404 " + body, "404 " + body}));
  EXPECT_TRUE(wire.done());
}

}  // namespace
}  // namespace botschaft::net
