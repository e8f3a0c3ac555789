#include "domain/channels/admin_log.h"

#include "rpc/channels/channels_scene.h"
#include "store/admin_log.h"

namespace botschaft::rpc {
namespace {

class AdminLog : public ChannelScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  std::int64_t id_ = create(anna_, false, "Old");
  tl::Box<tl::channels_AdminLogResults> answer_;

  void SetUp() override { ASSERT_TRUE(invite(anna_, id_, {ben_, cleo_})); }

  auto ask_log(UserId who, tl::channels_getAdminLog request) {
    request.channel = channel(who, id_);
    if (request.limit == 0) request.limit = 100;
    return ask(who, request);
  }
  std::vector<const tl::channelAdminLogEvent*> log(tl::channels_getAdminLog request = {}) {
    auto answer = ask_log(anna_, std::move(request));
    std::vector<const tl::channelAdminLogEvent*> events;
    if (!answer) {
      ADD_FAILURE() << answer.error().text();
      return events;
    }
    answer_ = std::move(*answer);
    for (const auto& box : answer_.as<tl::channels_adminLogResults>()->events) {
      events.push_back(box.as<tl::channelAdminLogEvent>());
    }
    return events;
  }
  template <class Set>
  std::vector<const tl::channelAdminLogEvent*> filtered(Set set) {
    tl::channels_getAdminLog request;
    auto filter = tl::make<tl::channelAdminLogEventsFilter>();
    set(*filter);
    request.events_filter = std::move(filter);
    return log(std::move(request));
  }
  template <class Action>
  const Action& newest() {
    const auto events = log();
    const auto* action = events.empty() ? nullptr : events.front()->action.as<Action>();
    if (action == nullptr) throw std::runtime_error("another entry is the newest");
    return *action;
  }
  auto title(UserId who, const std::string& text) {
    tl::channels_editTitle request;
    request.channel = channel(who, id_);
    request.title = text;
    return ask(who, request);
  }
  auto edit(UserId who, MessageId id, const std::string& text) {
    tl::messages_editMessage request;
    request.peer = channel_peer(who, id_);
    request.id = id;
    request.message = text;
    return ask(who, request);
  }
};

TEST_F(AdminLog, IsForAdminsAlone) {
  EXPECT_EQ(ask_log(ben_, {}).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(ask_log(person("Stranger"), {}).error().err, Err::CHANNEL_PRIVATE);
  ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminPinMessages));
  EXPECT_TRUE(ask_log(ben_, {}));
}

TEST_F(AdminLog, TellsWhatBecameOfTheChannel) {
  ASSERT_TRUE(title(anna_, "New"));
  EXPECT_EQ(newest<tl::channelAdminLogEventActionChangeTitle>().prev_value, "Old");
  EXPECT_EQ(newest<tl::channelAdminLogEventActionChangeTitle>().new_value, "New");
  tl::channels_toggleSlowMode slow;
  slow.channel = channel(anna_, id_);
  slow.seconds = 30;
  ASSERT_TRUE(ask(anna_, slow));
  EXPECT_EQ(newest<tl::channelAdminLogEventActionToggleSlowMode>().new_value, 30);
  ASSERT_TRUE(name(anna_, id_, "agora"));
  EXPECT_EQ(newest<tl::channelAdminLogEventActionChangeUsername>().new_value, "agora");
  tl::messages_toggleNoForwards protect;
  protect.peer = channel_peer(anna_, id_);
  protect.enabled = true;
  ASSERT_TRUE(ask(anna_, protect));
  EXPECT_TRUE(newest<tl::channelAdminLogEventActionToggleNoForwards>().new_value);
}

