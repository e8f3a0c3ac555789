// messages.deleteChat, and what becomes of everybody's history.
#include "domain/groups/members.h"
#include "rpc/messages/time_scene.h"

namespace botschaft::rpc {
namespace {

class DeletedGroups : public TimeScene {
 protected:
  auto erase(UserId who) {
    tl::messages_deleteChat request;
    request.chat_id = group_.bare();
    return ask(who, request);
  }
  void leave_group(UserId who) {
    tl::messages_deleteChatUser request;
    request.chat_id = group_.bare();
    request.user_id = user_of(who, who);
    ASSERT_TRUE(ask(who, request));
  }
  UserId anna_ = person("Anna"), ben_ = person("Ben"), clara_ = person("Clara");
  PeerId group_ = group(anna_, {ben_, clara_});
};

TEST_F(DeletedGroups, LeaveNothingWithThoseWhoWereInThem) {
  for (int i = 0; i < 700; ++i) ASSERT_TRUE(ask(ben_, text_for(ben_, group_, "more than goes at once")));
  leave_group(clara_);
  EXPECT_EQ(erase(ben_).error().err, Err::CHAT_ADMIN_REQUIRED);
  const auto before = pts(ben_);
  ASSERT_TRUE(erase(anna_));
  pass(0);
  EXPECT_TRUE(messages(anna_, group_).empty());
  EXPECT_TRUE(messages(ben_, group_).empty());
  EXPECT_TRUE(find<tl::updateDeleteMessages>(*told_since(ben_, before)));
  EXPECT_FALSE(messages(clara_, group_).empty());  // who had left keeps what he had
  run([&](store::Transaction& tx) {
    for (const auto user : {anna_, ben_}) {
      EXPECT_EQ(store::count_messages(tx, user, group_, {}), 0);
      EXPECT_FALSE(store::find_dialog(tx, user, group_));
    }
  });
}

}  // namespace
}  // namespace botschaft::rpc
