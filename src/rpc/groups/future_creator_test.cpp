#include "rpc/channels/channels_scene.h"
#include "store/groups.h"

namespace botschaft::rpc {
namespace {

TEST_F(ChannelScene, ACreatorIsFollowedByNobody) {
  const auto anna = person("Anna"), ben = person("Ben");
  const auto id = create(anna, false);
  ASSERT_TRUE(invite(anna, id, {ben}));
  tl::messages_createChat make;
  make.title = "Group";
  make.users.push_back(user_of(anna, ben));
  ASSERT_TRUE(ask(anna, make));
  tl::messages_getFutureChatCreatorAfterLeave request;
  for (const auto where : {PeerId::channel(id), PeerId::chat(store::kFirstChatId)}) {
    const auto named = [&](UserId who) {
      return where.is_channel() ? channel_peer(who, id) : peer(who, where);
    };
    request.peer = named(anna);
    const auto next = ask(anna, request);
    ASSERT_TRUE(next);
    EXPECT_TRUE(next->is<tl::userEmpty>());
    request.peer = named(ben);
    EXPECT_EQ(ask(ben, request).error().err, Err::CHAT_ADMIN_REQUIRED);
  }
  EXPECT_EQ(leave(anna, id).error().err, Err::USER_CREATOR);
  request.peer = peer(anna, ben);
  EXPECT_EQ(ask(anna, request).error().err, Err::PEER_ID_INVALID);
}

}  // namespace
}  // namespace botschaft::rpc
