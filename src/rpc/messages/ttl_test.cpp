#include "domain/messages/ttl.h"

#include "rpc/messages/time_scene.h"
#include "store/due.h"

namespace botschaft::rpc {
namespace {

using Texts = std::vector<std::string>;

class HistoryTtl : public TimeScene {
 protected:
  auto set(UserId user, PeerId chat, std::int32_t period) {
    tl::messages_setHistoryTTL request;
    request.peer = input(user, chat);
    request.period = period;
    return ask(user, request);
  }
  void say(UserId from, PeerId to, const std::string& text) {
    const auto answer = ask(from, text_for(from, to, text));
    ASSERT_TRUE(answer) << answer.error().text();
  }
  // Everything in the chat, service messages too.
  std::size_t count(UserId user, PeerId in) {
    std::size_t rows = 0;
    run([&](store::Transaction& tx) { rows = store::messages_newest_first(tx, user, in, {}, 100).size(); });
    return rows;
  }

  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  UserId clara_ = person("Clara");
  PeerId to_anna_ = PeerId::user(anna_), to_ben_ = PeerId::user(ben_);
};

TEST_F(HistoryTtl, DeletesForBothWhatWasSaidSince) {
  say(anna_, to_ben_, "bleibt");
  const auto before = pts(ben_);
  ASSERT_TRUE(set(anna_, to_ben_, 100));
  EXPECT_EQ(*find<tl::updatePeerHistoryTTL>(*told_since(ben_, before))->ttl_period, 100);
  say(ben_, to_anna_, "geht");
  EXPECT_EQ(messages(anna_, to_ben_)[0].ttl_period, 100);
  EXPECT_FALSE(messages(anna_, to_ben_)[1].ttl_period);
  pass(99);
  EXPECT_EQ(texts_in(anna_, to_ben_), (Texts{"geht", "bleibt"}));
  const auto annas = pts(anna_), bens = pts(ben_);
  pass(1);
  EXPECT_EQ(texts_in(anna_, to_ben_), Texts{"bleibt"});
  EXPECT_EQ(texts_in(ben_, to_anna_), Texts{"bleibt"});
  EXPECT_TRUE(find<tl::updateDeleteMessages>(*told_since(anna_, annas)));
  EXPECT_EQ(find<tl::updateDeleteMessages>(*told_since(ben_, bens))->messages.size(), 2U);
}

TEST_F(HistoryTtl, DeletesTheOtherCopyWhereOneIsGone) {
  ASSERT_TRUE(set(anna_, to_ben_, 100));
  say(anna_, to_ben_, "x");
  tl::messages_deleteMessages request;
  request.id = {messages(anna_, to_ben_)[0].id};
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(texts_in(ben_, to_anna_), Texts{"x"});
  pass(100);
  EXPECT_EQ(count(ben_, to_anna_), 0U);
  EXPECT_EQ(count(anna_, to_ben_), 0U);
  run([](store::Transaction& tx) { EXPECT_FALSE(store::next_due(tx)); });
}

TEST_F(HistoryTtl, CanBeTurnedOffAgain) {
  ASSERT_TRUE(set(anna_, to_ben_, 100));
  EXPECT_EQ(set(ben_, to_anna_, 100).error().err, Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(set(ben_, to_anna_, -1).error().err, Err::TTL_PERIOD_INVALID);
  EXPECT_EQ(set(ben_, to_anna_, domain::kTtlMax + 1).error().err, Err::TTL_PERIOD_INVALID);
  say(ben_, to_anna_, "geht");
  const auto before = pts(anna_);
  ASSERT_TRUE(set(ben_, to_anna_, 0));
  EXPECT_FALSE(find<tl::updatePeerHistoryTTL>(*told_since(anna_, before))->ttl_period);
  say(ben_, to_anna_, "bleibt");
  pass(1000);
  EXPECT_EQ(texts_in(anna_, to_ben_), Texts{"bleibt"});
}

TEST_F(HistoryTtl, WorksInGroupsAlsoForWhoHasLeft) {
  const auto group = this->group(anna_, {ben_, clara_});
  say(anna_, group, "bleibt");
  ASSERT_TRUE(set(anna_, group, 100));
  say(ben_, group, "geht");
  tl::messages_deleteChatUser leave;
  leave.chat_id = group.bare();
  leave.user_id = user_of(clara_, clara_);
  ASSERT_TRUE(ask(clara_, leave));
  tl::messages_editMessage edit;
  edit.peer = input(ben_, group);
  edit.id = messages(ben_, group)[0].id;
  edit.message = "geht auch";
  ASSERT_TRUE(ask(ben_, edit));
  EXPECT_EQ(texts_in(clara_, group), (Texts{"geht", "bleibt"}));
  EXPECT_EQ(texts_in(anna_, group), (Texts{"geht auch", "bleibt"}));
  pass(100);
  for (const auto user : {anna_, ben_, clara_}) EXPECT_EQ(texts_in(user, group), Texts{"bleibt"});
  tl::messages_editChatDefaultBannedRights ban;
  ban.peer = input(anna_, group);
  ban.banned_rights = banned_rights_view(domain::kBanChangeInfo, 0);
  ASSERT_TRUE(ask(anna_, ban));
  EXPECT_EQ(set(ben_, group, 0).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(set(clara_, group, 0).error().err, Err::CHAT_WRITE_FORBIDDEN);
}

TEST_F(HistoryTtl, WorksInChannels) {
  const auto id = create(anna_, true);
  const auto channel = PeerId::channel(id);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  EXPECT_EQ(set(ben_, channel, 100).error().err, Err::CHAT_ADMIN_REQUIRED);
  say(anna_, channel, "bleibt");
  const auto answer = set(anna_, channel, 100);
  ASSERT_TRUE(answer);
  EXPECT_TRUE(find<tl::updatePeerHistoryTTL>(*answer->as<tl::updates>()));
  say(anna_, channel, "geht");
  EXPECT_EQ(messages(ben_, channel)[0].ttl_period, 100);
  std::int32_t top = 0;
  run([&](store::Transaction& tx) { top = store::top_pts(tx, channel.value); });
  pass(100);
  EXPECT_EQ(texts_in(ben_, channel), Texts{"bleibt"});
  const auto told = difference(ben_, id, top);
  const auto* page = told->as<tl::updates_channelDifference>();
  ASSERT_EQ(page->other_updates.size(), 1U);
  EXPECT_EQ(page->other_updates[0].as<tl::updateDeleteChannelMessages>()->messages.size(), 2U);
  EXPECT_EQ(dialog(ben_, id)->ttl_period, 100);
}

TEST_F(HistoryTtl, DeletesInBatches) {
  ASSERT_TRUE(set(anna_, to_ben_, 100));
  for (int i = 0; i < 150; ++i) say(anna_, to_ben_, "x");
  advance(100);
  run([&](store::Transaction& tx) {
    for (auto& group : domain::due_groups(tx, now(), 500)) EXPECT_LE(group.ids.size(), 100U);
  });
  pass(0);
  EXPECT_EQ(count(anna_, to_ben_), 0U);
  EXPECT_EQ(count(ben_, to_anna_), 0U);
}

TEST_F(HistoryTtl, OneSWishHoldsForChatsInWhichHeHasNotWritten) {
  tl::messages_setDefaultHistoryTTL wish;
  wish.period = 86400;
  ASSERT_TRUE(ask(anna_, wish));
  EXPECT_EQ(ask(anna_, tl::messages_getDefaultHistoryTTL())->as<tl::defaultHistoryTTL>()->period, 86400);
  EXPECT_EQ(ask(ben_, tl::messages_getDefaultHistoryTTL())->as<tl::defaultHistoryTTL>()->period, 0);
  say(ben_, to_anna_, "Hallo");
  say(anna_, to_ben_, "Hallo Ben");
  EXPECT_EQ(messages(ben_, to_anna_)[0].ttl_period, 86400);
  EXPECT_FALSE(messages(ben_, to_anna_)[1].ttl_period);
  tl::messages_getHistory history;
  history.peer = input(ben_, to_anna_);
  history.limit = 10;
  const auto page = ask(ben_, history);
  const auto* said = page->as<tl::messages_messages>()->messages[1].as<tl::messageService>();
  const auto* action = said->action.as<tl::messageActionSetMessagesTTL>();
  EXPECT_EQ(action->period, 86400);
  EXPECT_EQ(action->auto_setting_from, anna_);
  ASSERT_TRUE(set(ben_, to_anna_, 0));
  say(anna_, to_ben_, "noch da?");  // no new chat any more: Ben's decision stands
  EXPECT_FALSE(messages(ben_, to_anna_)[0].ttl_period);
}

TEST_F(HistoryTtl, IsThereFromTheBeginningOfANewGroup) {
  tl::messages_createChat create;
  create.title = "kurz";
  create.users.push_back(user_of(anna_, ben_));
  create.ttl_period = 100;
  ASSERT_TRUE(ask(anna_, create));
  tl::channels_createChannel channel;
  channel.title = "kurz";
  channel.megagroup = true;
  channel.ttl_period = 100;
  const auto made = ask(anna_, channel);
  ASSERT_TRUE(made);
  const auto id = made->as<tl::updates>()->chats.front().as<tl::channel>()->id;
  say(anna_, PeerId::channel(id), "x");
  EXPECT_EQ(messages(anna_, PeerId::channel(id))[0].ttl_period, 100);
}

TEST_F(HistoryTtl, ForwardsLiveByTheRulesOfTheirNewChat) {
  ASSERT_TRUE(set(anna_, to_ben_, 100));
  say(anna_, to_ben_, "x");
  tl::messages_forwardMessages forward;
  forward.from_peer = input(anna_, to_ben_);
  forward.to_peer = input(anna_, to_anna_);
  forward.id = {messages(anna_, to_ben_)[0].id};
  forward.random_id = {1};
  ASSERT_TRUE(ask(anna_, forward));
  pass(1000);
  EXPECT_EQ(texts_in(anna_, to_anna_), Texts{"x"});
}

}  // namespace
}  // namespace botschaft::rpc
