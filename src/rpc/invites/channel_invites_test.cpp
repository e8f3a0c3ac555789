#include "rpc/channels/channels_scene.h"
#include "rpc/views/chat_invite.h"

namespace botschaft::rpc {
namespace {

class ChannelInvites : public ChannelScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo"), dora_ = person("Dora");

  Result<std::string> link(UserId user, std::int64_t id, tl::messages_exportChatInvite request = {}) {
    request.peer = channel_peer(user, id);
    const auto answer = ask(user, request);
    if (!answer) return std::unexpected(answer.error());
    return answer->as<tl::chatInviteExported>()->link;
  }
  std::string request_link(UserId user, std::int64_t id) {
    tl::messages_exportChatInvite request;
    request.request_needed = true;
    return link(user, id, std::move(request)).value();
  }
  auto check(UserId user, const std::string& link) {
    tl::messages_checkChatInvite request;
    request.hash = invite_hash(link);
    return ask(user, request);
  }
  auto come(UserId user, const std::string& link) {
    tl::messages_importChatInvite request;
    request.hash = invite_hash(link);
    return ask(user, request);
  }
  Err come_error(UserId user, const std::string& link) {
    const auto answer = come(user, link);
    return answer ? Err{} : answer.error().err;
  }
  auto decide(UserId admin, std::int64_t id, UserId user, bool approved) {
    tl::messages_hideChatJoinRequest request;
    request.peer = channel_peer(admin, id);
    request.user_id = user_of(admin, user);
    request.approved = approved;
    return ask(admin, request);
  }
  auto decide_all(UserId admin, std::int64_t id, bool approved, std::optional<std::string> link = {}) {
    tl::messages_hideAllChatJoinRequests request;
    request.peer = channel_peer(admin, id);
    request.approved = approved;
    request.link = std::move(link);
    return ask(admin, request);
  }
  auto importers(UserId admin, std::int64_t id, tl::messages_getChatInviteImporters request) {
    request.peer = channel_peer(admin, id);
    if (!request.offset_user) request.offset_user = tl::make<tl::inputUserEmpty>();
    if (request.limit == 0) request.limit = 10;
    return ask(admin, request);
  }
  std::vector<UserId> waiting(UserId admin, std::int64_t id, std::string q = {}) {
    tl::messages_getChatInviteImporters request;
    request.requested = true;
    if (!q.empty()) request.q = std::move(q);
    const auto answer = importers(admin, id, std::move(request));
    std::vector<UserId> users;
    for (const auto& box : answer->as<tl::messages_chatInviteImporters>()->importers) {
      users.push_back(box.as<tl::chatInviteImporter>()->user_id);
    }
    return users;
  }
  tl::Box<tl::messages_ChatFull> full(UserId user, std::int64_t id) {
    tl::channels_getFullChannel request;
    request.channel = channel(user, id);
    return ask(user, request).value();
  }
  static const tl::channelFull& in(const tl::Box<tl::messages_ChatFull>& full) {
    return *full.as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>();
  }
  // What a service message of the last command says, as the caller is told.
  template <class Action>
  static const Action* said(const tl::Box<tl::Updates>& updates) {
    for (const auto& update : updates.as<tl::updates>()->updates) {
      const auto* fresh = update.as<tl::updateNewChannelMessage>();
      if (fresh == nullptr) continue;
      const auto* service = fresh->message.as<tl::messageService>();
      if (const auto* action = service ? service->action.as<Action>() : nullptr) return action;
    }
    return nullptr;
  }
  auto ask_to_join(UserId admin, std::int64_t id, bool on, bool by_link = false) {
    tl::channels_toggleJoinRequest request;
    request.channel = channel(admin, id);
    request.enabled = on;
    request.apply_to_invites = by_link;
    return ask(admin, request);
  }
};

TEST_F(ChannelInvites, LetPeopleIntoASupergroupThatSaysSo) {
  const auto id = create(anna_, false, "Chor");
  EXPECT_EQ(link(cleo_, id).error().err, Err::CHANNEL_PRIVATE);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  EXPECT_EQ(link(ben_, id).error().err, Err::CHAT_ADMIN_REQUIRED);
  const auto url = link(anna_, id).value();
  const auto shown = check(cleo_, url);
  const auto* view = shown->as<tl::chatInvite>();
  ASSERT_TRUE(view != nullptr);
  EXPECT_EQ(view->title, "Chor");
  EXPECT_TRUE(view->channel && view->megagroup && !view->broadcast && !view->public_);
  EXPECT_EQ(view->participants_count, 2);
  EXPECT_TRUE(check(ben_, url)->is<tl::chatInviteAlready>());

  const auto joined = come(cleo_, url);
  ASSERT_TRUE(joined);
  const auto* action =
      said<tl::messageActionChatJoinedByLink>(joined->as<tl::messages_chatInviteJoinResultOk>()->updates);
  ASSERT_TRUE(action != nullptr);
  EXPECT_EQ(action->inviter_id, anna_);
  EXPECT_TRUE(try_post(cleo_, id, "la"));
  EXPECT_EQ(come_error(cleo_, url), Err::USER_ALREADY_PARTICIPANT);
  tl::messages_getChatInviteImporters request;
  request.link = url;
  EXPECT_EQ(importers(anna_, id, std::move(request))->as<tl::messages_chatInviteImporters>()->count, 1);
}

TEST_F(ChannelInvites, NobodyIsToldWhoCameIntoABroadcast) {
  const auto id = create(anna_, true);
  const auto url = link(anna_, id).value();
  const auto before = texts(anna_, id);
  ASSERT_TRUE(come(ben_, url));
  EXPECT_EQ(texts(anna_, id), before);
  EXPECT_TRUE(check(cleo_, url)->as<tl::chatInvite>()->broadcast);
}

TEST_F(ChannelInvites, OfPublicOnesLetPeopleLookFirst) {
  const auto id = create(anna_, false);
  const auto url = link(anna_, id).value();
  ASSERT_TRUE(name(anna_, id, "lookinside"));
  const auto shown = check(ben_, url);
  const auto* peek = shown->as<tl::chatInvitePeek>();
  ASSERT_TRUE(peek != nullptr);
  EXPECT_EQ(peek->chat.as<tl::channel>()->id, id);
  EXPECT_GT(peek->expires, clock_.unix_seconds());
}

TEST_F(ChannelInvites, EndByLimitAndDateAndForWhoWasBanned) {
  const auto id = create(anna_, false);
  tl::messages_exportChatInvite once;
  once.usage_limit = 1;
  const auto for_one = link(anna_, id, std::move(once)).value();
  ASSERT_TRUE(come(ben_, for_one));
  EXPECT_EQ(come_error(cleo_, for_one), Err::INVITE_HASH_EXPIRED);
  tl::messages_exportChatInvite soon;
  soon.expire_date = clock_.unix_seconds() + 60;
  const auto for_a_minute = link(anna_, id, std::move(soon)).value();
  advance(60);
  EXPECT_EQ(come_error(cleo_, for_a_minute), Err::INVITE_HASH_EXPIRED);

  const auto url = link(anna_, id).value();
  ASSERT_TRUE(ban(anna_, id, ben_, domain::kBanViewMessages));
  EXPECT_EQ(come_error(ben_, url), Err::INVITE_HASH_EXPIRED);
  tl::channels_deleteChannel end;
  end.channel = channel(anna_, id);
  ASSERT_TRUE(ask(anna_, end));
  EXPECT_EQ(come_error(cleo_, url), Err::INVITE_HASH_EXPIRED);
}

TEST_F(ChannelInvites, RequestsReachTheAdminsWhoMayDecide) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  ASSERT_TRUE(promote(anna_, id, ben_, domain::kAdminDeleteMessages));
  const auto url = request_link(anna_, id);
  EXPECT_TRUE(check(cleo_, url)->as<tl::chatInvite>()->request_needed);
  take_box_notices();
  EXPECT_EQ(come_error(cleo_, url), Err::INVITE_REQUEST_SENT);
  std::vector<UserId> told;
  for (const auto& notice : take_box_notices()) told.push_back(notice.owner);
  EXPECT_EQ(told, std::vector{anna_});
  EXPECT_EQ(try_post(cleo_, id, "la").error().err, Err::CHANNEL_PRIVATE);
  EXPECT_EQ(in(full(anna_, id)).requests_pending, 1);
  EXPECT_EQ(in(full(anna_, id)).recent_requesters->front(), cleo_);
  EXPECT_FALSE(in(full(ben_, id)).requests_pending);

