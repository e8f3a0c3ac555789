#include "domain/channels/rights.h"
#include "rpc/channels/channels_scene.h"
#include "rpc/views/message.h"

namespace botschaft::rpc {
namespace {

class SendAs : public ChannelScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  std::int64_t id_ = create(anna_, false);

  void SetUp() override {
    ASSERT_TRUE(invite(anna_, id_, {ben_, cleo_}));
    ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminDeleteMessages | domain::kAdminAnonymous, "Team"));
  }

  auto messages(UserId who, MessageId id) {
    tl::channels_getMessages request;
    request.channel = channel(who, id_);
    auto input = tl::make<tl::inputMessageID>();
    input->id = id;
    request.id.push_back(std::move(input));
    return ask(who, request).value();
  }
  static const tl::message& only(const tl::Box<tl::messages_Messages>& page) {
    return *page.as<tl::messages_channelMessages>()->messages.front().as<tl::message>();
  }
  std::vector<PeerId> choices(UserId who) {
    tl::channels_getSendAs request;
    request.peer = channel_peer(who, id_);
    const auto answer = ask(who, request);
    std::vector<PeerId> peers;
    for (const auto& box : answer->as<tl::channels_sendAsPeers>()->peers) {
      const auto& peer = box.as<tl::sendAsPeer>()->peer;
      if (const auto* user = peer.as<tl::peerUser>()) peers.push_back(PeerId::user(user->user_id));
      if (const auto* chat = peer.as<tl::peerChannel>()) peers.push_back(PeerId::channel(chat->channel_id));
    }
    return peers;
  }
};

TEST_F(SendAs, AnonymousAdminsSpeakAsTheGroup) {
  const auto text = post(ben_, id_, "order!");
  const auto seen = messages(cleo_, text);
  EXPECT_EQ(only(seen).from_id.as<tl::peerChannel>()->channel_id, id_);
  EXPECT_EQ(only(seen).post_author, "Team");
  EXPECT_FALSE(only(seen).from_rank);
  EXPECT_FALSE(only(seen).out);
  EXPECT_TRUE(only(messages(ben_, text)).out);
  for (const auto& user : seen.as<tl::messages_channelMessages>()->users) {
    EXPECT_NE(user.as<tl::user>()->id, ben_);
  }
  run([&](store::Transaction& tx) {  // and what is rendered for all
    const auto row = store::find_message(tx, 0, PeerId::channel(id_), text);
    Mentioned mentioned;
    const Viewer anybody{0, clock_.unix_seconds(), services_};
    const auto view = message_view(anybody, tx, *row, mentioned);
    EXPECT_TRUE(view.as<tl::message>()->from_id.is<tl::peerChannel>());
    EXPECT_TRUE(mentioned.users(anybody, tx).empty());
  });
}

TEST_F(SendAs, NobodyFindsOutByOtherMeans) {
  const auto text = post(ben_, id_, "order!");
  tl::messages_forwardMessages forward;
  forward.from_peer = channel_peer(cleo_, id_);
  forward.to_peer = peer(cleo_, anna_);
  forward.id.push_back(text);
  forward.random_id.push_back(9);
  ASSERT_TRUE(ask(cleo_, forward));
  const auto* header = history(anna_, cleo_).front()->fwd_from.as<tl::messageFwdHeader>();
  EXPECT_EQ(header->from_id.as<tl::peerChannel>()->channel_id, id_);

  tl::channels_deleteParticipantHistory wipe;
  wipe.channel = channel(anna_, id_);
  wipe.participant = peer(anna_, ben_);
  ASSERT_TRUE(ask(anna_, wipe));
  EXPECT_FALSE(
      messages(cleo_, text).as<tl::messages_channelMessages>()->messages.front().is<tl::messageEmpty>());

  const auto listed = [&](UserId who) {
    tl::channels_getParticipants request;
    request.channel = channel(who, id_);
    request.filter = tl::make<tl::channelParticipantsAdmins>();
    request.limit = 10;
    return ask(who, request)->as<tl::channels_channelParticipants>()->participants.size();
  };
  EXPECT_EQ(listed(anna_), 2U);
  EXPECT_EQ(listed(cleo_), 1U);
  tl::channels_getParticipant one;
  one.channel = channel(cleo_, id_);
  one.participant = peer(cleo_, ben_);
  EXPECT_TRUE(
      ask(cleo_, one)->as<tl::channels_channelParticipant>()->participant.is<tl::channelParticipant>());
}

