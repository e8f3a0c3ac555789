// Requests that are answered later, from other threads.
#include <gtest/gtest.h>

#include <thread>

#include "net/runtime_test_fixture.h"

namespace botschaft::net {
namespace {

class Later : public RuntimeFixture {
 protected:
  // What has come when `count` responses, or the end of the connection, have.
  std::string receive(test::Socket& socket, std::size_t count) {
    Bytes in;
    for (;;) {
      const std::string text(as_text(in));
      std::size_t heads = 0;
      for (auto at = text.find("HTTP/1.1 "); at != text.npos; at = text.find("HTTP/1.1 ", at + 1)) ++heads;
      if (heads >= count && text.ends_with('.')) return text;  // bodies of this test end so
      if (!socket.read(in, test::kPatience_ms)) return text;
    }
  }
  bool waiting(std::size_t count) {
    return soon([&] {
      const std::lock_guard lock(later_mutex);
      return later.size() == count;
    });
  }
  std::pair<http::Request, http::Respond> take() {
    const std::lock_guard lock(later_mutex);
    auto first = std::move(later.front());
    later.erase(later.begin());
    return first;
  }
  static void give(const http::Respond& respond, std::string text) {
    std::thread([&] { respond([text] { return http::text(200, text); }); }).join();
  }
  static void write(test::Socket& socket, std::string_view text) {
    ASSERT_TRUE(socket.write(as_bytes(text)));
  }
};

TEST_F(Later, AnswersComeInOrderAndTheConnectionGoesOn) {
  test::Socket socket(runtime->port());
  write(
      socket,
      "POST /later?a=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbodyGET /x HTTP/1.1\r\nHost: h\r\n\r\n"
      "GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(waiting(1));
  auto [request, respond] = take();
  EXPECT_EQ(request.method, http::Method::post);
  EXPECT_EQ(request.path, "/later");
  EXPECT_EQ(request.target, "/later?a=1");
  EXPECT_EQ(request.body, "body");
  EXPECT_EQ(request.address, "127.0.0.1");
  EXPECT_EQ(runtime->total(&Counters::requests_in_flight), 1);
  give(respond, "first.");
  ASSERT_TRUE(waiting(1)) << "the third request is read once the first is answered";
  const auto third = take();
  give(third.second, "third.");
  const auto text = receive(socket, 3);
  const auto first_at = text.find("first.");
  const auto second_at = text.find("answer");
  const auto third_at = text.find("third.");
  EXPECT_LT(first_at, second_at);
  EXPECT_LT(second_at, third_at);
  EXPECT_NE(third_at, text.npos);
  EXPECT_NE(text.find("X-Content-Type-Options: nosniff"), text.npos);
  EXPECT_TRUE(soon([&] { return runtime->total(&Counters::requests_in_flight) == 0; }));
}

TEST_F(Later, HeadHasNoBodyAndCloseCloses) {
  test::Socket socket(runtime->port());
  write(socket, "HEAD /later HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  ASSERT_TRUE(waiting(1));
  give(take().second, "unseen.");
  Bytes in;
  while (socket.read(in, test::kPatience_ms)) {
  }
  EXPECT_TRUE(socket.closed());
  EXPECT_NE(as_text(in).find("Content-Length: 7\r\n"), std::string_view::npos);
  EXPECT_TRUE(as_text(in).ends_with("\r\n\r\n"));
}

TEST_F(Later, AnAnswerForNobodyIsDropped) {
  {
    test::Socket socket(runtime->port());
    write(socket, "GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    ASSERT_TRUE(waiting(1));
  }
  give(take().second, "late.");
  EXPECT_TRUE(soon([&] { return runtime->total(&Counters::connections) == 0; }));
  EXPECT_TRUE(soon([&] { return runtime->total(&Counters::requests_in_flight) == 0; }));
}

TEST_F(Later, WhoeverIsNeverAnsweredIsLetGo) {
  Limits limits;
  limits.http_answer_ms = 200;
  start(limits);
  test::Socket socket(runtime->port());
  write(socket, "GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  ASSERT_TRUE(waiting(1));
  Bytes in;
  while (socket.read(in, test::kPatience_ms)) {
  }
  EXPECT_TRUE(socket.closed());
  give(take().second, "late.");
}

TEST_F(Later, ABodyIsAsLargeAsTheAddressTakes) {
  const auto ask = [&](std::string_view path, std::size_t size) {
    test::Socket socket(runtime->port());
    write(socket, "POST " + std::string(path) +
                      " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n");
    if (size <= 100'000) EXPECT_TRUE(socket.write(Bytes(size, 'x')));
    return socket;
  };
  auto large = ask("/later", 100'000);
  ASSERT_TRUE(waiting(1));
  EXPECT_EQ(take().first.body.size(), 100'000u);
  auto larger = ask("/later", 100'001);
  Bytes in;
  while (larger.read(in, test::kPatience_ms)) {
  }
  EXPECT_TRUE(as_text(in).starts_with("HTTP/1.1 413"));
}

}  // namespace
}  // namespace botschaft::net
