// Random commands in groups by several people, who come and go, each with two devices. Whatever happened,
// both must see what a fresh device would fetch, and that must be what a naive model says. Who is not in a
// group (any more) has exactly what he had when he went.
#include <memory>
#include <set>

#include "rpc/messages/devices_scene.h"
#include "store/contacts.h"
#include "store/groups.h"

namespace botschaft::rpc {
namespace {

using store::ChatRole;

struct Body {
  std::string text;
  bool edited = false;
  bool forwarded = false;
};
struct Copy {
  std::int32_t number = 0;  // the same in all copies of a message
  std::shared_ptr<Body> body;
  UserId author = 0;
  bool pinned = false;
  bool service = false;
  bool mention = false;  // not looked at
  MessageId reply = 0;
};
struct Box {
  std::map<MessageId, Copy> copies;
  MessageId read_inbox = 0;
  MessageId read_outbox = 0;
};
struct Group {
  std::int64_t id = 0;
  std::string title;
  UserId creator = 0;
  bool writable = true;
  std::map<UserId, ChatRole> roles;  // of all who are or were in it
  std::map<UserId, UserId> inviters;
  std::map<UserId, Box> boxes;

  PeerId peer() const { return PeerId::chat(id); }
  ChatRole role(UserId user) const { return roles.contains(user) ? roles.at(user) : ChatRole::left; }
  bool inside(UserId user) const { return role(user) >= ChatRole::member; }
  bool admin(UserId user) const { return role(user) >= ChatRole::admin; }
  bool may_write(UserId user) const { return inside(user) && (writable || admin(user)); }
};

class GroupModel : public DevicesScene, public ::testing::WithParamInterface<unsigned> {
 protected:
  static constexpr int kPeople = 5;

  GroupModel() : DevicesScene(GetParam(), kPeople) {}

  Group& any_group() { return groups_[pick(groups_.size())]; }

  std::optional<MessageId> any_message(Group& group, UserId user) {
    auto& copies = group.boxes[user].copies;
    if (copies.empty()) return std::nullopt;
    return std::next(copies.begin(), pick(copies.size()))->first;
  }

  static MessageId copy_of(const Group& group, UserId user, std::int32_t number) {
    const auto box = group.boxes.find(user);
    if (number == 0 || box == group.boxes.end()) return 0;
    for (const auto& [id, copy] : box->second.copies) {
      if (copy.number == number) return id;
    }
    return 0;
  }

  // Puts what was just said into the model. Exactly those who are in the group must have it.
  void adopt(Group& group, UserId user, MessageId id, Copy copy) {
    std::vector<store::GroupCopy> copies;
    run([&](store::Transaction& tx) {
      const auto row = store::find_message(tx, user, group.peer(), id);
      ASSERT_TRUE(row);
      copy.number = row->twin;
      copies = store::group_copies(tx, group.peer(), row->twin);
    });
    copy.author = user;
    std::set<UserId> have, expected;
    for (const auto& [member, role] : group.roles) {
      if (group.inside(member)) expected.insert(member);
    }
    const auto original = copy.reply == 0 ? Copy{} : group.boxes[user].copies[copy.reply];
    for (const auto& theirs : copies) {
      have.insert(theirs.owner);
      auto mine = copy;
      mine.reply = copy_of(group, theirs.owner, original.number);
      mine.mention =
          !copy.service && !copy.body->forwarded && theirs.owner != user && original.author == theirs.owner;
      group.boxes[theirs.owner].copies[theirs.id] = mine;
    }
    EXPECT_EQ(have, expected);
  }

  // The service message in an answer.
  void adopt_said(Group& group, UserId user, const tl::updates& updates, MessageId reply = 0) {
    for (const auto& update : updates.updates) {
      const auto* said = update.as<tl::updateNewMessage>();
      if (said == nullptr || !said->message.is<tl::messageService>()) continue;
      const auto id = said->message.as<tl::messageService>()->id;
      adopt(group, user, id, {.body = std::make_shared<Body>(), .service = true, .reply = reply});
    }
  }