TEST_F(SendAs, WhatAnAnonymousAdminDoesTheGroupDoes) {
  ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminPinMessages | domain::kAdminAnonymous));
  const auto text = post(cleo_, id_, "pin me");
  tl::messages_updatePinnedMessage pin;
  pin.peer = channel_peer(ben_, id_);
  pin.id = text;
  ASSERT_TRUE(ask(ben_, pin));
  tl::messages_getHistory request;
  request.peer = channel_peer(cleo_, id_);
  request.limit = 1;
  const auto page = ask(cleo_, request);
  const auto* said = page->as<tl::messages_channelMessages>()->messages.front().as<tl::messageService>();
  ASSERT_TRUE(said->action.is<tl::messageActionPinMessage>());
  EXPECT_TRUE(said->from_id.is<tl::peerChannel>());
}

TEST_F(SendAs, TheCreatorMayBeAnonymousToo) {
  ASSERT_TRUE(promote(anna_, id_, anna_, domain::kEveryAdminRight | domain::kAdminAnonymous, "Boss"));
  const auto text = post(anna_, id_, "I?");
  EXPECT_TRUE(only(messages(cleo_, text)).from_id.is<tl::peerChannel>());
  ASSERT_TRUE(promote(anna_, id_, anna_, domain::kEveryAdminRight, "Boss"));
  const auto own = post(anna_, id_, "I!");
  EXPECT_TRUE(only(messages(cleo_, own)).from_id.is<tl::peerUser>());
  EXPECT_EQ(only(messages(cleo_, own)).from_rank, "Boss");
}

TEST_F(SendAs, PublicGroupsHearOnesPublicChannels) {
  EXPECT_EQ(choices(cleo_), std::vector{PeerId::user(cleo_)});
  EXPECT_EQ(choices(ben_), std::vector{PeerId::channel(id_)});
  const auto blog = create(cleo_, true, "Blog");
  ASSERT_TRUE(name(cleo_, blog, "cleosblog"));
  EXPECT_EQ(choices(cleo_), std::vector{PeerId::user(cleo_)});  // the group is private
  ASSERT_TRUE(name(anna_, id_, "agora"));
  EXPECT_EQ(choices(cleo_), (std::vector{PeerId::user(cleo_), PeerId::channel(blog)}));

  tl::messages_sendMessage request;
  request.peer = channel_peer(cleo_, id_);
  request.message = "read my blog";
  request.random_id = 77;
  request.send_as = channel_peer(cleo_, blog);
  const auto sent = ask(cleo_, request);
  ASSERT_TRUE(sent);
  EXPECT_EQ(only(messages(anna_, sent_id(*sent))).from_id.as<tl::peerChannel>()->channel_id, blog);
  request.random_id = 78;
  request.send_as = channel_peer(cleo_, id_);
  EXPECT_EQ(ask(cleo_, request).error().err, Err::SEND_AS_PEER_INVALID);
  request.peer = channel_peer(ben_, id_);
  request.send_as = tl::make<tl::inputPeerSelf>();
  EXPECT_EQ(ask(ben_, request).error().err, Err::SEND_AS_PEER_INVALID);  // anonymous means it

  tl::messages_saveDefaultSendAs settle;
  settle.peer = channel_peer(cleo_, id_);
  settle.send_as = channel_peer(cleo_, blog);
  ASSERT_TRUE(ask(cleo_, settle));
  EXPECT_TRUE(only(messages(anna_, post(cleo_, id_, "and again"))).from_id.is<tl::peerChannel>());
  tl::channels_getFullChannel full;
  full.channel = channel(cleo_, id_);
  const auto answer = ask(cleo_, full);
  const auto* view = answer->as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>();
  EXPECT_EQ(view->default_send_as.as<tl::peerChannel>()->channel_id, blog);
  settle.send_as = channel_peer(cleo_, id_);
  EXPECT_EQ(ask(cleo_, settle).error().err, Err::SEND_AS_PEER_INVALID);
}

// Cleo writes as her channel into a public group.
class BannedSenders : public SendAs {
 protected:
  void SetUp() override {
    SendAs::SetUp();
    blog_ = create(cleo_, true, "Blog");
    ASSERT_TRUE(name(cleo_, blog_, "cleosblog"));
    ASSERT_TRUE(name(anna_, id_, "agora"));
  }
  tl::messages_sendMessage as_blog(const std::string& text) {
    tl::messages_sendMessage request;
    request.peer = channel_peer(cleo_, id_);
    request.message = text;
    request.random_id = ++random_;
    request.send_as = channel_peer(cleo_, blog_);
    return request;
  }
  auto ban_channel(UserId by, std::int64_t whom, std::uint32_t rights) {
    tl::channels_editBanned request;
    request.channel = channel(by, id_);
    request.participant = channel_peer(by, whom);
    request.banned_rights = banned_rights_view(rights, 0);
    return ask(by, request);
  }
  auto wipe(UserId by, std::int64_t whom) {
    tl::channels_deleteParticipantHistory request;
    request.channel = channel(by, id_);
    request.participant = channel_peer(by, whom);
    return ask(by, request);
  }
  std::vector<std::int64_t> kicked(const std::string& q = "") {
    tl::channels_getParticipants request;
    request.channel = channel(anna_, id_);
    auto filter = tl::make<tl::channelParticipantsKicked>();
    filter->q = q;
    request.filter = std::move(filter);
    request.limit = 10;
    const auto answer = ask(anna_, request);
    std::vector<std::int64_t> ids;
    for (const auto& box : answer->as<tl::channels_channelParticipants>()->participants) {
      const auto& who = box.as<tl::channelParticipantBanned>()->peer;
      ids.push_back(who.is<tl::peerChannel>() ? who.as<tl::peerChannel>()->channel_id : 0);
    }
    return ids;
  }
  std::int64_t blog_ = 0, random_ = 900;
};

