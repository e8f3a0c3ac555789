// What goes along when a message is forwarded or quoted elsewhere, and who has read it.
#include "domain/messages/read.h"
#include "rpc/messages/time_scene.h"
#include "store/channels.h"

namespace botschaft::rpc {
namespace {

class Forwards : public TimeScene {
 protected:
  auto forward(UserId by, PeerId from, MessageId id, PeerId to, bool drop_author = false) {
    tl::messages_forwardMessages request;
    request.from_peer = input(by, from);
    request.to_peer = input(by, to);
    request.id = {id};
    request.random_id = {++random_text_};
    request.drop_author = drop_author;
    return ask(by, request);
  }
  MessageId say(UserId from, PeerId to, const std::string& text) {
    const auto answer = ask(from, text_for(from, to, text));
    EXPECT_TRUE(answer) << answer.error().text();
    return messages(from, to)[0].id;
  }
  void hide_in_forwards(UserId user, std::initializer_list<UserId> except = {}) {
    tl::account_setPrivacy request;
    request.key = tl::make<tl::inputPrivacyKeyForwards>();
    if (except.size() > 0) {
      auto allow = tl::make<tl::inputPrivacyValueAllowUsers>();
      for (const auto friendly : except) allow->users.push_back(user_of(user, friendly));
      request.rules.push_back(std::move(allow));
    }
    request.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
    ASSERT_TRUE(ask(user, request));
  }
  auto answer_with_quote(UserId from, PeerId to, PeerId original_in, MessageId original,
                         const std::string& quote, std::int32_t offset) {
    auto request = text_for(from, to, "Antwort");
    auto reply = tl::make<tl::inputReplyToMessage>();
    reply->reply_to_msg_id = original;
    if (original_in != to) reply->reply_to_peer_id = input(from, original_in);
    reply->quote_text = quote;
    reply->quote_offset = offset;
    request.reply_to = std::move(reply);
    return ask(from, request);
  }
  static const tl::messageFwdHeader& header(const tl::message& message) {
    return *message.fwd_from.as<tl::messageFwdHeader>();
  }
  static const tl::messageReplyHeader& reply(const tl::message& message) {
    return *message.reply_to.as<tl::messageReplyHeader>();
  }

  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  UserId clara_ = person("Clara");
  PeerId to_anna_ = PeerId::user(anna_), to_ben_ = PeerId::user(ben_), to_clara_ = PeerId::user(clara_);
};

TEST_F(Forwards, LeaveBehindWhatIsSaidUnderMediaIfWished) {
  tl::messages_sendMedia request;
  request.peer = input(anna_, to_ben_);
  auto contact = tl::make<tl::inputMediaContact>();
  contact->phone_number = "491234567";
  contact->first_name = "Dora";
  request.media = std::move(contact);
  request.message = "https://example.org knows her";
  request.random_id = 5;
  ASSERT_TRUE(ask(anna_, request));
  tl::messages_forwardMessages forward;
  forward.from_peer = input(ben_, to_anna_);
  forward.to_peer = input(ben_, to_clara_);
  forward.id = {newest(ben_, to_anna_).id};
  forward.random_id = {6};
  forward.drop_author = true;
  forward.drop_media_captions = true;
  ASSERT_TRUE(ask(ben_, forward));
  const auto copy = newest(clara_, to_ben_);
  EXPECT_TRUE(copy.media.is<tl::messageMediaContact>());
  EXPECT_EQ(copy.message, "");
  EXPECT_FALSE(copy.entities);

  forward.id = {say(ben_, to_anna_, "only text")};
  forward.random_id = {7};
  ASSERT_TRUE(ask(ben_, forward));
  EXPECT_EQ(newest(clara_, to_ben_).message, "only text");
}

TEST_F(Forwards, NameTheFirstAuthorHoweverOften) {
  const auto id = say(anna_, to_ben_, "Witz");
  ASSERT_TRUE(forward(ben_, to_anna_, messages(ben_, to_anna_)[0].id, to_clara_));
  const auto first = newest(clara_, to_ben_);
  EXPECT_EQ(header(first).from_id.as<tl::peerUser>()->user_id, anna_);
  ASSERT_TRUE(forward(clara_, to_ben_, first.id, to_clara_));
  const auto saved = newest(clara_, to_clara_);
  EXPECT_EQ(header(saved).from_id.as<tl::peerUser>()->user_id, anna_);
  EXPECT_EQ(header(saved).saved_from_peer.as<tl::peerUser>()->user_id, ben_);
  EXPECT_EQ(header(saved).saved_from_msg_id, first.id);
  EXPECT_EQ(messages(anna_, to_ben_)[0].id, id);
}

TEST_F(Forwards, HideAnAuthorWhoWantsItButForHisExceptions) {
  hide_in_forwards(anna_, {clara_});
  say(anna_, to_ben_, "geheim");
  const auto group = this->group(anna_, {clara_});
  say(anna_, group, "offen");
  ASSERT_TRUE(forward(ben_, to_anna_, messages(ben_, to_anna_)[0].id, to_clara_));
  const auto hidden = newest(clara_, to_ben_);
  EXPECT_FALSE(header(hidden).from_id);
  EXPECT_EQ(header(hidden).from_name, "Anna");
  ASSERT_TRUE(forward(clara_, group, messages(clara_, group)[0].id, to_ben_));
  EXPECT_EQ(header(messages(ben_, to_clara_)[0]).from_id.as<tl::peerUser>()->user_id, anna_);
  ASSERT_TRUE(forward(clara_, to_ben_, hidden.id, to_clara_));  // what was hidden once stays so
  EXPECT_EQ(header(messages(clara_, to_clara_)[0]).from_name, "Anna");
}

TEST_F(Forwards, GoWithoutAuthorOnRequest) {
  say(anna_, to_ben_, "x");
  ASSERT_TRUE(forward(ben_, to_anna_, messages(ben_, to_anna_)[0].id, to_clara_, true));
  const auto copy = newest(clara_, to_ben_);
  EXPECT_FALSE(copy.fwd_from);
  EXPECT_EQ(copy.message, "x");
}

TEST_F(Forwards, OfProtectedMessagesAreRefusedAndSoAreQuotesElsewhere) {
  auto request = text_for(anna_, to_ben_, "bleibt hier");
  request.noforwards = true;
  ASSERT_TRUE(ask(anna_, request));
  const auto message = newest(ben_, to_anna_);
  EXPECT_TRUE(message.noforwards);
  EXPECT_EQ(forward(ben_, to_anna_, message.id, to_clara_).error().err, Err::CHAT_FORWARDS_RESTRICTED);
  EXPECT_EQ(answer_with_quote(ben_, to_clara_, to_anna_, message.id, "bleibt", 0).error().err,
            Err::CHAT_FORWARDS_RESTRICTED);
  EXPECT_TRUE(answer_with_quote(ben_, to_anna_, to_anna_, message.id, "bleibt", 0));
}

TEST_F(Forwards, QuotesAreCheckedInEveryKindOfChat) {
  const auto group = this->group(anna_, {ben_});
  const auto supergroup = PeerId::channel(create(anna_, false));
  const auto broadcast = PeerId::channel(create(anna_, true));
  for (const auto chat : {to_ben_, to_anna_, group, supergroup, broadcast}) {
    const auto id = say(anna_, chat, "eins zwei drei");
    EXPECT_EQ(answer_with_quote(anna_, chat, chat, id, "vier", 0).error().err, Err::QUOTE_TEXT_INVALID);
    ASSERT_TRUE(answer_with_quote(anna_, chat, chat, id, "zwei", 0));
    const auto answer = newest(anna_, chat);
    EXPECT_TRUE(reply(answer).quote);
    EXPECT_EQ(reply(answer).quote_text, "zwei");
    EXPECT_EQ(reply(answer).quote_offset, 5);
    EXPECT_EQ(reply(answer).reply_to_msg_id, id);
  }
}

TEST_F(Forwards, QuotesElsewhereSayWhoSaidItUnlessHeHides) {
  say(anna_, to_ben_, "eins zwei");
  const auto original = messages(ben_, to_anna_)[0].id;
  ASSERT_TRUE(answer_with_quote(ben_, to_clara_, to_anna_, original, "eins", 0));
  const auto named = newest(clara_, to_ben_);
  EXPECT_EQ(reply(named).reply_from.as<tl::messageFwdHeader>()->from_id.as<tl::peerUser>()->user_id, anna_);
  EXPECT_FALSE(reply(named).reply_to_msg_id);
  hide_in_forwards(anna_);
  ASSERT_TRUE(answer_with_quote(ben_, to_clara_, to_anna_, original, "eins", 0));
  const auto hidden = newest(clara_, to_ben_);
  EXPECT_FALSE(reply(hidden).reply_from.as<tl::messageFwdHeader>()->from_id);
  EXPECT_EQ(reply(hidden).reply_from.as<tl::messageFwdHeader>()->from_name, "Anna");
  const auto broadcast = PeerId::channel(create(ben_, true));
  const auto post = say(ben_, broadcast, "Neuigkeit");
  ASSERT_TRUE(answer_with_quote(ben_, to_clara_, broadcast, post, "Neu", 0));
  const auto third = newest(clara_, to_ben_);
  const auto& of_post = reply(third);
  EXPECT_EQ(of_post.reply_to_peer_id.as<tl::peerChannel>()->channel_id, broadcast.bare());
  EXPECT_EQ(of_post.reply_to_msg_id, post);
}

TEST_F(Forwards, QuotesCarryStylesAndNoLinks) {
  const auto id = say(anna_, to_ben_, "siehe example.org jetzt");
  auto request = text_for(anna_, to_ben_, "ja");
  auto answer = tl::make<tl::inputReplyToMessage>();
  answer->reply_to_msg_id = id;
  answer->quote_text = "example.org";
  auto bold = tl::make<tl::messageEntityBold>();
  bold->offset = 0;
  bold->length = 7;
  answer->quote_entities.emplace();
  answer->quote_entities->push_back(std::move(bold));
  request.reply_to = std::move(answer);
  ASSERT_TRUE(ask(anna_, request));
  const auto message = newest(ben_, to_anna_);
  ASSERT_EQ(reply(message).quote_entities->size(), 1U);
  EXPECT_TRUE(reply(message).quote_entities->front().is<tl::messageEntityBold>());
}

TEST_F(Forwards, SilentMessagesAreSilentInEveryKindOfChat) {
  const auto group = this->group(anna_, {ben_});
  const auto supergroup = PeerId::channel(create(anna_, false));
  const auto broadcast = PeerId::channel(create(anna_, true));
  for (const auto chat : {to_ben_, group, supergroup, broadcast}) {
    auto request = text_for(anna_, chat, "psst");
    request.silent = true;
    ASSERT_TRUE(ask(anna_, request));
    EXPECT_TRUE(messages(anna_, chat)[0].silent);
  }
}

TEST_F(Forwards, WhoHasReadIsToldInSmallSupergroups) {
  const auto id = create(anna_, false);
  const auto chat = PeerId::channel(id);
  ASSERT_TRUE(invite(anna_, id, {ben_, clara_}));
  const auto early = say(anna_, chat, "eins");
  ASSERT_TRUE(read(ben_, id, early));
  advance(10);
  const auto late = say(anna_, chat, "zwei");
  ASSERT_TRUE(read(clara_, id, late));
  tl::messages_getMessageReadParticipants request;
  request.peer = input(anna_, chat);
  request.msg_id = early;
  const auto readers = ask(anna_, request);
  ASSERT_TRUE(readers);
  ASSERT_EQ(readers->size(), 2U);
  EXPECT_EQ((*readers)[0].as<tl::readParticipantDate>()->user_id, ben_);
  EXPECT_EQ((*readers)[0].as<tl::readParticipantDate>()->date, now() - 10);
  request.msg_id = late;
  EXPECT_EQ(ask(anna_, request)->size(), 1U);
  ASSERT_TRUE(leave(clara_, id));
  EXPECT_TRUE(ask(anna_, request)->empty());
  request.msg_id = late + 100;
  EXPECT_EQ(ask(anna_, request).error().err, Err::MSG_ID_INVALID);
  request.msg_id = late;
  advance(domain::kReadDateSeconds + 1);
  EXPECT_EQ(ask(anna_, request).error().err, Err::MSG_TOO_OLD);
  const auto broadcast = PeerId::channel(create(anna_, true));
  request.peer = input(anna_, broadcast);
  EXPECT_EQ(ask(anna_, request).error().err, Err::PEER_ID_INVALID);
}

TEST_F(Forwards, WhoHasReadIsNotToldInLargeSupergroups) {
  const auto id = create(anna_, false);
  const auto post = say(anna_, PeerId::channel(id), "x");
  run([&](store::Transaction& tx) { store::change_channel_members(tx, id, domain::kReadMarksMembersMax); });
  tl::messages_getMessageReadParticipants request;
  request.peer = input(anna_, PeerId::channel(id));
  request.msg_id = post;
  EXPECT_EQ(ask(anna_, request).error().err, Err::CHAT_TOO_BIG);
}

}  // namespace
}  // namespace botschaft::rpc
