#pragma once
// For tests: answers, comments and topics.
#include "rpc/channels/channels_scene.h"

namespace botschaft::rpc {

class ThreadScene : public ChannelScene {
 protected:
  auto try_answer(UserId from, std::int64_t id, MessageId to, const std::string& text, MessageId top = 0) {
    tl::messages_sendMessage request;
    request.peer = channel_peer(from, id);
    request.message = text;
    request.random_id = ++random_answer_;
    auto reply = tl::make<tl::inputReplyToMessage>();
    reply->reply_to_msg_id = to;
    if (top != 0) reply->top_msg_id = top;
    request.reply_to = std::move(reply);
    return ask(from, request);
  }
  MessageId answer(UserId from, std::int64_t id, MessageId to, const std::string& text, MessageId top = 0) {
    auto answer = try_answer(from, id, to, text, top);
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return 0;
    }
    return sent_id(*answer);
  }

  // A message as one sees it; null if it is not there.
  tl::Ptr<tl::message> message(UserId who, std::int64_t id, MessageId which) {
    tl::channels_getMessages request;
    request.channel = channel(who, id);
    auto input = tl::make<tl::inputMessageID>();
    input->id = which;
    request.id.push_back(std::move(input));
    auto found = ask(who, request);
    auto* view =
        found
            ? found->template as<tl::messages_channelMessages>()->messages.front().template as<tl::message>()
            : nullptr;
    auto copy = tl::make<tl::message>();
    if (view != nullptr) *copy = std::move(*view);
    return copy;
  }

  std::vector<MessageId> ids_of(const Result<tl::Box<tl::messages_Messages>>& answer) {
    std::vector<MessageId> ids;
    EXPECT_TRUE(answer) << answer.error().text();
    if (!answer) return ids;
    for (const auto& box : answer->as<tl::messages_channelMessages>()->messages) {
      const auto* text = box.as<tl::message>();
      ids.push_back(text != nullptr ? text->id : box.as<tl::messageService>()->id);
    }
    return ids;
  }
  auto try_replies(UserId who, std::int64_t id, MessageId top) {
    tl::messages_getReplies request;
    request.peer = channel_peer(who, id);
    request.msg_id = top;
    request.limit = 100;
    return ask(who, request);
  }
  std::vector<MessageId> replies(UserId who, std::int64_t id, MessageId top) {
    return ids_of(try_replies(who, id, top));
  }
  auto read_thread(UserId who, std::int64_t id, MessageId top, MessageId up_to) {
    tl::messages_readDiscussion request;
    request.peer = channel_peer(who, id);
    request.msg_id = top;
    request.read_max_id = up_to;
    return ask(who, request);
  }
  tl::Ptr<tl::messages_discussionMessage> discussion(UserId who, std::int64_t id, MessageId post) {
    tl::messages_getDiscussionMessage request;
    request.peer = channel_peer(who, id);
    request.msg_id = post;
    auto found = ask(who, request);
    EXPECT_TRUE(found) << found.error().text();
    auto copy = tl::make<tl::messages_discussionMessage>();
    if (found) *copy = std::move(*found->template as<tl::messages_discussionMessage>());
    return copy;
  }

  std::vector<MessageId> unread_mentions(UserId who, std::int64_t id, MessageId top = 0) {
    tl::messages_getUnreadMentions request;
    request.peer = channel_peer(who, id);
    request.limit = 100;
    if (top != 0) request.top_msg_id = top;
    return ids_of(ask(who, request));
  }

  void username(UserId user, const std::string& name) {
    run([&](store::Transaction& tx) { store::set_username(tx, PeerId::user(user), name); });
  }

  bool show_history(UserId creator, std::int64_t id) {
    tl::channels_togglePreHistoryHidden request;
    request.channel = channel(creator, id);
    request.enabled = false;
    return ask(creator, request).has_value();
  }

  // The updates of one kind in the difference of the user's own box.
  template <class Update>
  std::vector<tl::Ptr<Update>> told(UserId user, std::int32_t after) {
    std::vector<tl::Ptr<Update>> found;
    run([&](store::Transaction& tx) {
      const Viewer viewer{user, clock_.unix_seconds(), services_};
      auto all = updates_since(viewer, tx, after, store::top_pts(tx, user));
      for (auto& box : all->updates) {
        auto* update = box.template as<Update>();
        if (update == nullptr) continue;
        found.push_back(tl::make<Update>());
        *found.back() = std::move(*update);
      }
    });
    return found;
  }

 private:
  std::int64_t random_answer_ = 0x9000;
};

}  // namespace botschaft::rpc
