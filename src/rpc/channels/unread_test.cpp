// What is counted as unread: of forums in all places that say it, and of reactions, whoever came and went.
#include "rpc/channels/threads_scene.h"
#include "rpc/views/reactions.h"

namespace botschaft::rpc {
namespace {

using Ids = std::vector<MessageId>;

class Unread : public ThreadScene {
 protected:
  Unread() {
    EXPECT_TRUE(show_history(anna_, id_));
    EXPECT_TRUE(invite(anna_, id_, {ben_, cleo_}));
  }

  void make_forum() {
    tl::channels_toggleForum request;
    request.channel = channel(anna_, id_);
    request.enabled = true;
    ASSERT_TRUE(ask(anna_, request));
  }
  MessageId topic(const std::string& title) {
    tl::messages_createForumTopic request;
    request.peer = channel_peer(anna_, id_);
    request.title = title;
    request.random_id = ++random_topic_;
    return sent_id(*ask(anna_, request));
  }
  auto react(UserId who, std::int64_t id, MessageId which, const char* emoji) {
    tl::messages_sendReaction request;
    request.peer = channel_peer(who, id);
    request.msg_id = which;
    if (emoji != nullptr) request.reaction.emplace().push_back(reaction_view(emoji));
    return ask(who, request);
  }
  auto try_unread_reactions(UserId who) {
    tl::messages_getUnreadReactions request;
    request.peer = channel_peer(who, id_);
    request.limit = 100;
    return ask(who, request);
  }
  Ids unread_reactions(UserId who) { return ids_of(try_unread_reactions(who)); }

  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  const std::int64_t id_ = create(anna_, false);

 private:
  std::int64_t random_topic_ = 0x7000;
};

TEST_F(Unread, OfAForumIsWhatIsUnreadInItsTopicsWhereverItIsTold) {
  make_forum();
  const auto plans = topic("Plans");
  const auto general = post(anna_, id_, "in general");
  const auto one = answer(anna_, id_, plans, "one");
  answer(anna_, id_, plans, "two");
  ASSERT_TRUE(read_thread(ben_, id_, plans, one));
  const auto before = pts(ben_);
  ASSERT_TRUE(read(ben_, id_, general));
  EXPECT_EQ(dialog(ben_, id_)->unread_count, 1);
  const auto told_read = told<tl::updateReadChannelInbox>(ben_, before);
  ASSERT_EQ(told_read.size(), 1U);
  EXPECT_EQ(told_read.front()->still_unread_count, 1);
  EXPECT_EQ(ask(ben_, tl::updates_getState{})->as<tl::updates_state>()->unread_count, 1);
}

TEST_F(Unread, AReactionTakenBackInTheAuthorsAbsenceIsNone) {
  const auto mine = post(ben_, id_, "look");
  ASSERT_TRUE(react(cleo_, id_, mine, "👍"));
  ASSERT_TRUE(leave(ben_, id_));
  ASSERT_TRUE(react(cleo_, id_, mine, nullptr));
  ASSERT_TRUE(invite(anna_, id_, {ben_}));
  EXPECT_EQ(dialog(ben_, id_)->unread_reactions_count, 0);
  EXPECT_EQ(unread_reactions(ben_), Ids{});
}

TEST_F(Unread, AnswersToWhatSomebodyHasReadAlreadyAreCounted) {
  const auto question = post(ben_, id_, "anybody?");
  ASSERT_TRUE(read_thread(cleo_, id_, question, question));
  answer(cleo_, id_, question, "me");
  EXPECT_EQ(message(anna_, id_, question)->replies.as<tl::messageReplies>()->replies, 1);
}

TEST_F(Unread, WhoWasBannedFromADiscussionReactsNoMore) {
  const auto news = create(anna_, true, "News");
  ASSERT_TRUE(invite(anna_, news, {ben_}));
  tl::channels_setDiscussionGroup link;
  link.broadcast = channel(anna_, news);
  link.group = channel(anna_, id_);
  ASSERT_TRUE(ask(anna_, link));
  const auto news_post = post(anna_, news, "news");
  const auto said = discussion(anna_, news, news_post)->messages.front().as<tl::message>()->id;
  ASSERT_TRUE(leave(ben_, id_));
  EXPECT_TRUE(react(ben_, id_, said, "👍"));  // as a guest
  ASSERT_TRUE(ban(anna_, id_, ben_, domain::kBanViewMessages));
  EXPECT_EQ(react(ben_, id_, said, "🔥").error().err, Err::CHANNEL_PRIVATE);
}

}  // namespace
}  // namespace botschaft::rpc