  EXPECT_EQ(decide(ben_, id, cleo_, true).error().err, Err::CHAT_ADMIN_REQUIRED);
  const auto decided = decide(anna_, id, cleo_, true);
  ASSERT_TRUE(decided);
  EXPECT_TRUE(said<tl::messageActionChatJoinedByRequest>(*decided) != nullptr);
  EXPECT_TRUE(try_post(cleo_, id, "la"));
  EXPECT_FALSE(in(full(anna_, id)).requests_pending);
  EXPECT_EQ(decide(anna_, id, cleo_, true).error().err, Err::HIDE_REQUESTER_MISSING);

  tl::channels_getParticipant self;
  self.channel = channel(cleo_, id);
  self.participant = tl::make<tl::inputPeerSelf>();
  const auto row = ask(cleo_, self);
  EXPECT_TRUE(
      row->as<tl::channels_channelParticipant>()->participant.as<tl::channelParticipantSelf>()->via_request);
}

TEST_F(ChannelInvites, WhoIsNoAdminAnyMoreDoesNotLearnWhoAsked) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  ASSERT_TRUE(promote(anna_, id, ben_, domain::kAdminInviteUsers));
  const auto before = pts(ben_);
  EXPECT_EQ(come_error(cleo_, request_link(anna_, id)), Err::INVITE_REQUEST_SENT);
  ASSERT_TRUE(promote(anna_, id, ben_, 0));
  const auto after = pts(ben_);
  run([&](store::Transaction& tx) {
    const Viewer viewer{ben_, clock_.unix_seconds(), services_};
    const auto told = updates_since(viewer, tx, before, after);
    for (const auto& update : told->updates) EXPECT_FALSE(update.is<tl::updatePendingJoinRequests>());
    for (const auto& user : told->users) EXPECT_NE(user.as<tl::user>()->id, cleo_);
  });
}

