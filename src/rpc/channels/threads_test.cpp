#include "rpc/channels/threads_scene.h"
#include "store/dialogs.h"

namespace botschaft::rpc {
namespace {

using Ids = std::vector<MessageId>;

class Threads : public ThreadScene {
 protected:
  Threads() {
    EXPECT_TRUE(show_history(anna_, id_));
    EXPECT_TRUE(invite(anna_, id_, {ben_}));
  }
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  const std::int64_t id_ = create(anna_, false);
};

TEST_F(Threads, AnswersAreInTheThreadThatTheFirstMessageBegan) {
  const auto root = post(anna_, id_, "root");
  EXPECT_EQ(message(ben_, id_, root)->replies.as<tl::messageReplies>()->replies, 0);
  const auto one = answer(ben_, id_, root, "one");
  post(anna_, id_, "aside");
  const auto two = answer(anna_, id_, one, "two");

  const auto first = message(ben_, id_, one);
  EXPECT_EQ(first->reply_to.as<tl::messageReplyHeader>()->reply_to_msg_id, root);
  EXPECT_FALSE(first->reply_to.as<tl::messageReplyHeader>()->reply_to_top_id);
  const auto second = message(ben_, id_, two);
  EXPECT_EQ(second->reply_to.as<tl::messageReplyHeader>()->reply_to_msg_id, one);
  EXPECT_EQ(second->reply_to.as<tl::messageReplyHeader>()->reply_to_top_id, root);
  EXPECT_FALSE(second->reply_to.as<tl::messageReplyHeader>()->forum_topic);

  const auto begun = message(ben_, id_, root);
  const auto* thread = begun->replies.as<tl::messageReplies>();
  EXPECT_EQ(thread->replies, 2);
  EXPECT_EQ(thread->max_id, two);
  EXPECT_FALSE(thread->comments);
  EXPECT_EQ(replies(ben_, id_, root), (Ids{two, one}));
  EXPECT_EQ(replies(ben_, id_, two), (Ids{two, one}));  // named by any message of it
  EXPECT_EQ(try_replies(ben_, id_, 5000).error().err, Err::MSG_ID_INVALID);
  EXPECT_EQ(try_replies(cleo_, id_, root).error().err, Err::CHANNEL_PRIVATE);

  ASSERT_TRUE(remove(anna_, id_, {two}));
  EXPECT_EQ(message(ben_, id_, root)->replies.as<tl::messageReplies>()->replies, 1);
}

TEST_F(Threads, AreReadByThemselvesAndWithTheWholeChat) {
  const auto root = post(anna_, id_, "root");
  const auto one = answer(anna_, id_, root, "one");
  const auto two = answer(anna_, id_, root, "two");
  EXPECT_EQ(discussion(ben_, id_, root)->unread_count, 2);
  const auto before = pts(ben_);
  ASSERT_TRUE(read_thread(ben_, id_, root, one));
  EXPECT_EQ(discussion(ben_, id_, root)->unread_count, 1);
  EXPECT_EQ(discussion(ben_, id_, root)->read_inbox_max_id, one);
  EXPECT_EQ(discussion(anna_, id_, root)->read_outbox_max_id, one);
  EXPECT_FALSE(discussion(ben_, id_, root)->read_outbox_max_id);
  const auto updates = told<tl::updateReadChannelDiscussionInbox>(ben_, before);
  ASSERT_EQ(updates.size(), 1u);
  EXPECT_EQ(updates.front()->top_msg_id, root);
  EXPECT_EQ(updates.front()->read_max_id, one);
  EXPECT_FALSE(updates.front()->broadcast_id);
  EXPECT_EQ(dialog(ben_, id_)->unread_count, 4);  // the chat itself is not read
  ASSERT_TRUE(read(ben_, id_, two));
  EXPECT_EQ(discussion(ben_, id_, root)->unread_count, 0);
  EXPECT_EQ(read_thread(cleo_, id_, root, two).error().err, Err::CHANNEL_PRIVATE);
}

TEST_F(Threads, CanBeSearched) {
  const auto root = post(anna_, id_, "root");
  const auto inside = answer(ben_, id_, root, "needle inside");
  post(ben_, id_, "needle outside");
  tl::messages_search request;
  request.peer = channel_peer(ben_, id_);
  request.filter = tl::make<tl::inputMessagesFilterEmpty>();
  request.limit = 10;
  request.top_msg_id = root;
  EXPECT_EQ(ids_of(ask_store(ben_, request)), (Ids{inside}));
  request.q = "needle";
  EXPECT_EQ(ids_of(ask_store(ben_, request)), (Ids{inside}));
  request.q = "haystack";
  EXPECT_EQ(ids_of(ask_store(ben_, request)), (Ids{}));
}

TEST_F(Threads, AnAnswerWritesOneRowMoreWhateverTheThread) {
  const auto root = post(anna_, id_, "root");
  const auto rows = [&] {
    std::int64_t count = 0;
    run([&](store::Transaction& tx) {
      static constexpr store::Sql kRows{
          "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM channel_messages) + "
          "(SELECT count(*) FROM sends) + (SELECT count(*) FROM channel_threads)"};
      auto q = tx.run(kRows);
      if (q.next()) count = q.int64(0);
    });
    return count;
  };
  const auto before = rows();
  answer(anna_, id_, root, "first");
  EXPECT_EQ(rows() - before, 4);
  answer(anna_, id_, root, "second");
  EXPECT_EQ(rows() - before, 7);
}

}  // namespace
}  // namespace botschaft::rpc
