// Errors that Telegram documents, asked for in the ways that clients run into them.
#include "domain/channels/settings.h"
#include "rpc/channels/channels_scene.h"
#include "store/groups.h"

namespace botschaft::rpc {
namespace {

class DocumentedErrorsTest : public ChannelScene {
 protected:
  template <class Answer>
  static Err err(const Answer& answer) {
    EXPECT_FALSE(answer.has_value());
    return answer.has_value() ? Err::INTERNAL : answer.error().err;
  }
  tl::messages_forwardMessages forward(std::vector<MessageId> ids, std::vector<std::int64_t> random_ids) {
    tl::messages_forwardMessages request;
    request.from_peer = channel_peer(ben_, id_);
    request.to_peer = channel_peer(ben_, id_);
    for (const auto id : ids) request.id.push_back(id);
    for (const auto id : random_ids) request.random_id.push_back(id);
    return request;
  }

  UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
  std::int64_t id_ = create(anna_, false);
  bool invited_ = invite(anna_, id_, {ben_}).has_value();
  MessageId one_ = post(anna_, id_, "one"), two_ = post(anna_, id_, "two");
};

TEST_F(DocumentedErrorsTest, OfForwardsWithoutNumbersOfTheirOwn) {
  EXPECT_EQ(err(ask(ben_, forward({one_, two_}, {7, 7}))), Err::RANDOM_ID_DUPLICATE);
  EXPECT_EQ(err(ask(ben_, forward({one_, two_}, {0, 0}))), Err::RANDOM_ID_EMPTY);
  EXPECT_EQ(err(ask(ben_, forward({one_, two_}, {7}))), Err::RANDOM_ID_INVALID);
  EXPECT_TRUE(ask(ben_, forward({one_, two_}, {7, 8})));
}

TEST_F(DocumentedErrorsTest, OfSeveralForwardsWhereSlowModeIs) {
  tl::channels_toggleSlowMode slow;
  slow.channel = channel(anna_, id_);
  slow.seconds = 60;
  ASSERT_TRUE(ask(anna_, slow));
  EXPECT_EQ(err(ask(ben_, forward({one_, two_}, {1, 2}))), Err::SLOWMODE_MULTI_MSGS_DISABLED);
  EXPECT_TRUE(ask(ben_, forward({one_}, {3})));
  EXPECT_EQ(err(ask(ben_, forward({one_}, {4}))), Err::SLOWMODE_WAIT_X);
}

TEST_F(DocumentedErrorsTest, OfClearingByDate) {
  tl::messages_createChat make;
  make.title = "Group";
  make.users.push_back(user_of(anna_, ben_));
  const auto made = ask(anna_, make);
  ASSERT_TRUE(made);
  tl::messages_deleteHistory request;
  request.peer = peer(anna_, PeerId::chat(store::kFirstChatId));
  request.min_date = 1;
  EXPECT_EQ(err(ask(anna_, request)), Err::CHAT_REVOKE_DATE_UNSUPPORTED);
  request.peer = peer(anna_, ben_);
  request.min_date = -1;
  EXPECT_EQ(err(ask(anna_, request)), Err::MIN_DATE_INVALID);
  request.min_date = 100;
  request.max_date = 99;
  EXPECT_EQ(err(ask(anna_, request)), Err::MAX_DATE_INVALID);
}

TEST_F(DocumentedErrorsTest, OfClearingAChannelOneIsNotIn) {
  ASSERT_TRUE(name(anna_, id_, "public_group"));
  tl::channels_deleteHistory request;
  request.channel = channel(cleo_, id_);
  EXPECT_EQ(err(ask(cleo_, request)), Err::CHANNEL_PARICIPANT_MISSING);
}

TEST_F(DocumentedErrorsTest, OfAdminsWhoAreNotInAndCannotBeAdded) {
  ASSERT_TRUE(promote(anna_, id_, ben_, domain::kAdminAddAdmins | domain::kAdminDeleteMessages));
  tl::messages_editChatDefaultBannedRights none_invites;
  none_invites.peer = channel_peer(anna_, id_);
  none_invites.banned_rights = banned_rights_view(domain::kBanInviteUsers, 0);
  ASSERT_TRUE(ask(anna_, none_invites));
  EXPECT_EQ(err(promote(ben_, id_, cleo_, domain::kAdminDeleteMessages)), Err::CHAT_ADMIN_INVITE_REQUIRED);
  EXPECT_EQ(err(promote(anna_, id_, ben_, domain::kAdminDeleteMessages, "boss \U0001F451")),
            Err::ADMIN_RANK_EMOJI_NOT_ALLOWED);
}

TEST_F(DocumentedErrorsTest, OfRightsThatEndBeforeTheyBegin) {
  tl::messages_editChatDefaultBannedRights request;
  request.peer = channel_peer(anna_, id_);
  request.banned_rights = banned_rights_view(domain::kBanSendMessages, -1);
  EXPECT_EQ(err(ask(anna_, request)), Err::UNTIL_DATE_INVALID);
}

TEST_F(DocumentedErrorsTest, OfRangesInADifference) {
  tl::updates_getChannelDifference request;
  request.channel = channel(ben_, id_);
  request.pts = 1;
  request.limit = 100;
  auto filter = tl::make<tl::channelMessagesFilter>();
  auto range = tl::make<tl::messageRange>();
  range->min_id = 5;
  range->max_id = 4;
  filter->ranges.push_back(std::move(range));
  request.filter = std::move(filter);
  EXPECT_EQ(err(ask(ben_, request)), Err::RANGES_INVALID);
}

TEST_F(DocumentedErrorsTest, OfTooManyPublicChannels) {
  for (std::size_t i = 0; i < domain::kPublicChannelsMax; ++i)
    ASSERT_TRUE(name(cleo_, create(cleo_, true), "public_" + std::to_string(i)));
  const auto last = create(cleo_, true);
  EXPECT_EQ(err(name(cleo_, last, "one_too_many")), Err::CHANNELS_ADMIN_PUBLIC_TOO_MUCH);
  tl::channels_getAdminedPublicChannels request;
  EXPECT_EQ(ask(cleo_, request)->as<tl::messages_chats>()->chats.size(), domain::kPublicChannelsMax);
  request.check_limit = true;
  EXPECT_EQ(err(ask(cleo_, request)), Err::CHANNELS_ADMIN_PUBLIC_TOO_MUCH);
}

}  // namespace
}  // namespace botschaft::rpc
