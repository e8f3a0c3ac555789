#pragma once
// For tests: a device that knows nothing but what updates tell it, and the state a fresh device would fetch.
#include <map>
#include <ostream>
#include <string>

#include "base/ids.h"
#include "tl/api.h"

namespace botschaft::rpc {

// A chat as somebody sees it. Texts carry everything about a message that can change.
struct SeenChat {
  std::map<std::int32_t, std::string> incoming, outgoing;  // by message id
  std::int32_t read_inbox = 0;
  std::int32_t read_outbox = 0;
  std::int32_t unread = 0;
  bool pinned = false;
  bool marked = false;
  std::string draft;
};
using SeenChats = std::map<std::int64_t, SeenChat>;  // by PeerId

// A group as one of its members sees it.
struct SeenGroup {
  std::string title;
  std::string members;
  bool writable = true;  // for plain members
  friend bool operator==(const SeenGroup&, const SeenGroup&) = default;
};
using SeenGroups = std::map<std::int64_t, SeenGroup>;  // by chat id

inline std::ostream& operator<<(std::ostream& out, const SeenGroup& group) {
  return out << group.title << " (" << group.members << ")" << (group.writable ? "" : " closed");
}

// What can be seen of it, one line per chat: read marks count only where there is a message to be read.
inline std::map<std::int64_t, std::string> visible(const SeenChats& chats) {
  std::map<std::int64_t, std::string> lines;
  for (const auto& [peer, chat] : chats) {
    std::string line;
    for (const auto& [id, text] : chat.incoming) line += " <" + std::to_string(id) + text;
    for (const auto& [id, text] : chat.outgoing) {
      line += " >" + std::to_string(id) + text + (id <= chat.read_outbox ? "vv" : "v");
    }
    if (!line.empty()) {
      line += " unread=" + std::to_string(chat.unread) + (chat.pinned ? " pinned" : "") +
              (chat.marked ? " marked" : "");
    }
    if (!chat.draft.empty()) line += " draft=" + chat.draft;
    if (!line.empty()) lines[peer] = line;
  }
  return lines;
}

class Device {
 public:
  explicit Device(std::int64_t self) : self_(self) {}

  std::int32_t pts = 0;
  SeenChats chats;
  SeenGroups groups;

  void message(const tl::Box<tl::Message>& box, bool is_new) {
    const auto [peer, id, out, text] = describe(box);
    auto& chat = chats[peer];
    if (is_new && !out && id > chat.read_inbox && peer != self_) ++chat.unread;
    (out ? chat.outgoing : chat.incoming)[id] = text;
  }

  void sent(std::int64_t peer, std::int32_t id, const std::string& text,
            std::int32_t reply_to) {  // by itself
    chats[peer].outgoing[id] = text + (reply_to != 0 ? "@" + std::to_string(reply_to) : "");
  }

  void remove(std::int32_t id) {
    for (auto& [peer, chat] : chats) {
      if (chat.incoming.erase(id) > 0 && id > chat.read_inbox && peer != self_) --chat.unread;
      chat.outgoing.erase(id);
    }
  }

  void read(std::int64_t peer, std::int32_t up_to) {  // by this device itself
    auto& chat = chats[peer];
    chat.read_inbox = std::max(chat.read_inbox, up_to);
    chat.unread = 0;
    for (const auto& [id, text] : chat.incoming) chat.unread += id > chat.read_inbox;
  }

  void know(const tl::Vec<tl::Box<tl::Chat>>& boxes) {  // from the `chats` of an answer
    for (const auto& box : boxes) {
      const auto* chat = box.as<tl::chat>();
      if (chat == nullptr || chat->left) continue;
      groups[chat->id].title = chat->title;
      banned_rights(chat->id, chat->default_banned_rights);
    }
  }

  void participants(const tl::Box<tl::ChatParticipants>& box) {
    if (const auto* none = box.as<tl::chatParticipantsForbidden>()) groups.erase(none->chat_id);
    const auto* all = box.as<tl::chatParticipants>();
    if (all == nullptr) return;
    auto& members = groups[all->chat_id].members;
    members.clear();
    for (const auto& one : all->participants) {
      if (const auto* p = one.as<tl::chatParticipant>()) members += " " + std::to_string(p->user_id);
      if (const auto* p = one.as<tl::chatParticipantAdmin>()) members += " +" + std::to_string(p->user_id);
      if (const auto* p = one.as<tl::chatParticipantCreator>()) members += " *" + std::to_string(p->user_id);
    }
  }

