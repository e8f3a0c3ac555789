#include "rpc/messages/scene.h"
#include "rpc/views/chat_invite.h"

namespace botschaft::rpc {
namespace {

class ChatInvites : public Scene {
 protected:
  ChatInvites() {
    tl::messages_createChat request;
    request.title = "Chor";
    request.users.push_back(input_user(anna_, ben_));
    const auto answer = ask(anna_, request);
    const auto* updates = answer->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    chat_ = PeerId::chat(updates->chats[0].as<tl::chat>()->id);
  }

  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  UserId cara_ = person("Cara");
  UserId dora_ = person("Dora");
  PeerId chat_;

  Result<std::string> link(UserId user, tl::messages_exportChatInvite request = {}) {
    request.peer = peer(user, chat_);
    const auto answer = ask(user, request);
    if (!answer) return std::unexpected(answer.error());
    return answer->as<tl::chatInviteExported>()->link;
  }

  Result<void> join(UserId user, const std::string& link) {
    tl::messages_importChatInvite request;
    request.hash = invite_hash(link);
    const auto answer = ask_store(user, request);
    if (!answer) return std::unexpected(answer.error());
    return {};
  }

  Err check_error(UserId user, const std::string& hash) {
    tl::messages_checkChatInvite request;
    request.hash = hash;
    const auto answer = ask(user, request);
    return answer ? Err{} : answer.error().err;
  }

  auto edit(UserId user, const std::string& link, tl::messages_editExportedChatInvite request = {}) {
    request.peer = peer(user, chat_);
    request.link = link;
    return ask(user, request);
  }

  std::size_t importers(const std::string& link, bool requested) {
    tl::messages_getChatInviteImporters request;
    request.peer = peer(anna_, chat_);
    request.requested = requested;
    request.link = link;
    request.offset_user = tl::make<tl::inputUserEmpty>();
    request.limit = 10;
    return ask(anna_, request)->as<tl::messages_chatInviteImporters>()->importers.size();
  }

  Result<void> decide(UserId admin, UserId user, bool approved) {
    tl::messages_hideChatJoinRequest request;
    request.peer = peer(admin, chat_);
    request.user_id = input_user(admin, user);
    request.approved = approved;
    const auto answer = ask(admin, request);
    if (!answer) return std::unexpected(answer.error());
    return {};
  }

