// Sessions over several HTTP connections: who gets what, and when.
#include <gtest/gtest.h>

#include <chrono>
#include <set>

#include "net/runtime_test_fixture.h"
#include "tl/writer.h"

namespace botschaft::net {
namespace {

using std::chrono::milliseconds;

using Bodies = std::vector<Bytes>;

struct Response {
  int status = 0;
  Bytes body;
};

// One HTTP connection, used by whoever likes.
class Http {
 public:
  explicit Http(std::uint16_t port) : socket_(port) {}
  void post(ByteView packet, std::string_view more = "") {
    const auto head = "POST /apiw1 HTTP/1.1\r\nHost: h\r\n" + std::string(more) +
                      "Content-Length: " + std::to_string(packet.size()) + "\r\n\r\n";
    socket_.write(as_bytes(head));
    socket_.write(packet);
  }
  std::optional<Response> receive(int timeout_ms = test::kPatience_ms) {
    for (;;) {
      const auto text = as_text(in_);
      const auto end = text.find("\r\n\r\n");
      const auto length = text.find("Content-Length: ");
      if (end != std::string_view::npos && length != std::string_view::npos) {
        const auto size = std::stoul(std::string(text.substr(length + 16, end - length - 16)));
        if (text.size() >= end + 4 + size) {
          Response response{std::stoi(std::string(text.substr(9, 3))), {}};
          response.body = to_bytes(as_bytes(text.substr(end + 4, size)));
          in_.erase(in_.begin(), in_.begin() + static_cast<std::ptrdiff_t>(end + 4 + size));
          return response;
        }
      }
      if (!socket_.read(in_, timeout_ms)) return std::nullopt;
    }
  }
  bool closed() {
    while (socket_.read(in_, test::kPatience_ms)) {
    }
    return socket_.closed();
  }
  test::Socket& socket() { return socket_; }

 private:
  test::Socket socket_;
  Bytes in_;
};

class RuntimeHttp : public RuntimeFixture {
 protected:
  Bytes packet(test::Client& from, ByteView body, bool content = true) {
    const auto seqno = 2 * content_[&from] + (content ? 1 : 0);
    content_[&from] += content ? 1 : 0;
    return from.seal({from.key().salt, from.session(), from.next_msg_id(), seqno}, body);
  }
  Bytes http_wait(std::int32_t max_delay, std::int32_t wait_after, std::int32_t max_wait) {
    tl::Writer out;
    out.id(0x9299359f);
    out.int32(max_delay);
    out.int32(wait_after);
    out.int32(max_wait);
    return out.take();
  }
  // What was in a response, except the notice of a new session; nullopt if none came or it was not for `to`.
  std::optional<std::vector<Bytes>> read(Http& http, test::Client& to, int timeout_ms = test::kPatience_ms) {
    auto response = http.receive(timeout_ms);
    if (!response || response->status != 200 || !to.open(response->body)) return std::nullopt;
    std::vector<Bytes> bodies;
    while (auto message = to.receive(0)) bodies.push_back(std::move(message->body));
    return bodies;
  }
  // A client with a key and a session that the server knows; its own connection is closed.
  test::Client known() {
    auto made = client_with_key(test::LinkKind::kIntermediate);
    made.disconnect();
    return made;
  }
  // The same, known by HTTP, with nothing left to say.
  void settle(Http& http, test::Client& client) {
    http.post(packet(client, word(kEcho)));
    ASSERT_TRUE(read(http, client));
    Bytes nothing = http_wait(0, 0, 0);
    http.post(packet(client, nothing, false));
    ASSERT_TRUE(read(http, client));
  }
  static bool is_answer(const Bytes& body, std::uint32_t id) {
    return body.size() >= 16 && load_le<std::uint32_t>(body.data() + 12) == id;
  }
  void push(std::uint32_t id) { runtime->push(backend.last, std::make_shared<const Bytes>(word(id))); }