  // The peer of a request; who never was in the group cannot even name it.
  bool expect_access(const Group& group, UserId user) const { return group.roles.contains(user); }

  void create(UserId user) {
    tl::messages_createChat request;
    request.title = "g" + std::to_string(++texts_);
    Group group{.title = request.title, .creator = user};
    group.roles[user] = ChatRole::creator;
    for (const auto other : people_) {
      if (other == user || pick(2) == 0) continue;
      request.users.push_back(input_user(user, other));
      group.roles[other] = ChatRole::member;
      group.inviters[other] = user;
    }
    const auto answer = ask(user, request);
    ASSERT_TRUE(answer);
    const auto& updates = *answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    ASSERT_EQ(updates.chats.size(), 1U);
    group.id = updates.chats[0].as<tl::chat>()->id;
    groups_.push_back(group);
    adopt_said(groups_.back(), user, updates);
    told_by_reply(user, updates);
  }

  void send(Group& group, UserId user) {
    auto request = text_to(user, group.peer(), "t" + std::to_string(++texts_));
    Copy copy{.body = std::make_shared<Body>(Body{request.message})};
    const auto target = any_message(group, user);
    if (target && pick(3) == 0 && !group.boxes[user].copies[*target].service) {
      auto reply = tl::make<tl::inputReplyToMessage>();
      reply->reply_to_msg_id = copy.reply = *target;
      request.reply_to = std::move(reply);
    }
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), group.may_write(user));
    if (!answer) return;
    const auto id = sent_id(*answer);
    adopt(group, user, id, copy);
    if (const auto* updates = answer->as<tl::updates>()) return told_by_reply(user, *updates);
    auto& device = online_.at(user);
    device.sent(group.peer().value, id, request.message, copy.reply);
    device.pts = answer->as<tl::updateShortSentMessage>()->pts;
  }

  void forward(Group& group, UserId user) {
    auto& from = any_group();
    const auto source = any_message(from, user);
    if (!source || from.boxes[user].copies[*source].service) return;
    tl::messages_forwardMessages request;
    request.from_peer = peer(user, from.peer());
    request.to_peer = peer(user, group.peer());
    request.id = {*source};
    request.random_id = {--forwards_};
    const auto answer = expect_access(group, user) ? ask(user, request) : fail(Err::PEER_ID_INVALID);
    EXPECT_EQ(answer.has_value(), group.may_write(user));
    if (!answer) return;
    const Body body{.text = from.boxes[user].copies[*source].body->text, .forwarded = true};
    const auto& updates = *answer->as<tl::updates>();
    adopt(group, user, updates.updates[0].as<tl::updateMessageID>()->id,
          {.body = std::make_shared<Body>(body)});
    told_by_reply(user, updates);
  }

