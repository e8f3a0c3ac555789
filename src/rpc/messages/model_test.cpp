// Random commands by several people, each with two devices: one online, which is pushed to, and one that
// comes back now and then and asks for the difference. Whatever happened, both must see what a fresh device
// would fetch, and that must be what a naive model of chats says.
#include <memory>
#include <set>

#include "rpc/messages/devices_scene.h"

namespace botschaft::rpc {
namespace {

// The model: two copies of a message, a list per chat.
struct Body {
  std::string text;
  bool edited = false;
  bool forwarded = false;
};
struct Copy {
  std::shared_ptr<Body> body;
  bool out = false;
  bool pinned = false;
  bool service = false;
  MessageId twin = 0;
  MessageId reply = 0;
};
struct Chat {
  std::map<MessageId, Copy> copies;
  MessageId read_inbox = 0;
  MessageId read_outbox = 0;
  bool pinned = false;
  bool marked = false;
  std::string draft;
};

class Model : public DevicesScene, public ::testing::WithParamInterface<unsigned> {
 protected:
  static constexpr int kPeople = 3;

  Model() : DevicesScene(GetParam(), kPeople) {}

  std::optional<MessageId> any_message(UserId user, UserId peer) {
    auto& copies = model_[user][peer].copies;
    if (copies.empty()) return std::nullopt;
    return std::next(copies.begin(), pick(copies.size()))->first;
  }

  // Puts into the model what was just posted: its twin is known to the store.
  void adopt(UserId user, UserId peer, MessageId id, Copy copy) {
    run([&](store::Transaction& tx) { copy.twin = store::find_message(tx, user, id)->twin; });
    copy.out = true;
    model_[user][peer].copies[id] = copy;
    if (copy.twin == 0) return;
    auto theirs = copy;
    theirs.out = false;
    theirs.twin = id;
    if (copy.reply != 0) theirs.reply = model_[user][peer].copies[copy.reply].twin;
    model_[peer][user].copies[copy.twin] = theirs;
  }

  void send(UserId user, UserId peer) {
    auto request = text_to(user, peer, "t" + std::to_string(++texts_));
    Copy copy{.body = std::make_shared<Body>(Body{request.message})};
    const auto target = any_message(user, peer);
    if (target && pick(3) == 0 && !model_[user][peer].copies[*target].service) {
      auto reply = tl::make<tl::inputReplyToMessage>();
      reply->reply_to_msg_id = copy.reply = *target;
      request.reply_to = std::move(reply);
    }
    request.clear_draft = pick(2) == 0;
    const auto answer = ask(user, request);
    ASSERT_TRUE(answer);
    const auto id = sent_id(*answer);
    adopt(user, peer, id, copy);
    if (request.clear_draft) model_[user][peer].draft.clear();
    if (const auto* updates = answer->as<tl::updates>()) return told_by_reply(user, *updates);
    auto& device = online_.at(user);  // the short answer: this device knows what it has sent
    device.sent(peer, id, request.message, copy.reply);
    device.pts = answer->as<tl::updateShortSentMessage>()->pts;
  }

  void forward(UserId user, UserId peer) {
    const auto from = anybody();
    const auto source = any_message(user, from);
    if (!source || model_[user][from].copies[*source].service) return;
    tl::messages_forwardMessages request;
    request.from_peer = this->peer(user, from);
    request.to_peer = this->peer(user, peer);
    request.id = {*source};
    request.random_id = {--forwards_};
    request.drop_author = pick(2) == 0;
    const auto answer = ask(user, request);
    ASSERT_TRUE(answer);
    Body body{.text = model_[user][from].copies[*source].body->text, .forwarded = !request.drop_author};
    const auto* updates = answer->as<tl::updates>();
    adopt(user, peer, updates->updates[0].as<tl::updateMessageID>()->id,
          {.body = std::make_shared<Body>(body)});
    told_by_reply(user, *updates);
  }

  void edit(UserId user, UserId peer) {
    const auto id = any_message(user, peer);
    if (!id) return;
    auto& copy = model_[user][peer].copies[*id];
    tl::messages_editMessage request;
    request.peer = this->peer(user, peer);
    request.id = *id;
    request.message = "e" + std::to_string(++texts_);
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), copy.out && !copy.service && !copy.body->forwarded);
    if (!answer) return;
    copy.body->text = *request.message;
    copy.body->edited = true;
    told_by_reply(user, *answer->as<tl::updates>());
  }

  void forget(UserId user, UserId peer, MessageId id, bool both) {
    const auto copy = model_[user][peer].copies.at(id);
    model_[user][peer].copies.erase(id);
    if (copy.twin == 0) return;
    auto& theirs = model_[peer][user].copies;
    if (both) {
      theirs.erase(copy.twin);
    } else {
      theirs[copy.twin].twin = 0;
    }
  }

  void remove(UserId user, UserId peer) {
    tl::messages_deleteMessages request;
    request.revoke = pick(2) == 0;
    std::set<MessageId> ids;
    for (int i = 0; i < 3; ++i) {
      if (const auto id = any_message(user, peer)) ids.insert(*id);
    }
    if (ids.empty()) return;
    for (const auto id : ids) {
      request.id.push_back(id);
      forget(user, peer, id, request.revoke);
    }
    ASSERT_TRUE(ask(user, request));
    for (const auto id : ids) online_.at(user).remove(id);
    told_by_reply(user, {});
  }

  void clear(UserId user, UserId peer) {
    if (pick(4) != 0) return;
    tl::messages_deleteHistory request;
    request.peer = this->peer(user, peer);
    request.revoke = pick(2) == 0;
    ASSERT_TRUE(ask(user, request));
    while (!model_[user][peer].copies.empty()) {
      forget(user, peer, model_[user][peer].copies.begin()->first, request.revoke);
    }
    model_[user][peer] = {};
    if (request.revoke && model_[peer][user].copies.empty()) model_[peer][user] = {};
  }

