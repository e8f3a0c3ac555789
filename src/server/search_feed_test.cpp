#include "server/search_feed.h"

#include <gtest/gtest.h>

#include "domain/channels/box.h"
#include "domain/messages/search.h"
#include "store/channels.h"
#include "store/events.h"
#include "store/simulated.h"

namespace botschaft::server {
namespace {

class SearchFeedTest : public ::testing::Test {
 protected:
  PeerId channel() {
    PeerId made;
    write([&](store::Transaction& tx) {
      made = PeerId::channel(store::insert_channel(tx, {.title = "news"}));
    });
    return made;
  }
  void post(PeerId to, int posts) {
    write([&](store::Transaction& tx) {
      const domain::Actor actor{.user = 1, .now = 1'700'000'000};
      domain::BoxWriter boxes(tx, actor);
      for (int i = 0; i < posts; ++i) {
        domain::post_in_channel(tx, boxes, actor, to, store::kPost, std::nullopt, {.text = "word"});
      }
    });
  }
  bool complete(PeerId channel) {
    bool is = false;
    write([&](store::Transaction& tx) { is = domain::search_index_complete(tx, channel.value); });
    return is;
  }
  std::size_t found(PeerId in) {
    std::size_t count = 0;
    write([&](store::Transaction& tx) {
      const auto ids = domain::find_messages(tx, in.value, {.text = "wor", .peer = in});
      if (ids) count = ids->size();
    });
    return count;
  }
  template <class F>
  void write(F&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done);
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  SearchFeed feed_{*store_};
};

TEST_F(SearchFeedTest, CatchesUpWhatWasThereWhenItStarted) {
  const auto one = channel(), other = channel();
  post(one, 250);
  post(other, 3);
  feed_.start();
  EXPECT_FALSE(feed_.idle());
  feed_.run();
  EXPECT_TRUE(feed_.idle());
  EXPECT_TRUE(complete(one));
  EXPECT_EQ(found(one), 250u);
  EXPECT_EQ(found(other), 3u);
}

TEST_F(SearchFeedTest, FollowsTheChannelsThatGrow) {
  const auto news = channel();
  feed_.start();
  EXPECT_TRUE(feed_.idle());
  post(news, 1);
  EXPECT_FALSE(complete(news));
  feed_.noticed(news);
  feed_.run();
  EXPECT_TRUE(complete(news));
  EXPECT_EQ(found(news), 1u);
}

TEST_F(SearchFeedTest, BeginsNothingWhenItIsStopped) {
  const auto news = channel();
  post(news, 1);
  feed_.stop();
  feed_.noticed(news);
  feed_.run();
  EXPECT_TRUE(feed_.idle());
  EXPECT_FALSE(complete(news));
}

}  // namespace
}  // namespace botschaft::server