  void edit(Group& group, UserId user) {
    const auto id = any_message(group, user);
    if (!id) return;
    const auto copy = group.boxes[user].copies[*id];
    tl::messages_editMessage request;
    request.peer = peer(user, group.peer());
    request.id = *id;
    request.message = "e" + std::to_string(++texts_);
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(),
              group.inside(user) && copy.author == user && !copy.service && !copy.body->forwarded);
    if (!answer) return;
    leave_behind(group, copy);
    copy.body->text = *request.message;
    copy.body->edited = true;
    told_by_reply(user, *answer->as<tl::updates>());
  }

  // Those outside keep the text as it was, under a number of its own.
  void leave_behind(Group& group, const Copy& edited) {
    const auto old = std::make_shared<Body>(*edited.body);
    for (auto& [user, box] : group.boxes) {
      if (group.inside(user)) continue;
      for (auto& [id, copy] : box.copies) {
        if (copy.number != edited.number) continue;
        copy.body = old;
        run([&](store::Transaction& tx) { copy.number = store::find_message(tx, user, id)->twin; });
        EXPECT_LT(copy.number, 0);
      }
    }
  }

  void forget(Group& group, UserId user, MessageId id, bool all) {
    const auto number = group.boxes[user].copies.at(id).number;
    for (auto& [other, box] : group.boxes) {
      if (other != user && (!all || !group.inside(other))) continue;
      std::erase_if(box.copies, [&](const auto& copy) { return copy.second.number == number; });
      if (box.copies.empty() && other != user) continue;
    }
  }

  void remove(Group& group, UserId user) {
    const auto id = any_message(group, user);
    if (!id) return;
    tl::messages_deleteMessages request;
    request.id = {*id};
    request.revoke = pick(2) == 0;
    const auto& copy = group.boxes[user].copies[*id];
    const bool allowed = !request.revoke || group.admin(user) || (group.inside(user) && copy.author == user);
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), allowed);
    if (!answer) return;
    forget(group, user, *id, request.revoke);
    online_.at(user).remove(*id);
    told_by_reply(user, {});
  }

  void clear(Group& group, UserId user) {
    if (pick(4) != 0 || !expect_access(group, user)) return;
    tl::messages_deleteHistory request;
    request.peer = peer(user, group.peer());
    ASSERT_TRUE(ask(user, request));
    group.boxes[user] = {};
  }

  void read(Group& group, UserId user) {
    const auto id = any_message(group, user);
    if (!id) return;
    tl::messages_readHistory request;
    request.peer = peer(user, group.peer());
    request.max_id = *id;
    ASSERT_TRUE(ask(user, request));
    auto& box = group.boxes[user];
    for (const auto& [copy_id, copy] : box.copies) {
      if (copy_id <= box.read_inbox || copy_id > *id || copy.author == user) continue;
      if (!group.inside(user) || !group.inside(copy.author)) continue;
      auto& read_outbox = group.boxes[copy.author].read_outbox;
      read_outbox = std::max(read_outbox, copy_of(group, copy.author, copy.number));
    }
    box.read_inbox = std::max(box.read_inbox, *id);
    online_.at(user).read(group.peer().value, *id);
    told_by_reply(user, {});
  }

  void see(Group& group, UserId user) {  // a mention
    const auto id = any_message(group, user);
    if (!id) return;
    tl::messages_readMessageContents request;
    request.id = {*id};
    ASSERT_TRUE(ask(user, request));
    group.boxes[user].copies[*id].mention = false;
    online_.at(user).seen(*id);
    told_by_reply(user, {});
  }

  void pin(Group& group, UserId user) {
    const auto id = any_message(group, user);
    if (!id) return;
    const auto copy = group.boxes[user].copies[*id];
    tl::messages_updatePinnedMessage request;
    request.peer = peer(user, group.peer());
    request.id = *id;
    request.unpin = pick(2) == 0;
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), group.inside(user) && !copy.service);
    if (!answer) return;
    for (auto& [other, box] : group.boxes) {
      const auto theirs = copy_of(group, other, copy.number);
      if (theirs != 0 && group.inside(other)) box.copies[theirs].pinned = !request.unpin;
    }
    const auto& updates = *answer->as<tl::updates>();
    if (!request.unpin && !copy.pinned) adopt_said(group, user, updates, *id);
    told_by_reply(user, updates);
  }

  void add(Group& group, UserId user) {
    const auto other = anybody();
    tl::messages_addChatUser request;
    request.chat_id = group.id;
    request.user_id = input_user(user, other);
    request.fwd_limit = static_cast<std::int32_t>(pick(2) * 5);
    bool allowed = group.inside(user) && !group.inside(other);
    if (allowed && group.roles.contains(other))
      allowed = group.role(other) == ChatRole::removed ? group.admin(user) : true;  // they are all contacts
    const bool returns = user == other && group.roles.contains(user) && group.role(user) == ChatRole::left;
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), allowed || (returns && !group.inside(user)));
    if (!answer) return;
    if (user != other) give_history(group, user, other, request.fwd_limit);
    group.roles[other] = group.creator == other ? ChatRole::creator : ChatRole::member;
    group.inviters[other] = user;
    const auto& updates = *answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    adopt_said(group, user, updates);
    told_by_reply(user, updates);
  }

  void give_history(Group& group, UserId from, UserId to, int limit) {
    std::int32_t had = 0;
    for (const auto& [id, copy] : group.boxes[to].copies) had = std::max(had, copy.number);
    const auto& copies = group.boxes[from].copies;
    auto left = limit;
    for (auto copy = copies.rbegin(); copy != copies.rend() && left-- > 0; ++copy) {
      auto given = copy->second;
      if (given.number <= had) continue;
      MessageId id = 0;
      run([&](store::Transaction& tx) {
        id = store::find_group_copy(tx, group.peer(), given.number, to).value_or(0);
        given.reply = id == 0 ? 0 : store::find_message(tx, to, id)->reply_to.value_or(0);
      });
      ASSERT_NE(id, 0);
      EXPECT_TRUE(given.reply == 0 || given.reply < id);
      given.mention = false;
      group.boxes[to].copies[id] = given;
    }
  }

  void expel(Group& group, UserId user) {
    const auto other = pick(2) == 0 ? user : anybody();
    tl::messages_deleteChatUser request;
    request.chat_id = group.id;
    request.user_id = input_user(user, other);
    bool allowed = group.inside(other);
    if (other != user) {
      const bool plain = group.role(other) == ChatRole::member;
      allowed = allowed && (group.role(user) == ChatRole::creator || (group.admin(user) && plain) ||
                            (group.inside(user) && plain && group.inviters[other] == user));
    }
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), allowed);
    if (!answer) return;
    const auto& updates = *answer->as<tl::updates>();
    adopt_said(group, user, updates);
    group.roles[other] = other == user ? ChatRole::left : ChatRole::removed;
    told_by_reply(user, updates);
  }

  void promote(Group& group, UserId user) {
    const auto other = anybody();
    tl::messages_editChatAdmin request;
    request.chat_id = group.id;
    request.user_id = input_user(user, other);
    request.is_admin = pick(2) == 0;
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(),
              group.role(user) == ChatRole::creator && group.inside(other) && other != user);
    if (answer) group.roles[other] = request.is_admin ? ChatRole::admin : ChatRole::member;
  }

  void rename(Group& group, UserId user) {
    tl::messages_editChatTitle request;
    request.chat_id = group.id;
    request.title = "g" + std::to_string(++texts_);
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), group.inside(user));
    if (!answer) return;
    group.title = request.title;
    const auto& updates = *answer->as<tl::updates>();
    adopt_said(group, user, updates);
    told_by_reply(user, updates);
  }

  void restrict_writing(Group& group, UserId user) {
    if (!expect_access(group, user)) return;
    const bool writable = pick(3) != 0;
    tl::messages_editChatDefaultBannedRights request;
    request.peer = peer(user, group.peer());
    auto rights = tl::make<tl::chatBannedRights>();
    rights->send_messages = !writable;
    request.banned_rights = std::move(rights);
    const auto answer = ask(user, request);
    EXPECT_EQ(answer.has_value(), group.admin(user) && writable != group.writable);
    if (!answer) return;
    group.writable = writable;
    told_by_reply(user, *answer->as<tl::updates>());
  }

  void any_command(UserId user) {
    using Command = void (GroupModel::*)(Group&, UserId);
    static constexpr Command kCommands[] = {&GroupModel::send,
                                            &GroupModel::send,
                                            &GroupModel::send,
                                            &GroupModel::send,
                                            &GroupModel::send,
                                            &GroupModel::edit,
                                            &GroupModel::remove,
                                            &GroupModel::read,
                                            &GroupModel::read,
                                            &GroupModel::see,
                                            &GroupModel::pin,
                                            &GroupModel::clear,
                                            &GroupModel::forward,
                                            &GroupModel::add,
                                            &GroupModel::add,
                                            &GroupModel::expel,
                                            &GroupModel::rename,
                                            &GroupModel::promote,
                                            &GroupModel::restrict_writing};
    (this->*kCommands[pick(std::size(kCommands))])(any_group(), user);
  }

  Device fresh_with_groups(UserId user) {
    auto device = fresh(user);
    device.groups.clear();
    for (const auto& group : groups_) {
      tl::messages_getFullChat request;
      request.chat_id = group.id;
      const auto answer = ask(user, request);
      EXPECT_EQ(answer.has_value(), expect_access(group, user));
      if (!answer) continue;
      const auto* full = answer->as<tl::messages_chatFull>();
      device.know(full->chats);
      device.participants(full->full_chat.as<tl::chatFull>()->participants);
    }
    return device;
  }

  SeenChats expected(UserId user) {
    SeenChats chats;
    for (auto& group : groups_) {
      const auto box = group.boxes.find(user);
      if (box == group.boxes.end()) continue;
      auto& seen = chats[group.peer().value];
      for (const auto& [id, copy] : box->second.copies) {
        auto text = (copy.mention ? "~" : "") + copy.body->text + (copy.body->edited ? "*" : "") +
                    (copy.pinned ? "!" : "") + (copy.body->forwarded ? "f" : "") +
                    (copy.reply != 0 ? "@" + std::to_string(copy.reply) : "");
        if (copy.service) text = "service";
        (copy.author == user ? seen.outgoing : seen.incoming)[id] = text;
        seen.unread += copy.author != user && id > box->second.read_inbox;
      }
      seen.read_outbox = box->second.read_outbox;
    }
    return chats;
  }

  SeenGroups expected_groups(UserId user) {
    SeenGroups seen;
    for (const auto& group : groups_) {
      if (!group.inside(user)) continue;
      auto& one = seen[group.id];
      one.title = group.title;
      one.writable = group.writable;
      for (const auto& [member, role] : group.roles) {
        if (role < ChatRole::member) continue;
        one.members += role == ChatRole::creator ? " *" : role == ChatRole::admin ? " +" : " ";
        one.members += std::to_string(member);
      }
    }
    return seen;
  }

  std::vector<Group> groups_;
  int texts_ = 0;
  std::int64_t forwards_ = 0;
};

