#pragma once
// For tests of the whole network side: two cores on a loopback port, and a backend in memory whose methods
// are numbers.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "mtproto/salts.h"
#include "net/runtime.h"
#include "tests/support/client.h"

namespace botschaft::net {

inline constexpr std::uint32_t kEcho = 0x11111111;    // answered with its own body
inline constexpr std::uint32_t kSilent = 0x22222222;  // never answered
inline constexpr std::uint32_t kLater = 0x33333333;   // answered from another thread when a kRelease comes
inline constexpr std::uint32_t kRelease = 0x44444444;
inline constexpr std::uint32_t kLarge = 0x55555555;  // answered with 600,000 bytes

inline constexpr std::uint32_t kLeased = 0x66666666;  // answered with 150,000 bytes on lease

// A lease that is counted while it is out.
struct Counted {
  explicit Counted(std::atomic<int>& number) : out(number) { ++out; }
  ~Counted() { --out; }
  std::atomic<int>& out;
};

inline Bytes word(std::uint32_t id, std::size_t size = 4) {
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
  void dispatch(RpcRequest request, Answered answer) override {
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
      case kLeased:
        return answer({word(kLeased, 150'000), std::make_shared<Counted>(leases)});
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
  std::vector<Answered> waiting;
  SessionAddress last;
  int look_ups = 0;
  std::atomic<int> leases = 0;  // that answers hold
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

inline const crypto::RsaKey& server_rsa() {
  static const auto key = crypto::RsaKey::generate();
  return key;
}

class RuntimeFixture : public testing::Test {
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
    router.add_later("/later", {.body_max = [](http::Method, std::string_view) { return 100'000; },
                                .run =
                                    [this](http::Request request, http::Respond respond) {
                                      const std::lock_guard lock(later_mutex);
                                      later.emplace_back(std::move(request), std::move(respond));
                                    }});
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
    for (int i = 0; i < test::kPatience_ms / 10 && !predicate(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return predicate();
  }

  mtproto::ProxySecret secret{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  SeededRandom random{42};
  MemoryBackend backend;
  http::Router router;
  std::mutex later_mutex;
  std::vector<std::pair<http::Request, http::Respond>> later;  // requests to /later, not answered yet
  std::unique_ptr<Runtime> runtime;
};

}  // namespace botschaft::net
