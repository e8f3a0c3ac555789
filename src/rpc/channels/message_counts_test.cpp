// The number of messages that a page of a channel's history says, kept in memory, is what counting them says.
#include "domain/channels/message_counts.h"

#include <random>

#include "domain/channels/box.h"
#include "rpc/channels/channels_scene.h"
#include "store/channels.h"
#include "store/messages.h"

namespace botschaft::rpc {
namespace {

class MessageCountsTest : public ChannelScene {
 protected:
  MessageCountsTest() {
    id_ = create(anna_, false);
    EXPECT_TRUE(invite(anna_, id_, {ben_, cleo_}));
  }

  void write(int messages) {
    run([&](store::Transaction& tx) {
      const domain::Actor actor{.user = anna_, .now = clock_.unix_seconds()};
      domain::BoxWriter boxes(tx, actor);
      for (int i = 0; i < messages; ++i) {
        domain::post_in_channel(tx, boxes, actor, PeerId::channel(id_), 0, std::nullopt, {.text = "text"});
      }
    });
  }

  std::int32_t told(UserId viewer) {
    services_.message_counts = &counts_;
    tl::messages_getHistory request;
    request.peer = channel_peer(viewer, id_);
    request.limit = 1;
    const auto answer = ask(viewer, request);
    return answer->as<tl::messages_channelMessages>()->count;
  }
  std::int32_t counted(UserId viewer) {
    services_.message_counts = nullptr;
    tl::messages_getHistory request;
    request.peer = channel_peer(viewer, id_);
    request.limit = 1;
    const auto answer = ask(viewer, request);
    return answer->as<tl::messages_channelMessages>()->count;
  }

  domain::MessageCounts counts_;
  UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  std::int64_t id_ = 0;
};

TEST_F(MessageCountsTest, FollowsPostsDeletionsAndFloors) {
  write(3'000);
  std::mt19937 chance(7);
  for (int step = 0; step < 60; ++step) {
    for (const auto viewer : {anna_, ben_, cleo_}) ASSERT_EQ(told(viewer), counted(viewer)) << step;
    switch (chance() % 4) {
      case 0:
        write(static_cast<int>(chance() % 20));
        break;
      case 1: {
        const auto some = static_cast<MessageId>(chance() % 3'000);
        ASSERT_TRUE(remove(anna_, id_, {some, some + 1, some + 7}));
        break;
      }
      case 2: {
        tl::channels_deleteHistory clear;
        clear.channel = channel(ben_, id_);
        clear.max_id = static_cast<MessageId>(chance() % 500) + step * 10;
        ASSERT_TRUE(ask(ben_, clear));
        break;
      }
      default:
        write(2'500);  // more than is caught up by events
    }
  }
}

}  // namespace
}  // namespace botschaft::rpc
