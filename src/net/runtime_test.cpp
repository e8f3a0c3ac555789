// The whole network side over real loopback sockets, with a backend in memory.
#include "net/runtime.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <set>

#include "mtproto/salts.h"
#include "tests/support/client.h"

namespace botschaft::net {
namespace {

const crypto::RsaKey& server_rsa() {
  static const auto key = crypto::RsaKey::generate();
  return key;
}

constexpr std::uint32_t kEcho = 0x11111111;    // answered with its own body
constexpr std::uint32_t kSilent = 0x22222222;  // never answered
constexpr std::uint32_t kLater = 0x33333333;   // answered from another thread when a kRelease comes
constexpr std::uint32_t kRelease = 0x44444444;
constexpr std::uint32_t kLarge = 0x55555555;  // answered with 600,000 bytes

Bytes word(std::uint32_t id, std::size_t size = 4) {
  Bytes body(size);
  store_le(body.data(), id);
  return body;
}

class MemoryBackend final : public Backend {
 public:
  void find_key(AuthKeyId id, KeyFound found) override {
    const std::lock_guard lock(mutex);
    ++look_ups;
    const auto known = keys.find(id);
    found(known == keys.end() ? nullptr : make(known->second, id, std::nullopt));
  }
  void save_key(const mtproto::NewAuthKey& key, KeyDone done) override {
    const std::lock_guard lock(mutex);
    keys[key.id] = key.key;
    done(KeySaved::kYes,
         make(key.key, key.id, mtproto::FirstSalt{key.first_salt, system_clock().unix_seconds()}));
  }
  void remove_key(AuthKeyId id, std::function<void(mtproto::DestroyAuthKey)> removed) override {
    const std::lock_guard lock(mutex);
    removed(keys.erase(id) ? mtproto::DestroyAuthKey::kOk : mtproto::DestroyAuthKey::kNone);
  }
  void dispatch(RpcRequest request, Answer answer) override {
    const std::lock_guard lock(mutex);
    last = request.session;
    switch (load_le<std::uint32_t>(request.body.data())) {
      case kSilent:
        return;
      case kLater:
        waiting.push_back(std::move(answer));
        return;
      case kRelease:
        for (auto& other : std::exchange(waiting, {})) other(word(kLater));
        break;
      case kLarge:
        return answer(word(kLarge, 600'000));
      default:
        break;
    }
    answer(std::move(request.body));
  }
  void drop_request(const SessionAddress&, std::int64_t) override {}
  void session_connected(const SessionAddress& session) override { note(session, 1); }
  void session_disconnected(const SessionAddress& session) override { note(session, -1); }
  void session_gone(const SessionAddress&) override {}
  void updates_lost(const SessionAddress&) override { ++lost; }

  int connected(const SessionAddress& session) {
    const std::lock_guard lock(mutex);
    return connections[session];
  }

  std::mutex mutex;
  std::map<AuthKeyId, crypto::AuthKey> keys;
  std::unordered_map<SessionAddress, int> connections;
  std::vector<Answer> waiting;
  SessionAddress last;
  int look_ups = 0;
  std::atomic<int> lost = 0;

 private:
  std::shared_ptr<const KnownKey> make(const crypto::AuthKey& key, AuthKeyId id,
                                       std::optional<mtproto::FirstSalt> first) {
    auto known = std::make_shared<KnownKey>();
    known->id = id;
    known->key = key;
    known->salts = std::make_shared<mtproto::DerivedSalts>(crypto::Key256{7}, id, first);
    return known;
  }
  void note(const SessionAddress& session, int change) {
    const std::lock_guard lock(mutex);
    connections[session] += change;
  }
};

class RuntimeTest : public testing::TestWithParam<test::LinkKind> {
 protected:
  void SetUp() override { start({}); }
  void start(Limits limits) {
    runtime.reset();
    Options options;
    options.port = 0;
    options.cores = 2;
    options.proxy_secrets = {secret};
    options.limits = limits;
    router = http::Router();
    router.add(http::Method::get, "/x", [](const http::Request&) { return http::text(200, "answer"); });
    runtime = std::make_unique<Runtime>(
        options, Runtime::Surroundings{backend, router, server_rsa(), system_clock(), system_random()});
    ASSERT_TRUE(runtime->listen());
    runtime->start();
  }
  test::Client client(test::LinkKind kind = test::LinkKind::kIntermediate) {
    return test::Client({.kind = kind, .port = runtime->port(), .secret = secret}, random);
  }
  test::Client client_with_key(test::LinkKind kind = test::LinkKind::kIntermediate) {
    auto made = client(kind);
    EXPECT_TRUE(made.connect());
    EXPECT_TRUE(made.exchange_key(server_rsa().modulus()));
    return made;
  }
  template <class Predicate>
  bool soon(Predicate predicate) {
    for (int i = 0; i < 500 && !predicate(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return predicate();
  }

  mtproto::ProxySecret secret{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  SeededRandom random{42};
  MemoryBackend backend;
  http::Router router;
  std::unique_ptr<Runtime> runtime;
};

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

INSTANTIATE_TEST_SUITE_P(EveryTransport, RuntimeTest,
                         testing::Values(test::LinkKind::kAbridged, test::LinkKind::kIntermediate,
                                         test::LinkKind::kPadded, test::LinkKind::kFull,
                                         test::LinkKind::kObfuscated, test::LinkKind::kObfuscatedSecret,
                                         test::LinkKind::kWebSocket));

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
  while (auto message = client.receive(300))
    came |= message->body.size() == 16 && load_le<std::uint32_t>(message->body.data() + 12) == kLater;
  EXPECT_TRUE(came);
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
  while (auto message = client.receive(500)) too_long |= message->body == word(0xe317af7e);
  EXPECT_TRUE(too_long);
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
  EXPECT_FALSE(silent.read(got, 2'000));
  EXPECT_FALSE(dribbling.read(got, 2'000));
  EXPECT_FALSE(half.read(got, 2'000));
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

TEST_F(RuntimeTest, HttpAndItsKeepAlive) {
  test::Socket socket(runtime->port());
  for (int i = 0; i < 3; ++i) {
    socket.write(as_bytes("GET /x HTTP/1.1\r\nHost: h\r\n\r\n"));
    Bytes got;
    while (as_text(got).find("answer") == std::string_view::npos) ASSERT_TRUE(socket.read(got, 2'000));
  }
  socket.write(as_bytes("GET /x HTTP/1.1\r\nConnection: close\r\n\r\n"));
  Bytes got;
  while (socket.read(got, 2'000)) {
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
