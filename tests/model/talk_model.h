#pragma once
// Private chats and basic groups in the model. Every message has a text of its own, so that a chat is the set
// of its texts, whatever number a message has in somebody's box.
#include "model/channel_checks.h"
#include "store/messages.h"

namespace botschaft::model {

// A message as it is in somebody's box.
struct Copy {
  std::string text;
  UserId author = 0;
  bool linked = true;  // else an edit did not reach it, and no later one does
};

struct Group {
  PeerId peer = {};
  UserId creator = 0;  // never leaves
  std::set<UserId> inside;
};

class TalkModel : public ChannelChecks {
 protected:
  using Chat = std::map<int, Copy>;  // by the number of the message in the model

  explicit TalkModel(unsigned seed) : ChannelChecks(seed) {
    for (int i = 0; i < 2; ++i) make_group(people_[static_cast<std::size_t>(i)]);
  }

  void make_group(UserId creator) {
    tl::messages_createChat request;
    request.title = "Group";
    Group group{.creator = creator, .inside = {creator}};
    for (const auto user : people_) {
      if (user == creator || pick(2) == 0) continue;
      request.users.push_back(input_user(creator, user));
      group.inside.insert(user);
    }
    const auto answer = ask(creator, request);
    ASSERT_TRUE(answer) << answer.error().text();
    const auto* made = answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    group.peer = PeerId::chat(made->chats.front().as<tl::chat>()->id);
    for (const auto user : group.inside) chat(user, group.peer);
    groups_.push_back(std::move(group));
  }

  // A chat of somebody's, and who else is in it.
  struct Talk {
    UserId user;
    PeerId peer;
    Group* group = nullptr;  // null: private
  };
  Talk any_talk() {
    const auto user = anybody();
    if (pick(2) == 0) {
      auto& group = groups_[pick(groups_.size())];
      return {user, group.peer, &group};
    }
    // Everybody talks with few.
    const auto at = static_cast<std::size_t>(std::ranges::find(people_, user) - people_.begin());
    return {user, PeerId::user(people_[at ^ 1U]), nullptr};
  }

  // Where the others have it: their boxes' names for the chat.
  std::vector<std::pair<UserId, PeerId>> others(const Talk& talk) {
    if (!talk.group) return {{talk.peer.value, PeerId::user(talk.user)}};
    std::vector<std::pair<UserId, PeerId>> found;
    for (const auto user : talk.group->inside) {
      if (user != talk.user) found.emplace_back(user, talk.peer);
    }
    return found;
  }
  bool inside(const Talk& talk) const { return !talk.group || talk.group->inside.contains(talk.user); }
  bool was_inside(const Talk& talk) const {
    return !talk.group || chats_.contains({talk.user, talk.peer.value});
  }
  Chat& chat(UserId user, PeerId peer) { return chats_[{user, peer.value}]; }

  void put(UserId user, PeerId peer, int number, const Copy& copy) {
    chat(user, peer)[number] = copy;
    allowed_[user].insert(copy.text);
  }

  // The number of any message that he has there, and its id in his box.
  std::optional<std::pair<int, MessageId>> any_copy(const Talk& talk) {
    const auto all = chats_.find({talk.user, talk.peer.value});
    if (all == chats_.end() || all->second.empty()) return std::nullopt;
    const auto& [number, copy] = *std::next(all->second.begin(), pick(all->second.size()));
    MessageId id = 0;
    run([&](store::Transaction& tx) {
      for (const auto& row : store::messages_oldest_first(tx, talk.user, talk.peer, {}, 1'000'000)) {
        if (row.body.text == copy.text) id = row.id;
      }
    });
    EXPECT_NE(id, 0) << copy.text << " is not in the box of " << talk.user;
    return std::pair(number, id);
  }

  // --- commands ---
  void say(const Talk& talk) {
    const int number = ++texts_;
    const Copy copy{.text = "t" + std::to_string(number), .author = talk.user};
    const auto answer = ask_in_trouble(talk.user, text_to(talk.user, talk.peer, copy.text), true);
    EXPECT_EQ(answer.has_value(), inside(talk)) << talk.user << " in " << talk.peer.value;
    if (!answer) return;
    put(talk.user, talk.peer, number, copy);
    for (const auto& [user, peer] : others(talk)) {
      put(user, peer, number, copy);
      if (!talk.group) unread_[{user, peer.value}].insert(number);
    }
    replied(talk.user, *answer);
  }

  void rephrase(const Talk& talk) {
    const auto found = any_copy(talk);
    if (!found) return;
    const auto [number, id] = *found;
    auto& mine = chat(talk.user, talk.peer).at(number);
    tl::messages_editMessage request;
    request.peer = peer(talk.user, talk.peer);
    request.id = id;
    request.message = "t" + std::to_string(number) + "e" + std::to_string(++texts_);
    const auto answer = ask_in_trouble(talk.user, request);
    EXPECT_EQ(answer.has_value(), inside(talk) && mine.author == talk.user);
    if (!answer) return;
    auto edited = mine;
    edited.text = *request.message;
    for (auto& [where, copies] : chats_) {
      const auto copy = copies.find(number);
      if (copy == copies.end() || !copy->second.linked) continue;
      const bool here = !talk.group || talk.group->inside.contains(where.first);
      copy->second.linked = here;
      if (here) put(where.first, PeerId{where.second}, number, edited);
    }
    replied(talk.user, *answer);
  }

