// The whole network side over real loopback sockets, with a backend in memory.
#include <gtest/gtest.h>

#include <future>
#include <set>

#include "net/runtime_test_fixture.h"

namespace botschaft::net {
namespace {

class RuntimeTest : public RuntimeFixture, public testing::WithParamInterface<test::LinkKind> {};

TEST_P(RuntimeTest, KeyExchangePingAndRequests) {
  auto client = client_with_key(GetParam());
  EXPECT_TRUE(client.ping());
  EXPECT_EQ(client.call(word(kEcho, 40)), word(kEcho, 40));
  EXPECT_EQ(client.call(word(kLarge)), word(kLarge, 600'000));
  EXPECT_EQ(client.call(word(kEcho, 300'000)), word(kEcho, 300'000));
}

TEST_P(RuntimeTest, AKeyWorksOnALaterConnection) {
  auto client = client_with_key(GetParam());
  ASSERT_TRUE(client.ping());
  client.disconnect();
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(client.connect());
    EXPECT_EQ(client.call(word(kEcho)), word(kEcho));
  }
}

TEST_P(RuntimeTest, ALeaseEndsWhenTheAnswerHasBeenSent) {
  auto client = client_with_key(GetParam());
  for (int i = 0; i < 10; ++i) ASSERT_EQ(client.call(word(kLeased)), word(kLeased, 150'000));
  EXPECT_TRUE(soon([&] { return backend.leases == 0; }));
  client.disconnect();

  Limits limits;
  limits.http_gap_ms = 600;  // who comes by HTTP has gone only after it
  start(limits);
  auto hasty = this->client(GetParam());
  hasty.set_key(client.key());
  ASSERT_TRUE(hasty.connect());
  ASSERT_TRUE(hasty.ping());
  for (int i = 0; i < 30; ++i) hasty.send(word(kLeased));  // and goes without reading
  hasty.disconnect();
  EXPECT_TRUE(soon([&] { return backend.leases == 0; }));
}

INSTANTIATE_TEST_SUITE_P(EveryTransport, RuntimeTest,
                         testing::Values(test::LinkKind::kAbridged, test::LinkKind::kIntermediate,
                                         test::LinkKind::kPadded, test::LinkKind::kFull,
                                         test::LinkKind::kObfuscated, test::LinkKind::kObfuscatedSecret,
                                         test::LinkKind::kWebSocket, test::LinkKind::kHttp,
                                         test::LinkKind::kHttpClosing));

TEST_F(RuntimeTest, KeysOfEveryCoreAreServedWhereverTheyArrive) {
  std::set<std::uint64_t> cores;
  for (int i = 0; i < 12; ++i) {
    auto client = client_with_key();
    EXPECT_TRUE(client.ping());
    client.disconnect();
    ASSERT_TRUE(client.connect());
    EXPECT_TRUE(client.ping());
    cores.insert(static_cast<std::uint64_t>(client.key().id) % 2);
  }
  EXPECT_EQ(cores.size(), 2u);
  EXPECT_GT(runtime->total(&Counters::handed_over), 0);
  EXPECT_EQ(runtime->total(&Counters::keys_made), 12);
}

TEST_F(RuntimeTest, APipelineSurvivesTheMoveToAnotherCore) {
  auto client = client_with_key();
  ASSERT_TRUE(client.ping());
  for (int round = 0; round < 8; ++round) {
    client.disconnect();
    client.new_session();
    ASSERT_TRUE(client.connect());
    for (int i = 0; i < 20; ++i) client.send(word(kEcho, 2'000));
    int answers = 0;
    while (answers < 20 && client.receive()) ++answers;
    EXPECT_EQ(answers, 20);
  }
}

TEST_F(RuntimeTest, AnUnknownKeyIsToldSo) {
  auto client = client_with_key();
  auto key = client.key();
  key.key[0] ^= 1;
  key.id = 0x0102030405060708;
  client.set_key(key);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.connect());
    EXPECT_FALSE(client.ping(1'000));
    EXPECT_EQ(client.transport_error(), -404);
  }
  EXPECT_EQ(backend.look_ups, 1) << "the answer should have been remembered";
}

TEST_F(RuntimeTest, APacketThatDoesNotDecryptClosesTheConnection) {
  auto client = client_with_key();
  ASSERT_TRUE(client.ping());
  auto key = client.key();
  key.key.fill(9);
  client.set_key(key);
  EXPECT_FALSE(client.ping(1'000));
  EXPECT_FALSE(client.transport_error());
  EXPECT_EQ(runtime->total(&Counters::bad_packets), 1);
}

TEST_F(RuntimeTest, AnAnswerComesAfterReconnecting) {
  auto client = client_with_key();
  client.send(word(kLater));
  ASSERT_TRUE(soon([&] { return runtime->total(&Counters::requests_in_flight) == 1; }));
  client.disconnect();
  auto other = client_with_key();
  ASSERT_TRUE(other.call(word(kRelease)));
  ASSERT_TRUE(client.connect());
  ASSERT_TRUE(client.ping());
  bool came = false;
  while (!came) {
    const auto message = client.receive();
    ASSERT_TRUE(message);
    came = message->body.size() == 16 && load_le<std::uint32_t>(message->body.data() + 12) == kLater;
  }
}

TEST_F(RuntimeTest, WhatACorePostsToItselfIsNotOvertaken) {
  for (int round = 0; round < 200; ++round) {
    std::promise<std::vector<int>> order;
    auto seen = std::make_shared<std::vector<int>>();
    runtime->post(0, [&, seen] {
      runtime->post(0, [seen] { seen->push_back(1); });
      // Caused by the above, from another thread, while this handler still runs.
      std::thread([&, seen] {
        runtime->post(0, [&, seen] {
          seen->push_back(2);
          order.set_value(*seen);
        });
      }).join();
    });
    ASSERT_EQ(order.get_future().get(), (std::vector<int>{1, 2}));
  }
}

TEST_F(RuntimeTest, WhoDoesNotReadKeepsHisLeases) {
  auto client = client_with_key();
  ASSERT_TRUE(client.ping());
  for (int i = 0; i < 60; ++i) client.send(word(kLeased));
  ASSERT_TRUE(soon([&] { return backend.leases > 0; }));
  ASSERT_TRUE(soon([&] { return runtime->total(&Counters::requests_in_flight) == 0; }));
  EXPECT_GT(backend.leases, 10);  // the rest is with the socket
  int came = 0;
  while (came < 60 && client.receive()) ++came;
  EXPECT_EQ(came, 60);
  EXPECT_TRUE(soon([&] { return backend.leases == 0; }));
}

TEST_F(RuntimeTest, UpdatesReachTheSession) {
  auto client = client_with_key();
  ASSERT_EQ(client.call(word(kEcho)), word(kEcho));
  runtime->push(backend.last, std::make_shared<const Bytes>(word(0xabcdef01)));
  const auto update = client.receive();
  ASSERT_TRUE(update);
  EXPECT_EQ(update->body, word(0xabcdef01));
  EXPECT_EQ(backend.connected(backend.last), 1);
  client.disconnect();
  EXPECT_TRUE(soon([&] { return backend.connected(backend.last) == 0; }));
}

TEST_F(RuntimeTest, UpdatesThatNobodyAcknowledgesAreDroppedAndItIsSaid) {
  auto client = client_with_key();
  ASSERT_EQ(client.call(word(kEcho)), word(kEcho));
  client.disconnect();
  const auto update = std::make_shared<const Bytes>(word(0xabcdef01, 4'096));
  for (int i = 0; i < 5'000; ++i) runtime->push(backend.last, update);
  EXPECT_TRUE(soon([&] { return backend.lost > 0; }));
  ASSERT_TRUE(client.connect());
  ASSERT_TRUE(client.ping());
  bool too_long = false;
  while (!too_long) {
    const auto message = client.receive();
    ASSERT_TRUE(message);
    too_long = message->body == word(0xe317af7e);
  }
}

TEST_F(RuntimeTest, TooManyRequestsAtOnceAreFlooded) {
  Limits limits;
  limits.requests_in_flight = 3;
  start(limits);
  auto client = client_with_key();
  for (int i = 0; i < 3; ++i) client.send(word(kSilent));
  const auto answer = client.call(word(kEcho));
  ASSERT_TRUE(answer);
  EXPECT_EQ(load_le<std::uint32_t>(answer->data()), 0x2144ca19u);
  EXPECT_EQ(load_le<std::int32_t>(answer->data() + 4), 420);
  EXPECT_NE(as_text(*answer).find("FLOOD_WAIT_1"), std::string_view::npos);
}

TEST_F(RuntimeTest, ADestroyedKeyEndsItsSessions) {
  auto client = client_with_key();
  ASSERT_TRUE(client.ping());
  {
    const std::lock_guard lock(backend.mutex);
    backend.keys.clear();
  }
  runtime->forget_key(client.key().id);
  EXPECT_TRUE(soon([&] { return !client.ping(200); }));
  EXPECT_TRUE(soon([&] { return runtime->total(&Counters::sessions) == 0; }));
}

TEST_F(RuntimeTest, SilentAndSlowPeersAreClosed) {
  Limits limits;
  limits.first_bytes_ms = 300;
  limits.http_request_ms = 300;
  limits.unauthenticated_ms = 600;
  start(limits);
  test::Socket silent(runtime->port());
  test::Socket dribbling(runtime->port());
  test::Socket half(runtime->port());
  half.write(Bytes{0xee, 0xee, 0xee, 0xee, 0x28, 0, 0, 0, 0, 0});
  Bytes got;
  for (const char c : std::string("GET /x HTTP/1.1\r\nHos")) {
    dribbling.write(as_bytes(std::string_view(&c, 1)));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_FALSE(silent.read(got, test::kPatience_ms));
  EXPECT_FALSE(dribbling.read(got, test::kPatience_ms));
  EXPECT_FALSE(half.read(got, test::kPatience_ms));
  EXPECT_TRUE(silent.closed() && dribbling.closed() && half.closed());
  EXPECT_EQ(runtime->total(&Counters::closed_by_deadline), 3);
}

TEST_F(RuntimeTest, ConnectionsWithoutAKeyAreLimitedInNumber) {
  Limits limits;
  limits.unauthenticated = 4;
  start(limits);
  auto healthy = client_with_key();
  ASSERT_TRUE(healthy.ping());
  std::vector<std::unique_ptr<test::Socket>> idle;
  for (int i = 0; i < 10; ++i) idle.push_back(std::make_unique<test::Socket>(runtime->port()));
  EXPECT_TRUE(soon([&] { return runtime->total(&Counters::refused_by_limit) == 6; }));
  EXPECT_TRUE(healthy.ping());
}

TEST_F(RuntimeTest, WhoAsksNothingMakesRoomForWhoDoes) {
  Limits limits;
  limits.unauthenticated = 4;
  start(limits);
  const auto ask = [&](test::Socket& socket) {
    Bytes got;
    socket.write(as_bytes("GET /x HTTP/1.1\r\nHost: h\r\n\r\n"));
    while (as_text(got).find("answer") == std::string_view::npos)
      if (!socket.read(got, test::kPatience_ms)) return false;
    return true;
  };
  std::vector<std::unique_ptr<test::Socket>> kept;
  // The kernel spreads them over the cores, and each core makes room among its own.
  int answered = 0;
  for (int i = 0; i < 60; ++i) {
    kept.push_back(std::make_unique<test::Socket>(runtime->port()));
    answered += ask(*kept.back()) ? 1 : 0;
  }
  EXPECT_GT(answered, 8);
  EXPECT_TRUE(soon([&] { return runtime->total(&Counters::connections) <= 4; }));
  EXPECT_FALSE(ask(*kept.front())) << "was quiet longest";
}

TEST_F(RuntimeTest, HttpAndItsKeepAlive) {
  test::Socket socket(runtime->port());
  for (int i = 0; i < 3; ++i) {
    socket.write(as_bytes("GET /x HTTP/1.1\r\nHost: h\r\n\r\n"));
    Bytes got;
    while (as_text(got).find("answer") == std::string_view::npos)
      ASSERT_TRUE(socket.read(got, test::kPatience_ms));
  }
  socket.write(as_bytes("GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"));
  Bytes got;
  while (socket.read(got, test::kPatience_ms)) {
  }
  EXPECT_TRUE(socket.closed());
  EXPECT_NE(as_text(got).find("Connection: close"), std::string_view::npos);
}

TEST_F(RuntimeTest, StoppingClosesEverything) {
  auto client = client_with_key();
  ASSERT_TRUE(client.ping());
  runtime->stop_accepting();
  EXPECT_TRUE(client.ping()) << "requests under way are still answered";
  runtime->stop();
  EXPECT_FALSE(client.ping(1'000));
}

}  // namespace
}  // namespace botschaft::net