TEST_F(ChannelInvites, RequestsAreListedInPagesAndFoundByName) {
  const auto id = create(anna_, false);
  const auto url = request_link(anna_, id);
  for (const auto user : {ben_, cleo_, dora_}) {
    EXPECT_EQ(come_error(user, url), Err::INVITE_REQUEST_SENT);
    advance(user == ben_ ? 5 : 0);
  }
  EXPECT_EQ(waiting(anna_, id), (std::vector{cleo_, dora_, ben_}));
  EXPECT_EQ(waiting(anna_, id, "dor"), std::vector{dora_});
  tl::messages_getChatInviteImporters page;
  page.requested = true;
  page.offset_date = clock_.unix_seconds();
  page.offset_user = user_of(anna_, cleo_);
  const auto rest = importers(anna_, id, std::move(page));
  EXPECT_EQ(rest->as<tl::messages_chatInviteImporters>()->count, 3);
  EXPECT_EQ(rest->as<tl::messages_chatInviteImporters>()->importers.size(), 2U);
  tl::messages_getChatInviteImporters both;
  both.link = url;
  both.q = "dor";
  EXPECT_EQ(importers(anna_, id, std::move(both)).error().err, Err::SEARCH_WITH_LINK_NOT_SUPPORTED);
}

TEST_F(ChannelInvites, AllRequestsAreDecidedAtOnce) {
  const auto id = create(anna_, false);
  const auto one = request_link(anna_, id), other = request_link(anna_, id);
  EXPECT_EQ(decide_all(anna_, id, true).error().err, Err::HIDE_REQUESTER_MISSING);
  EXPECT_EQ(come_error(ben_, one), Err::INVITE_REQUEST_SENT);
  EXPECT_EQ(come_error(cleo_, other), Err::INVITE_REQUEST_SENT);
  EXPECT_EQ(decide_all(anna_, id, true, "https://x/+unknown").error().err, Err::INVITE_HASH_EXPIRED);
  ASSERT_TRUE(decide_all(anna_, id, false, other));
  EXPECT_EQ(waiting(anna_, id), std::vector{ben_});
  ASSERT_TRUE(decide_all(anna_, id, true));
  EXPECT_TRUE(try_post(ben_, id, "la"));
  EXPECT_FALSE(try_post(cleo_, id, "la"));
}

