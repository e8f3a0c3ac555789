#include "rpc/channels/threads_scene.h"
#include "store/viewer_set.h"
#include "updates/post_views.h"

namespace botschaft::rpc {
namespace {

class PostCounters : public ThreadScene {
 protected:
  PostCounters() {
    services_.post_views = &waiting_;
    EXPECT_TRUE(invite(anna_, news_, {ben_}));
  }
  std::optional<std::int32_t> look(UserId who, MessageId which, bool increment = true) {
    tl::messages_getMessagesViews request;
    request.peer = channel_peer(who, news_);
    request.id.push_back(which);
    request.increment = increment;
    const auto answer = ask(who, request);
    if (!answer) return std::nullopt;
    return answer->as<tl::messages_messageViews>()->views.front().as<tl::messageViews>()->views;
  }
  void write() {
    const auto batch = waiting_.take();
    run([&](store::Transaction& tx) {
      for (const auto& [post, viewers] : batch.viewers) domain::count_views(tx, post, viewers);
    });
  }
  std::int64_t written() {
    std::int64_t rows = 0;
    run([&](store::Transaction& tx) {
      static constexpr store::Sql kRows{"SELECT count(*) FROM post_viewers"};
      auto q = tx.run(kRows);
      if (q.next()) rows = q.int64(0);
    });
    return rows;
  }
  updates::PostViews waiting_;
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  const std::int64_t news_ = create(anna_, true);
};

TEST_F(PostCounters, EveryViewerCountsOnceBeforeAndAfterTheBatch) {
  const auto news = post(anna_, news_, "news");
  EXPECT_EQ(message(ben_, news_, news)->views, 1);  // she who wrote it
  EXPECT_EQ(look(ben_, news, false), 1);
  EXPECT_EQ(look(ben_, news), 2);
  EXPECT_EQ(look(ben_, news), 2);
  EXPECT_EQ(look(anna_, news), 2);
  EXPECT_EQ(written(), 0);  // nothing is written for a view
  write();
  EXPECT_EQ(message(ben_, news_, news)->views, 2);
  EXPECT_EQ(look(ben_, news), 2);
  write();
  EXPECT_EQ(message(ben_, news_, news)->views, 2);
  EXPECT_EQ(look(cleo_, news), std::nullopt);
}

TEST_F(PostCounters, ABatchWritesARowForAPostHoweverManySawIt) {
  const auto news = post(anna_, news_, "news");
  const auto post_of = domain::CountedPost{PeerId::channel(news_), news};
  for (UserId user = 1; user <= 5000; ++user) waiting_.note(post_of, user);
  EXPECT_EQ(waiting_.waiting(post_of), 5000);
  write();
  EXPECT_EQ(written(), 1);
  for (UserId user = 1; user <= 5000; ++user) waiting_.note(post_of, user);
  write();
  EXPECT_EQ(message(ben_, news_, news)->views, anna_ <= 5000 ? 5000 : 5001);
}

TEST_F(PostCounters, ForwardsCountForTheOriginalHoweverOftenPassedOn) {
  const auto news = post(anna_, news_, "news");
  tl::messages_forwardMessages forward;
  forward.from_peer = channel_peer(ben_, news_);
  forward.id.push_back(news);
  forward.random_id.push_back(1);
  forward.to_peer = peer(ben_, cleo_);
  ASSERT_TRUE(ask(ben_, forward));
  EXPECT_EQ(message(ben_, news_, news)->forwards, 1);
  const auto got = history(cleo_, ben_);
  ASSERT_EQ(got.size(), 1u);
  EXPECT_EQ(got.front()->forwards, 1);
  tl::messages_forwardMessages again;
  again.from_peer = peer(cleo_, ben_);
  again.id.push_back(got.front()->id);
  again.random_id.push_back(2);
  again.to_peer = peer(cleo_, anna_);
  ASSERT_TRUE(ask(cleo_, again));
  EXPECT_EQ(message(ben_, news_, news)->forwards, 2);
}

TEST_F(PostCounters, GoWithThePost) {
  const auto news = post(anna_, news_, "news");
  look(ben_, news);
  ASSERT_TRUE(remove(anna_, news_, {news}));
  write();
  EXPECT_EQ(written(), 0);
}

TEST(ViewerSet, ListsAndBitmapsSayTheSame) {
  std::vector<std::uint16_t> members;
  for (std::uint32_t i = 0; i < 6000; ++i) members.push_back(static_cast<std::uint16_t>(i * 10));
  Bytes set;
  for (std::size_t i = 0; i < members.size(); i += 500) {
    const auto grown = store::viewer_set_with(set, std::span(members).subspan(i, 500));
    EXPECT_EQ(grown.added, 500);
    set = grown.set;
    EXPECT_EQ(store::viewer_set_with(set, std::span(members).first(i + 500)).added, 0);
  }
  EXPECT_EQ(set.size(), 8192u);
  for (const auto member : members) EXPECT_TRUE(store::viewer_set_has(set, member));
  EXPECT_FALSE(store::viewer_set_has(set, 11));
}

}  // namespace
}  // namespace botschaft::rpc
