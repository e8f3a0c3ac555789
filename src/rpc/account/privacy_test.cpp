// Privacy as a table: what a rule lets each kind of viewer see, asked of every getter that a key governs.
#include <algorithm>
#include <random>

#include "domain/accounts/person.h"
#include "rpc/channels/channels_scene.h"
#include "store/channels.h"
#include "store/contacts.h"
#include "store/dialogs.h"
#include "store/events.h"
#include "store/groups.h"
#include "store/messages.h"

namespace botschaft::rpc {
namespace {

enum Viewer { contact, stranger, named, companion, blocked, close_friend, kViewers };
constexpr const char* kNames[] = {"contact", "stranger", "named", "companion", "blocked", "close friend"};

class Privacy : public ChannelScene {
 public:
  Privacy() {
    owner_ = person("Owner");
    for (const auto* name : kNames) viewers_.push_back(person(name));
    run([&](store::Transaction& tx) {
      store::update_last_seen(tx, owner_, clock_.unix_seconds());
      store::update_user_name(tx, owner_, "Owner", "Person", "about");
      store::update_user_phone(tx, owner_, kPhone);
      store::put_contact(tx, owner_, {.user = viewers_[contact], .first_name = "contact"});
      store::put_contact(tx, owner_, {.user = viewers_[close_friend], .first_name = "friend"});
    });
    tl::contacts_editCloseFriends friends;
    friends.id = {viewers_[close_friend], viewers_[stranger]};  // who must be a contact, too
    EXPECT_TRUE(ask(owner_, friends));
    group_ = create(owner_, false);
    EXPECT_TRUE(invite(owner_, group_, {viewers_[companion]}));
    tl::contacts_block block;
    block.id = peer(owner_, viewers_[blocked]);
    EXPECT_TRUE(ask(owner_, block));
    advance(60);
  }

  template <class Key>
  void set(tl::Vec<tl::Box<tl::InputPrivacyRule>> rules) {
    tl::account_setPrivacy request;
    request.key = tl::make<Key>();
    request.rules = std::move(rules);
    const auto done = ask(owner_, request);
    ASSERT_TRUE(done) << done.error().text();
  }

  tl::Box<tl::User> user_seen_by(UserId viewer) {
    tl::users_getUsers request;
    request.id.push_back(input_user(viewer, owner_));
    auto users = ask(viewer, request);
    return std::move(users->front());
  }
  tl::Box<tl::UserFull> full_seen_by(UserId viewer) {
    tl::users_getFullUser request;
    request.id = input_user(viewer, owner_);
    auto full = ask(viewer, request);
    return std::move(full->as<tl::users_userFull>()->full_user);
  }

  bool sees_status(UserId viewer) {
    const auto user = user_seen_by(viewer);
    return user.as<tl::user>()->status.is<tl::userStatusOffline>();
  }
  bool sees_phone(UserId viewer) {
    const auto user = user_seen_by(viewer);
    return user.as<tl::user>()->phone.has_value();
  }
  bool sees_about(UserId viewer) {
    const auto full = full_seen_by(viewer);
    return full.as<tl::userFull>()->about.has_value();
  }
  bool forwards_with_name(UserId viewer) {
    const auto full = full_seen_by(viewer);
    return !full.as<tl::userFull>()->private_forward_name.has_value();
  }
  bool may_send_voice(UserId viewer) {
    const auto full = full_seen_by(viewer);
    return !full.as<tl::userFull>()->voice_messages_forbidden;
  }
  bool finds_by_phone(UserId viewer) {
    tl::contacts_resolvePhone request;
    request.phone = kPhone;
    return ask(viewer, request).has_value();
  }
  bool invites(UserId viewer) {
    const auto id = create(viewer, false);
    const auto done = invite(viewer, id, {owner_});
    bool inside = false;
    run([&](store::Transaction& tx) {
      const auto row = store::find_channel_member(tx, id, owner_);
      inside = row && row->inside;
    });
    return inside;
  }

