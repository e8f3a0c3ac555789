#include "crypto/dh.h"
#include "crypto/srp_client.h"
#include "domain/accounts/password.h"
#include "domain/channels/settings.h"
#include "domain/ownership.h"
#include "rpc/channels/channels_scene.h"
#include "store/passwords.h"

namespace botschaft::rpc {
namespace {

class Membership : public ChannelScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");

  Err error_of(const auto& answer) { return answer ? Err{} : answer.error().err; }

  auto participants(UserId who, std::int64_t id, tl::Box<tl::ChannelParticipantsFilter> filter) {
    tl::channels_getParticipants request;
    request.channel = channel(who, id);
    request.filter = std::move(filter);
    request.limit = 100;
    return ask(who, request);
  }
  auto recent(UserId who, std::int64_t id) {
    return participants(who, id, tl::make<tl::channelParticipantsRecent>());
  }
  auto protect(UserId who, tl::Box<tl::InputPeer> peer, bool on) {
    tl::messages_toggleNoForwards request;
    request.peer = std::move(peer);
    request.enabled = on;
    return ask(who, request);
  }
  auto forward(UserId who, tl::Box<tl::InputPeer> from, MessageId id, UserId to) {
    tl::messages_forwardMessages request;
    request.from_peer = std::move(from);
    request.to_peer = peer(who, to);
    request.id.push_back(id);
    request.random_id.push_back(++random_forward_);
    return ask(who, request);
  }
  auto rank(UserId by, tl::Box<tl::InputPeer> chat, UserId user, const std::string& text) {
    tl::messages_editChatParticipantRank request;
    request.peer = std::move(chat);
    request.participant = peer(by, user);
    request.rank = text;
    return ask(by, request);
  }

