// Privacy as a table: what a rule lets each kind of viewer see, asked of every getter that a key governs.
#include "rpc/channels/channels_scene.h"
#include "store/channels.h"
#include "store/contacts.h"

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

  using Question = bool (Privacy::*)(UserId);
  template <class Key>
  void check(const char* key, Question may);

  static constexpr const char* kPhone = "495550001";
  UserId owner_ = 0;
  std::vector<UserId> viewers_;
  std::int64_t group_ = 0;
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
TEST_F(Privacy, OfThePhoneNumber) {
  check<tl::inputPrivacyKeyPhoneNumber>("phone", &Privacy::sees_phone);
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
