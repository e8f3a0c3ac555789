#pragma once
// A server with people who have three devices each: the real mailboxes, whose shards run what is posted to
// them in any order that keeps each shard's own, and a store that crashes. A device that is told of a hole
// asks for the difference; one that is away is told nothing.
#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <random>

#include "domain/due.h"
#include "model/replica.h"
#include "rpc/channels/channels_scene.h"
#include "rpc/channels/renderer.h"
#include "rpc/renderer.h"
#include "store/contacts.h"
#include "tl/codec.h"
#include "updates/mailboxes.h"

namespace botschaft::model {

class ModelScene : public rpc::ChannelScene, protected updates::Executor, protected updates::SessionSink {
 protected:
  static constexpr int kPeople = 20;
  static constexpr int kDevicesEach = 3;

  explicit ModelScene(unsigned seed) : random_engine_(seed) {
    store_ = store::open_simulated({.fault = [this] { return std::exchange(fault_, store::Fault::none); }});
    start_server();
    for (int i = 0; i < kPeople; ++i) people_.push_back(person("Person" + std::to_string(i)));
    for (const auto user : people_) {
      devices_.emplace_back(user, caller_of(user).session_key());  // this one does what its owner does
      for (int i = 1; i < kDevicesEach; ++i)
        devices_.emplace_back(user, SessionKey{user + i * 1'000'000'000LL, 2});
    }
    run([&](store::Transaction& tx) {
      for (std::size_t i = 0; i < people_.size(); ++i)
        store::set_username(tx, PeerId::user(people_[i]), username(i));
      for (const auto a : people_) {
        for (const auto b : people_) {
          if (a != b) store::put_contact(tx, a, {.user = b, .first_name = "x"});
        }
      }
    });
  }

  // --- chance ---
  unsigned pick(std::size_t n) { return static_cast<unsigned>(random_engine_() % n); }
  UserId anybody() { return people_[pick(people_.size())]; }

  // --- the server ---
  std::size_t shards() const override { return posted_.size(); }
  void post(std::size_t shard, std::function<void()> function) override {
    posted_[shard].push_back(std::move(function));
  }
  using ChannelScene::post;
  void push(const SessionKey& session, updates::SharedBytes bytes) override {
    for (auto& device : devices_) {
      if (device.key != session || !device.online) continue;
      tl::Reader in(*bytes);
      auto updates = tl::decode_box<tl::Updates>(in);
      ASSERT_TRUE(updates);
      arrived_.emplace_back(&device, *std::move(updates));
    }
  }

  void start_server() {
    for (auto& queue : posted_) queue.clear();
    arrived_.clear();
    renderer_ = std::make_unique<rpc::UpdateRenderer>(*store_, services_);
    channel_renderer_ = std::make_unique<rpc::ChannelUpdateRenderer>(*store_, services_);
    // Not by make_unique, which cannot see the bases that are protected.
    mailboxes_.reset(new updates::Mailboxes(*this, *renderer_, *this, channel_renderer_.get()));
    store_->on_notices([this](auto notices) {
      for (const auto& notice : notices) mailboxes_->deliver(*notice);
    });
  }

  // All that was in memory is lost, and every line is broken.
  void restart_server() {
    ++crashes_;
    for (auto& device : devices_) device.online = false;
    store_->restart();
    start_server();
  }

  // A request of the first device, which may meet a crash or a full disk and is then made again, as clients
  // do. Only one that may be `repeated` meets a crash after its commit.
  template <class Request>
  auto ask_in_trouble(UserId user, const Request& request, bool repeated = false) {
    using enum store::Fault;
    const store::Fault faults[] = {commit_fails, crash_before_commit, crash_after_commit};
    if (pick(60) != 0) return ask(user, request);
    fault_ = faults[pick(repeated ? 3 : 2)];
    const auto caller = caller_of(user);
    rpc::Context context{caller, services_, clock_.unix_seconds()};
    store_->write(
        [&](store::Transaction& tx) -> Result<void> {
          const auto answer = handle(context, tx, request);
          if (!answer) return std::unexpected(answer.error());
          return {};
        },
        [](const Result<void>&) {});
    fault_ = none;
    if (store_->crashed()) restart_server();
    return ask(user, request);
  }

  // What has become due is done as the server's runner does it.
  void pass(std::int32_t seconds) {
    advance(seconds);
    const auto now = clock_.unix_seconds();
    run([&](store::Transaction& tx) {
      for (auto groups = domain::due_groups(tx, now, 500); !groups.empty();
           groups = domain::due_groups(tx, now, 500)) {
        for (auto& group : groups) {
          domain::take_due(tx, group, now);
          domain::run_due(tx, group, now);
        }
      }
    });
  }

  // Runs up to `steps` of what is posted, from shards at random, and lets devices take what has arrived.
  void run_shards(std::size_t steps) {
    for (; steps > 0; --steps) {
      std::vector<std::size_t> busy;
      for (std::size_t i = 0; i < shards(); ++i) {
        if (!posted_[i].empty()) busy.push_back(i);
      }
      if (busy.empty() && arrived_.empty()) return;
      if (!arrived_.empty() && (busy.empty() || pick(2) == 0)) {
        auto [device, updates] = std::move(arrived_.front());
        arrived_.pop_front();
        if (device->online) take(*device, updates);
        continue;
      }
      auto& queue = posted_[busy[pick(busy.size())]];
      const auto function = std::move(queue.front());
      queue.pop_front();
      function();
    }
  }

  // --- devices ---
  Replica& first_device(UserId user) { return *std::ranges::find(devices_, user, &Replica::user); }

  void come(Replica& device) {
    device.online = true;
    mailboxes_->join(device.user, {device.key, 227});
    if (!device.known) {
      device.known = true;
      device.pts = pts(device.user);
      device.date = clock_.unix_seconds();
      first_look(device);
    } else {
      catch_up(device);
    }
    mailboxes_->told(device.user, device.key, device.pts);
  }
  void go(Replica& device) {
    device.online = false;
    std::erase_if(arrived_, [&](const auto& one) { return one.first == &device; });  // lost with the line
    mailboxes_->leave(device.user, device.key);
  }

  void catch_up(Replica& device) {
    for (bool more = true; more;) {
      tl::updates_getDifference request;
      request.pts = device.pts;
      request.date = device.date;
      request.pts_limit = 1 + static_cast<std::int32_t>(pick(20));
      const auto answer = ask(device.user, request);
      ASSERT_TRUE(answer) << answer.error().text();
      more = answer->is<tl::updates_differenceSlice>();
      const auto apply_all = [&](const auto& difference, const tl::Box<tl::updates_State>& state) {
        for (const auto& message : difference.new_messages) {
          check_own(device, message);
          device.box.message(message, true);
        }
        for (const auto& update : difference.other_updates) {
          if (pts_of(update) != 0) {
            apply_own(device, update);
          } else {
            apply(device, update);
          }
        }
        device.pts = state.as<tl::updates_state>()->pts;
      };
      if (const auto* slice = answer->as<tl::updates_differenceSlice>()) {
        apply_all(*slice, slice->intermediate_state);
      }
      if (const auto* last = answer->as<tl::updates_difference>()) apply_all(*last, last->state);
    }
    device.date = clock_.unix_seconds();
  }

  void take(Replica& device, const tl::Box<tl::Updates>& box) {
    if (box.is<tl::updatesTooLong>()) return catch_up(device);
    if (const auto* one = box.as<tl::updateShort>()) return apply(device, one->update);
    if (const auto* all = box.as<tl::updates>()) {
      // Of what it has asked for itself meanwhile, what is older says nothing about reactions, which have no
      // number.
      const bool old = !all->updates.empty() && pts_of(all->updates.back()) != 0 &&
                       pts_of(all->updates.back()) <= device.pts;
      for (const auto& update : all->updates) {
        if (!old || !update.is<tl::updateMessageReactions>()) apply(device, update);
      }
    }
    device.date = clock_.unix_seconds();
  }

  // The reply is for the device that asks. Where it tells no updates, that device asks what it has done.
  void replied(UserId user, const tl::Box<tl::Updates>& answer) {
    auto& device = first_device(user);
    if (!device.online) return;
    answer.is<tl::updateShortSentMessage>() ? catch_up(device) : take(device, answer);
  }
  void replied(UserId user) {
    if (auto& device = first_device(user); device.online) catch_up(device);
  }

  void apply(Replica& device, const tl::Box<tl::Update>& box) {
    const auto at = pts_of(box);
    if (at == 0) return apply_beside(device, box);
    if (at <= device.pts) return;
    if (at > device.pts + 1) return catch_up(device);
    apply_own(device, box);
    device.pts = at;
  }

  void apply_own(Replica& device, const tl::Box<tl::Update>& box) {
    if (const auto* u = box.as<tl::updateNewMessage>()) check_own(device, u->message);
    if (const auto* u = box.as<tl::updateEditMessage>()) check_own(device, u->message);
    device.box.apply(box);
  }

  static std::string username(std::size_t person) { return "person_" + std::to_string(person); }

  // What the model adds: a device that is there for the first time; updates without a pts of the own box;
  // nobody is shown what he may not see.
  virtual void first_look(Replica& device) = 0;
  virtual void apply_beside(Replica& device, const tl::Box<tl::Update>& box) = 0;
  virtual void check_own(const Replica& device, const tl::Box<tl::Message>& box) = 0;

  std::mt19937 random_engine_;
  store::Fault fault_ = store::Fault::none;  // of the next commit
  std::array<std::deque<std::function<void()>>, 3> posted_;
  std::deque<std::pair<Replica*, tl::Box<tl::Updates>>> arrived_;
  std::unique_ptr<rpc::UpdateRenderer> renderer_;
  std::unique_ptr<rpc::ChannelUpdateRenderer> channel_renderer_;
  std::unique_ptr<updates::Mailboxes> mailboxes_;
  std::vector<UserId> people_;
  std::deque<Replica> devices_;
  int texts_ = 0;
  int crashes_ = 0;
};

}  // namespace botschaft::model
