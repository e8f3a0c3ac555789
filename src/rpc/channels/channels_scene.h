#pragma once
// For tests: people in channels.
#include "domain/rights.h"
#include "rpc/messages/scene.h"
#include "rpc/views/rights.h"

namespace botschaft::rpc {

class ChannelScene : public Scene {
 protected:
  tl::Box<tl::InputChannel> channel(UserId viewer, std::int64_t id) {
    auto input = tl::make<tl::inputChannel>();
    input->channel_id = id;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::channel(id));
    return input;
  }
  tl::Box<tl::InputPeer> channel_peer(UserId viewer, std::int64_t id) {
    auto input = tl::make<tl::inputPeerChannel>();
    input->channel_id = id;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::channel(id));
    return input;
  }
  tl::Box<tl::InputUser> user_of(UserId viewer, UserId target) {
    auto input = tl::make<tl::inputUser>();
    input->user_id = target;
    input->access_hash = domain::access_hash(services_.access_hash_key, viewer, PeerId::user(target));
    return input;
  }

  void advance(std::int32_t seconds) { clock_.advance_us(std::int64_t{seconds} * 1'000'000); }

  std::int64_t create(UserId creator, bool broadcast, const std::string& title = "Testing") {
    tl::channels_createChannel request;
    request.broadcast = broadcast;
    request.megagroup = !broadcast;
    request.title = title;
    auto answer = ask(creator, request);
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return 0;
    }
    return answer->as<tl::updates>()->chats.front().as<tl::channel>()->id;
  }

  auto invite(UserId by, std::int64_t id, std::initializer_list<UserId> users) {
    tl::channels_inviteToChannel request;
    request.channel = channel(by, id);
    for (const auto user : users) request.users.push_back(user_of(by, user));
    return ask(by, request);
  }

  auto try_post(UserId from, std::int64_t id, const std::string& text, std::int64_t random_id = 0) {
    tl::messages_sendMessage request;
    request.peer = channel_peer(from, id);
    request.message = text;
    request.random_id = random_id != 0 ? random_id : ++random_post_;
    return ask(from, request);
  }
  MessageId post(UserId from, std::int64_t id, const std::string& text) {
    auto answer = try_post(from, id, text);
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return 0;
    }
    return sent_id(*answer);
  }

  auto ban(UserId by, std::int64_t id, UserId target, std::uint32_t rights, std::int32_t until = 0) {
    tl::channels_editBanned request;
    request.channel = channel(by, id);
    request.participant = peer(by, target);
    request.banned_rights = banned_rights_view(rights, until);
    return ask(by, request);
  }
  auto promote(UserId by, std::int64_t id, UserId target, std::uint32_t rights,
               const std::string& rank = "") {
    tl::channels_editAdmin request;
    request.channel = channel(by, id);
    request.user_id = user_of(by, target);
    request.admin_rights = admin_rights_view(rights);
    if (!rank.empty()) request.rank = rank;
    return ask(by, request);
  }
  auto leave(UserId who, std::int64_t id) {
    tl::channels_leaveChannel request;
    request.channel = channel(who, id);
    return ask(who, request);
  }
  auto join(UserId who, std::int64_t id) {
    tl::channels_joinChannel request;
    request.channel = channel(who, id);
    return ask(who, request);
  }
  auto remove(UserId who, std::int64_t id, std::initializer_list<MessageId> ids) {
    tl::channels_deleteMessages request;
    request.channel = channel(who, id);
    for (const auto message : ids) request.id.push_back(message);
    return ask(who, request);
  }
  auto read(UserId who, std::int64_t id, MessageId up_to) {
    tl::channels_readHistory request;
    request.channel = channel(who, id);
    request.max_id = up_to;
    return ask(who, request);
  }
  auto name(UserId who, std::int64_t id, const std::string& username) {
    tl::channels_updateUsername request;
    request.channel = channel(who, id);
    request.username = username;
    return ask(who, request);
  }
  auto difference(UserId who, std::int64_t id, std::int32_t pts, std::int32_t limit = 100) {
    tl::updates_getChannelDifference request;
    request.channel = channel(who, id);
    request.filter = tl::make<tl::channelMessagesFilterEmpty>();
    request.pts = pts;
    request.limit = limit;
    return ask(who, request);
  }

  // Texts of the history, oldest first; service messages as "*".
  std::vector<std::string> texts(UserId who, std::int64_t id) {
    tl::messages_getHistory request;
    request.peer = channel_peer(who, id);
    request.limit = 100;
    auto answer = ask(who, request);
    if (!answer) return {answer.error().text()};
    std::vector<std::string> found;
    for (const auto& box : answer->template as<tl::messages_channelMessages>()->messages) {
      const auto* message = box.template as<tl::message>();
      found.insert(found.begin(), message == nullptr ? "*" : message->message);
    }
    return found;
  }

  tl::Ptr<tl::dialog> dialog(UserId who, std::int64_t id) {
    tl::messages_getPeerDialogs request;
    auto input = tl::make<tl::inputDialogPeer>();
    input->peer = channel_peer(who, id);
    request.peers.push_back(std::move(input));
    auto answer = ask(who, request);
    auto view = tl::make<tl::dialog>();
    if (answer)
      *view = std::move(
          *answer->template as<tl::messages_peerDialogs>()->dialogs.front().template as<tl::dialog>());
    return view;
  }

 private:
  std::int64_t random_post_ = 0x5000;
};

}  // namespace botschaft::rpc
