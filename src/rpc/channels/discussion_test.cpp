#include "rpc/channels/discussion_scene.h"

namespace botschaft::rpc {
namespace {

using Ids = std::vector<MessageId>;

class Discussion : public DiscussionScene {};

TEST_F(Discussion, IsForAdminsOfBothToOpenAndToEnd) {
  EXPECT_EQ(try_link(ben_, news_, group_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(try_link(anna_, group_, news_).error().err, Err::BROADCAST_ID_INVALID);
  EXPECT_EQ(try_link(anna_, news_, news_).error().err, Err::MEGAGROUP_ID_INVALID);
  EXPECT_EQ(try_link(anna_, std::nullopt, group_).error().err, Err::LINK_NOT_MODIFIED);
  const auto fresh = create(anna_, false);  // hides its history
  EXPECT_EQ(try_link(anna_, news_, fresh).error().err, Err::MEGAGROUP_PREHISTORY_HIDDEN);
  const auto possible = ask(anna_, tl::channels_getGroupsForDiscussion());
  EXPECT_EQ(possible->as<tl::messages_chats>()->chats.size(), 2u);
  tl::messages_createChat small;
  small.title = "Small";
  small.users.push_back(user_of(anna_, ben_));
  ASSERT_TRUE(ask(anna_, small));
  const auto with_small = ask(anna_, tl::channels_getGroupsForDiscussion());
  EXPECT_TRUE(with_small->as<tl::messages_chats>()->chats.back().is<tl::chat>());  // to be migrated first
  const auto of_ben = ask(ben_, tl::channels_getGroupsForDiscussion());
  EXPECT_TRUE(of_ben->as<tl::messages_chats>()->chats.empty());
  EXPECT_TRUE(ask(cleo_, tl::channels_getGroupsForDiscussion())->as<tl::messages_chats>()->chats.empty());

  link();
  EXPECT_EQ(try_link(anna_, news_, group_).error().err, Err::LINK_NOT_MODIFIED);
  tl::channels_getFullChannel full;
  full.channel = channel(ben_, news_);
  const auto seen = ask(ben_, full);
  const auto* chat = seen->as<tl::messages_chatFull>();
  EXPECT_EQ(chat->full_chat.as<tl::channelFull>()->linked_chat_id, group_);
  ASSERT_EQ(chat->chats.size(), 2u);
  for (const auto& one : chat->chats) EXPECT_TRUE(one.as<tl::channel>()->has_link);
  tl::channels_togglePreHistoryHidden hide;
  hide.channel = channel(anna_, group_);
  hide.enabled = true;
  EXPECT_EQ(ask(anna_, hide).error().err, Err::CHAT_LINK_EXISTS);

  const auto news = post(anna_, news_, "commented");
  ASSERT_TRUE(try_link(anna_, news_, std::nullopt));
  EXPECT_FALSE(message(ben_, news_, news)->replies);
  EXPECT_FALSE(message(ben_, news_, post(anna_, news_, "not commented"))->replies);
}

TEST_F(Discussion, EveryPostGoesToTheGroupAndIsPinnedThere) {
  link();
  const auto news = post(anna_, news_, "news");
  const auto root = root_of(news);
  const auto copy = message(cleo_, group_, root);
  EXPECT_EQ(copy->message, "news");
  EXPECT_TRUE(copy->pinned);
  EXPECT_EQ(copy->from_id.as<tl::peerChannel>()->channel_id, news_);
  const auto* header = copy->fwd_from.as<tl::messageFwdHeader>();
  EXPECT_EQ(header->channel_post, news);
  EXPECT_EQ(header->saved_from_msg_id, news);
  EXPECT_EQ(header->saved_from_peer.as<tl::peerChannel>()->channel_id, news_);
  EXPECT_TRUE(copy->views);

  tl::messages_editMessage edit;
  edit.peer = channel_peer(anna_, news_);
  edit.id = news;
  edit.message = "better news";
  ASSERT_TRUE(ask(anna_, edit));
  EXPECT_EQ(message(cleo_, group_, root)->message, "better news");
  EXPECT_EQ(message(cleo_, group_, root)->fwd_from.as<tl::messageFwdHeader>()->channel_post, news);
  ASSERT_TRUE(remove(anna_, news_, {news}));
  EXPECT_EQ(message(cleo_, group_, root)->id, 0);
}

TEST_F(Discussion, CommentsAreCountedAndReadByWhoIsNotInTheGroup) {
  link();
  const auto news = post(anna_, news_, "news");
  const auto root = root_of(news);
  EXPECT_EQ(comments(ben_, news)->replies, 0);
  EXPECT_EQ(comments(ben_, news)->channel_id, group_);
  const auto first = answer(cleo_, group_, root, "first");
  const auto second = answer(ben_, group_, first, "second");  // Ben only reads the news
  EXPECT_EQ(message(ben_, group_, second)->reply_to.as<tl::messageReplyHeader>()->reply_to_top_id, root);

  const auto counted = comments(ben_, news);
  EXPECT_TRUE(counted->comments);
  EXPECT_EQ(counted->replies, 2);
  EXPECT_EQ(counted->max_id, second);
  ASSERT_EQ(counted->recent_repliers->size(), 2u);
  EXPECT_EQ(counted->recent_repliers->front().as<tl::peerUser>()->user_id, ben_);
  EXPECT_EQ(replies(ben_, news_, news), (Ids{second, first}));
  EXPECT_EQ(discussion(ben_, news_, news)->unread_count, 1);
  const auto before = pts(ben_);
  ASSERT_TRUE(read_thread(ben_, news_, news, second));
  EXPECT_EQ(comments(ben_, news)->read_max_id, second);
  EXPECT_EQ(discussion(ben_, news_, news)->unread_count, 0);
  const auto updates = told<tl::updateReadChannelDiscussionInbox>(ben_, before);
  ASSERT_EQ(updates.size(), 1u);
  EXPECT_EQ(updates.front()->channel_id, group_);
  EXPECT_EQ(updates.front()->broadcast_id, news_);
  EXPECT_EQ(updates.front()->broadcast_post, news);

  tl::messages_getMessagesViews ask_counts;
  ask_counts.peer = channel_peer(ben_, news_);
  ask_counts.id.push_back(news);
  const auto counts = ask(ben_, ask_counts);
  const auto* view = counts->as<tl::messages_messageViews>()->views.front().as<tl::messageViews>();
  EXPECT_EQ(view->replies.as<tl::messageReplies>()->replies, 2);

  ASSERT_TRUE(remove(anna_, group_, {first}));
  EXPECT_EQ(comments(ben_, news)->replies, 1);
  ASSERT_TRUE(remove(anna_, group_, {root}));  // nobody comments any more
  EXPECT_FALSE(message(ben_, news_, news)->replies);
}

TEST_F(Discussion, StrangersSeeNothingAndGuestsWriteUnlessOnlyMembersMay) {
  link();
  const auto root = root_of(post(anna_, news_, "news"));
  EXPECT_EQ(try_replies(dora_, group_, root).error().err, Err::CHANNEL_PRIVATE);
  EXPECT_EQ(try_answer(dora_, group_, root, "hi").error().err, Err::CHANNEL_PRIVATE);
  tl::channels_toggleJoinToSend join;
  join.channel = channel(anna_, group_);
  join.enabled = true;
  ASSERT_TRUE(ask(anna_, join));
  EXPECT_EQ(ask(anna_, join).error().err, Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(try_answer(ben_, group_, root, "hi").error().err, Err::CHAT_GUEST_SEND_FORBIDDEN);
  EXPECT_TRUE(try_answer(cleo_, group_, root, "hi"));
  join.enabled = false;
  ASSERT_TRUE(ask(anna_, join));
  EXPECT_TRUE(try_answer(ben_, group_, root, "hi"));
  ASSERT_TRUE(ban(anna_, group_, ben_, domain::kBanViewMessages));
  EXPECT_EQ(try_answer(ben_, group_, root, "hi").error().err, Err::CHANNEL_PRIVATE);
  join.channel = channel(cleo_, group_);
  EXPECT_EQ(ask(cleo_, join).error().err, Err::CHAT_ADMIN_REQUIRED);
}

}  // namespace
}  // namespace botschaft::rpc
