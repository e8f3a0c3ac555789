#pragma once
// For tests of what is the same in chats of every kind.
#include "rpc/channels/channels_scene.h"

namespace botschaft::rpc {

class ChatsScene : public ChannelScene {
 protected:
  tl::Box<tl::InputPeer> input(UserId viewer, PeerId target) {
    return target.is_channel() ? channel_peer(viewer, target.bare()) : peer(viewer, target);
  }

  PeerId group(UserId creator, std::initializer_list<UserId> others) {
    tl::messages_createChat request;
    request.title = "Group";
    for (const auto other : others) request.users.push_back(input_user(creator, other));
    const auto answer = ask(creator, request);
    const auto* updates = answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    return PeerId::chat(updates->chats[0].as<tl::chat>()->id);
  }
  PeerId supergroup(UserId creator, std::initializer_list<UserId> others) {
    const auto id = create(creator, false);
    EXPECT_TRUE(invite(creator, id, others));
    return PeerId::channel(id);
  }

  auto try_send(UserId from, PeerId to, tl::Box<tl::InputMedia> media, const std::string& caption) {
    tl::messages_sendMedia request;
    request.peer = input(from, to);
    request.media = std::move(media);
    request.message = caption;
    request.random_id = ++random_media_;
    return ask(from, request);
  }

  tl::Vec<tl::Box<tl::Message>> messages(UserId user, PeerId in) {
    tl::messages_getHistory request;
    request.peer = input(user, in);
    request.limit = 100;
    auto answer = ask(user, request);
    if (auto* posts = answer->as<tl::messages_channelMessages>()) return std::move(posts->messages);
    if (auto* slice = answer->as<tl::messages_messagesSlice>()) return std::move(slice->messages);
    return std::move(answer->as<tl::messages_messages>()->messages);
  }
  // The newest message with that text, in that viewer's ids.
  MessageId find(UserId user, PeerId in, const std::string& text) {
    for (const auto& box : messages(user, in)) {
      const auto* message = box.as<tl::message>();
      if (message != nullptr && message->message == text) return message->id;
    }
    return 0;
  }

 private:
  std::int64_t random_media_ = 0x7000;
};

}  // namespace botschaft::rpc