TEST_F(AdminLog, TellsOfTimeToLiveAndReactions) {
  tl::messages_setHistoryTTL live;
  live.peer = channel_peer(anna_, id_);
  live.period = 86400;
  ASSERT_TRUE(ask(anna_, live));
  EXPECT_EQ(newest<tl::channelAdminLogEventActionChangeHistoryTTL>().new_value, 86400);
  tl::messages_setChatAvailableReactions none;
  none.peer = channel_peer(anna_, id_);
  none.available_reactions = tl::make<tl::chatReactionsNone>();
  ASSERT_TRUE(ask(anna_, none));
  const auto& reactions = newest<tl::channelAdminLogEventActionChangeAvailableReactions>();
  EXPECT_TRUE(reactions.prev_value.is<tl::chatReactionsAll>());
  EXPECT_TRUE(reactions.new_value.is<tl::chatReactionsNone>());
}

TEST_F(AdminLog, TellsOfTopics) {
  tl::channels_toggleForum forum;
  forum.channel = channel(anna_, id_);
  forum.enabled = true;
  ASSERT_TRUE(ask(anna_, forum));
  EXPECT_TRUE(newest<tl::channelAdminLogEventActionToggleForum>().new_value);
  tl::messages_createForumTopic make;
  make.peer = channel_peer(anna_, id_);
  make.title = "Tea";
  make.random_id = 77;
  ASSERT_TRUE(ask(anna_, make));
  const auto& made = *newest<tl::channelAdminLogEventActionCreateTopic>().topic.as<tl::forumTopic>();
  EXPECT_EQ(made.title, "Tea");
  tl::messages_updatePinnedForumTopic pin;
  pin.peer = channel_peer(anna_, id_);
  pin.topic_id = made.id;
  pin.pinned = true;
  tl::messages_editForumTopic edit;
  edit.peer = channel_peer(anna_, id_);
  edit.topic_id = made.id;
  edit.title = "Coffee";
  tl::messages_deleteTopicHistory erase;
  erase.peer = channel_peer(anna_, id_);
  erase.top_msg_id = made.id;
  ASSERT_TRUE(ask(anna_, pin));
  EXPECT_TRUE(newest<tl::channelAdminLogEventActionPinTopic>().new_topic.is<tl::forumTopic>());
  ASSERT_TRUE(ask(anna_, edit));
  const auto& edited = newest<tl::channelAdminLogEventActionEditTopic>();
  EXPECT_EQ(edited.prev_topic.as<tl::forumTopic>()->title, "Tea");
  EXPECT_EQ(edited.new_topic.as<tl::forumTopic>()->title, "Coffee");
  ASSERT_TRUE(ask(anna_, erase));
  EXPECT_EQ(newest<tl::channelAdminLogEventActionDeleteTopic>().topic.as<tl::forumTopic>()->title, "Coffee");
  EXPECT_EQ(filtered([](auto& f) { f.forums = true; }).size(), 5U);
}

TEST_F(AdminLog, KeepsWhatWasDeletedAndEdited) {
  const auto text = post(ben_, id_, "first words");
  ASSERT_TRUE(edit(ben_, text, "second words"));
  const auto& edited = newest<tl::channelAdminLogEventActionEditMessage>();
  EXPECT_EQ(edited.prev_message.as<tl::message>()->message, "first words");
  EXPECT_EQ(edited.new_message.as<tl::message>()->message, "second words");
  ASSERT_TRUE(remove(anna_, id_, {text}));
  EXPECT_EQ(newest<tl::channelAdminLogEventActionDeleteMessage>().message.as<tl::message>()->message,
            "second words");
  const auto entries = log().size();
  ASSERT_TRUE(remove(ben_, id_, {post(ben_, id_, "my own business")}));
  EXPECT_EQ(log().size(), entries);
}

