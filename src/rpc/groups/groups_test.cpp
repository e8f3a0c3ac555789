#include "store/groups.h"
#include "rpc/messages/scene.h"
#include "store/contacts.h"

namespace botschaft::rpc {
namespace {

class Groups : public Scene {
 protected:
  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  UserId cara_ = person("Cara");

  std::int64_t create(UserId user, const std::vector<UserId>& others) {
    tl::messages_createChat request;
    request.title = "Hausgemeinschaft";
    for (const auto other : others) request.users.push_back(input_user(user, other));
    const auto answer = ask(user, request);
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return 0;
    }
    created_ = answer->as<tl::messages_invitedUsers>()->missing_invitees.size();
    return answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>()->chats[0].as<tl::chat>()->id;
  }

  auto add(UserId user, std::int64_t chat, UserId other, std::int32_t history = 0) {
    tl::messages_addChatUser request;
    request.chat_id = chat;
    request.user_id = input_user(user, other);
    request.fwd_limit = history;
    return ask(user, request);
  }

  auto remove(UserId user, std::int64_t chat, UserId other, bool revoke = false) {
    tl::messages_deleteChatUser request;
    request.chat_id = chat;
    request.user_id = input_user(user, other);
    request.revoke_history = revoke;
    return ask(user, request);
  }

  auto promote(UserId user, std::int64_t chat, UserId other) {
    tl::messages_editChatAdmin request;
    request.chat_id = chat;
    request.user_id = input_user(user, other);
    request.is_admin = true;
    return ask(user, request);
  }

  auto ban(UserId user, std::int64_t chat, bool tl::chatBannedRights::* right) {
    tl::messages_editChatDefaultBannedRights request;
    request.peer = peer(user, PeerId::chat(chat));
    auto rights = tl::make<tl::chatBannedRights>();
    *rights.*right = true;
    request.banned_rights = std::move(rights);
    return ask(user, request);
  }

  auto rename(UserId user, std::int64_t chat, const std::string& title) {
    tl::messages_editChatTitle request;
    request.chat_id = chat;
    request.title = title;
    return ask(user, request);
  }

  Err send_error(UserId user, std::int64_t chat) {
    const auto answer = ask(user, text_to(user, PeerId::chat(chat), "x"));
    return answer ? Err{} : answer.error().err;
  }

  // Texts, newest first; service messages by their action.
  std::vector<std::string> texts(UserId user, std::int64_t chat) {
    tl::messages_getHistory request;
    request.peer = peer(user, PeerId::chat(chat));
    request.limit = 100;
    const auto answer = ask(user, request);
    std::vector<std::string> texts;
    if (!answer) return texts;
    for (const auto& box : answer->as<tl::messages_messages>()->messages) {
      const auto* text = box.as<tl::message>();
      const auto* service = box.as<tl::messageService>();
      texts.push_back(text != nullptr ? text->message : name_of(service->action));
    }
    return texts;
  }

  static std::string name_of(const tl::Box<tl::MessageAction>& action) {
    if (action.is<tl::messageActionChatCreate>()) return "created";
    if (action.is<tl::messageActionChatAddUser>()) return "added";
    if (action.is<tl::messageActionChatDeleteUser>()) return "removed";
    if (action.is<tl::messageActionChatEditTitle>()) return "renamed";
    return "?";
  }

