// Model test of the update machinery: people with several devices, a bad network, a store that crashes. When
// the trouble is over, every device must have come to the same state as one that is new.
//
// SIM_SEED=n runs that seed alone; SIM_SEEDS=n runs seeds 1..n.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/device.h"
#include "sim/server.h"
#include "store/dialogs.h"
#include "store/events.h"
#include "store/messages.h"
#include "store/users.h"

namespace botschaft::sim {
namespace {

using store::Transaction;

constexpr int kPeople = 3;
constexpr int kDevicesEach = 2;
constexpr std::int64_t kTroubleTime = 8'000 * kMillisecond;
constexpr int kStepsMax = 2'000'000;

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed) : world_(seed) {
    for (int i = 0; i < kPeople; ++i) add_person(i);
    server_ = start_server();
    for (const auto& device : devices_) {
      device->connect(*server_);
      live(device);
    }
  }

  void to_the_end() {
    int steps = 0;
    while (world_.clock().monotonic_us() < kTroubleTime && world_.step()) ++steps;
    world_.end_trouble();
    for (const auto& device : devices_) {
      if (!device->connected()) device->connect(*server_);
    }
    while (world_.step()) ASSERT_LT(++steps, kStepsMax) << "it does not come to rest";
    collect_violations();
  }

  void check() {
    EXPECT_TRUE(violations_.empty()) << fmt::format("{} violations, the first: {}", violations_.size(),
                                                    violations_.empty() ? "" : violations_.front());
    EXPECT_TRUE(store_->read_sync([&](Transaction& tx) -> Result<void> {
      for (const UserId user : people_) {
        check_log(tx, user);
        check_sends(tx, user);
      }
      for (const auto& device : devices_) check_device(tx, *device);
      return {};
    }));
  }

  int crashes() const { return crashes_; }
  std::int64_t events() const { return events_; }

 private:
  void add_person(int i) {
    store_->write(
        [&](Transaction& tx) -> Result<void> {
          people_.push_back(
              store::insert_user(tx, {.phone = std::to_string(49150000 + i), .first_name = "P"}));
          return {};
        },
        [](Result<void> result) { ASSERT_TRUE(result); });
    store_->commit_batch(1);
    for (int d = 0; d < kDevicesEach; ++d) {
      const auto number = static_cast<std::int64_t>(devices_.size()) + 1;
      devices_.push_back(std::make_shared<Device>(world_, people_.back(), number, d == 0 ? 227 : 200));
    }
  }

  std::shared_ptr<Server> start_server() {
    return std::make_shared<Server>(world_, *store_, [this] { restart_server(); });
  }

  void restart_server() {
    ++crashes_;
    collect_violations();
    for (const auto& device : devices_) device->disconnect();
    // The crashed server is still on the stack; it goes when this moment is over.
    world_.after(0, server_, [old = server_] {});
    server_.reset();
    store_->restart();
    server_ = start_server();
    for (const auto& device : devices_) {
      world_.after(world_.between(10, 500) * kMillisecond, device, [this, device = device.get()] {
        if (!device->connected()) device->connect(*server_);
      });
    }
  }

  void live(const std::shared_ptr<Device>& device) {
    world_.after(world_.between(5, 250) * kMillisecond, device, [this, device] {
      if (!world_.trouble()) return;
      const std::uint64_t what = world_.below(100);
      if (!device->connected()) {
        if (what < 20) device->connect(*server_);
      } else if (what < 4) {
        device->disconnect();
      } else if (what < 6) {
        device->disconnect();
        device->forget_session();
      } else {
        device->act(people_);
      }
      live(device);
    });
  }

  store::Fault next_fault() {
    if (!server_ || !world_.trouble()) return store::Fault::none;
    const std::uint64_t what = world_.below(1000);
    if (what < 4) return store::Fault::crash_before_commit;
    if (what < 8) return store::Fault::crash_after_commit;
    if (what < 20) return store::Fault::commit_fails;
    return store::Fault::none;
  }