TEST_F(AdminLog, TellsOfMembers) {
  ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminPinMessages, "Pin"));
  const auto& made = newest<tl::channelAdminLogEventActionParticipantToggleAdmin>();
  EXPECT_TRUE(made.prev_participant.is<tl::channelParticipant>());
  EXPECT_EQ(made.new_participant.as<tl::channelParticipantAdmin>()->rank, "Pin");
  ASSERT_TRUE(ban(anna_, id_, cleo_, domain::kBanViewMessages));
  EXPECT_TRUE(newest<tl::channelAdminLogEventActionParticipantToggleBan>()
                  .new_participant.is<tl::channelParticipantBanned>());
  ASSERT_TRUE(ban(anna_, id_, cleo_, 0));
  ASSERT_TRUE(leave(ben_, id_));
  EXPECT_EQ(log().front()->user_id, ben_);
  EXPECT_EQ(filtered([](auto& f) { f.kick = true; }).size(), 1U);
  EXPECT_EQ(filtered([](auto& f) { f.unkick = true; }).size(), 1U);
  EXPECT_EQ(filtered([](auto& f) { f.ban = f.unban = true; }).size(), 0U);
  EXPECT_EQ(filtered([](auto& f) { f.promote = true; }).size(), 1U);
  EXPECT_EQ(filtered([](auto& f) { f.invite = true; }).size(), 2U);
  EXPECT_EQ(filtered([](auto& f) { f.leave = f.kick = true; }).size(), 2U);
}

TEST_F(AdminLog, TellsOfLinksAndWhoCameByThem) {
  tl::messages_exportChatInvite make;
  make.peer = channel_peer(anna_, id_);
  const auto url = ask(anna_, make)->as<tl::chatInviteExported>()->link;
  tl::messages_importChatInvite come;
  come.hash = url.substr(url.rfind('+') + 1);
  ASSERT_TRUE(ask(person("Dora"), come));
  EXPECT_EQ(newest<tl::channelAdminLogEventActionParticipantJoinByInvite>()
                .invite.as<tl::chatInviteExported>()
                ->link,
            url);
  tl::messages_editExportedChatInvite revoke;
  revoke.peer = channel_peer(anna_, id_);
  revoke.link = url;
  revoke.revoked = true;
  ASSERT_TRUE(ask(anna_, revoke));
  EXPECT_TRUE(log().front()->action.is<tl::channelAdminLogEventActionExportedInviteRevoke>());
}

TEST_F(AdminLog, IsSearchedAndPaged) {
  ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminChangeInfo));
  ASSERT_TRUE(title(ben_, "Äpfel"));
  ASSERT_TRUE(title(anna_, "Pears"));
  tl::channels_getAdminLog request;
  request.q = "äPFEL";
  EXPECT_EQ(log(std::move(request)).size(), 2U);  // to it, and from it
  request = {};
  request.admins.emplace();
  request.admins->push_back(user_of(anna_, ben_));
  EXPECT_EQ(log(std::move(request)).size(), 1U);
  request = {};
  request.limit = 1;
  const auto top = log(std::move(request)).front()->id;
  request = {};
  request.max_id = top;
  const auto rest = log(std::move(request));
  EXPECT_LT(rest.front()->id, top);
  request = {};
  request.min_id = rest.front()->id;
  EXPECT_EQ(log(std::move(request)).front()->id, top);
}

TEST_F(AdminLog, SaysNothingOfTheAuthorsOfAnonymousMessages) {
  ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminAnonymous | domain::kAdminDeleteMessages));
  const auto entries = log().size();
  const auto text = post(ben_, id_, "order");
  ASSERT_TRUE(edit(ben_, text, "order!"));
  EXPECT_EQ(log().size(), entries);
}

TEST_F(AdminLog, ForgetsAfterTwoDays) {
  ASSERT_TRUE(title(anna_, "New"));
  advance(domain::kAdminLogKept + 1);
  EXPECT_TRUE(log().empty());
  ASSERT_TRUE(title(anna_, "Newer"));
  EXPECT_EQ(log().size(), 1U);
  run([&](store::Transaction& tx) {
    store::delete_admin_log_before(tx, clock_.unix_seconds() - domain::kAdminLogKept);
    EXPECT_EQ(store::admin_log(tx, id_, 0, INT64_MAX, 0, 100).size(), 1U);
  });
}

}  // namespace
}  // namespace botschaft::rpc