  void read(UserId user, UserId peer) {
    const auto id = any_message(user, peer);
    if (!id || user == peer) return;
    tl::messages_readHistory request;
    request.peer = this->peer(user, peer);
    request.max_id = *id;
    ASSERT_TRUE(ask(user, request));
    auto& chat = model_[user][peer];
    for (const auto& [copy_id, copy] : chat.copies) {
      if (copy_id > chat.read_inbox && copy_id <= *id && !copy.out && copy.twin != 0) {
        auto& read_outbox = model_[peer][user].read_outbox;
        read_outbox = std::max(read_outbox, copy.twin);
      }
    }
    chat.read_inbox = std::max(chat.read_inbox, *id);
    online_.at(user).read(peer, *id);
    told_by_reply(user, {});
  }

  void draft(UserId user, UserId peer) {
    tl::messages_saveDraft request;
    request.peer = this->peer(user, peer);
    if (pick(3) != 0) request.message = "d" + std::to_string(++texts_);
    ASSERT_TRUE(ask(user, request));
    model_[user][peer].draft = request.message;
  }

  tl::Box<tl::InputDialogPeer> dialog_peer(UserId user, UserId peer) {
    auto input = tl::make<tl::inputDialogPeer>();
    input->peer = this->peer(user, peer);
    return input;
  }

  void pin_chat(UserId user, UserId peer) {
    tl::messages_toggleDialogPin request;
    request.peer = dialog_peer(user, peer);
    request.pinned = pick(2) == 0;
    auto& chat = model_[user][peer];
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), !chat.copies.empty() || request.pinned == chat.pinned || !request.pinned);
    if (answer) chat.pinned = request.pinned;
  }

  void mark(UserId user, UserId peer) {
    tl::messages_markDialogUnread request;
    request.peer = dialog_peer(user, peer);
    request.unread = pick(2) == 0;
    ASSERT_TRUE(ask(user, request));
    if (!model_[user][peer].copies.empty()) model_[user][peer].marked = request.unread;
  }

  void pin(UserId user, UserId peer) {
    const auto id = any_message(user, peer);
    if (!id || model_[user][peer].copies[*id].service) return;
    auto& copy = model_[user][peer].copies[*id];
    tl::messages_updatePinnedMessage request;
    request.peer = this->peer(user, peer);
    request.id = *id;
    request.unpin = pick(2) == 0;
    request.pm_oneside = pick(2) == 0;
    const auto answer = ask(user, request);
    ASSERT_TRUE(answer);
    const bool changed = copy.pinned == request.unpin;
    copy.pinned = !request.unpin;
    if (!request.pm_oneside && user != peer) {
      if (copy.twin != 0) model_[peer][user].copies[copy.twin].pinned = !request.unpin;
      if (!request.unpin && changed) {
        const auto& last = answer->as<tl::updates>()->updates.back();
        const auto* said = last.as<tl::updateNewMessage>()->message.as<tl::messageService>();
        adopt(user, peer, said->id, {.body = std::make_shared<Body>(), .service = true, .reply = *id});
      }
    }
    told_by_reply(user, *answer->as<tl::updates>());
  }

  void any_command(UserId user, UserId peer) {
    using Command = void (Model::*)(UserId, UserId);
    static constexpr Command kCommands[] = {&Model::send,   &Model::send,   &Model::send, &Model::send,
                                            &Model::edit,   &Model::remove, &Model::read, &Model::pin_chat,
                                            &Model::mark,   &Model::draft,  &Model::pin,  &Model::clear,
                                            &Model::forward};
    (this->*kCommands[pick(std::size(kCommands))])(user, peer);
  }

  // In the form in which devices see it. In Saved Messages nothing is outgoing, and everything is read.
  SeenChats expected(UserId user) {
    SeenChats chats;
    for (const auto& [peer, chat] : model_[user]) {
      auto& seen = chats[peer];
      for (const auto& [id, copy] : chat.copies) {
        auto text = copy.body->text + (copy.body->edited ? "*" : "") + (copy.pinned ? "!" : "") +
                    (copy.body->forwarded ? "f" : "") +
                    (copy.reply != 0 ? "@" + std::to_string(copy.reply) : "");
        if (copy.service) text = "service";
        (copy.out && peer != user ? seen.outgoing : seen.incoming)[id] = text;
        seen.unread += !copy.out && id > chat.read_inbox;
      }
      seen.read_outbox = chat.read_outbox;
      seen.pinned = chat.pinned;
      seen.marked = chat.marked;
      seen.draft = chat.draft;
    }
    return chats;
  }

  std::map<UserId, std::map<UserId, Chat>> model_;
  int texts_ = 0;
  std::int64_t forwards_ = 0;
};

TEST_P(Model, EveryDeviceSeesWhatTheModelSays) {
  for (int step = 0; step < 400 && !HasFailure(); ++step) {
    SCOPED_TRACE("step " + std::to_string(step));
    clock_.advance_us(pick(3) * 1'000'000);
    const auto user = anybody();
    any_command(user, anybody());
    push();
    if (pick(15) == 0) come_back(anybody());
    for (const auto id : people_) {
      const auto now = visible(fresh(id).chats);
      EXPECT_EQ(now, visible(expected(id))) << "a fresh device of " << id;
      EXPECT_EQ(visible(online_.at(id).chats), now) << "the online device of " << id;
      if (away_.at(id).pts == pts(id))
        EXPECT_EQ(visible(away_.at(id).chats), now) << "the other device of " << id;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Model, ::testing::Range(1U, 9U));

}  // namespace
}  // namespace botschaft::rpc