 private:
  std::int64_t random_forward_ = 0x7000;
};

TEST_F(Membership, MembersMayBeHiddenFromEachOther) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::channels_toggleParticipantsHidden request;
  request.channel = channel(anna_, id);
  request.enabled = true;
  EXPECT_EQ(error_of(ask(anna_, request)), Err::PARTICIPANTS_TOO_FEW);
  for (int i = 2; i < domain::kHiddenMembersMin; ++i) ASSERT_TRUE(invite(anna_, id, {person("M")}));
  EXPECT_TRUE(recent(ben_, id));
  request.channel = channel(ben_, id);
  EXPECT_EQ(error_of(ask(ben_, request)), Err::CHAT_ADMIN_REQUIRED);
  request.channel = channel(anna_, id);
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(error_of(ask(anna_, request)), Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(error_of(recent(ben_, id)), Err::CHAT_ADMIN_REQUIRED);
  EXPECT_TRUE(recent(anna_, id));
  tl::channels_getParticipant other;
  other.channel = channel(ben_, id);
  other.participant = peer(ben_, anna_);
  EXPECT_EQ(error_of(ask(ben_, other)), Err::CHAT_ADMIN_REQUIRED);
  tl::channels_getFullChannel full;
  full.channel = channel(ben_, id);
  const auto answer = ask(ben_, full);
  const auto* view = answer->as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>();
  EXPECT_TRUE(view->participants_hidden);
  EXPECT_FALSE(view->can_view_participants);
}

TEST_F(Membership, ProtectedContentStaysWhereItIs) {
  const auto id = create(anna_, true);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  const auto news = post(anna_, id, "news");
  ASSERT_TRUE(forward(ben_, channel_peer(ben_, id), news, cleo_));
  EXPECT_EQ(error_of(protect(ben_, channel_peer(ben_, id), true)), Err::CHAT_ADMIN_REQUIRED);
  const auto changed = protect(anna_, channel_peer(anna_, id), true);
  ASSERT_TRUE(changed);
  EXPECT_TRUE(changed->as<tl::updates>()->chats.front().as<tl::channel>()->noforwards);
  EXPECT_EQ(error_of(protect(anna_, channel_peer(anna_, id), true)), Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(error_of(forward(ben_, channel_peer(ben_, id), news, cleo_)), Err::CHAT_FORWARDS_RESTRICTED);
  ASSERT_TRUE(protect(anna_, channel_peer(anna_, id), false));
  EXPECT_TRUE(forward(ben_, channel_peer(ben_, id), news, cleo_));
  EXPECT_EQ(error_of(protect(anna_, peer(anna_, ben_), true)), Err::PEER_ID_INVALID);
}

TEST_F(Membership, ABasicGroupMayBeProtectedAndItsMembersRanked) {
  tl::messages_createChat make;
  make.title = "Chor";
  make.users.push_back(input_user(anna_, ben_));
  const auto made = ask(anna_, make);
  const auto* updates = made->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
  const auto chat = PeerId::chat(updates->chats[0].as<tl::chat>()->id);
  const auto text = send(anna_, chat, "text");
  ASSERT_TRUE(protect(anna_, peer(anna_, chat), true));
  EXPECT_EQ(error_of(forward(anna_, peer(anna_, chat), text, cleo_)), Err::CHAT_FORWARDS_RESTRICTED);

  ASSERT_TRUE(rank(ben_, peer(ben_, chat), ben_, "Tenor"));
  EXPECT_EQ(error_of(rank(ben_, peer(ben_, chat), ben_, "Tenor")), Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(error_of(rank(ben_, peer(ben_, chat), anna_, "Boss")), Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(error_of(rank(anna_, peer(anna_, chat), ben_, std::string(17, 'x'))), Err::ADMIN_RANK_INVALID);
  EXPECT_EQ(error_of(rank(anna_, peer(anna_, chat), cleo_, "x")), Err::USER_NOT_PARTICIPANT);
  send(ben_, chat, "la");
  tl::messages_getHistory request;
  request.peer = peer(anna_, chat);
  request.limit = 1;
  const auto history = ask(anna_, request);
  const auto* slice = history->as<tl::messages_messagesSlice>();
  ASSERT_TRUE(slice != nullptr);
  EXPECT_EQ(slice->messages.front().as<tl::message>()->from_rank, "Tenor");
}

TEST_F(Membership, MembersOfASupergroupBearRanks) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  ASSERT_TRUE(rank(ben_, channel_peer(ben_, id), ben_, "Tenor"));
  EXPECT_EQ(error_of(rank(ben_, channel_peer(ben_, id), cleo_, "Alt")), Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(promote(anna_, id, ben_, domain::kAdminManageRanks));
  ASSERT_TRUE(rank(ben_, channel_peer(ben_, id), cleo_, "Alt"));
  EXPECT_EQ(error_of(rank(ben_, channel_peer(ben_, id), anna_, "Boss")), Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(error_of(rank(anna_, channel_peer(anna_, create(anna_, true)), anna_, "Boss")),
            Err::PEER_ID_INVALID);
}

TEST_F(Membership, AChatIsGivenAwayOnlyAfterADayAndWithThePassword) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::channels_editCreator request;
  request.channel = channel(anna_, id);
  request.user_id = user_of(anna_, ben_);
  request.password = tl::make<tl::inputCheckPasswordEmpty>();
  EXPECT_EQ(error_of(ask(anna_, request)), Err::PASSWORD_MISSING);
  run([&](store::Transaction& tx) {
    store::put_password(tx, anna_,
                        {.salt1 = {},
                         .salt2 = {},
                         .verifier = Bytes(256, 1),
                         .hint = {},
                         .changed_at = clock_.unix_seconds()});
  });
  EXPECT_EQ(error_of(ask(anna_, request)), Err::PASSWORD_TOO_FRESH_X);
  advance(domain::kOwnershipWait);
  EXPECT_EQ(error_of(ask(anna_, request)), Err::PASSWORD_HASH_INVALID);
  tl::messages_editChatCreator other;
  other.peer = channel_peer(anna_, id);
  other.user_id = user_of(anna_, ben_);
  other.password = tl::make<tl::inputCheckPasswordEmpty>();
  EXPECT_EQ(error_of(ask(anna_, other)), Err::PASSWORD_HASH_INVALID);
}

TEST_F(Membership, TheNewCreatorHasEverythingAndTheOldOneStaysAdmin) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  const domain::Actor anna{.user = anna_, .now = clock_.unix_seconds()};
  run([&](store::Transaction& tx) {
    const auto peer = PeerId::channel(id);
    EXPECT_EQ(error_of(domain::check_gift(tx, anna, peer, cleo_)), Err::USER_ID_INVALID);
    EXPECT_EQ(error_of(domain::check_gift(tx, anna, peer, anna_)), Err::USER_ID_INVALID);
    EXPECT_EQ(error_of(domain::check_gift(tx, {.user = ben_}, peer, anna_)), Err::CHAT_ADMIN_REQUIRED);
    ASSERT_TRUE(domain::check_gift(tx, anna, peer, ben_));
    domain::give_chat(tx, anna, peer, ben_);
  });
  EXPECT_EQ(error_of(promote(anna_, id, ben_, 0)), Err::USER_CREATOR);
  EXPECT_TRUE(promote(ben_, id, anna_, 0));
  EXPECT_EQ(error_of(leave(ben_, id)), Err::USER_CREATOR);
  EXPECT_TRUE(leave(anna_, id));
}

}  // namespace
}  // namespace botschaft::rpc
