#include "rpc/channels/channels_scene.h"

namespace botschaft::rpc {
namespace {

class Migration : public ChannelScene {
 protected:
  Migration() {
    tl::messages_createChat request;
    request.title = "Chor";
    for (const auto user : {ben_, cleo_, dora_}) request.users.push_back(input_user(anna_, user));
    const auto answer = ask(anna_, request);
    const auto* updates = answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    chat_ = PeerId::chat(updates->chats[0].as<tl::chat>()->id);
  }

  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo"), dora_ = person("Dora");
  PeerId chat_;

  auto migrate(UserId user) {
    tl::messages_migrateChat request;
    request.chat_id = chat_.bare();
    return ask(user, request);
  }
  void live_for(std::int32_t seconds) {
    tl::messages_setHistoryTTL request;
    request.peer = peer(anna_, chat_);
    request.period = seconds;
    ASSERT_TRUE(ask(anna_, request));
  }
  std::int64_t migrated() {
    const auto answer = migrate(anna_);
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return 0;
    }
    for (const auto& box : answer->as<tl::updates>()->chats) {
      if (const auto* view = box.as<tl::channel>()) return view->id;
    }
    return 0;
  }
  void make_admin(UserId user) {
    tl::messages_editChatAdmin request;
    request.chat_id = chat_.bare();
    request.user_id = input_user(anna_, user);
    request.is_admin = true;
    ASSERT_TRUE(ask(anna_, request));
  }
  void remove(UserId user) {
    tl::messages_deleteChatUser request;
    request.chat_id = chat_.bare();
    request.user_id = input_user(anna_, user);
    ASSERT_TRUE(ask(anna_, request));
  }
  std::vector<std::string> listed(UserId user) {
    tl::messages_getDialogs request;
    request.offset_peer = tl::make<tl::inputPeerEmpty>();
    request.limit = 20;
    const auto answer = ask(user, request);
    std::vector<std::string> titles;
    const auto* all = answer->as<tl::messages_dialogs>();
    for (const auto& box : all->dialogs) {
      const auto& peer = box.as<tl::dialog>()->peer;
      titles.push_back(peer.is<tl::peerChannel>() ? "channel" : "other");
    }
    return titles;
  }
};

TEST_F(Migration, MovesEverybodyWithRightsAndBans) {
  make_admin(ben_);
  remove(dora_);
  send(cleo_, chat_, "before");
  EXPECT_EQ(migrate(ben_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(migrate(person("Stranger")).error().err, Err::CHAT_ID_INVALID);
  const auto id = migrated();
  EXPECT_EQ(migrate(anna_).error().err, Err::CHAT_ID_INVALID);

  EXPECT_TRUE(try_post(cleo_, id, "after"));
  EXPECT_EQ(try_post(dora_, id, "me too").error().err, Err::CHANNEL_PRIVATE);
  const auto edited = ban(ben_, id, cleo_, domain::kBanSendMessages);
  EXPECT_TRUE(edited) << edited.error().text();
  EXPECT_FALSE(promote(ben_, id, cleo_, domain::kAdminPinMessages));  // admins of groups appoint nobody
  EXPECT_TRUE(promote(anna_, id, ben_, 0));
  EXPECT_EQ(ask(cleo_, text_to(cleo_, chat_, "still here?")).error().err, Err::CHAT_WRITE_FORBIDDEN);
}

TEST_F(Migration, IsToldToClientsInBothChats) {
  send(cleo_, chat_, "before");
  const auto before = pts(ben_);
  const auto id = migrated();
  const auto after = pts(ben_);
  run([&](store::Transaction& tx) {
    const Viewer viewer{ben_, clock_.unix_seconds(), services_};
    const auto told = updates_since(viewer, tx, before, after);
    const auto* fresh = told->updates.front().as<tl::updateNewMessage>();
    ASSERT_TRUE(fresh != nullptr);
    const auto* to = fresh->message.as<tl::messageService>()->action.as<tl::messageActionChatMigrateTo>();
    ASSERT_TRUE(to != nullptr);
    EXPECT_EQ(to->channel_id, id);
    bool moved = false;
    for (const auto& box : told->chats) {
      if (const auto* chat = box.as<tl::chat>()) {
        moved = chat->deactivated && chat->migrated_to.as<tl::inputChannel>()->channel_id == id;
      }
    }
    EXPECT_TRUE(moved);
  });
  tl::messages_getHistory request;
  request.peer = channel_peer(ben_, id);
  request.limit = 10;
  const auto history = ask(ben_, request);
  const auto& first = history->as<tl::messages_channelMessages>()->messages.back();
  const auto* from = first.as<tl::messageService>()->action.as<tl::messageActionChannelMigrateFrom>();
  ASSERT_TRUE(from != nullptr);
  EXPECT_EQ(from->chat_id, chat_.bare());
  EXPECT_EQ(from->title, "Chor");
}

TEST_F(Migration, TheOldHistoryStaysWithThoseWhoHadIt) {
  send(cleo_, chat_, "before");
  const auto id = migrated();
  const auto latecomer = person("Late");
  ASSERT_TRUE(invite(anna_, id, {latecomer}));
  tl::channels_getFullChannel request;
  const auto origin = [&](UserId user) {
    request.channel = channel(user, id);
    const auto full = ask(user, request);
    return full->as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>()->migrated_from_chat_id;
  };
  EXPECT_EQ(origin(ben_), chat_.bare());
  EXPECT_FALSE(origin(latecomer));
  tl::messages_getHistory old;
  old.peer = peer(ben_, chat_);
  old.limit = 10;
  EXPECT_EQ(ask(ben_, old)->as<tl::messages_messages>()->messages.size(), 3U);  // made, "before", moved
  EXPECT_EQ(listed(ben_), std::vector<std::string>{"channel"});
}

TEST_F(Migration, TimeToLiveMovesAlong) {
  live_for(86400);
  const auto id = migrated();
  tl::channels_getFullChannel request;
  request.channel = channel(anna_, id);
  const auto answer = ask(anna_, request);
  EXPECT_EQ(answer->as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>()->ttl_period, 86400);
}

TEST_F(Migration, LinksAndWhoAskedMoveAlong) {
  tl::messages_exportChatInvite link;
  link.peer = peer(anna_, chat_);
  link.request_needed = true;
  const auto url = ask(anna_, link)->as<tl::chatInviteExported>()->link;
  const auto hash = url.substr(url.rfind('+') + 1);
  tl::messages_importChatInvite come;
  come.hash = hash;
  const auto late = person("Late"), later = person("Later");
  EXPECT_EQ(ask(late, come).error().err, Err::INVITE_REQUEST_SENT);
  const auto id = migrated();
  EXPECT_EQ(ask(later, come).error().err, Err::INVITE_REQUEST_SENT);
  tl::messages_hideAllChatJoinRequests decide;
  decide.peer = channel_peer(anna_, id);
  decide.approved = true;
  ASSERT_TRUE(ask(anna_, decide));
  EXPECT_TRUE(try_post(late, id, "la"));
  EXPECT_TRUE(try_post(later, id, "la"));
}

}  // namespace
}  // namespace botschaft::rpc
