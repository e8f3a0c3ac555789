#include "rpc/channels/onlines.h"

#include "rpc/channels/channels_scene.h"
#include "store/channels.h"

namespace botschaft::rpc {
namespace {

class Onlines : public ChannelScene {
 protected:
  Onlines() {
    services_.presence = &presence_;
    services_.channel_onlines = &onlines_;
  }
  std::int32_t onlines(UserId asker, std::int64_t id) {
    tl::messages_getOnlines request;
    request.peer = channel_peer(asker, id);
    const auto answer = ask(asker, request);
    return answer ? answer->as<tl::chatOnlines>()->onlines : -1;
  }
  // Members that nobody ever hears of.
  void fill(std::int64_t id, std::int32_t members) {
    run([&](store::Transaction& tx) {
      constexpr UserId kFirst = 900'000'000;
      for (UserId user = kFirst; user < kFirst + members; ++user)
        store::put_channel_member(tx, {.channel = id, .user = user, .inside = true});
      store::change_channel_members(tx, id, members);
    });
  }

  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo"), dora_ = person("Dora");
  updates::Presence presence_{clock_, [](UserId, const updates::Status&) {}};
  ChannelOnlines onlines_{presence_};
};

TEST_F(Onlines, AreTheMembersOfASupergroupWhoAreOnlineCountedOnceAMinute) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  for (const auto user : {anna_, ben_, dora_}) presence_.go_online(user, {user, 1});  // Dora is no member
  EXPECT_EQ(onlines(anna_, id), 2);
  presence_.go_online(cleo_, {cleo_, 1});
  EXPECT_EQ(onlines(ben_, id), 2);
  advance(60);
  EXPECT_EQ(onlines(ben_, id), 3);
  EXPECT_EQ(onlines(dora_, id), -1);
}

TEST_F(Onlines, AreFoundFromThoseWhoAreOnlineInALargeGroup) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  fill(id, 2'000);
  for (const auto user : {anna_, ben_, dora_}) presence_.go_online(user, {user, 1});
  ASSERT_TRUE(leave(ben_, id));
  presence_.go_online(cleo_, {cleo_, 1});
  EXPECT_EQ(onlines(anna_, id), 2);
}

TEST_F(Onlines, OfABroadcastAreNotTold) {
  const auto id = create(anna_, true);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  for (const auto user : {anna_, ben_}) presence_.go_online(user, {user, 1});
  EXPECT_EQ(onlines(anna_, id), 1);
}

}  // namespace
}  // namespace botschaft::rpc