  void collect_violations() {
    violations_.insert(violations_.end(), server_->violations().begin(), server_->violations().end());
  }

  void check_log(Transaction& tx, UserId user) {
    std::int32_t expected = store::kEmptyBoxPts;
    for (const store::Event& event : store::read_events(tx, user, 0, 1'000'000)) {
      ++events_;
      if (event.pts != ++expected) ADD_FAILURE() << "a hole before pts " << event.pts;
    }
  }

  static View view_of(Transaction& tx, UserId user) {
    View view;
    for (const store::DialogRow& dialog : store::dialog_places(tx, user)) {
      for (const auto& row : store::messages_oldest_first(tx, user, dialog.peer, {}, 1'000'000)) {
        view.chats[dialog.peer][row.id] = row.body.text;
      }
      if (dialog.read_inbox != 0) view.read_inbox[dialog.peer] = dialog.read_inbox;
      if (dialog.read_outbox != 0) view.read_outbox[dialog.peer] = dialog.read_outbox;
    }
    for (const store::DraftRow& draft : store::all_drafts(tx, user)) view.drafts[draft.peer] = draft.text;
    return view;
  }

  void check_device(Transaction& tx, const Device& device) {
    EXPECT_TRUE(device.idle());
    EXPECT_EQ(device.pts(), store::top_pts(tx, device.user()));
    View mine = device.view();
    std::erase_if(mine.chats, [](const auto& chat) { return chat.second.empty(); });
    const View fresh = view_of(tx, device.user());
    EXPECT_EQ(mine.chats, fresh.chats);
    EXPECT_EQ(mine.read_inbox, fresh.read_inbox);
    EXPECT_EQ(mine.read_outbox, fresh.read_outbox);
    EXPECT_EQ(mine.drafts, fresh.drafts);
    for (const Send& sent : device.acknowledged()) {
      EXPECT_TRUE(store::find_send(tx, device.user(), sent.random_id))
          << "acknowledged and lost: " << sent.text;
    }
  }

  // A repeated request must not have become a second message: a chat has as many as random ids say.
  static void check_sends(Transaction& tx, UserId user) {
    static constexpr store::Sql kSentTwice{
        "SELECT count(*) FROM events WHERE owner = ?1 AND kind = 1 AND NOT EXISTS"
        " (SELECT 1 FROM sends WHERE sends.owner = ?1 AND sends.id = events.pts) AND EXISTS"
        " (SELECT 1 FROM messages WHERE messages.owner = ?1 AND messages.peer = events.peer AND"
        " messages.id = events.pts AND messages.flags & 1 = 1)"};
    store::Query row = tx.run(kSentTwice, user);
    EXPECT_TRUE(row.next());
    EXPECT_EQ(row.int64(0), 0) << "messages that no request accounts for";
  }

  World world_;
  std::unique_ptr<store::SimulatedStore> store_ =
      store::open_simulated({.batched = true, .fault = [this] { return next_fault(); }});
  std::vector<UserId> people_;
  std::vector<std::shared_ptr<Device>> devices_;
  std::shared_ptr<Server> server_;
  std::vector<std::string> violations_;
  int crashes_ = 0;
  std::int64_t events_ = 0;
};

std::uint64_t number_of(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

TEST(UpdatesSimulation, EveryDeviceConverges) {
  const std::uint64_t alone = number_of("SIM_SEED", 0);
  const std::uint64_t first = alone != 0 ? alone : 1;
  const std::uint64_t last = alone != 0 ? alone : number_of("SIM_SEEDS", 300);
  int crashes = 0;
  std::int64_t events = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    SCOPED_TRACE(fmt::format("SIM_SEED={}", seed));
    Simulation run(seed);
    run.to_the_end();
    run.check();
    crashes += run.crashes();
    events += run.events();
    if (HasFailure()) return;
  }
  fmt::print("{} seeds, {} events, {} crashes\n", last - first + 1, events, crashes);
}

}  // namespace
}  // namespace botschaft::sim
