// A client and a session over a link that loses, repeats, delays and reorders packets and breaks now and
// then. Every request must be executed once and answered once to the client, and every update must arrive
// unless the session said that updates were lost. A failure prints its seed.
#include <gtest/gtest.h>

#include <set>

#include "mtproto/session.h"
#include "mtproto/session_test_client.h"

namespace botschaft::mtproto {
namespace {

using namespace test;  // NOLINT: the tests' own vocabulary

constexpr std::int64_t kSecond_us = 1'000'000;

struct LinkFaults {
  std::uint64_t lost_of_1000 = 50;
  std::uint64_t repeated_of_1000 = 50;
  std::uint64_t max_delay_us = 400'000;
};

// One direction.
class Link {
 public:
  Link(Random& random, const LinkFaults& faults) : random_(random), faults_(faults) {}

  void put(const Bytes& packet, std::int64_t now_us) {
    if (random_.below(1000) < faults_.lost_of_1000) return;
    const int copies = random_.below(1000) < faults_.repeated_of_1000 ? 2 : 1;
    for (int i = 0; i < copies; ++i) {
      packets_.emplace(now_us + static_cast<std::int64_t>(random_.below(faults_.max_delay_us)), packet);
    }
  }
  std::optional<Bytes> take(std::int64_t now_us) {
    if (packets_.empty() || packets_.begin()->first > now_us) return std::nullopt;
    auto packet = std::move(packets_.begin()->second);
    packets_.erase(packets_.begin());
    return packet;
  }
  void cut() { packets_.clear(); }
  bool empty() const { return packets_.empty(); }

 private:
  Random& random_;
  const LinkFaults& faults_;
  std::multimap<std::int64_t, Bytes> packets_;
};

// Behaves as TDLib and mtcute do: asks again under the same id after a while and after a reconnect, takes new
// ids where the server tells it to, acknowledges with delay, and forgets repeated messages.
class LinkClient {
 public:
  LinkClient(Random& random, const Clock& clock) : random_(random), clock_(clock) {}

  void request(std::int32_t number) { issue(number); }

  void receive(const Bytes& packet) {
    for (const auto& part : server_parts(packet)) read(part);
  }

  // What goes out now: new requests, those without an answer for a while, acknowledgements. On a new
  // connection everything, and a ping.
  std::vector<Part> poll(bool everything) {
    std::vector<Part> parts;
    for (auto& [msg_id, request] : pending_) {
      const bool due = request.sent_us == 0 || request.sent_us + 3 * kSecond_us < clock_.monotonic_us();
      if (!due && !everything) continue;
      request.sent_us = clock_.monotonic_us() + 1;
      parts.push_back({msg_id, request.seqno, request_message(request.number)});
    }
    if (!acks_.empty() && (everything || !parts.empty() || random_.below(10) == 0)) {
      parts.push_back({next_id(), 2 * content_, ack_message(acks_)});
      acks_.clear();
    }
    if (everything) parts.push_back({next_id(), 2 * content_, ping_message(1)});
    if (parts.size() < 2 && random_.below(4) != 0) return parts;
    if (parts.empty()) return parts;
    const auto body = container_message(parts);
    return {{next_id(), 2 * content_, body}};
  }

  std::size_t pending() const { return pending_.size(); }

  std::map<std::int32_t, int> answers;  // by number of request
  std::set<std::int32_t> updates;

 private:
  struct Pending {
    std::int32_t number;
    std::int32_t seqno;
    std::int64_t sent_us;
  };

  std::int64_t next_id() {
    const auto seconds = clock_.unix_us() / kSecond_us << 32;
    const auto fraction = (clock_.unix_us() % kSecond_us << 32) / kSecond_us;
    last_id_ = std::max(last_id_ + 4, (seconds | fraction) & ~std::int64_t{3});
    return last_id_;
  }
  void issue(std::int32_t number) { pending_[next_id()] = {number, 2 * content_++ + 1, 0}; }
  void issue_again(std::int64_t msg_id) {
    const auto at = pending_.find(msg_id);
    if (at == pending_.end()) return;
    const auto number = at->second.number;
    pending_.erase(at);
    issue(number);
  }

  static std::int32_t number_of(tl::Reader& result) {
    if (result.id() != tl::mt_gzip_packed::kId) return result.int32();
    const auto plain = gunzip(result.string(), 1 << 20);
    return plain ? load_le<std::int32_t>(plain->data() + 4) : -1;
  }

  void read(const ServerPart& part) {
    if ((part.seqno & 1) != 0) acks_.push_back(part.msg_id);
    if (!seen_.insert(part.msg_id).second) return;
    auto in = part.reader();
    switch (part.id()) {
      case tl::mt_rpc_result::kId: {
        const auto at = pending_.find(in.int64());
        if (at == pending_.end()) return;
        EXPECT_EQ(number_of(in), at->second.number);
        ++answers[at->second.number];
        pending_.erase(at);
        return;
      }
      case tl::mt_new_session_created::kId: {
        const auto first = in.int64();
        std::vector<std::int64_t> older;
        for (const auto& [msg_id, request] : pending_) {
          if (msg_id < first) older.push_back(msg_id);
        }
        for (const auto msg_id : older) issue_again(msg_id);
        return;
      }
      case tl::mt_bad_msg_notification::kId: {
        const auto msg_id = in.int64();
        in.int32();
        const auto code = in.int32();
        EXPECT_TRUE(code == 20 || code == 16) << code;
        issue_again(msg_id);
        return;
      }
      case 0x01fedcba:
        updates.insert(in.int32());
        return;
      default:
        return;
    }
  }