  std::size_t created_ = 0;
};

using Texts = std::vector<std::string>;

TEST_F(Groups, AreMadeWithTheirFirstMembers) {
  const auto chat = create(anna_, {ben_, cara_, anna_, ben_});
  tl::messages_getFullChat request;
  request.chat_id = chat;
  const auto answer = ask(ben_, request);
  ASSERT_TRUE(answer);
  const auto* full = answer->as<tl::messages_chatFull>();
  const auto* members = full->full_chat.as<tl::chatFull>()->participants.as<tl::chatParticipants>();
  ASSERT_EQ(members->participants.size(), 3U);
  EXPECT_EQ(members->participants[0].as<tl::chatParticipantCreator>()->user_id, anna_);
  EXPECT_EQ(members->participants[1].as<tl::chatParticipant>()->inviter_id, anna_);
  EXPECT_EQ(full->users.size(), 3U);
  const auto* view = full->chats[0].as<tl::chat>();
  EXPECT_EQ(view->title, "Hausgemeinschaft");
  EXPECT_EQ(view->participants_count, 3);
  EXPECT_FALSE(view->creator);
  EXPECT_EQ(texts(ben_, chat), Texts{"created"});
}

TEST_F(Groups, NeedATitleAndRespectPrivacy) {
  tl::messages_createChat request;
  request.title = " \n ";
  EXPECT_EQ(ask(anna_, request).error().err, Err::CHAT_TITLE_EMPTY);
  request.title = "x";
  request.ttl_period = -1;
  EXPECT_EQ(ask(anna_, request).error().err, Err::TTL_PERIOD_INVALID);
  run([&](store::Transaction& tx) { store::block_peer(tx, ben_, PeerId::user(anna_), 1); });
  const auto chat = create(anna_, {ben_, cara_});
  EXPECT_EQ(created_, 1U);  // missing
  EXPECT_EQ(texts(ben_, chat), Texts{});
  const auto answer = add(anna_, chat, ben_);
  ASSERT_TRUE(answer);
  const auto* invited = answer->as<tl::messages_invitedUsers>();
  ASSERT_EQ(invited->missing_invitees.size(), 1U);
  EXPECT_EQ(invited->missing_invitees[0].as<tl::missingInvitee>()->user_id, ben_);
}

TEST_F(Groups, AreUnknownToOthers) {
  const auto chat = create(anna_, {ben_});
  tl::messages_getFullChat full;
  full.chat_id = chat;
  EXPECT_EQ(ask(cara_, full).error().err, Err::CHAT_ID_INVALID);
  tl::messages_getChats chats;
  chats.id = {chat};
  EXPECT_EQ(ask(cara_, chats).error().err, Err::CHAT_ID_INVALID);
  EXPECT_EQ(send_error(cara_, chat), Err::PEER_ID_INVALID);
  EXPECT_EQ(rename(cara_, chat, "x").error().err, Err::CHAT_ID_INVALID);
  EXPECT_EQ(add(cara_, chat, cara_).error().err, Err::CHAT_ID_INVALID);
  EXPECT_EQ(remove(cara_, chat, ben_).error().err, Err::CHAT_ID_INVALID);
  EXPECT_TRUE(ask(ben_, chats));
}

TEST_F(Groups, ShowNewMembersAsMuchHistoryAsTheyAreGiven) {
  const auto chat = create(anna_, {ben_});
  for (const auto* text : {"eins", "zwei", "drei"}) send(anna_, PeerId::chat(chat), text);
  ASSERT_TRUE(add(ben_, chat, cara_, 2));
  EXPECT_EQ(texts(cara_, chat), (Texts{"added", "drei", "zwei"}));
  EXPECT_EQ(add(ben_, chat, cara_).error().err, Err::USER_ALREADY_PARTICIPANT);
  EXPECT_EQ(texts(ben_, chat), (Texts{"added", "drei", "zwei", "eins", "created"}));
}

TEST_F(Groups, LetGoAndTakeBack) {
  const auto chat = create(anna_, {ben_, cara_});
  ASSERT_TRUE(remove(ben_, chat, ben_));
  EXPECT_EQ(texts(ben_, chat), (Texts{"removed", "created"}));
  EXPECT_EQ(send_error(ben_, chat), Err::CHAT_WRITE_FORBIDDEN);
  send(anna_, PeerId::chat(chat), "ohne Ben");
  EXPECT_EQ(texts(ben_, chat), (Texts{"removed", "created"}));
  EXPECT_EQ(add(anna_, chat, ben_).error().err, Err::USER_NOT_MUTUAL_CONTACT);
  ASSERT_TRUE(add(ben_, chat, ben_));  // he has left by himself

  EXPECT_EQ(remove(ben_, chat, cara_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(remove(cara_, chat, anna_).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(remove(anna_, chat, cara_));
  EXPECT_EQ(remove(anna_, chat, cara_).error().err, Err::USER_NOT_PARTICIPANT);
  EXPECT_EQ(add(cara_, chat, cara_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(add(ben_, chat, cara_).error().err, Err::CHAT_ADMIN_REQUIRED);
  tl::messages_getChats chats;
  chats.id = {chat};
  EXPECT_TRUE(ask(cara_, chats)->as<tl::messages_chats>()->chats[0].is<tl::chatForbidden>());
  EXPECT_TRUE(add(anna_, chat, cara_));
}

TEST_F(Groups, AreNotRuledFromOutside) {
  const auto chat = create(anna_, {ben_});
  ASSERT_TRUE(add(ben_, chat, cara_));
  ASSERT_TRUE(remove(ben_, chat, ben_));
  EXPECT_EQ(remove(ben_, chat, cara_).error().err, Err::CHAT_ADMIN_REQUIRED);  // though he added her
}

TEST_F(Groups, TakeBackWhatSomebodySaid) {
  const auto chat = create(anna_, {ben_, cara_});
  send(cara_, PeerId::chat(chat), "Werbung");
  send(ben_, PeerId::chat(chat), "Hallo");
  ASSERT_TRUE(remove(anna_, chat, cara_, true));
  EXPECT_EQ(texts(ben_, chat), (Texts{"removed", "Hallo", "created"}));
}

TEST_F(Groups, HaveAdminsWhomOnlyTheCreatorMakes) {
  const auto chat = create(anna_, {ben_, cara_});
  EXPECT_EQ(promote(ben_, chat, cara_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(promote(anna_, chat, anna_).error().err, Err::USER_ID_INVALID);
  EXPECT_EQ(ban(ben_, chat, &tl::chatBannedRights::send_messages).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(promote(anna_, chat, ben_));
  ASSERT_TRUE(remove(ben_, chat, cara_));
  EXPECT_EQ(promote(anna_, chat, cara_).error().err, Err::USER_NOT_PARTICIPANT);
}

TEST_F(Groups, ForbidWhatTheirAdminsForbid) {
  const auto chat = create(anna_, {ben_});
  EXPECT_EQ(ban(anna_, chat, &tl::chatBannedRights::view_messages).error().err, Err::BANNED_RIGHTS_INVALID);
  ASSERT_TRUE(ban(anna_, chat, &tl::chatBannedRights::send_messages));
  EXPECT_EQ(ban(anna_, chat, &tl::chatBannedRights::send_messages).error().err, Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(send_error(ben_, chat), Err::CHAT_WRITE_FORBIDDEN);
  EXPECT_EQ(send_error(anna_, chat), Err{});
  ASSERT_TRUE(ban(anna_, chat, &tl::chatBannedRights::send_plain));
  EXPECT_EQ(send_error(ben_, chat), Err::CHAT_SEND_PLAIN_FORBIDDEN);
  ASSERT_TRUE(ban(anna_, chat, &tl::chatBannedRights::change_info));
  EXPECT_EQ(rename(ben_, chat, "x").error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(ban(anna_, chat, &tl::chatBannedRights::invite_users));
  EXPECT_EQ(add(ben_, chat, cara_).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(ban(anna_, chat, &tl::chatBannedRights::pin_messages));
  tl::messages_updatePinnedMessage pin;
  pin.peer = peer(ben_, PeerId::chat(chat));
  pin.id = send(ben_, PeerId::chat(chat), "x");
  EXPECT_EQ(ask(ben_, pin).error().err, Err::CHAT_ADMIN_REQUIRED);
}

TEST_F(Groups, HaveATitleAndAnAbout) {
  const auto chat = create(anna_, {ben_});
  EXPECT_EQ(rename(ben_, chat, "Hausgemeinschaft ").error().err, Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(rename(ben_, chat, " ").error().err, Err::CHAT_TITLE_EMPTY);
  ASSERT_TRUE(rename(ben_, chat, "Garten"));
  EXPECT_EQ(texts(anna_, chat), (Texts{"renamed", "created"}));
  tl::messages_editChatAbout about;
  about.peer = peer(anna_, PeerId::chat(chat));
  EXPECT_EQ(ask(anna_, about).error().err, Err::CHAT_ABOUT_NOT_MODIFIED);
  about.about = std::string(256, 'x');
  EXPECT_EQ(ask(anna_, about).error().err, Err::CHAT_ABOUT_TOO_LONG);
  about.about = "Wer gießt?";
  ASSERT_TRUE(ask(anna_, about));
  tl::messages_getFullChat request;
  request.chat_id = chat;
  EXPECT_EQ(ask(ben_, request)->as<tl::messages_chatFull>()->full_chat.as<tl::chatFull>()->about,
            "Wer gießt?");
}

TEST_F(Groups, EndWithTheirCreator) {
  const auto chat = create(anna_, {ben_});
  send(ben_, PeerId::chat(chat), "x");
  tl::messages_deleteChat request;
  request.chat_id = chat;
  EXPECT_EQ(ask(ben_, request).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(send_error(ben_, chat), Err::CHAT_WRITE_FORBIDDEN);
  EXPECT_EQ(add(ben_, chat, ben_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(add(anna_, chat, anna_).error().err, Err::CHAT_ADMIN_REQUIRED);
}

TEST_F(Groups, TellWhoHasRead) {
  const auto chat = create(anna_, {ben_, cara_});
  const auto id = send(anna_, PeerId::chat(chat), "x");
  tl::messages_getMessageReadParticipants request;
  request.peer = peer(anna_, PeerId::chat(chat));
  request.msg_id = id;
  EXPECT_TRUE(ask(anna_, request)->empty());
  tl::messages_readHistory read;
  read.peer = peer(ben_, PeerId::chat(chat));
  ASSERT_TRUE(ask(ben_, read));
  const auto readers = ask(anna_, request);
  ASSERT_EQ(readers->size(), 1U);
  EXPECT_EQ((*readers)[0].as<tl::readParticipantDate>()->user_id, ben_);
  request.msg_id = 999;
  EXPECT_EQ(ask(anna_, request).error().err, Err::MSG_ID_INVALID);
  request.msg_id = id;
  clock_.advance_us(8LL * 24 * 3600 * 1'000'000);
  EXPECT_EQ(ask(anna_, request).error().err, Err::MSG_TOO_OLD);
}

TEST_F(Groups, CountMentions) {
  const auto chat = PeerId::chat(create(anna_, {ben_, cara_}));
  run([&](store::Transaction& tx) { store::set_username(tx, PeerId::user(ben_), "benjamin"); });
  send(anna_, chat, "@Benjamin und @niemand, kommt ihr?");
  tl::messages_getUnreadMentions request;
  const auto mentions = [&](UserId user) {
    request.peer = peer(user, chat);
    request.limit = 10;
    return ask(user, request)->as<tl::messages_messages>()->messages.size();
  };
  EXPECT_EQ(mentions(ben_), 1U);
  EXPECT_EQ(mentions(cara_), 0U);
  EXPECT_EQ(mentions(anna_), 0U);
  tl::messages_readMentions seen;
  seen.peer = peer(ben_, chat);
  ASSERT_TRUE(ask(ben_, seen));
  EXPECT_EQ(mentions(ben_), 0U);
}

TEST_F(Groups, AreFoundByThoseWhoShareThem) {
  const auto first = create(anna_, {ben_, cara_});
  const auto second = create(ben_, {anna_});
  create(anna_, {cara_});
  tl::messages_getCommonChats request;
  request.user_id = input_user(anna_, ben_);
  request.limit = 10;
  EXPECT_EQ(ask(anna_, request)->as<tl::messages_chats>()->chats.size(), 2U);
  request.limit = 1;
  const auto page = ask(anna_, request);
  const auto* slice = page->as<tl::messages_chatsSlice>();
  ASSERT_TRUE(slice != nullptr);
  EXPECT_EQ(slice->count, 2);
  EXPECT_EQ(slice->chats[0].as<tl::chat>()->id, first);
  request.max_id = first;
  EXPECT_EQ(ask(anna_, request)->as<tl::messages_chatsSlice>()->chats[0].as<tl::chat>()->id, second);
}

TEST_F(Groups, CanBeNamedInPrivacySettings) {
  const auto chat = create(anna_, {ben_});
  tl::account_setPrivacy request;
  request.key = tl::make<tl::inputPrivacyKeyPhoneNumber>();
  auto participants = tl::make<tl::inputPrivacyValueAllowChatParticipants>();
  participants->chats = {chat};
  request.rules.push_back(std::move(participants));
  request.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(ask(cara_, request).error().err, Err::PRIVACY_VALUE_INVALID);
  const auto phone_seen_by = [&](UserId viewer) {
    tl::users_getUsers users;
    users.id.push_back(input_user(viewer, anna_));
    return (*ask(viewer, users))[0].as<tl::user>()->phone.has_value();
  };
  EXPECT_TRUE(phone_seen_by(ben_));
  EXPECT_FALSE(phone_seen_by(cara_));
}

TEST_F(Groups, AreSearchedByAuthor) {
  const auto chat = PeerId::chat(create(anna_, {ben_, cara_}));
  send(ben_, chat, "Bohnen");
  const auto id = send(cara_, chat, "Bohnen");
  EXPECT_NE(id, 0);
  tl::messages_search request;
  request.peer = peer(anna_, chat);
  request.q = "bohnen";
  request.filter = tl::make<tl::inputMessagesFilterEmpty>();
  request.limit = 10;
  EXPECT_EQ(ask_store(anna_, request)->as<tl::messages_messages>()->messages.size(), 2U);
  request.from_id = peer(anna_, cara_);
  const auto answer = ask_store(anna_, request);
  const auto& found = answer->as<tl::messages_messages>()->messages;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].as<tl::message>()->from_id.as<tl::peerUser>()->user_id, cara_);
}

TEST_F(Groups, StoreABodyOnce) {
  const auto chat = create(anna_, {ben_, cara_});
  const auto id = send(anna_, PeerId::chat(chat), "einmal");
  run([&](store::Transaction& tx) {
    const auto row = store::find_message(tx, anna_, PeerId::chat(chat), id);
    EXPECT_EQ(store::group_copies(tx, row->peer, row->twin).size(), 3U);
  });
  for (const auto user : {anna_, ben_, cara_}) {
    tl::messages_deleteHistory request;
    request.peer = peer(user, PeerId::chat(chat));
    ASSERT_TRUE(ask(user, request));
  }
  static constexpr store::Sql kCount{"SELECT count(*) FROM group_messages"};
  run([](store::Transaction& tx) {
    auto q = tx.run(kCount);
    ASSERT_TRUE(q.next());
    EXPECT_EQ(q.int64(0), 0);  // the last copy took the body with it
  });
}

}  // namespace
}  // namespace botschaft::rpc