  void drop(const Talk& talk) {
    const auto found = any_copy(talk);
    if (!found) return;
    const auto [number, id] = *found;
    const auto mine = chat(talk.user, talk.peer).at(number);
    tl::messages_deleteMessages request;
    request.id = {id};
    request.revoke = pick(2) == 0;
    const bool may = !talk.group || !request.revoke || talk.user == talk.group->creator ||
                     (inside(talk) && mine.author == talk.user);
    const auto answer = ask_in_trouble(talk.user, request);
    EXPECT_EQ(answer.has_value(), may);
    if (!answer) return;
    forget(talk.user, talk.peer, number);
    if (request.revoke) {
      for (const auto& [user, peer] : others(talk)) {
        auto& theirs = chat(user, peer);
        if (mine.linked && theirs.contains(number) && theirs.at(number).linked) forget(user, peer, number);
      }
    }
    replied(talk.user);
  }

  void forget(UserId user, PeerId peer, int number) {
    chat(user, peer).erase(number);
    unread_[{user, peer.value}].erase(number);
  }

  void clear_talk(const Talk& talk) {
    if (pick(4) != 0 || !was_inside(talk)) return;
    tl::messages_deleteHistory request;
    request.peer = peer(talk.user, talk.peer);
    request.revoke = !talk.group && pick(2) == 0;
    ASSERT_TRUE(ask_in_trouble(talk.user, request));
    for (const auto& [number, copy] : Chat(chat(talk.user, talk.peer))) {
      forget(talk.user, talk.peer, number);
      if (request.revoke) forget(talk.peer.value, PeerId::user(talk.user), number);
    }
    replied(talk.user);
  }

  void read_talk(const Talk& talk) {
    if (!any_copy(talk)) return;
    tl::messages_readHistory request;
    request.peer = peer(talk.user, talk.peer);
    run([&](store::Transaction& tx) {
      request.max_id = store::messages_oldest_first(tx, talk.user, talk.peer, {}, 1'000'000).back().id;
    });
    ASSERT_TRUE(ask_in_trouble(talk.user, request, true));
    unread_[{talk.user, talk.peer.value}].clear();
    read_up_to_[{talk.user, talk.peer.value}] = request.max_id;
    replied(talk.user);
  }

  void add_or_remove(Group& group) {
    const auto user = anybody();
    if (user == group.creator) return;
    if (!group.inside.contains(user)) {
      tl::messages_addChatUser request;
      request.chat_id = group.peer.bare();
      request.user_id = input_user(group.creator, user);
      ASSERT_TRUE(ask_in_trouble(group.creator, request));
      group.inside.insert(user);
      chat(user, group.peer);
      return replied(group.creator);
    }
    const auto by = pick(2) == 0 ? user : group.creator;
    tl::messages_deleteChatUser request;
    request.chat_id = group.peer.bare();
    request.user_id = input_user(by, user);
    ASSERT_TRUE(ask_in_trouble(by, request));
    group.inside.erase(user);
    replied(by);
  }

  void check_own(const Replica& device, const tl::Box<tl::Message>& box) override {
    const auto* message = box.as<tl::message>();
    if (message == nullptr) return;
    EXPECT_TRUE(allowed_[device.user].contains(message->message))
        << "user " << device.user << " was shown \"" << message->message << '"';
  }

  void expect_talks_as_in_model(const Replica& device) {
    for (const auto& [where, copies] : chats_) {
      if (where.first != device.user) continue;
      std::multiset<std::string> expected;
      for (const auto& [number, copy] : copies) expected.insert(copy.text);
      ASSERT_EQ(device.texts(PeerId{where.second}), expected)
          << "user " << device.user << " session " << device.key.session << " chat " << where.second;
    }
  }

  void expect_unread_as_in_model() {
    for (const auto& [where, numbers] : unread_) {
      if (PeerId{where.second}.is_chat()) continue;
      EXPECT_EQ(unread_counted(where.first, PeerId{where.second}), static_cast<std::int32_t>(numbers.size()))
          << where.first << " with " << where.second;
    }
    for (const auto& group : groups_) {
      for (const auto user : group.inside) {
        EXPECT_EQ(unread_counted(user, group.peer), unread_of_group(user, group.peer))
            << user << " in " << group.peer.value;
      }
    }
  }
  std::int32_t unread_counted(UserId user, PeerId with) {
    tl::messages_getPeerDialogs request;
    auto input = tl::make<tl::inputDialogPeer>();
    input->peer = peer(user, with);
    request.peers.push_back(std::move(input));
    const auto answer = ask(user, request);
    if (!answer) ADD_FAILURE() << answer.error().text();
    return answer ? answer->as<tl::messages_peerDialogs>()->dialogs.front().as<tl::dialog>()->unread_count
                  : -1;
  }
  // Service messages count, too, which the model does not know: what is in the box after the last one read.
  std::int32_t unread_of_group(UserId user, PeerId group) {
    std::int32_t count = 0;
    run([&](store::Transaction& tx) {
      const store::HistoryRange unread{.above = read_up_to_[{user, group.value}]};
      for (const auto& row : store::messages_oldest_first(tx, user, group, unread, 1'000'000)) {
        if (!row.out()) ++count;
      }
    });
    return count;
  }

  std::vector<Group> groups_;
  std::map<std::pair<UserId, std::int64_t>, Chat> chats_;            // of (user, peer)
  std::map<std::pair<UserId, std::int64_t>, std::set<int>> unread_;  // private chats only
  std::map<std::pair<UserId, std::int64_t>, MessageId> read_up_to_;  // of groups, too
  std::map<UserId, std::set<std::string>> allowed_;                  // whatever he may ever have been shown
};

}  // namespace botschaft::model