TEST_P(GroupModel, EveryDeviceSeesWhatTheModelSays) {
  run([&](store::Transaction& tx) {
    for (const auto a : people_) {
      for (const auto b : people_) {
        if (a != b) store::put_contact(tx, a, {.user = b, .first_name = "x"});
      }
    }
  });
  for (const auto id : {people_[0], people_[1]}) {
    create(id);
    push();
  }
  for (int step = 0; step < 400 && !HasFailure(); ++step) {
    SCOPED_TRACE("step " + std::to_string(step));
    clock_.advance_us(pick(3) * 1'000'000);
    any_command(anybody());
    push();
    if (pick(15) == 0) come_back(anybody());
    for (const auto id : people_) {
      const auto fresh = fresh_with_groups(id);
      const auto now = visible(fresh.chats);
      EXPECT_EQ(now, visible(expected(id))) << "a fresh device of " << id;
      EXPECT_EQ(fresh.groups, expected_groups(id)) << "a fresh device of " << id;
      const auto same = [&](const Device& device, const char* which) {
        EXPECT_EQ(visible(device.chats), now) << which << " of " << id;
        EXPECT_EQ(device.groups, fresh.groups) << which << " of " << id;
      };
      same(online_.at(id), "the online device");
      if (away_.at(id).pts == pts(id)) same(away_.at(id), "the other device");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, GroupModel, ::testing::Range(1U, 21U));

}  // namespace
}  // namespace botschaft::rpc
