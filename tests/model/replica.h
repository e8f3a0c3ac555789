#pragma once
// What a device of the model knows: only what it was told.
#include <map>
#include <set>
#include <string>

#include "domain/notices.h"
#include "rpc/messages/device.h"

namespace botschaft::model {

struct Replica {
  struct ChannelChat {
    std::int32_t pts = 0;
    MessageId floor = 0;  // what it was told is hidden stays so, also when an older push comes later
    std::map<MessageId, std::string> texts;
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