TEST_F(ChannelInvites, WhoIsAddedDoesNotWaitAnyMore) {
  const auto id = create(anna_, false);
  EXPECT_EQ(come_error(ben_, request_link(anna_, id)), Err::INVITE_REQUEST_SENT);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  EXPECT_TRUE(waiting(anna_, id).empty());
}

TEST_F(ChannelInvites, APublicGroupMayWantToBeAsked) {
  const auto id = create(anna_, false);
  EXPECT_EQ(ask_to_join(anna_, id, true).error().err, Err::CHAT_PUBLIC_REQUIRED);
  ASSERT_TRUE(name(anna_, id, "openhouse"));
  ASSERT_TRUE(ask_to_join(anna_, id, true));
  EXPECT_EQ(ask_to_join(anna_, id, true).error().err, Err::CHAT_NOT_MODIFIED);
  EXPECT_EQ(join(ben_, id).error().err, Err::INVITE_REQUEST_SENT);
  EXPECT_EQ(waiting(anna_, id), std::vector{ben_});
  ASSERT_TRUE(decide(anna_, id, ben_, true));
  EXPECT_TRUE(try_post(ben_, id, "la"));
  EXPECT_TRUE(full(cleo_, id).as<tl::messages_chatFull>()->chats.front().as<tl::channel>()->join_request);
  ASSERT_TRUE(come(cleo_, link(anna_, id).value()));  // links are meant for whom they were given
  ASSERT_TRUE(ask_to_join(anna_, id, true, true));
  EXPECT_EQ(come_error(dora_, link(anna_, id).value()), Err::INVITE_REQUEST_SENT);
  EXPECT_EQ(ask_to_join(ben_, id, false).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(ask_to_join(anna_, create(anna_, true), true).error().err, Err::CHANNEL_INVALID);
  ASSERT_TRUE(ask_to_join(anna_, id, false));
  EXPECT_TRUE(join(dora_, id));
}

TEST_F(ChannelInvites, WritingMayNeedMembership) {
  const auto id = create(anna_, false);
  tl::channels_toggleJoinToSend request;
  request.channel = channel(anna_, id);
  request.enabled = true;
  const auto changed = ask(anna_, request);
  ASSERT_TRUE(changed);
  EXPECT_TRUE(changed->as<tl::updates>()->chats.front().as<tl::channel>()->join_to_send);
  EXPECT_EQ(ask(anna_, request).error().err, Err::CHAT_NOT_MODIFIED);
}

TEST_F(ChannelInvites, ThePermanentLinkIsInTheFullChannel) {
  const auto id = create(anna_, true);
  EXPECT_FALSE(in(full(anna_, id)).exported_invite);
  tl::messages_exportChatInvite permanent;
  permanent.legacy_revoke_permanent = true;
  const auto url = link(anna_, id, std::move(permanent)).value();
  EXPECT_EQ(in(full(anna_, id)).exported_invite.as<tl::chatInviteExported>()->link, url);
  ASSERT_TRUE(come(ben_, url));
  EXPECT_FALSE(in(full(ben_, id)).exported_invite);
}

}  // namespace
}  // namespace botschaft::rpc