TEST_F(BannedSenders, DoNotSpeakAnyMoreButTheirOwnersDo) {
  ASSERT_TRUE(ask(cleo_, as_blog("read my blog")));
  EXPECT_EQ(ban_channel(cleo_, blog_, domain::kBanViewMessages).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(ban_channel(anna_, id_, domain::kBanViewMessages).error().err, Err::PARTICIPANT_ID_INVALID);
  ASSERT_TRUE(ban_channel(anna_, blog_, domain::kBanViewMessages));
  EXPECT_EQ(choices(cleo_), std::vector{PeerId::user(cleo_)});
  EXPECT_EQ(ask(cleo_, as_blog("again")).error().err, Err::SEND_AS_PEER_INVALID);
  EXPECT_TRUE(try_post(cleo_, id_, "in my own name"));
  EXPECT_EQ(kicked(), std::vector{blog_});
  EXPECT_EQ(kicked("blog"), std::vector{blog_});
  EXPECT_TRUE(kicked("nobody").empty());

  tl::channels_getAdminLog request;
  request.channel = channel(anna_, id_);
  request.limit = 1;
  const auto log = ask(anna_, request);
  const auto* event = log->as<tl::channels_adminLogResults>()->events.front().as<tl::channelAdminLogEvent>();
  const auto* toggled = event->action.as<tl::channelAdminLogEventActionParticipantToggleBan>();
  ASSERT_NE(toggled, nullptr);
  EXPECT_TRUE(toggled->new_participant.is<tl::channelParticipantBanned>());
  EXPECT_TRUE(toggled->prev_participant.as<tl::channelParticipantLeft>()->peer.is<tl::peerChannel>());

  ASSERT_TRUE(ban_channel(anna_, blog_, 0));
  EXPECT_TRUE(kicked().empty());
  EXPECT_TRUE(ask(cleo_, as_blog("back")));
}

TEST_F(BannedSenders, LeaveNothingBehindIfAnAdminWantsIt) {
  const auto own = post(cleo_, id_, "in my own name");
  const auto text = sent_id(*ask(cleo_, as_blog("read my blog")));
  EXPECT_EQ(wipe(cleo_, blog_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(wipe(anna_, id_).error().err, Err::PARTICIPANT_ID_INVALID);
  ASSERT_TRUE(wipe(anna_, blog_));
  const auto at = [&](MessageId id) {
    return messages(anna_, id).as<tl::messages_channelMessages>()->messages.front().is<tl::message>();
  };
  EXPECT_FALSE(at(text));
  EXPECT_TRUE(at(own));
}

// Whose channel it is, and as whom he wants to speak, is asked again when the time has come.
TEST_F(BannedSenders, WhatWaitsIsSentAsWhoeverWasNamed) {
  auto later = as_blog("later");
  later.schedule_date = clock_.unix_seconds() + 3600;
  ASSERT_TRUE(ask(cleo_, later));
  tl::messages_getScheduledHistory list;
  list.peer = channel_peer(cleo_, id_);
  const auto waiting = ask(cleo_, list);
  const auto* shown = waiting->as<tl::messages_messages>()->messages.front().as<tl::message>();
  EXPECT_EQ(shown->from_id.as<tl::peerChannel>()->channel_id, blog_);
  tl::messages_sendScheduledMessages now;
  now.peer = channel_peer(cleo_, id_);
  now.id.push_back(shown->id);
  ASSERT_TRUE(ban_channel(anna_, blog_, domain::kBanViewMessages));
  EXPECT_EQ(ask(cleo_, now).error().err, Err::SEND_AS_PEER_INVALID);
  ASSERT_TRUE(ban_channel(anna_, blog_, 0));
  ASSERT_TRUE(ask(cleo_, now));
  tl::messages_getHistory request;
  request.peer = channel_peer(anna_, id_);
  request.limit = 1;
  const auto page = ask(anna_, request);
  EXPECT_EQ(only(*page).from_id.as<tl::peerChannel>()->channel_id, blog_);
}

}  // namespace
}  // namespace botschaft::rpc