  void banned_rights(std::int64_t chat, const tl::Box<tl::ChatBannedRights>& box) {
    groups[chat].writable = !box.as<tl::chatBannedRights>()->send_messages;
  }

  // Returns the pts the update carries, or 0.
  std::int32_t apply(const tl::Box<tl::Update>& box) {
    if (const auto* u = box.as<tl::updateNewMessage>()) return message(u->message, true), u->pts;
    if (const auto* u = box.as<tl::updateEditMessage>()) return message(u->message, false), u->pts;
    if (const auto* u = box.as<tl::updateDeleteMessages>()) {
      for (const auto id : u->messages) remove(id);
      return u->pts;
    }
    if (const auto* u = box.as<tl::updateReadHistoryInbox>()) {
      auto& chat = chats[peer_of(u->peer)];
      chat.read_inbox = u->max_id;
      chat.unread = u->still_unread_count;
      return u->pts;
    }
    if (const auto* u = box.as<tl::updateReadHistoryOutbox>()) {
      chats[peer_of(u->peer)].read_outbox = u->max_id;
      return u->pts;
    }
    if (const auto* u = box.as<tl::updatePinnedMessages>()) {
      for (const auto id : u->messages) pin(peer_of(u->peer), id, u->pinned);
      return u->pts;
    }
    if (const auto* u = box.as<tl::updateReadMessagesContents>()) {
      for (const auto id : u->messages) seen(id);
      return u->pts;
    }
    if (const auto* u = box.as<tl::updateChatParticipants>()) participants(u->participants);
    if (const auto* u = box.as<tl::updateChatDefaultBannedRights>())
      banned_rights(-peer_of(u->peer), u->default_banned_rights);
    apply_dialog(box);
    return 0;
  }

  static std::string draft_text(const tl::Box<tl::DraftMessage>& box) {
    const auto* draft = box.as<tl::draftMessage>();
    return draft == nullptr ? "" : draft->message;
  }
  static std::int64_t peer_of(const tl::Box<tl::Peer>& peer) {
    if (const auto* chat = peer.as<tl::peerChat>()) return PeerId::chat(chat->chat_id).value;
    return peer.as<tl::peerUser>()->user_id;
  }

  void seen(std::int32_t id) {  // a mention
    for (auto& [peer, chat] : chats) {
      const auto found = chat.incoming.find(id);
      if (found != chat.incoming.end()) std::erase(found->second, '~');
    }
  }

 private:
  struct Described {
    std::int64_t peer;
    std::int32_t id;
    bool out;
    std::string text;
  };
  static Described describe(const tl::Box<tl::Message>& box) {
    if (const auto* s = box.as<tl::messageService>()) return {peer_of(s->peer_id), s->id, s->out, "service"};
    const auto* m = box.as<tl::message>();
    auto text = (m->media_unread ? "~" : "") + m->message + (m->edit_date ? "*" : "") +
                (m->pinned ? "!" : "") + (m->fwd_from ? "f" : "");
    if (m->reply_to) {
      text += "@" + std::to_string(m->reply_to.as<tl::messageReplyHeader>()->reply_to_msg_id.value_or(0));
    }
    return {peer_of(m->peer_id), m->id, m->out, text};
  }

  void pin(std::int64_t peer, std::int32_t id, bool pinned) {
    auto& chat = chats[peer];
    for (auto* side : {&chat.incoming, &chat.outgoing}) {
      const auto found = side->find(id);
      if (found == side->end()) continue;
      auto& text = found->second;
      std::erase(text, '!');
      if (!pinned) continue;
      const auto tail = text.find_first_of("f@");  // as describe() orders it
      text.insert(tail == std::string::npos ? text.size() : tail, "!");
    }
  }

  void apply_dialog(const tl::Box<tl::Update>& box) {
    if (const auto* u = box.as<tl::updateDraftMessage>())
      chats[peer_of(u->peer)].draft = draft_text(u->draft);
    if (const auto* u = box.as<tl::updateDialogPinned>()) {
      chats[peer_of(u->peer.as<tl::dialogPeer>()->peer)].pinned = u->pinned;
    }
    if (const auto* u = box.as<tl::updateDialogUnreadMark>()) {
      chats[peer_of(u->peer.as<tl::dialogPeer>()->peer)].marked = u->unread;
    }
  }

  std::int64_t self_;
};

}  // namespace botschaft::rpc
