// Random commands in a supergroup with hidden history and in a broadcast channel, by people with two devices
// each, who come and go, through the real mailboxes: what is posted to shards runs in any order that keeps
// each shard's own. Nobody is ever sent a text that he may not see, by push, reply, history or difference;
// and in the end every device has exactly what a naive model says.
#include <algorithm>
#include <deque>
#include <random>
#include <set>

#include "rpc/channels/channels_scene.h"
#include "rpc/channels/renderer.h"
#include "rpc/renderer.h"
#include "tl/codec.h"
#include "updates/mailboxes.h"

namespace botschaft::rpc {
namespace {

using Seen = std::pair<MessageId, std::string>;

struct Device {
  UserId user = 0;
  SessionKey key;
  bool online = false;
  std::int32_t pts = 0;
  std::int32_t date = 0;
  struct Chat {
    std::int32_t pts = 0;
    MessageId floor = 0;  // what it was told is hidden stays so, also when an older push comes later
    std::map<MessageId, std::string> texts;
  };
  std::map<std::int64_t, Chat> chats;
};

struct Channel {
  std::int64_t id = 0;
  bool broadcast = false;
  UserId creator = 0;
  std::set<UserId> inside;
  std::set<UserId> banned;
  std::map<MessageId, std::pair<UserId, std::string>> alive;  // author, text
  std::map<UserId, std::set<MessageId>> visible;
  std::map<UserId, MessageId> cleared;       // by oneself: stays, whoever comes back
  std::map<UserId, std::set<Seen>> allowed;  // whatever he may ever have been shown
};

class ChannelModel : public ChannelScene,
                     public ::testing::WithParamInterface<unsigned>,
                     protected updates::Executor,
                     protected updates::SessionSink {
 protected:
  static constexpr int kPeople = 6;

  ChannelModel() {
    store_->on_notices([this](auto notices) {
      for (const auto& notice : notices) mailboxes_.deliver(*notice);
    });
    for (int i = 0; i < kPeople; ++i) people_.push_back(person("Person" + std::to_string(i)));
    for (const auto user : people_) {
      devices_.push_back({.user = user, .key = caller_of(user).session_key()});
      devices_.push_back({.user = user, .key = {user + 1'000'000'000, 2}});
    }
    for (const bool broadcast : {false, true}) {
      Channel channel{.broadcast = broadcast, .creator = people_.front()};
      channel.id = create(channel.creator, broadcast);
      channel.inside.insert(channel.creator);
      channels_.push_back(std::move(channel));
    }
    for (auto& device : devices_) come(device);
  }

  std::size_t shards() const override { return 3; }
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

  unsigned pick(std::size_t n) { return static_cast<unsigned>(random_engine_() % n); }
  UserId anybody() { return people_[pick(people_.size())]; }

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
  void come(Device& device) {
    device.online = true;
    mailboxes_.join(device.user, {device.key, 227});
    if (device.pts == 0) {
      device.pts = pts(device.user);
      for (auto& channel : channels_) refresh(device, channel.id);
      device.date = clock_.unix_seconds();
    } else {
      catch_up(device);
    }
    mailboxes_.told(device.user, device.key, device.pts);
  }
  void go(Device& device) {
    device.online = false;
    mailboxes_.leave(device.user, device.key);
  }

  void catch_up(Device& device) {
    for (bool more = true; more;) {
      tl::updates_getDifference request;
      request.pts = device.pts;
      request.date = device.date;
      request.pts_limit = 3;
      const auto answer = ask(device.user, request);
      ASSERT_TRUE(answer) << answer.error().text();
      more = answer->is<tl::updates_differenceSlice>();
      const auto apply_all = [&](const auto& difference, const tl::Box<tl::updates_State>& state) {
        for (const auto& update : difference.other_updates) apply(device, update);
        device.pts = state.as<tl::updates_state>()->pts;
      };
      if (const auto* slice = answer->as<tl::updates_differenceSlice>()) {
        apply_all(*slice, slice->intermediate_state);
      }
      if (const auto* last = answer->as<tl::updates_difference>()) apply_all(*last, last->state);
    }
    device.date = clock_.unix_seconds();
  }

  void take(Device& device, const tl::Box<tl::Updates>& box) {
    if (box.is<tl::updatesTooLong>()) return catch_up(device);
    if (const auto* one = box.as<tl::updateShort>()) return apply(device, one->update);
    if (const auto* all = box.as<tl::updates>()) {
      for (const auto& update : all->updates) apply(device, update);
    }
    device.date = clock_.unix_seconds();
  }

  void apply(Device& device, const tl::Box<tl::Update>& box) {
    if (const auto* u = box.as<tl::updateDeleteMessages>()) {
      if (u->pts > device.pts + 1) return catch_up(device);
      device.pts = std::max(device.pts, u->pts);
    }
    if (const auto* u = box.as<tl::updateChannel>()) refresh(device, u->channel_id);
    if (const auto* u = box.as<tl::updateChannelAvailableMessages>()) {
      if (const auto found = device.chats.find(u->channel_id); found != device.chats.end()) {
        auto& chat = found->second;
        chat.floor = u->available_min_id;
        chat.texts.erase(chat.texts.begin(), chat.texts.upper_bound(chat.floor));
      }
    }
    if (const auto* u = box.as<tl::updateChannelTooLong>()) {
      const auto chat = device.chats.find(u->channel_id);
      if (chat != device.chats.end() && (!u->pts || *u->pts > chat->second.pts)) fetch(device, u->channel_id);
    }
    if (const auto* u = box.as<tl::updateNewChannelMessage>()) {
      numbered(device, check(device, u->message), u->pts, &u->message, {});
    }
    if (const auto* u = box.as<tl::updateEditChannelMessage>()) {
      numbered(device, check(device, u->message), u->pts, &u->message, {});
    }
    if (const auto* u = box.as<tl::updateDeleteChannelMessages>()) {
      numbered(device, u->channel_id, u->pts, nullptr, u->messages);
    }
    if (const auto* u = box.as<tl::updatePinnedChannelMessages>()) {
      numbered(device, u->channel_id, u->pts, nullptr, {});
    }
  }

  void numbered(Device& device, std::int64_t id, std::int32_t update_pts, const tl::Box<tl::Message>* message,
                const tl::Vec<std::int32_t>& deleted) {
    const auto found = device.chats.find(id);
    if (found == device.chats.end() || update_pts <= found->second.pts) return;
    if (update_pts != found->second.pts + 1) return fetch(device, id);
    if (message != nullptr) keep(found->second, *message);
    for (const auto gone : deleted) found->second.texts.erase(gone);
    found->second.pts = update_pts;
  }

  static void keep(Device::Chat& chat, const tl::Box<tl::Message>& box) {
    const auto* message = box.as<tl::message>();
    if (message != nullptr && message->id > chat.floor) chat.texts[message->id] = message->message;
  }

  void refresh(Device& device, std::int64_t id) {
    tl::channels_getChannels request;
    request.id.push_back(channel(device.user, id));
    const auto answer = ask(device.user, request);
    const auto* view = answer->as<tl::messages_chats>()->chats.front().as<tl::channel>();
    if (view == nullptr || view->left) {
      device.chats.erase(id);
      return;
    }
    // Somebody who left and is back may have another floor: everything anew, as clients do for a channel they
    // join.
    auto& chat = device.chats[id];
    chat = {.pts = dialog(device.user, id)->pts.value_or(0), .texts = {}};
    tl::messages_getHistory page;
    page.peer = channel_peer(device.user, id);
    page.limit = 100;
    for (bool more = true; more;) {
      const auto history = ask(device.user, page);
      const auto& messages = history->as<tl::messages_channelMessages>()->messages;
      for (const auto& message : messages) {
        check(device, message);
        keep(chat, message);
        page.offset_id = id_of(message);
      }
      more = messages.size() == 100;
    }
  }

  static MessageId id_of(const tl::Box<tl::Message>& box) {
    const auto* message = box.as<tl::message>();
    return message != nullptr ? message->id : box.as<tl::messageService>()->id;
  }

  void fetch(Device& device, std::int64_t id) {
    auto& chat = device.chats.at(id);
    for (bool more = true; more;) {
      const auto answer = difference(device.user, id, chat.pts, 10);
      if (!answer) {
        EXPECT_EQ(answer.error().err, Err::CHANNEL_PRIVATE);
        device.chats.erase(id);
        return;
      }
      const auto* slice = answer->as<tl::updates_channelDifference>();
      if (slice == nullptr) return;
      for (const auto& message : slice->new_messages) {
        check(device, message);
        keep(chat, message);
      }
      for (const auto& update : slice->other_updates) {
        if (const auto* u = update.as<tl::updateEditChannelMessage>()) {
          check(device, u->message);
          keep(chat, u->message);
        }
        if (const auto* u = update.as<tl::updateDeleteChannelMessages>()) {
          for (const auto gone : u->messages) chat.texts.erase(gone);
        }
      }
      chat.pts = slice->pts;
      more = !slice->final_;
    }
  }

  // Nobody is shown what he may not see. Returns the channel.
  std::int64_t check(const Device& device, const tl::Box<tl::Message>& box) {
    const auto* message = box.as<tl::message>();
    if (message == nullptr) return box.as<tl::messageService>()->peer_id.as<tl::peerChannel>()->channel_id;
    const auto id = message->peer_id.as<tl::peerChannel>()->channel_id;
    const auto& channel = *std::ranges::find(channels_, id, &Channel::id);
    const auto allowed = channel.allowed.find(device.user);
    EXPECT_TRUE(allowed != channel.allowed.end() && allowed->second.contains({message->id, message->message}))
        << "user " << device.user << " was shown " << message->id << " \"" << message->message << '"';
    return id;
  }

  // --- commands, on the server and in the model ---
  void show(Channel& channel, UserId user, MessageId id) {
    channel.visible[user].insert(id);
    channel.allowed[user].insert({id, channel.alive.at(id).second});
  }

  void write(Channel& channel) {
    const auto user = anybody();
    const auto text = "text " + std::to_string(++texts_);
    const auto answer = try_post(user, channel.id, text);
    const bool may = channel.inside.contains(user) && (!channel.broadcast || user == channel.creator);
    EXPECT_EQ(answer.has_value(), may);
    if (!answer) return;
    const auto id = sent_id(*answer);
    channel.alive[id] = {user, text};
    for (const auto member : channel.inside) show(channel, member, id);
    replied(user, *answer);
  }

  // The reply is for the device that asks.
  void replied(UserId user, const tl::Box<tl::Updates>& answer) {
    for (auto& device : devices_) {
      if (device.key == caller_of(user).session_key() && device.online) take(device, answer);
    }
  }

  std::optional<MessageId> any_message(Channel& channel) {
    if (channel.alive.empty()) return std::nullopt;
    return std::next(channel.alive.begin(), pick(channel.alive.size()))->first;
  }

  void edit(Channel& channel) {
    const auto id = any_message(channel);
    if (!id) return;
    const auto author = channel.alive.at(*id).first;
    tl::messages_editMessage request;
    request.peer = channel_peer(author, channel.id);
    request.id = *id;
    request.message = "edited " + std::to_string(++texts_);
    const auto answer = ask(author, request);
    EXPECT_EQ(answer.has_value(), channel.inside.contains(author) && channel.visible[author].contains(*id));
    if (!answer) return;
    channel.alive.at(*id).second = *request.message;
    for (const auto member : channel.inside) {
      if (channel.visible[member].contains(*id)) show(channel, member, *id);
    }
    replied(author, *answer);
  }

  void erase(Channel& channel) {
    const auto id = any_message(channel);
    if (!id) return;
    EXPECT_TRUE(remove(channel.creator, channel.id, {*id}));
    if (!channel.visible[channel.creator].contains(*id)) return;  // he has cleared it for himself
    channel.alive.erase(*id);
    for (auto& device : devices_) {  // affectedMessages
      if (device.key == caller_of(channel.creator).session_key() && device.online) fetch(device, channel.id);
    }
  }

  void enter(Channel& channel) {
    const auto user = anybody();
    if (channel.inside.contains(user)) return;
    channel.banned.erase(user);
    channel.inside.insert(user);
    if (!channel.broadcast) channel.visible[user].clear();
    for (const auto& [id, message] : channel.alive) {
      if (channel.broadcast && id > channel.cleared[user]) show(channel, user, id);
    }
    const auto answer = invite(channel.creator, channel.id, {user});
    ASSERT_TRUE(answer) << answer.error().text();
    replied(channel.creator, answer->as<tl::messages_invitedUsers>()->updates);
  }

  void put_out(Channel& channel) {
    const auto user = anybody();
    if (user == channel.creator) return;
    const bool inside = channel.inside.erase(user) > 0;
    if (pick(2) == 0) {
      const auto answer = leave(user, channel.id);
      EXPECT_EQ(answer.has_value(), inside);
      if (answer) replied(user, *answer);
      return;
    }
    channel.banned.insert(user);
    const auto answer = ban(channel.creator, channel.id, user, domain::kBanViewMessages);
    ASSERT_TRUE(answer) << answer.error().text();
    replied(channel.creator, *answer);
  }

  void clear(Channel& channel) {
    const auto user = anybody();
    if (!channel.inside.contains(user)) return;
    channel.visible[user].clear();
    if (!channel.alive.empty()) channel.cleared[user] = channel.alive.rbegin()->first;
    tl::channels_deleteHistory request;
    request.channel = this->channel(user, channel.id);
    const auto answer = ask(user, request);
    ASSERT_TRUE(answer);
    replied(user, *answer);
  }

  void step() {
    auto& channel = channels_[pick(channels_.size())];
    switch (pick(14)) {
      case 0:
      case 1:
        return enter(channel);
      case 2:
        return put_out(channel);
      case 3:
        return edit(channel);
      case 4:
        return erase(channel);
      case 5: {
        auto& device = devices_[pick(devices_.size())];
        return device.online ? go(device) : come(device);
      }
      case 6:
        if (pick(4) == 0) clear(channel);
        return;
      case 7:
        run_shards(1'000'000);  // what is posted waits for milliseconds, not for minutes
        return advance(static_cast<std::int32_t>(pick(300)));
      default:
        return write(channel);
    }
  }

  void expect_as_in_model(const Device& device) {
    for (const auto& channel : channels_) {
      const auto chat = device.chats.find(channel.id);
      ASSERT_EQ(chat != device.chats.end(), channel.inside.contains(device.user)) << device.user;
      if (chat == device.chats.end()) continue;
      std::map<MessageId, std::string> expected;
      for (const auto& [id, message] : channel.alive) {
        if (channel.visible.at(device.user).contains(id)) expected[id] = message.second;
      }
      ASSERT_EQ(chat->second.texts, expected) << "user " << device.user << " session " << device.key.session;
    }
  }

  std::mt19937 random_engine_{GetParam()};
  std::array<std::deque<std::function<void()>>, 3> posted_;
  std::deque<std::pair<Device*, tl::Box<tl::Updates>>> arrived_;
  UpdateRenderer renderer_{*store_, services_};
  ChannelUpdateRenderer channel_renderer_{*store_, services_};
  updates::Mailboxes mailboxes_{*this, renderer_, *this, &channel_renderer_};
  std::vector<UserId> people_;
  std::deque<Device> devices_;
  std::vector<Channel> channels_;
  int texts_ = 0;
};

TEST_P(ChannelModel, EveryDeviceEndsWithWhatItMaySee) {
  for (int i = 0; i < 400 && !HasFailure(); ++i) {
    step();
    run_shards(pick(12));
  }
  run_shards(1'000'000);
  for (auto& device : devices_) {
    if (!device.online) come(device);
  }
  run_shards(1'000'000);
  for (const auto& device : devices_) expect_as_in_model(device);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ChannelModel, ::testing::Range(1U, 41U));

}  // namespace
}  // namespace botschaft::rpc
