// Who reads a broadcast but is not in its private discussion group: comments, and nothing else.
#include "domain/channels/comments.h"

#include "rpc/channels/discussion_scene.h"

namespace botschaft::rpc {
namespace {

using Ids = std::vector<MessageId>;

// Ben reads the news and is not in the group.
class Guests : public DiscussionScene {
 protected:
  void SetUp() override {
    secret_ = post(cleo_, group_, "among ourselves");
    aside_ = answer(cleo_, group_, secret_, "really");
    link();
    news_post_ = post(anna_, news_, "news");
    root_ = root_of(news_post_);
    comment_ = answer(cleo_, group_, root_, "a comment");
  }

  Err error_of(const auto& answer) { return answer ? Err{} : answer.error().err; }
  Err react(UserId who, MessageId id) {
    tl::messages_sendReaction request;
    request.peer = channel_peer(who, group_);
    request.msg_id = id;
    auto heart = tl::make<tl::reactionEmoji>();
    heart->emoticon = "❤";
    request.reaction.emplace().push_back(std::move(heart));
    return error_of(ask(who, request));
  }
  auto search(UserId who, std::optional<MessageId> top) {
    tl::messages_search request;
    request.peer = channel_peer(who, group_);
    request.filter = tl::make<tl::inputMessagesFilterEmpty>();
    request.top_msg_id = top;
    request.limit = 100;
    return ask(who, request);
  }
  Err forward(UserId who, MessageId id) {
    tl::messages_forwardMessages request;
    request.from_peer = channel_peer(who, group_);
    request.to_peer = peer(who, who);
    request.id = {id};
    request.random_id = {++random_forward_};
    return error_of(ask(who, request));
  }
  Err list_members(UserId who) {
    tl::channels_getParticipants request;
    request.channel = channel(who, group_);
    request.filter = tl::make<tl::channelParticipantsRecent>();
    request.limit = 10;
    return error_of(ask(who, request));
  }
  std::vector<std::string> told_since(UserId who, std::int32_t pts) {
    const auto answer = difference(who, group_, pts);
    std::vector<std::string> texts;
    for (const auto& box : answer->as<tl::updates_channelDifference>()->new_messages) {
      const auto* text = box.as<tl::message>();
      texts.push_back(text == nullptr ? "*" : text->message);
    }
    return texts;
  }

