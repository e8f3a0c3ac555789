#pragma once
// Supergroups with hidden history and broadcast channels in the model: people come and go, are banned, write,
// edit, delete and clear.
#include "model/model_scene.h"

namespace botschaft::model {

using Seen = std::pair<MessageId, std::string>;

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

class ChannelModel : public ModelScene {
 protected:
  explicit ChannelModel(unsigned seed) : ModelScene(seed) {
    for (const bool broadcast : {false, true, false}) {
      Channel channel{.broadcast = broadcast, .creator = people_[channels_.size()]};
      channel.id = create(channel.creator, broadcast);
      channel.inside.insert(channel.creator);
      channels_.push_back(std::move(channel));
    }
  }

  // --- devices ---
  void first_look(Replica& device) override {
    for (auto& channel : channels_) refresh(device, channel.id);
  }

  void apply_beside(Replica& device, const tl::Box<tl::Update>& box) override {
    if (const auto* u = box.as<tl::updateChannel>()) refresh(device, u->channel_id);
    if (const auto* u = box.as<tl::updateChannelAvailableMessages>()) {
      if (const auto found = device.channels.find(u->channel_id); found != device.channels.end()) {
        auto& chat = found->second;
        chat.floor = u->available_min_id;
        chat.texts.erase(chat.texts.begin(), chat.texts.upper_bound(chat.floor));
      }
    }
    if (const auto* u = box.as<tl::updateChannelTooLong>()) {
      const auto chat = device.channels.find(u->channel_id);
      if (chat != device.channels.end() && (!u->pts || *u->pts > chat->second.pts))
        fetch(device, u->channel_id);
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

  void numbered(Replica& device, std::int64_t id, std::int32_t update_pts,
                const tl::Box<tl::Message>* message, const tl::Vec<std::int32_t>& deleted) {
    const auto found = device.channels.find(id);
    if (found == device.channels.end() || update_pts <= found->second.pts) return;
    if (update_pts != found->second.pts + 1) return fetch(device, id);
    if (message != nullptr) keep(found->second, *message);
    for (const auto gone : deleted) found->second.texts.erase(gone);
    found->second.pts = update_pts;
  }

  static void keep(Replica::ChannelChat& chat, const tl::Box<tl::Message>& box) {
    const auto* message = box.as<tl::message>();
    if (message != nullptr && message->id > chat.floor) chat.texts[message->id] = message->message;
  }

  void refresh(Replica& device, std::int64_t id) {
    tl::channels_getChannels request;
    request.id.push_back(channel(device.user, id));
    const auto answer = ask(device.user, request);
    const auto* view = answer->as<tl::messages_chats>()->chats.front().as<tl::channel>();
    if (view == nullptr || view->left) {
      device.channels.erase(id);
      return;
    }
    // Somebody who left and is back may have another floor: everything anew, as clients do for a channel they
    // join.
    auto& chat = device.channels[id];
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

  void fetch(Replica& device, std::int64_t id) {
    auto& chat = device.channels.at(id);
    for (bool more = true; more;) {
      const auto answer = difference(device.user, id, chat.pts, 10);
      if (!answer) {
        EXPECT_EQ(answer.error().err, Err::CHANNEL_PRIVATE);
        device.channels.erase(id);
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
  std::int64_t check(const Replica& device, const tl::Box<tl::Message>& box) {
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
    auto request = text_to(user, user, text);
    request.peer = channel_peer(user, channel.id);
    const auto answer = ask_in_trouble(user, request, true);
    const bool may = channel.inside.contains(user) && (!channel.broadcast || user == channel.creator);
    EXPECT_EQ(answer.has_value(), may);
    if (!answer) return;
    const auto id = sent_id(*answer);
    channel.alive[id] = {user, text};
    for (const auto member : channel.inside) show(channel, member, id);
    replied(user, *answer);
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
    const auto answer = ask_in_trouble(author, request);
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

  void expect_as_in_model(const Replica& device) {
    for (const auto& channel : channels_) {
      const auto chat = device.channels.find(channel.id);
      ASSERT_EQ(chat != device.channels.end(), channel.inside.contains(device.user)) << device.user;
      if (chat == device.channels.end()) continue;
      std::map<MessageId, std::string> expected;
      for (const auto& [id, message] : channel.alive) {
        if (channel.visible.at(device.user).contains(id)) expected[id] = message.second;
      }
      ASSERT_EQ(chat->second.texts, expected) << "user " << device.user << " session " << device.key.session;
    }
  }

  std::vector<Channel> channels_;
};

}  // namespace botschaft::model