 private:
  std::map<test::Client*, std::int32_t> content_;
};

TEST_F(RuntimeHttp, AMessageGoesWhereAPostHasWaitedLongest) {
  auto me = known();
  Http first(runtime->port());
  Http second(runtime->port());
  settle(first, me);
  first.post(packet(me, word(kLater)));
  ASSERT_TRUE(soon([&] { return runtime->total(&Counters::requests_in_flight) == 1; }));
  second.post(packet(me, word(kRelease)));
  const auto answers = read(first, me);
  ASSERT_TRUE(answers);
  ASSERT_EQ(answers->size(), 2u);
  EXPECT_TRUE(is_answer(answers->at(0), kLater));
  EXPECT_TRUE(is_answer(answers->at(1), kRelease));
  EXPECT_FALSE(second.receive(300));
  push(0xabcdef01);
  EXPECT_EQ(read(second, me), Bodies{word(0xabcdef01)});
  push(0xabcdef02);
  first.post(packet(me, http_wait(0, 0, 1'000), false));
  EXPECT_EQ(read(first, me), Bodies{word(0xabcdef02)}) << "kept for the next POST";
}

TEST_F(RuntimeHttp, ALongPollEndsWithAMessageOrAnEmptyResponse) {
  auto me = known();
  Http http(runtime->port());
  settle(http, me);
  const auto begin = std::chrono::steady_clock::now();
  http.post(packet(me, http_wait(0, 0, 400), false));
  EXPECT_EQ(read(http, me), Bodies{});
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(390));
  http.post(packet(me, http_wait(200, 100, 20'000), false));
  std::this_thread::sleep_for(milliseconds(50));
  push(0xabcdef01);
  std::this_thread::sleep_for(milliseconds(30));
  push(0xabcdef02);
  EXPECT_EQ(read(http, me), (Bodies{word(0xabcdef01), word(0xabcdef02)})) << "collected";
}

TEST_F(RuntimeHttp, TheFirstPostBringsTheAnswerToo) {
  auto me = known();
  Http http(runtime->port());
  http.post(packet(me, word(kLater)));
  EXPECT_FALSE(http.receive(300)) << "the notice of the new session waits for the answer";
  auto other = client_with_key();
  ASSERT_TRUE(other.call(word(kRelease)));
  const auto answers = read(http, me);
  ASSERT_TRUE(answers);
  ASSERT_EQ(answers->size(), 1u);
  EXPECT_TRUE(is_answer(answers->at(0), kLater));
}

TEST_F(RuntimeHttp, OneConnectionServesSeveralKeys) {
  std::vector<test::Client> clients;
  std::set<std::uint64_t> cores;
  while (clients.size() < 5 || cores.size() < 2) {
    clients.push_back(known());
    cores.insert(static_cast<std::uint64_t>(clients.back().key().id) % 2);
  }
  Http http(runtime->port());
  for (int round = 0; round < 3; ++round)
    for (auto& each : clients) {
      http.post(packet(each, word(kEcho)));
      EXPECT_TRUE(read(http, each));
    }
  EXPECT_GT(runtime->total(&Counters::handed_over), 0);
  // Without waiting for the responses: they come in order all the same.
  for (auto& each : clients) http.post(packet(each, http_wait(0, 0, 20'000), false));
  for (std::size_t i = 0; i + 1 < clients.size(); ++i) EXPECT_TRUE(read(http, clients[i])) << i;
  EXPECT_FALSE(http.receive(200)) << "the last one waits";
}

TEST_F(RuntimeHttp, WhatALostConnectionMayHaveTakenWithItIsSentAgain) {
  auto me = known();
  Http waiting(runtime->port());
  settle(waiting, me);
  {
    Http lost(runtime->port());
    lost.post(packet(me, http_wait(0, 0, 20'000), false));
    ASSERT_TRUE(soon([&] { return backend.connected(backend.last) == 1; }));
    push(0xabcdef01);
    ASSERT_EQ(read(lost, me), Bodies{word(0xabcdef01)});
    waiting.post(packet(me, http_wait(0, 0, 20'000), false));
    EXPECT_FALSE(waiting.receive(200));
  }
  const auto again = read(waiting, me);
  ASSERT_TRUE(again);
  ASSERT_FALSE(again->empty());
  EXPECT_EQ(again->back(), word(0xabcdef01));
}

TEST_F(RuntimeHttp, ASessionMovesToAStreamAndBack) {
  auto me = client_with_key();
  ASSERT_TRUE(me.ping());
  Http http(runtime->port());
  std::this_thread::sleep_for(milliseconds(5));
  http.post(packet(me, http_wait(0, 0, 0), false));
  ASSERT_TRUE(read(http, me));
  http.post(packet(me, http_wait(0, 0, 20'000), false));
  ASSERT_TRUE(me.connect());
  ASSERT_EQ(me.call(word(kEcho)), word(kEcho));
  EXPECT_TRUE(http.receive()) << "nothing will come this way any more";
  push(0xabcdef01);
  const auto update = me.receive();
  ASSERT_TRUE(update);
  EXPECT_EQ(update->body, word(0xabcdef01));
  EXPECT_EQ(backend.connected(backend.last), 1);
}

TEST_F(RuntimeHttp, BetweenTwoPostsTheSessionIsNotAway) {
  Limits limits;
  limits.http_gap_ms = 3'000;
  start(limits);
  auto me = known();
  for (int i = 0; i < 3; ++i) {
    Http http(runtime->port());
    http.post(packet(me, word(kEcho)), "Connection: close\r\n");
    ASSERT_TRUE(read(http, me));
    EXPECT_TRUE(http.closed());
    EXPECT_EQ(backend.connected(backend.last), 1);
  }
  EXPECT_TRUE(soon([&] { return backend.connected(backend.last) == 0; }));
}

TEST_F(RuntimeHttp, AnUnknownKeyIs404) {
  auto me = known();
  auto key = me.key();
  key.id ^= 0x77777;
  me.set_key(key);
  for (int i = 0; i < 2; ++i) {
    Http http(runtime->port());
    http.post(packet(me, word(kEcho)));
    const auto response = http.receive();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 404);
    EXPECT_EQ(response->body, (Bytes{0x6c, 0xfe, 0xff, 0xff}));
    EXPECT_TRUE(http.closed());
  }
}

TEST_F(RuntimeHttp, BadPacketsAre400) {
  auto me = known();
  auto damaged = packet(me, word(kEcho));
  damaged[60] ^= 1;
  for (const auto& bad : {damaged, Bytes(4), Bytes(7, 1), Bytes(40), Bytes(5'000)}) {
    Http http(runtime->port());
    http.post(bad);
    const auto response = http.receive();
    ASSERT_TRUE(response) << bad.size();
    EXPECT_TRUE(response->status == 400 || response->status == 404) << response->status;
    EXPECT_TRUE(http.closed());
  }
}

TEST_F(RuntimeHttp, ABadPacketDoesNotHarmThePostsOfOthersBeforeIt) {
  auto me = known();
  auto other = known();
  Http http(runtime->port());
  settle(http, me);
  auto key = other.key();
  key.id ^= 0x77777;
  other.set_key(key);
  http.post(packet(me, http_wait(0, 0, 20'000), false));
  http.post(packet(other, word(kEcho)));
  EXPECT_EQ(read(http, me), Bodies{});
  const auto refused = http.receive();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 404);
}

TEST_F(RuntimeHttp, ASlowBodyIsNotWaitedFor) {
  Limits limits;
  limits.http_request_ms = 300;
  start(limits);
  Http http(runtime->port());
  http.socket().write(as_bytes("POST /api HTTP/1.1\r\nContent-Length: 1000\r\n\r\n"));
  for (int i = 0; i < 30; ++i) {
    http.socket().write(Bytes{1});
    std::this_thread::sleep_for(milliseconds(20));
  }
  EXPECT_TRUE(http.closed());
  EXPECT_EQ(runtime->total(&Counters::closed_by_deadline), 1);
}

TEST_F(RuntimeHttp, TooManyPostsAtOnceAreAnswered) {
  auto me = known();
  Http http(runtime->port());
  settle(http, me);
  constexpr std::size_t kPosts = 100;
  for (std::size_t i = 0; i < kPosts; ++i) http.post(packet(me, http_wait(0, 0, 20'000), false));
  for (std::size_t i = 0; i < kPosts - HttpPolls::kWaitingMax; ++i) EXPECT_TRUE(read(http, me)) << i;
  EXPECT_FALSE(http.receive(200));
}

TEST_F(RuntimeHttp, AServerThatStopsSaysSo) {
  auto me = known();
  Http http(runtime->port());
  settle(http, me);
  http.post(packet(me, http_wait(0, 0, 20'000), false));
  EXPECT_FALSE(http.receive(200));
  runtime->stop();
  const auto response = http.receive();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 503);
}

TEST_F(RuntimeHttp, ADestroyedKeyEndsItsPolls) {
  auto me = known();
  Http http(runtime->port());
  settle(http, me);
  http.post(packet(me, http_wait(0, 0, 20'000), false));
  EXPECT_FALSE(http.receive(200));
  runtime->forget_key(me.key().id);
  EXPECT_TRUE(http.receive());
  EXPECT_TRUE(http.closed());
  EXPECT_EQ(runtime->total(&Counters::sessions), 0);
}

}  // namespace
}  // namespace botschaft::net
