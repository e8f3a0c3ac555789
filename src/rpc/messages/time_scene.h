#pragma once
// For tests of what happens at a time: people in chats of every kind, and a clock that makes things due.
#include "domain/due.h"
#include "rpc/channels/channels_scene.h"

namespace botschaft::rpc {

class TimeScene : public ChannelScene {
 protected:
  std::int32_t now() const { return clock_.unix_seconds(); }

  // Lets time pass; what has become due is done, as the server's runner would.
  void pass(std::int32_t seconds) {
    advance(seconds);
    run([&](store::Transaction& tx) {
      for (auto groups = domain::due_groups(tx, now(), 500); !groups.empty();
           groups = domain::due_groups(tx, now(), 500)) {
        for (auto& group : groups) {
          domain::take_due(tx, group, now());
          domain::run_due(tx, group, now());
        }
      }
    });
  }

  tl::Box<tl::InputPeer> input(UserId viewer, PeerId target) {
    return target.is_channel() ? channel_peer(viewer, target.bare()) : peer(viewer, target);
  }

  PeerId group(UserId creator, std::initializer_list<UserId> users) {
    tl::messages_createChat request;
    request.title = "Group";
    for (const auto user : users) request.users.push_back(user_of(creator, user));
    const auto answer = ask(creator, request);
    const auto* updates = answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    return PeerId::chat(updates->chats.front().as<tl::chat>()->id);
  }

  tl::messages_sendMessage text_for(UserId from, PeerId to, const std::string& text) {
    tl::messages_sendMessage request;
    request.peer = input(from, to);
    request.message = text;
    request.random_id = ++random_text_;
    return request;
  }

  // Messages of the history that are not service messages, newest first.
  std::vector<tl::message> messages(UserId user, PeerId in) {
    tl::messages_getHistory request;
    request.peer = input(user, in);
    request.limit = 100;
    auto answer = ask(user, request);
    std::vector<tl::message> found;
    const auto take = [&](auto& page) {
      for (auto& box : page.messages) {
        if (auto* message = box.template as<tl::message>()) found.push_back(std::move(*message));
      }
    };
    if (auto* all = answer->template as<tl::messages_messages>()) take(*all);
    if (auto* slice = answer->template as<tl::messages_messagesSlice>()) take(*slice);
    if (auto* all = answer->template as<tl::messages_channelMessages>()) take(*all);
    return found;
  }

  tl::message newest(UserId user, PeerId in) {
    auto all = messages(user, in);
    EXPECT_FALSE(all.empty());
    return all.empty() ? tl::message() : std::move(all.front());
  }

  std::vector<std::string> texts_in(UserId user, PeerId in) {
    std::vector<std::string> texts;
    for (const auto& message : messages(user, in)) texts.push_back(message.message);
    return texts;
  }

  // Updates after `pts` as another device of the user's is told.
  tl::Ptr<tl::updates> told_since(UserId user, std::int32_t pts) {
    tl::Ptr<tl::updates> told;
    run([&](store::Transaction& tx) {
      told = updates_since({user, now(), services_}, tx, pts, store::top_pts(tx, user));
    });
    return told;
  }
  template <class Update>
  static const Update* find(const tl::updates& updates) {
    for (const auto& update : updates.updates) {
      if (const auto* found = update.template as<Update>()) return found;
    }
    return nullptr;
  }

  std::int64_t random_text_ = 0x9000;
};

}  // namespace botschaft::rpc
