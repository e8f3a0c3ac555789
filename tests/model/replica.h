#pragma once
// What a device of the model knows: only what it was told.
#include <map>
#include <ostream>
#include <set>
#include <string>

#include "domain/notices.h"
#include "rpc/messages/device.h"

namespace botschaft::model {

// A message of a channel as a device shows it.
struct Post {
  std::string text = {};  // none: of service messages and polls
  bool out = false;
  bool service = false;
  bool pinned = false;
  bool mention = false;   // of the device's owner, who has not looked at it
  bool reaction = false;  // to what he wrote, and he has not looked at it
  MessageId top = 0;      // the thread of answers that it is in
  MessageId topic = 0;    // 0: General, or the channel is no forum
  friend bool operator==(const Post&, const Post&) = default;
};

inline std::ostream& operator<<(std::ostream& out, const Post& post) {
  out << (post.service ? "service" : post.text) << (post.out ? " out" : "") << (post.pinned ? " pinned" : "");
  return out << (post.mention ? " mention" : "") << (post.reaction ? " reaction" : "") << " in " << post.top
             << '/' << post.topic;
}

// Nobody is told of it where there are many readers (`min`): what is known stays.
inline void note_unread_reactions(Post& post, const tl::Box<tl::MessageReactions>& box) {
  const auto* reactions = box.as<tl::messageReactions>();
  if (reactions != nullptr && reactions->min) return;
  post.reaction = false;
  if (reactions == nullptr || !reactions->recent_reactions) return;
  for (const auto& one : *reactions->recent_reactions)
    post.reaction = post.reaction || one.as<tl::messagePeerReaction>()->unread;
}

inline Post post_of(const tl::messageService& message) {
  Post post{.out = message.out, .service = true};
  const auto* header = message.reply_to.as<tl::messageReplyHeader>();
  if (message.action.is<tl::messageActionTopicCreate>()) post.topic = message.id;
  if (header != nullptr && header->forum_topic)
    post.topic = header->reply_to_top_id.value_or(header->reply_to_msg_id.value_or(0));
  return post;
}

inline Post post_of(const tl::message& message) {
  Post post{.text = message.message, .out = message.out, .pinned = message.pinned};
  post.mention = message.mentioned && message.media_unread;
  note_unread_reactions(post, message.reactions);
  const auto* header = message.reply_to.as<tl::messageReplyHeader>();
  if (header == nullptr) return post;
  const auto place = header->reply_to_top_id.value_or(header->reply_to_msg_id.value_or(0));
  (header->forum_topic ? post.topic : post.top) = place;
  return post;
}

struct Replica {
  struct ChannelChat {
    std::int32_t pts = 0;
    MessageId floor = 0;  // what it was told is hidden stays so, also when an older push comes later
    MessageId read = 0;
    std::map<MessageId, MessageId> read_topics = {};
    std::map<MessageId, Post> posts = {};
  };

  explicit Replica(UserId owner, SessionKey session) : user(owner), key(session), box(owner) {}

  UserId user;
  SessionKey key;
  bool online = false;
  bool known = false;  // has asked for its state once
  std::int32_t pts = 0;
  std::int32_t date = 0;
  rpc::Device box;  // private chats and groups
  std::map<std::int64_t, ChannelChat> channels;

  // What it shows in a chat, without service messages and marks.
  std::multiset<std::string> texts(PeerId peer) const {
    std::multiset<std::string> found;
    const auto chat = box.chats.find(peer.value);
    if (chat == box.chats.end()) return found;
    for (const auto* side : {&chat->second.incoming, &chat->second.outgoing}) {
      for (const auto& [id, text] : *side) {
        if (text != "service") found.insert(text.substr(0, text.find('*')));
      }
    }
    return found;
  }
};

// The pts of an update of a person's own box; 0: it has none.
inline std::int32_t pts_of(const tl::Box<tl::Update>& box) {
  if (const auto* u = box.as<tl::updateNewMessage>()) return u->pts;
  if (const auto* u = box.as<tl::updateEditMessage>()) return u->pts;
  if (const auto* u = box.as<tl::updateDeleteMessages>()) return u->pts;
  if (const auto* u = box.as<tl::updateReadHistoryInbox>()) return u->pts;
  if (const auto* u = box.as<tl::updateReadHistoryOutbox>()) return u->pts;
  if (const auto* u = box.as<tl::updatePinnedMessages>()) return u->pts;
  if (const auto* u = box.as<tl::updateReadMessagesContents>()) return u->pts;
  return 0;
}

}  // namespace botschaft::model
