// channels.exportMessageLink, channels.getInactiveChannels.
#include <fmt/format.h>

#include "rpc/channels/discussion_scene.h"

namespace botschaft::rpc {
namespace {

class Links : public DiscussionScene {
 protected:
  Links() { services_.address.base_url = "https://chat.example"; }

  Result<std::string> export_link(UserId who, std::int64_t id, MessageId message, bool thread = false) {
    tl::channels_exportMessageLink request;
    request.channel = channel(who, id);
    request.id = message;
    request.thread = thread;
    TRY_ASSIGN(const auto answer, ask(who, request));
    return std::string(answer.template as<tl::exportedMessageLink>()->link);
  }
};

TEST_F(Links, NameAChannelByItsUsernameOrForMembersByItsNumber) {
  const auto first = post(anna_, news_, "news");
  EXPECT_EQ(*export_link(ben_, news_, first), fmt::format("https://chat.example/c/{}/{}", news_, first));
  ASSERT_TRUE(name(anna_, news_, "the_daily_news"));
  EXPECT_EQ(*export_link(dora_, news_, first), fmt::format("https://chat.example/the_daily_news/{}", first));
  EXPECT_EQ(export_link(ben_, news_, 999).error().err, Err::MESSAGE_ID_INVALID);
  EXPECT_EQ(export_link(dora_, group_, 1).error().err, Err::CHANNEL_PRIVATE);
}

TEST_F(Links, OfAnAnswerMayNameItsThread) {
  const auto question = post(cleo_, group_, "who comes?");
  const auto said = answer(cleo_, group_, question, "me");
  const auto plain = fmt::format("https://chat.example/c/{}/{}", group_, said);
  EXPECT_EQ(*export_link(anna_, group_, said), plain);
  EXPECT_EQ(*export_link(anna_, group_, said, true), fmt::format("{}?thread={}", plain, question));
}

TEST_F(Links, AreForGuestsOfCommentsAlone) {
  const auto secret = post(cleo_, group_, "among ourselves");
  link();
  const auto root = root_of(post(anna_, news_, "news"));
  EXPECT_TRUE(export_link(ben_, group_, root));
  EXPECT_EQ(export_link(ben_, group_, secret).error().err, Err::MSG_ID_INVALID);
}

TEST_F(Links, InactiveChannelsAreThoseWhereNothingWasSaidForAMonth) {
  const auto quiet = [&](UserId who) {
    const auto answer = ask(who, tl::channels_getInactiveChannels());
    std::vector<std::int64_t> ids;
    const auto& found = *answer->as<tl::messages_inactiveChats>();
    EXPECT_EQ(found.dates.size(), found.chats.size());
    for (const auto& chat : found.chats) ids.push_back(chat.template as<tl::channel>()->id);
    return ids;
  };
  ASSERT_TRUE(invite(anna_, news_, {cleo_}));
  EXPECT_TRUE(quiet(cleo_).empty());
  advance(31 * 24 * 3600);
  EXPECT_EQ(quiet(cleo_).size(), 2u);
  EXPECT_TRUE(quiet(anna_).empty()) << "they are hers";
  post(anna_, news_, "news");
  EXPECT_EQ(quiet(cleo_), std::vector{group_});
}

}  // namespace
}  // namespace botschaft::rpc