  MessageId secret_ = 0, aside_ = 0, news_post_ = 0, root_ = 0, comment_ = 0;
  std::int64_t random_forward_ = 0x7000;
};

TEST_F(Guests, ReadCommentsAndNothingElse) {
  EXPECT_EQ(replies(ben_, news_, news_post_), (Ids{comment_}));
  EXPECT_EQ(replies(ben_, group_, comment_), (Ids{comment_}));
  EXPECT_EQ(discussion(ben_, group_, root_)->messages.front().as<tl::message>()->message, "news");
  EXPECT_EQ(message(ben_, group_, comment_)->message, "a comment");
  EXPECT_EQ(message(ben_, group_, root_)->message, "news");
  EXPECT_EQ(ids_of(search(ben_, root_)), (Ids{comment_}));
  EXPECT_EQ(forward(ben_, comment_), Err{});

  EXPECT_EQ(message(ben_, group_, secret_)->id, 0);
  EXPECT_EQ(texts(ben_, group_), (std::vector<std::string>{"news", "a comment"}));
  EXPECT_EQ(error_of(try_replies(ben_, group_, secret_)), Err::MSG_ID_INVALID);
  EXPECT_EQ(error_of(try_replies(ben_, group_, aside_)), Err::MSG_ID_INVALID);
  EXPECT_EQ(error_of(read_thread(ben_, group_, secret_, aside_)), Err::MSG_ID_INVALID);
  EXPECT_EQ(ids_of(search(ben_, std::nullopt)), Ids{});
  EXPECT_EQ(error_of(search(ben_, secret_)), Err::MSG_ID_INVALID);
  EXPECT_EQ(forward(ben_, secret_), Err::MSG_ID_INVALID);
  EXPECT_EQ(list_members(ben_), Err::CHAT_ADMIN_REQUIRED);
}

TEST_F(Guests, AreToldOfCommentsAlone) {
  EXPECT_EQ(told_since(ben_, store::kEmptyBoxPts), (std::vector<std::string>{"news", "a comment"}));
  for (int i = 0; i < 1100; ++i) post(cleo_, group_, "secret");
  const auto late = answer(cleo_, group_, root_, "late");
  const auto all = difference(ben_, group_, comment_);
  const auto* too_long = all->as<tl::updates_channelDifferenceTooLong>();
  ASSERT_NE(too_long, nullptr);
  ASSERT_EQ(too_long->messages.size(), 1U);
  EXPECT_EQ(too_long->messages.front().as<tl::message>()->id, late);
}

TEST_F(Guests, WriteAndReactUnderPostsAlone) {
  EXPECT_EQ(error_of(try_post(ben_, group_, "hello all")), Err::CHAT_GUEST_SEND_FORBIDDEN);
  EXPECT_EQ(error_of(try_answer(ben_, group_, secret_, "what?")), Err::CHAT_GUEST_SEND_FORBIDDEN);
  EXPECT_EQ(error_of(try_answer(ben_, group_, secret_, "what?", root_)), Err::CHAT_GUEST_SEND_FORBIDDEN);
  EXPECT_EQ(react(ben_, secret_), Err::MSG_ID_INVALID);
  EXPECT_EQ(react(ben_, comment_), Err{});
  const auto own = answer(ben_, group_, root_, "mine");
  tl::messages_editMessage edit;
  edit.peer = channel_peer(ben_, group_);
  edit.id = own;
  edit.message = "still mine";
  EXPECT_TRUE(ask(ben_, edit));
  EXPECT_TRUE(remove(ben_, group_, {own}));
  EXPECT_EQ(error_of(remove(ben_, group_, {secret_})), Err::MESSAGE_DELETE_FORBIDDEN);
}

// What a quote says of a message that one does not see must not be told by the error.
TEST_F(Guests, DoNotFindOutByQuoting) {
  for (const auto* guess : {"among ourselves", "nothing of it"}) {
    tl::messages_sendMessage request;
    request.peer = channel_peer(ben_, group_);
    request.message = "?";
    request.random_id = 4711;
    auto reply = tl::make<tl::inputReplyToMessage>();
    reply->reply_to_msg_id = secret_;
    reply->quote_text = guess;
    request.reply_to = std::move(reply);
    EXPECT_EQ(error_of(ask(ben_, request)), Err::CHAT_GUEST_SEND_FORBIDDEN) << guess;
  }
}

// A message that names the group is no way around.
TEST_F(Guests, ReadNoMoreByNamingTheGroupFromAMessage) {
  ASSERT_TRUE(promote(anna_, group_, cleo_, domain::kAdminDeleteMessages | domain::kAdminAnonymous));
  const auto anonymous = answer(cleo_, group_, root_, "in the group's name");
  auto seen = tl::make<tl::inputPeerChannelFromMessage>();
  seen->peer = channel_peer(ben_, group_);
  seen->msg_id = anonymous;
  seen->channel_id = group_;
  tl::messages_getHistory request;
  request.peer = std::move(seen);
  request.limit = 100;
  EXPECT_EQ(error_of(ask(ben_, request)), Err::PEER_ID_INVALID);
}

// TDLib forgets a chat, with what it is sending there, when it hears CHANNEL_PRIVATE of it.
TEST_F(Guests, AreNeverToldThatTheyHaveLostTheGroup) {
  tl::messages_getPeerDialogs dialogs;
  auto named = tl::make<tl::inputDialogPeer>();
  named->peer = channel_peer(ben_, group_);
  dialogs.peers.push_back(std::move(named));
  post(cleo_, group_, "another secret");
  const auto answer = ask(ben_, dialogs);
  ASSERT_TRUE(answer);
  const auto& told = *answer->as<tl::messages_peerDialogs>();
  EXPECT_EQ(told.dialogs.front().as<tl::dialog>()->top_message, comment_);
  ASSERT_EQ(told.messages.size(), 1U);
  EXPECT_EQ(told.messages.front().as<tl::message>()->message, "a comment");

  tl::messages_getPeerSettings settings;
  settings.peer = channel_peer(ben_, group_);
  EXPECT_EQ(error_of(ask(ben_, settings)), Err{});
  auto notify = tl::make<tl::inputNotifyPeer>();
  notify->peer = channel_peer(ben_, group_);
  tl::account_getNotifySettings notices;
  notices.peer = std::move(notify);
  EXPECT_EQ(error_of(ask(ben_, notices)), Err{});

  tl::messages_getUnreadReactions reactions;
  reactions.peer = channel_peer(ben_, group_);
  reactions.limit = 10;
  EXPECT_EQ(error_of(ask(ben_, reactions)), Err::PEER_ID_INVALID);
  tl::channels_leaveChannel leave;
  leave.channel = channel(ben_, group_);
  EXPECT_EQ(error_of(ask(ben_, leave)), Err::USER_NOT_PARTICIPANT);
  tl::channels_editTitle title;
  title.channel = channel(ben_, group_);
  title.title = "mine";
  EXPECT_EQ(error_of(ask(ben_, title)), Err::PEER_ID_INVALID);
}

TEST_F(Guests, ReadAllOfItOnceItIsOpenOrTheyAreIn) {
  ASSERT_TRUE(name(anna_, group_, "plauderei"));
  EXPECT_EQ(message(ben_, group_, secret_)->message, "among ourselves");
  EXPECT_EQ(error_of(try_post(ben_, group_, "hello all")), Err::CHAT_GUEST_SEND_FORBIDDEN);
  ASSERT_TRUE(name(anna_, group_, ""));
  EXPECT_EQ(message(ben_, group_, secret_)->id, 0);
  ASSERT_TRUE(join(ben_, group_));
  EXPECT_EQ(message(ben_, group_, secret_)->message, "among ourselves");
  EXPECT_TRUE(try_post(ben_, group_, "hello all"));
}

TEST_F(Guests, MayHaveToAskToComeIn) {
  tl::channels_toggleJoinRequest ask_first;
  ask_first.channel = channel(anna_, group_);
  ask_first.enabled = true;
  ASSERT_TRUE(ask(anna_, ask_first));
  EXPECT_EQ(error_of(join(ben_, group_)), Err::INVITE_REQUEST_SENT);
  EXPECT_EQ(message(ben_, group_, secret_)->id, 0);
}

TEST_F(Guests, SeeNothingOfAnEarlierBroadcastsComments) {
  const auto other = create(anna_, true, "Other");
  ASSERT_TRUE(invite(anna_, other, {dora_}));
  ASSERT_TRUE(try_link(anna_, other, group_));
  EXPECT_EQ(message(dora_, group_, comment_)->id, 0);
  EXPECT_EQ(error_of(try_replies(dora_, group_, root_)), Err::MSG_ID_INVALID);
  EXPECT_EQ(error_of(try_replies(ben_, group_, root_)), Err::CHANNEL_PRIVATE);
}

TEST_F(Guests, AreMentionedByAnswers) {
  const auto mine = answer(ben_, group_, root_, "a question");
  const auto answered = answer(cleo_, group_, mine, "an answer");
  EXPECT_TRUE(message(ben_, group_, answered)->mentioned);
  EXPECT_EQ(unread_mentions(ben_, group_, root_), (Ids{answered}));
  tl::channels_readMessageContents see;
  see.channel = channel(ben_, group_);
  see.id.push_back(answered);
  ASSERT_TRUE(ask(ben_, see));
  EXPECT_EQ(unread_mentions(ben_, group_, root_), (Ids{}));
}

}  // namespace
}  // namespace botschaft::rpc