  // The owner as the viewer is shown him beside a message that is pushed to him, in a basic group with
  // everybody.
  tl::Box<tl::User> user_pushed_to(UserId viewer) {
    if (everybody_ == PeerId{}) {
      tl::messages_createChat make;
      make.title = "Everybody";
      for (const auto other : viewers_) make.users.push_back(input_user(owner_, other));
      const auto made = ask(owner_, make);
      const auto* updates = made->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
      everybody_ = PeerId::chat(updates->chats.front().as<tl::chat>()->id);
    }
    const auto before = pts(viewer);
    send(owner_, everybody_, "text");
    tl::Box<tl::User> found;
    run([&](store::Transaction& tx) {
      const rpc::Viewer seen_by{viewer, clock_.unix_seconds(), services_};
      auto updates = updates_since(seen_by, tx, before, store::top_pts(tx, viewer));
      for (auto& box : updates->users) {
        if (box.as<tl::user>()->id == owner_) found = std::move(box);
      }
    });
    return found;
  }
  bool is_pushed_status(UserId viewer) {
    const auto user = user_pushed_to(viewer);
    return user.as<tl::user>()->status.is<tl::userStatusOffline>();
  }
  bool is_pushed_phone(UserId viewer) {
    const auto user = user_pushed_to(viewer);
    return user.as<tl::user>()->phone.has_value();
  }
  bool is_told_of_coming(UserId viewer) {
    std::vector<UserId> told;
    run([&](store::Transaction& tx) {
      if (!store::find_dialog(tx, owner_, PeerId::user(viewer)))
        store::put_dialog(tx, {.owner = owner_, .peer = PeerId::user(viewer), .top = 1, .top_date = 1});
      told = domain::status_viewers(tx, owner_);
    });
    return std::ranges::find(told, viewer) != told.end();
  }

  // Whether what the viewer forwards links to the owner, for whoever receives it.
  bool forward_is_linked(UserId viewer) {
    (void)user_pushed_to(viewer);  // a message to forward
    tl::messages_forwardMessages request;
    request.from_peer = peer(viewer, everybody_);
    request.to_peer = peer(viewer, receiver_);
    run([&](store::Transaction& tx) {
      request.id = {store::messages_newest_first(tx, viewer, everybody_, {}, 1).front().id};
    });
    request.random_id = {++random_forward_};
    const auto before = pts(receiver_);
    const auto done = ask(viewer, request);
    EXPECT_TRUE(done) << done.error().text();
    bool linked = false;
    run([&](store::Transaction& tx) {
      const rpc::Viewer seen_by{receiver_, clock_.unix_seconds(), services_};
      const auto updates = updates_since(seen_by, tx, before, store::top_pts(tx, receiver_));
      const auto* fresh = updates->updates.front().as<tl::updateNewMessage>();
      const auto* header = fresh->message.as<tl::message>()->fwd_from.as<tl::messageFwdHeader>();
      linked = static_cast<bool>(header->from_id);
      EXPECT_NE(linked, header->from_name.has_value());
      const bool named_beside = std::ranges::any_of(
          updates->users, [&](const auto& box) { return box.template as<tl::user>()->id == owner_; });
      EXPECT_EQ(linked, named_beside) << "an author who hides is not among the people of the push";
    });
    return linked;
  }
  bool adds_to_group(UserId viewer) {
    tl::messages_createChat make;
    make.title = "Group";
    make.users.push_back(input_user(viewer, receiver_));
    const auto made = ask(viewer, make);
    const auto* updates = made->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    const auto chat = updates->chats.front().as<tl::chat>()->id;
    tl::messages_addChatUser add;
    add.chat_id = chat;
    add.user_id = input_user(viewer, owner_);
    (void)ask(viewer, add);
    bool inside = false;
    run([&](store::Transaction& tx) {
      const auto row = store::find_chat_member(tx, chat, owner_);
      inside = row && row->inside();
    });
    return inside;
  }

  using Question = bool (Privacy::*)(UserId);
  template <class Key>
  void check(const char* key, Question may);

