// Very many connections that mean no good, while one client goes on talking.
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/support/client.h"
#include "tests/support/server_process.h"

namespace botschaft::test {
namespace {

using Clock = std::chrono::steady_clock;

// Pings all the time; remembers the longest answer.
class HealthyClient {
 public:
  explicit HealthyClient(ServerProcess& server)
      : client_({.kind = LinkKind::kObfuscated, .port = server.port()}, random_) {
    ready_ = client_.connect() && client_.exchange_key(server.modulus()) && client_.ping();
    thread_ = std::thread([this] { run(); });
  }
  ~HealthyClient() { stop(); }
  void stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
  }
  bool ready() const { return ready_; }
  int answered() const { return answered_; }
  int failed() const { return failed_; }
  std::int64_t slowest_ms() const { return slowest_ms_; }

 private:
  void run() {
    while (!stopping_) {
      const auto begin = Clock::now();
      ++(client_.ping(10'000) ? answered_ : failed_);
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count();
      slowest_ms_ = std::max<std::int64_t>(slowest_ms_, took);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  SeededRandom random_{7};
  Client client_;
  bool ready_ = false;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> answered_ = 0;
  std::atomic<int> failed_ = 0;
  std::atomic<std::int64_t> slowest_ms_ = 0;
  std::thread thread_;
};

void reset_on_close(const Socket& socket) {
  const linger now{1, 0};  // no TIME_WAIT: 100,000 connections would use up the ports
  ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

Bytes garbage(Random& random) {
  Bytes noise(1 + random.below(300));
  random.fill(noise);
  const auto with = [&](std::initializer_list<std::uint8_t> head) {
    Bytes out(head);
    out.insert(out.end(), noise.begin(), noise.end());
    return out;
  };
  switch (random.below(9)) {
    case 0:
      return noise;
    case 1:
      return with({0x16, 0x03, 0x01, 0x02, 0x00, 0x01});  // TLS hello
    case 2:
      return with({0xef, 0x0a});  // abridged, unknown key
    case 3:
      return with({0xef, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0});  // abridged, broken key exchange
    case 4:
      return with({0xee, 0xee, 0xee, 0xee, 0xff, 0xff, 0xff});  // huge packet
    case 5:
      return with({0xdd, 0xdd, 0xdd, 0xdd, 0x40, 0, 0, 0});
    case 6:
      return with({'G', 'E', 'T', ' ', '/', ' ', 'H', 'T', 'T', 'P', '/', '1', '.', '1', '\r', '\n'});
    case 7:
      return Bytes(64, 0x11);
    default:
      return {};
  }
}

TEST(Storm, AHundredThousandGarbageConnections) {
  constexpr int kConnections = 100'000;
  constexpr std::size_t kAtOnce = 100;  // per thread
  constexpr int kThreads = 2;
  ServerProcess server(BOTSCHAFT_PROGRAM);
  ASSERT_TRUE(server.started());
  HealthyClient healthy(server);
  ASSERT_TRUE(healthy.ready());
  const auto resident_before = server.resident_bytes();
  const auto descriptors_before = server.open_descriptors();
  std::atomic<int> opened = 0;
  std::atomic<std::size_t> resident_most = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread)
    threads.emplace_back([&, thread] {
      SeededRandom random(static_cast<std::uint64_t>(thread) + 1);
      std::vector<std::unique_ptr<Socket>> open(kAtOnce);
      for (int i = 0; i < kConnections / kThreads; ++i) {
        auto& slot = open[static_cast<std::size_t>(i) % kAtOnce];
        slot = std::make_unique<Socket>(server.port());
        if (!slot->open()) continue;
        ++opened;
        reset_on_close(*slot);
        slot->write(garbage(random));
        if (i % 1000 == 0) resident_most = std::max(resident_most.load(), server.resident_bytes());
      }
    });
  for (auto& thread : threads) thread.join();
  healthy.stop();
  ASSERT_TRUE(server.running());
  EXPECT_GT(opened, kConnections * 99 / 100);
  EXPECT_EQ(healthy.failed(), 0);
  EXPECT_GT(healthy.answered(), 100);
  EXPECT_LT(healthy.slowest_ms(), 2'000);
  EXPECT_LT(resident_most, resident_before + (100u << 20));
  for (int i = 0; i < 200 && server.open_descriptors() > descriptors_before; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_LE(server.open_descriptors(), descriptors_before) << "every connection was closed";
  std::printf(
      "connections %d, resident before %zu KiB, at most %zu KiB, after %zu KiB; pings %d, slowest %lld ms\n",
      opened.load(), resident_before >> 10, resident_most.load() >> 10, server.resident_bytes() >> 10,
      healthy.answered(), static_cast<long long>(healthy.slowest_ms()));
  EXPECT_EQ(server.terminate(), 0);
}

TEST(Storm, SlowLorisIsCutOffAndOthersDoNotNotice) {
  constexpr int kEach = 300;
  ServerProcess server(BOTSCHAFT_PROGRAM);
  ASSERT_TRUE(server.started());
  HealthyClient healthy(server);
  ASSERT_TRUE(healthy.ready());
  const auto resident_before = server.resident_bytes();
  struct Slow {
    Socket socket;
    std::string text;
    std::size_t at = 0;
  };
  std::vector<Slow> slow;
  const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Padding: " + std::string(2'000, 'x');
  const std::string packet = std::string("\xee\xee\xee\xee\x00\x10\x00\x00", 8) + std::string(4'000, '\0');
  for (int i = 0; i < kEach; ++i) {
    slow.push_back({Socket(server.port()), ""});  // says nothing
    slow.push_back({Socket(server.port()), request});
    slow.push_back({Socket(server.port()), packet});
  }
  // One byte each every half second: sooner or later every one of them is closed, at most 60 s after it came.
  const auto until = Clock::now() + std::chrono::seconds(75);
  std::size_t left = slow.size();
  Bytes ignored;
  while (left > 0 && Clock::now() < until) {
    left = 0;
    for (auto& peer : slow) {
      if (peer.socket.closed()) continue;
      if (peer.at < peer.text.size() &&
          !peer.socket.write(as_bytes(std::string_view(&peer.text[peer.at++], 1))))
        peer.socket.close();
      peer.socket.read(ignored, 0);
      left += peer.socket.closed() ? 0 : 1;
    }
    EXPECT_LT(server.resident_bytes(), resident_before + (50u << 20));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  healthy.stop();
  EXPECT_EQ(left, 0u);
  EXPECT_EQ(healthy.failed(), 0);
  EXPECT_GT(healthy.answered(), 100);
  EXPECT_LT(healthy.slowest_ms(), 1'000);
}

}  // namespace
}  // namespace botschaft::test
