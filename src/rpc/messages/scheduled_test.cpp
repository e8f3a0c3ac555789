#include "domain/messages/scheduled.h"

#include "rpc/list_hash.h"
#include "rpc/messages/time_scene.h"

namespace botschaft::rpc {
namespace {

using Texts = std::vector<std::string>;

class Scheduled : public TimeScene {
 protected:
  auto schedule(UserId from, PeerId to, const std::string& text, std::int32_t in_seconds) {
    auto request = text_for(from, to, text);
    request.schedule_date = now() + in_seconds;
    return ask(from, request);
  }

  // The list as one of the author's devices fetches it.
  std::vector<tl::message> list(UserId user, PeerId to) {
    tl::messages_getScheduledHistory request;
    request.peer = input(user, to);
    auto answer = ask(user, request);
    std::vector<tl::message> found;
    if (!answer) return found;
    for (auto& box : answer->as<tl::messages_messages>()->messages)
      found.push_back(std::move(*box.as<tl::message>()));
    return found;
  }

  MessageId first_id(UserId user, PeerId to) { return list(user, to).front().id; }

  auto edit(UserId user, PeerId to, MessageId id, const std::string& text, std::int32_t at) {
    tl::messages_editMessage request;
    request.peer = input(user, to);
    request.id = id;
    if (!text.empty()) request.message = text;
    request.schedule_date = at;
    return ask(user, request);
  }

  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  UserId clara_ = person("Clara");
  PeerId to_anna_ = PeerId::user(anna_), to_ben_ = PeerId::user(ben_);
};

TEST_F(Scheduled, IsSentWhenItsTimeHasCome) {
  const auto before = pts(anna_);
  auto answer = schedule(anna_, to_ben_, "spaeter", 100);
  ASSERT_TRUE(answer);
  const auto& updates = *answer->as<tl::updates>();
  const auto* known = find<tl::updateMessageID>(updates);
  const auto* fresh = find<tl::updateNewScheduledMessage>(updates);
  ASSERT_TRUE(known != nullptr && fresh != nullptr);
  EXPECT_EQ(known->id, fresh->message.as<tl::message>()->id);
  EXPECT_EQ(fresh->message.as<tl::message>()->date, now() + 100);
  EXPECT_TRUE(find<tl::updateNewScheduledMessage>(*told_since(anna_, before)));  // her other devices
  EXPECT_TRUE(messages(anna_, to_ben_).empty());
  EXPECT_EQ(list(anna_, to_ben_).size(), 1U);
  EXPECT_TRUE(list(ben_, to_anna_).empty());

  pass(99);
  EXPECT_TRUE(messages(ben_, to_anna_).empty());
  const auto unsent = pts(anna_);
  pass(1);
  const auto theirs = messages(ben_, to_anna_);
  ASSERT_EQ(theirs.size(), 1U);
  EXPECT_EQ(theirs[0].message, "spaeter");
  EXPECT_EQ(theirs[0].date, now());
  EXPECT_TRUE(theirs[0].from_scheduled);
  const auto told = told_since(anna_, unsent);
  const auto* gone = find<tl::updateDeleteScheduledMessages>(*told);
  ASSERT_TRUE(gone != nullptr);
  EXPECT_EQ(gone->messages[0], known->id);
  EXPECT_EQ((*gone->sent_messages)[0], messages(anna_, to_ben_)[0].id);
  EXPECT_TRUE(list(anna_, to_ben_).empty());
  pass(1000);
  EXPECT_EQ(messages(ben_, to_anna_).size(), 1U);
}

TEST_F(Scheduled, RepeatedRequestsMakeOneMessageBeforeAndAfter) {
  auto request = text_for(anna_, to_ben_, "einmal");
  request.schedule_date = now() + 100;
  ASSERT_TRUE(ask(anna_, request));
  const auto again = ask(anna_, request);
  ASSERT_TRUE(again);
  EXPECT_TRUE(find<tl::updateNewScheduledMessage>(*again->as<tl::updates>()));
  EXPECT_EQ(list(anna_, to_ben_).size(), 1U);
  pass(100);
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(messages(ben_, to_anna_).size(), 1U);
  EXPECT_TRUE(list(anna_, to_ben_).empty());
}

TEST_F(Scheduled, HowAPreviewIsShownMayChangeAlone) {
  ASSERT_TRUE(schedule(anna_, to_ben_, "spaeter", 100));
  const auto at = now() + 100;
  tl::messages_editMessage request;
  request.peer = input(anna_, to_ben_);
  request.id = first_id(anna_, to_ben_);
  request.schedule_date = at;
  EXPECT_EQ(ask(anna_, request).error().err, Err::MESSAGE_NOT_MODIFIED);
  request.invert_media = true;
  ASSERT_TRUE(ask(anna_, request));
  ASSERT_TRUE(edit(anna_, to_ben_, request.id, "", at + 100));  // another time leaves it
  EXPECT_TRUE(list(anna_, to_ben_)[0].invert_media);
  EXPECT_EQ(list(anna_, to_ben_)[0].message, "spaeter");
}

TEST_F(Scheduled, WorksInEveryKindOfChat) {
  const auto group = this->group(anna_, {ben_});
  const auto supergroup = PeerId::channel(create(anna_, false));
  const auto broadcast = PeerId::channel(create(anna_, true));
  for (const auto to : {to_anna_, group, supergroup, broadcast}) {
    ASSERT_TRUE(schedule(anna_, to, "hier", 50));
    EXPECT_EQ(list(anna_, to).size(), 1U);
    EXPECT_TRUE(messages(anna_, to).empty());
  }
  EXPECT_TRUE(list(anna_, broadcast)[0].post);
  pass(50);
  for (const auto to : {to_anna_, group, supergroup, broadcast}) {
    EXPECT_EQ(texts_in(anna_, to), Texts{"hier"});
    EXPECT_TRUE(list(anna_, to).empty());
  }
  EXPECT_EQ(texts_in(ben_, group), Texts{"hier"});
}

TEST_F(Scheduled, OfAChannelIsSharedByThoseWhoPostThere) {
  const auto id = create(anna_, true);
  const auto channel = PeerId::channel(id);
  ASSERT_TRUE(invite(anna_, id, {ben_, clara_}));
  ASSERT_TRUE(promote(anna_, id, ben_, domain::kAdminPostMessages | domain::kAdminEditMessages));
  const auto before = pts(ben_), before_clara = pts(clara_);
  ASSERT_TRUE(schedule(anna_, channel, "morgen", 500));
  EXPECT_TRUE(find<tl::updateNewScheduledMessage>(*told_since(ben_, before)));
  EXPECT_FALSE(find<tl::updateNewScheduledMessage>(*told_since(clara_, before_clara)));
  EXPECT_EQ(list(ben_, channel).size(), 1U);
  tl::messages_getScheduledHistory request;
  request.peer = input(clara_, channel);
  EXPECT_EQ(ask(clara_, request).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(edit(ben_, channel, first_id(ben_, channel), "uebermorgen", now() + 600));
  pass(500);
  EXPECT_TRUE(messages(clara_, channel).empty());
  pass(100);
  EXPECT_EQ(texts_in(clara_, channel), Texts{"uebermorgen"});
}

TEST_F(Scheduled, IsDroppedWhereItsAuthorMayNotWriteAnyMore) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  ASSERT_TRUE(schedule(ben_, PeerId::channel(id), "x", 100));
  ASSERT_TRUE(ban(anna_, id, ben_, domain::kBanSendMessages));
  const auto before = pts(ben_);
  pass(100);
  EXPECT_TRUE(messages(anna_, PeerId::channel(id)).empty());
  const auto told = told_since(ben_, before);
  const auto* gone = find<tl::updateDeleteScheduledMessages>(*told);
  ASSERT_TRUE(gone != nullptr);
  EXPECT_FALSE(gone->sent_messages);
}

TEST_F(Scheduled, ChangesTextAndTime) {
  ASSERT_TRUE(schedule(anna_, to_ben_, "eins", 100));
  const auto id = first_id(anna_, to_ben_);
  EXPECT_EQ(edit(anna_, to_ben_, id, "", now() + 100).error().err, Err::MESSAGE_NOT_MODIFIED);
  EXPECT_EQ(edit(anna_, to_ben_, id, "zwei", now() - 1).error().err, Err::SCHEDULE_DATE_INVALID);
  EXPECT_EQ(edit(anna_, to_ben_, id + 1, "zwei", now() + 9).error().err, Err::MESSAGE_ID_INVALID);
  EXPECT_EQ(edit(ben_, to_anna_, id, "zwei", now() + 9).error().err, Err::MESSAGE_ID_INVALID);
  const auto answer = edit(anna_, to_ben_, id, "zwei", now() + 200);
  ASSERT_TRUE(answer);
  const auto* changed = find<tl::updateNewScheduledMessage>(*answer->as<tl::updates>());
  ASSERT_TRUE(changed != nullptr);
  EXPECT_EQ(changed->message.as<tl::message>()->id, id);
  EXPECT_EQ(changed->message.as<tl::message>()->message, "zwei");
  pass(199);
  EXPECT_TRUE(messages(ben_, to_anna_).empty());
  pass(1);
  EXPECT_EQ(texts_in(ben_, to_anna_), Texts{"zwei"});
  EXPECT_FALSE(messages(ben_, to_anna_)[0].edit_date);
}

TEST_F(Scheduled, CanBeSentAtOnceOrDeleted) {
  ASSERT_TRUE(schedule(anna_, to_ben_, "eins", 100));
  ASSERT_TRUE(schedule(anna_, to_ben_, "zwei", 200));
  const auto both = list(anna_, to_ben_);  // what is sent last first
  tl::messages_sendScheduledMessages send;
  send.peer = input(anna_, to_ben_);
  send.id = {both[0].id};
  const auto sent = ask(anna_, send);
  ASSERT_TRUE(sent);
  EXPECT_TRUE(find<tl::updateNewMessage>(*sent->as<tl::updates>()));
  EXPECT_TRUE(find<tl::updateDeleteScheduledMessages>(*sent->as<tl::updates>()));
  EXPECT_EQ(texts_in(ben_, to_anna_), Texts{"zwei"});
  EXPECT_EQ(ask(anna_, send).error().err, Err::MESSAGE_ID_INVALID);
  tl::messages_deleteScheduledMessages remove;
  remove.peer = input(anna_, to_ben_);
  remove.id = {both[1].id};
  EXPECT_TRUE(find<tl::updateDeleteScheduledMessages>(*ask(anna_, remove)->as<tl::updates>()));
  EXPECT_TRUE(list(anna_, to_ben_).empty());
  pass(1000);
  EXPECT_EQ(texts_in(ben_, to_anna_), Texts{"zwei"});
}

TEST_F(Scheduled, HasLimits) {
  EXPECT_EQ(schedule(anna_, to_ben_, "x", 368 * 86400).error().err, Err::SCHEDULE_DATE_TOO_LATE);
  ASSERT_TRUE(schedule(anna_, to_ben_, "gleich", 5));  // too close to wait for
  EXPECT_EQ(texts_in(ben_, to_anna_), Texts{"gleich"});
  for (int i = 0; i < domain::kScheduledMax; ++i) ASSERT_TRUE(schedule(anna_, to_ben_, "x", 100));
  EXPECT_EQ(schedule(anna_, to_ben_, "x", 100).error().err, Err::SCHEDULE_TOO_MUCH);
  EXPECT_TRUE(schedule(anna_, to_anna_, "x", 100));
  pass(100);
  EXPECT_EQ(messages(ben_, to_anna_).size(), 100U);  // as many as a page has
}

TEST_F(Scheduled, WaitsUntilTheOtherIsOnline) {
  auto request = text_for(anna_, to_ben_, "da?");
  request.schedule_date = store::kWhenOnline;
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(list(anna_, to_ben_)[0].date, store::kWhenOnline);
  pass(10'000);
  EXPECT_TRUE(messages(ben_, to_anna_).empty());
  run([&](store::Transaction& tx) { domain::release_until_online(tx, ben_, now()); });
  pass(0);
  EXPECT_EQ(texts_in(ben_, to_anna_), Texts{"da?"});
  auto to_self = text_for(anna_, to_anna_, "x");
  to_self.schedule_date = store::kWhenOnline;
  EXPECT_EQ(ask(anna_, to_self).error().err, Err::SCHEDULE_DATE_INVALID);
}

TEST_F(Scheduled, DoesNotWaitForWhoHidesWhenHeIsOnline) {
  tl::account_setPrivacy hide;
  hide.key = tl::make<tl::inputPrivacyKeyStatusTimestamp>();
  hide.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
  ASSERT_TRUE(ask(ben_, hide));
  auto request = text_for(anna_, to_ben_, "da?");
  request.schedule_date = store::kWhenOnline;
  EXPECT_EQ(ask(anna_, request).error().err, Err::SCHEDULE_STATUS_PRIVATE);
}

TEST_F(Scheduled, Repeats) {
  constexpr std::int32_t kDay = 86400;
  auto request = text_for(anna_, to_ben_, "taeglich");
  request.schedule_date = now() + 100;
  request.schedule_repeat_period = kDay;
  ASSERT_TRUE(ask(anna_, request));
  pass(100);
  EXPECT_EQ(messages(ben_, to_anna_).size(), 1U);
  EXPECT_EQ(list(anna_, to_ben_)[0].date, now() + kDay);
  EXPECT_EQ(list(anna_, to_ben_)[0].schedule_repeat_period, kDay);
  pass(kDay);
  EXPECT_EQ(messages(ben_, to_anna_).size(), 2U);
  request.schedule_date = now() + 100;
  request.schedule_repeat_period = 17;
  request.random_id = 4711;
  EXPECT_EQ(ask(anna_, request).error().err, Err::SCHEDULE_DATE_INVALID);
}

TEST_F(Scheduled, ForwardsKeepTheirAuthorAndAnswersTheirQuestion) {
  ASSERT_TRUE(ask(ben_, text_for(ben_, to_anna_, "Frage")));
  const auto question = messages(anna_, to_ben_)[0].id;
  tl::messages_forwardMessages forward;
  forward.from_peer = input(anna_, to_ben_);
  forward.to_peer = input(anna_, PeerId::user(clara_));
  forward.id = {question};
  forward.random_id = {77};
  forward.schedule_date = now() + 100;
  ASSERT_TRUE(ask(anna_, forward));
  auto answer = text_for(anna_, to_ben_, "Antwort");
  answer.reply_to = [&] {
    auto reply = tl::make<tl::inputReplyToMessage>();
    reply->reply_to_msg_id = question;
    return reply;
  }();
  answer.schedule_date = now() + 100;
  answer.silent = true;
  ASSERT_TRUE(ask(anna_, answer));
  pass(100);
  const auto forwarded = messages(clara_, to_anna_);
  ASSERT_EQ(forwarded.size(), 1U);
  EXPECT_EQ(forwarded[0].fwd_from.as<tl::messageFwdHeader>()->from_id.as<tl::peerUser>()->user_id, ben_);
  const auto answered = messages(anna_, to_ben_);
  EXPECT_TRUE(answered[0].silent);
  EXPECT_EQ(answered[0].reply_to.as<tl::messageReplyHeader>()->reply_to_msg_id, question);
}

TEST_F(Scheduled, IsToldInFullInfosAndByIds) {
  tl::users_getFullUser full;
  full.id = user_of(anna_, ben_);
  const auto has = [&] {
    return ask(anna_, full)->as<tl::users_userFull>()->full_user.as<tl::userFull>()->has_scheduled;
  };
  EXPECT_FALSE(has());
  ASSERT_TRUE(schedule(anna_, to_ben_, "x", 100));
  EXPECT_TRUE(has());
  tl::messages_getScheduledMessages by_id;
  by_id.peer = input(anna_, to_ben_);
  by_id.id = {first_id(anna_, to_ben_), 999};
  EXPECT_EQ(ask(anna_, by_id)->as<tl::messages_messages>()->messages.size(), 1U);
  tl::messages_getScheduledHistory history;
  history.peer = input(anna_, to_ben_);
  const auto list = ask(anna_, history);
  const auto& message = *list->as<tl::messages_messages>()->messages[0].as<tl::message>();
  const std::int64_t numbers[] = {message.id, 0, message.date};
  history.hash = list_hash(numbers);
  EXPECT_TRUE(ask(anna_, history)->is<tl::messages_messagesNotModified>());
}

}  // namespace
}  // namespace botschaft::rpc