  static constexpr const char* kPhone = "495550001";
  UserId owner_ = 0;
  std::vector<UserId> viewers_;
  std::int64_t group_ = 0;
  UserId receiver_ = person("Receiver");  // of what the viewers forward
  PeerId everybody_ = {};
  std::int64_t random_forward_ = 0x7000;
};

// contact, stranger, named, companion (in a supergroup with the owner), blocked, close friend (a contact)
struct Row {
  const char* rules;
  const char* let_through;
};
constexpr Row kTable[] = {
    {"allow_all", "yyyyny"},
    {"disallow_all", "nnnnnn"},
    {"allow_contacts disallow_all", "ynnnny"},
    {"disallow_contacts allow_all", "nyyynn"},
    {"allow_users disallow_all", "nnynnn"},
    {"disallow_users allow_all", "yynyny"},
    {"allow_contacts allow_users disallow_all", "ynynny"},
    {"allow_chats disallow_all", "nnnynn"},
    {"disallow_chats allow_all", "yyynny"},
    {"allow_contacts disallow_chats disallow_all", "ynnnny"},
    {"allow_close_friends disallow_all", "nnnnny"},
    {"allow_premium disallow_all", "nnnnnn"},
    {"allow_bots disallow_all", "nnnnnn"},
    {"", "nnnnnn"},
};

template <class Key>
void Privacy::check(const char* key, Question may) {
  for (const auto& row : kTable) {
    tl::Vec<tl::Box<tl::InputPrivacyRule>> rules;
    const std::string_view words(row.rules);
    const auto has = [&](std::string_view word) {
      return (" " + std::string(words) + " ").find(" " + std::string(word) + " ") != std::string::npos;
    };
    const auto with_users = [&](auto rule) {
      rule->users.push_back(input_user(owner_, viewers_[named]));
      rules.push_back(std::move(rule));
    };
    const auto with_chats = [&](auto rule) {
      rule->chats = {group_};
      rules.push_back(std::move(rule));
    };
    if (has("allow_contacts")) rules.push_back(tl::make<tl::inputPrivacyValueAllowContacts>());
    if (has("disallow_contacts")) rules.push_back(tl::make<tl::inputPrivacyValueDisallowContacts>());
    if (has("allow_users")) with_users(tl::make<tl::inputPrivacyValueAllowUsers>());
    if (has("disallow_users")) with_users(tl::make<tl::inputPrivacyValueDisallowUsers>());
    if (has("allow_chats")) with_chats(tl::make<tl::inputPrivacyValueAllowChatParticipants>());
    if (has("disallow_chats")) with_chats(tl::make<tl::inputPrivacyValueDisallowChatParticipants>());
    if (has("allow_close_friends")) rules.push_back(tl::make<tl::inputPrivacyValueAllowCloseFriends>());
    if (has("allow_premium")) rules.push_back(tl::make<tl::inputPrivacyValueAllowPremium>());
    if (has("allow_bots")) rules.push_back(tl::make<tl::inputPrivacyValueAllowBots>());
    if (has("allow_all")) rules.push_back(tl::make<tl::inputPrivacyValueAllowAll>());
    if (has("disallow_all")) rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
    set<Key>(std::move(rules));
    for (int viewer = 0; viewer < kViewers; ++viewer) {
      EXPECT_EQ((this->*may)(viewers_[static_cast<std::size_t>(viewer)]), row.let_through[viewer] == 'y')
          << key << ": \"" << row.rules << "\" for " << kNames[viewer];
    }
  }
}

TEST_F(Privacy, OfTheStatus) {
  check<tl::inputPrivacyKeyStatusTimestamp>("status", &Privacy::sees_status);
}
TEST_F(Privacy, OfTheStatusInPushes) {
  check<tl::inputPrivacyKeyStatusTimestamp>("status beside a message", &Privacy::is_pushed_status);
  check<tl::inputPrivacyKeyStatusTimestamp>("coming and going", &Privacy::is_told_of_coming);
}
TEST_F(Privacy, OfThePhoneNumber) {
  check<tl::inputPrivacyKeyPhoneNumber>("phone", &Privacy::sees_phone);
}
TEST_F(Privacy, OfThePhoneNumberInPushes) {
  check<tl::inputPrivacyKeyPhoneNumber>("phone beside a message", &Privacy::is_pushed_phone);
}
TEST_F(Privacy, OfTheAuthorOfForwardedMessagesInPushes) {
  check<tl::inputPrivacyKeyForwards>("link to the author", &Privacy::forward_is_linked);
}
TEST_F(Privacy, OfBeingAddedToGroups) {
  check<tl::inputPrivacyKeyChatInvite>("groups", &Privacy::adds_to_group);
}

// Who may not see when somebody was online learns about how long ago it was; who is blocked does not even
// learn that.
TEST_F(Privacy, OfTheStatusLeavesAnApproximation) {
  tl::Vec<tl::Box<tl::InputPrivacyRule>> nobody;
  nobody.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
  set<tl::inputPrivacyKeyStatusTimestamp>(std::move(nobody));
  const auto status_for = [&](Viewer who) {
    auto user = user_seen_by(viewers_[static_cast<std::size_t>(who)]);
    return std::move(const_cast<tl::user*>(user.as<tl::user>())->status);
  };
  EXPECT_TRUE(status_for(stranger).is<tl::userStatusRecently>());
  EXPECT_TRUE(status_for(blocked).is<tl::userStatusEmpty>());
  constexpr std::int32_t kDay = 86'400;
  advance(4 * kDay);
  EXPECT_TRUE(status_for(stranger).is<tl::userStatusLastWeek>());
  advance(10 * kDay);
  EXPECT_TRUE(status_for(contact).is<tl::userStatusLastMonth>());
  EXPECT_TRUE(status_for(blocked).is<tl::userStatusEmpty>());
  advance(30 * kDay);
  EXPECT_TRUE(status_for(stranger).is<tl::userStatusEmpty>());
}

// Who hides his own status does not see others' either.
TEST_F(Privacy, OfTheStatusIsMutual) {
  const auto viewer = viewers_[contact];
  EXPECT_TRUE(sees_status(viewer));
  tl::account_setPrivacy request;
  request.key = tl::make<tl::inputPrivacyKeyStatusTimestamp>();
  request.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
  ASSERT_TRUE(ask(viewer, request));
  EXPECT_FALSE(sees_status(viewer));
  EXPECT_FALSE(is_pushed_status(viewer));
  EXPECT_FALSE(is_told_of_coming(viewer));
}

// Whatever the rules are, what is pushed of a person is what asking for him says.
TEST_F(Privacy, PushesSayWhatGettersSay) {
  std::mt19937 chance(3);
  for (int round = 0; round < 40; ++round) {
    for (const bool phone : {false, true}) {
      tl::Vec<tl::Box<tl::InputPrivacyRule>> rules;
      for (auto count = chance() % 4; count > 0; --count) {
        if (chance() % 3 == 0) {
          rules.push_back(tl::make<tl::inputPrivacyValueAllowContacts>());
        } else if (chance() % 2 == 0) {
          auto rule = tl::make<tl::inputPrivacyValueDisallowUsers>();
          rule->users.push_back(input_user(owner_, viewers_[chance() % viewers_.size()]));
          rules.push_back(std::move(rule));
        } else {
          auto rule = tl::make<tl::inputPrivacyValueAllowChatParticipants>();
          rule->chats = {group_};
          rules.push_back(std::move(rule));
        }
      }
      if (chance() % 2 == 0) rules.push_back(tl::make<tl::inputPrivacyValueAllowAll>());
      phone ? set<tl::inputPrivacyKeyPhoneNumber>(std::move(rules))
            : set<tl::inputPrivacyKeyStatusTimestamp>(std::move(rules));
    }
    for (const auto viewer : viewers_) {
      const auto pushed = user_pushed_to(viewer), asked = user_seen_by(viewer);
      EXPECT_EQ(pushed.as<tl::user>()->phone, asked.as<tl::user>()->phone);
      EXPECT_EQ(pushed.as<tl::user>()->status.index(), asked.as<tl::user>()->status.index());
    }
  }
}
TEST_F(Privacy, OfTheDescription) {
  check<tl::inputPrivacyKeyAbout>("about", &Privacy::sees_about);
}
TEST_F(Privacy, OfForwardedMessages) {
  check<tl::inputPrivacyKeyForwards>("forwards", &Privacy::forwards_with_name);
}
TEST_F(Privacy, OfVoiceMessages) {
  check<tl::inputPrivacyKeyVoiceMessages>("voice", &Privacy::may_send_voice);
}
TEST_F(Privacy, OfBeingFoundByNumber) {
  check<tl::inputPrivacyKeyAddedByPhone>("added by phone", &Privacy::finds_by_phone);
}
TEST_F(Privacy, OfBeingInvited) {
  check<tl::inputPrivacyKeyChatInvite>("invite", &Privacy::invites);
}

TEST_F(Privacy, ChatsOfARuleAreTheOwners) {
  const auto foreign = create(viewers_[stranger], false);
  tl::account_setPrivacy request;
  request.key = tl::make<tl::inputPrivacyKeyAbout>();
  auto rule = tl::make<tl::inputPrivacyValueAllowChatParticipants>();
  rule->chats = {foreign};
  request.rules.push_back(std::move(rule));
  EXPECT_EQ(ask(owner_, request).error().err, Err::PRIVACY_VALUE_INVALID);
}

}  // namespace
}  // namespace botschaft::rpc