  bool writes(UserId user) { return ask(user, text_to(user, chat_, "la")).has_value(); }
};

TEST_F(ChatInvites, LetPeopleIn) {
  EXPECT_EQ(link(ben_).error().err, Err::CHAT_ADMIN_REQUIRED);
  EXPECT_EQ(link(cara_).error().err, Err::PEER_ID_INVALID);
  const auto url = link(anna_).value();
  tl::messages_checkChatInvite check;
  check.hash = invite_hash(url);
  const auto shown = ask(cara_, check);
  const auto* invite = shown->as<tl::chatInvite>();
  ASSERT_TRUE(invite != nullptr);
  EXPECT_EQ(invite->title, "Chor");
  EXPECT_EQ(invite->participants_count, 2);
  EXPECT_FALSE(invite->participants);  // she knows nobody there
  EXPECT_TRUE(ask(ben_, check)->is<tl::chatInviteAlready>());

  ASSERT_TRUE(join(cara_, url));
  EXPECT_TRUE(writes(cara_));
  EXPECT_EQ(join(cara_, url).error().err, Err::USER_ALREADY_PARTICIPANT);
  EXPECT_EQ(importers(url, false), 1U);
}

TEST_F(ChatInvites, End) {
  EXPECT_EQ(check_error(cara_, ""), Err::INVITE_HASH_EMPTY);
  EXPECT_EQ(check_error(cara_, "unknown"), Err::INVITE_HASH_INVALID);
  tl::messages_exportChatInvite once;
  once.usage_limit = 1;
  const auto for_one = link(anna_, std::move(once)).value();
  ASSERT_TRUE(join(cara_, for_one));
  EXPECT_EQ(join(dora_, for_one).error().err, Err::INVITE_HASH_EXPIRED);

  tl::messages_exportChatInvite soon;
  soon.expire_date = clock_.unix_seconds();
  EXPECT_EQ(link(anna_, std::move(soon)).error().err, Err::EXPIRE_DATE_INVALID);
  soon.expire_date = clock_.unix_seconds() + 60;
  const auto for_a_minute = link(anna_, std::move(soon)).value();
  EXPECT_EQ(check_error(dora_, invite_hash(for_a_minute)), Err{});
  clock_.advance_us(60'000'000);
  EXPECT_EQ(check_error(dora_, invite_hash(for_a_minute)), Err::INVITE_HASH_EXPIRED);
}

TEST_F(ChatInvites, DoNotReopenTheDoorForWhoWasRemoved) {
  const auto url = link(anna_).value();
  ASSERT_TRUE(join(cara_, url));
  tl::messages_deleteChatUser request;
  request.chat_id = chat_.bare();
  request.user_id = input_user(anna_, cara_);
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(join(cara_, url).error().err, Err::INVITE_HASH_EXPIRED);
}

TEST_F(ChatInvites, MayNeedAnAdminsWord) {
  tl::messages_exportChatInvite request;
  request.request_needed = true;
  const auto url = link(anna_, std::move(request)).value();
  EXPECT_EQ(join(cara_, url).error().err, Err::INVITE_REQUEST_SENT);
  EXPECT_EQ(join(dora_, url).error().err, Err::INVITE_REQUEST_SENT);
  EXPECT_FALSE(writes(cara_));
  EXPECT_EQ(importers(url, true), 2U);
  tl::messages_getFullChat full;
  full.chat_id = chat_.bare();
  EXPECT_EQ(ask(anna_, full)->as<tl::messages_chatFull>()->full_chat.as<tl::chatFull>()->requests_pending, 2);
  EXPECT_FALSE(ask(ben_, full)->as<tl::messages_chatFull>()->full_chat.as<tl::chatFull>()->requests_pending);

  EXPECT_EQ(decide(ben_, cara_, true).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(decide(anna_, cara_, true));
  EXPECT_TRUE(writes(cara_));
  ASSERT_TRUE(decide(anna_, dora_, false));
  EXPECT_FALSE(writes(dora_));
  EXPECT_EQ(decide(anna_, dora_, true).error().err, Err::HIDE_REQUESTER_MISSING);
  EXPECT_EQ(importers(url, true), 0U);
  EXPECT_EQ(importers(url, false), 1U);
}

TEST_F(ChatInvites, AreEditedRevokedAndDeleted) {
  const auto url = link(anna_).value();
  tl::messages_editExportedChatInvite change;
  change.title = "Sopran";
  change.usage_limit = 5;
  const auto edited = edit(anna_, url, std::move(change));
  const auto* invite = edited->as<tl::messages_exportedChatInvite>()->invite.as<tl::chatInviteExported>();
  EXPECT_EQ(invite->title, "Sopran");
  EXPECT_EQ(invite->usage_limit, 5);

  tl::messages_deleteExportedChatInvite remove;
  remove.peer = peer(anna_, chat_);
  remove.link = url;
  EXPECT_EQ(ask(anna_, remove).error().err, Err::INVITE_REVOKED_MISSING);
  change = {};
  change.revoked = true;
  ASSERT_TRUE(edit(anna_, url, std::move(change)));
  EXPECT_EQ(join(cara_, url).error().err, Err::INVITE_HASH_EXPIRED);
  tl::messages_getExportedChatInvite one;
  one.peer = peer(anna_, chat_);
  one.link = url;
  EXPECT_TRUE(ask(anna_, one));
  ASSERT_TRUE(ask(anna_, remove));
  EXPECT_EQ(ask(anna_, one).error().err, Err::INVITE_HASH_EXPIRED);
}

TEST_F(ChatInvites, EachAdminHasAPermanentOne) {
  tl::messages_exportChatInvite request;
  request.legacy_revoke_permanent = true;
  const auto first = link(anna_, std::move(request)).value();
  tl::messages_editExportedChatInvite change;
  change.title = "x";
  EXPECT_EQ(edit(anna_, first, std::move(change)).error().err, Err::CHAT_INVITE_PERMANENT);
  change = {};
  change.revoked = true;
  const auto replaced = edit(anna_, first, std::move(change));
  const auto* both = replaced->as<tl::messages_exportedChatInviteReplaced>();
  ASSERT_TRUE(both != nullptr);
  const auto second = both->new_invite.as<tl::chatInviteExported>()->link;
  EXPECT_NE(first, second);
  tl::messages_getFullChat full;
  full.chat_id = chat_.bare();
  const auto answer = ask(anna_, full);
  EXPECT_EQ(answer->as<tl::messages_chatFull>()
                ->full_chat.as<tl::chatFull>()
                ->exported_invite.as<tl::chatInviteExported>()
                ->link,
            second);

  tl::messages_getExportedChatInvites list;
  list.peer = peer(anna_, chat_);
  list.admin_id = tl::make<tl::inputUserSelf>();
  list.limit = 10;
  EXPECT_EQ(ask(anna_, list)->as<tl::messages_exportedChatInvites>()->invites.size(), 1U);
  list.revoked = true;
  EXPECT_EQ(ask(anna_, list)->as<tl::messages_exportedChatInvites>()->invites.size(), 1U);
  list.peer = peer(ben_, chat_);
  EXPECT_EQ(ask(ben_, list).error().err, Err::CHAT_ADMIN_REQUIRED);
  tl::messages_getAdminsWithInvites admins;
  admins.peer = peer(anna_, chat_);
  const auto with = ask(anna_, admins);
  ASSERT_EQ(with->as<tl::messages_chatAdminsWithInvites>()->admins.size(), 1U);
  tl::messages_deleteRevokedExportedChatInvites sweep;
  sweep.peer = peer(anna_, chat_);
  sweep.admin_id = tl::make<tl::inputUserSelf>();
  ASSERT_TRUE(ask(anna_, sweep));
  list.peer = peer(anna_, chat_);
  EXPECT_EQ(ask(anna_, list)->as<tl::messages_exportedChatInvites>()->count, 0);
}

TEST_F(ChatInvites, AreReadFromAnyFormOfTheLink) {
  EXPECT_EQ(invite_hash("https://chat.example/+abc"), "abc");
  EXPECT_EQ(invite_hash("https://t.me/joinchat/abc"), "abc");
  EXPECT_EQ(invite_hash("tg://join?invite=abc"), "abc");
  EXPECT_EQ(invite_hash("abc"), "abc");
}

}  // namespace
}  // namespace botschaft::rpc