  Random& random_;
  const Clock& clock_;
  std::map<std::int64_t, Pending> pending_;
  std::vector<std::int64_t> acks_;
  std::set<std::int64_t> seen_;
  std::int64_t last_id_ = 0;
  std::int32_t content_ = 0;
};

class World {
 public:
  World(std::uint64_t seed, SessionLimits limits)
      : random_(seed),
        up_(random_, faults_),
        down_(random_, faults_),
        client_(random_, talk_clock_),
        session_(kSessionId, random_, limits) {
    session_.on_connect(now());
  }

  void run() {
    for (int step = 0; step < 3000; ++step) {
      if (random_.below(15) == 0) client_.request(requests_++);
      if (random_.below(15) == 0) push();
      if (random_.below(400) == 0) break_connection();
      turn(false);
    }
    // The link becomes good, as links do in the end.
    faults_ = {0, 0, 1000};
    for (int round = 0; round < 5; ++round) {
      break_connection();
      turn(true);
      for (int step = 0; step < 100; ++step) turn(false);
    }
  }

  // An answer given up for want of room makes the client ask again under a new id: done twice, answered once.
  void check(int most_executions) {
    EXPECT_EQ(client_.pending(), 0u);
    for (std::int32_t number = 0; number < requests_; ++number) {
      EXPECT_GE(executed_[number], 1) << "request " << number;
      EXPECT_LE(executed_[number], most_executions) << "request " << number;
      EXPECT_EQ(client_.answers[number], 1) << "request " << number;
    }
    for (const auto number : promised_) EXPECT_TRUE(client_.updates.contains(number)) << "update " << number;
  }

  std::size_t times_lost = 0;

 private:
  Moment now() const { return moment(talk_clock_); }

  void push() {
    const auto number = updates_++;
    if (session_.push(std::make_shared<const Bytes>(object_message(number, 8 + random_.below(50) * 4)))) {
      promised_.push_back(number);
    } else {
      promised_.clear();
    }
  }

  // Here the client would be sent updatesTooLong and fetch all that it misses.
  void tell_of_lost_updates() {
    if (!session_.take_updates_lost()) return;
    ++times_lost;
    promised_.clear();
  }

  void break_connection() {
    up_.cut();
    down_.cut();
    session_.on_disconnect();
    connected_ = false;
  }

  void turn(bool everything) {
    talk_clock_.advance_us(20'000);
    if (!connected_) {
      // The server notices a new connection by its first packet; until then it sends nothing.
      everything = true;
      reconnecting_ = true;
      connected_ = true;
    }
    for (const auto& part : client_.poll(everything))
      up_.put(client_packet(part), talk_clock_.monotonic_us());
    while (auto packet = up_.take(talk_clock_.monotonic_us())) deliver(*packet);
    for (auto at = running_.begin(); at != running_.end();) {
      if (random_.below(5) != 0) {
        ++at;
        continue;
      }
      session_.answer(at->first, object_message(at->second, 8 + random_.below(8000) * 4));
      at = running_.erase(at);
    }
    tell_of_lost_updates();
    if (session_.wants_flush(now())) {
      std::vector<Bytes> packets;
      session_.flush({test_key(), crypto::auth_key_id(test_key()), FewSalts::kCurrent, now(), random_},
                     packets);
      EXPECT_FALSE(packets.empty());
      for (const auto& packet : packets) down_.put(packet, talk_clock_.monotonic_us());
    }
    while (auto packet = down_.take(talk_clock_.monotonic_us())) client_.receive(*packet);
  }

  void deliver(Bytes packet) {
    if (reconnecting_) session_.on_connect(now());
    reconnecting_ = false;
    const auto message = open_envelope(test_key(), packet);
    ASSERT_TRUE(message.has_value());
    Recorder events;
    session_.on_message(*message, now(), salts_, events);
    for (const auto& request : events.requests) {
      const auto number = load_le<std::int32_t>(request.body.data() + 4);
      ++executed_[number];
      running_.emplace_back(request.msg_id, number);
    }
  }

  SeededRandom random_;
  ManualClock talk_clock_;
  LinkFaults faults_;
  Link up_;
  Link down_;
  LinkClient client_;
  Session session_;
  FewSalts salts_;
  std::vector<std::pair<std::int64_t, std::int32_t>> running_;
  std::map<std::int32_t, int> executed_;
  std::vector<std::int32_t> promised_;  // updates the session took
  std::int32_t requests_ = 0;
  std::int32_t updates_ = 0;
  bool connected_ = true;
  bool reconnecting_ = false;
};

TEST(SessionLink, NothingIsLostOrDoneTwice) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    World world(seed, {});
    world.run();
    world.check(1);
    EXPECT_LE(world.times_lost, 1u);  // where the first packet was late: as if we had forgotten the session
    if (HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(SessionLink, OverflowIsTold) {
  std::size_t times_lost = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    World world(seed, {.unacked_count = 12});
    world.run();
    world.check(3);
    times_lost += world.times_lost;
    if (HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(times_lost, 0u);
}

}  // namespace
}  // namespace botschaft::mtproto
