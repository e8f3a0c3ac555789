#include "rpc/channels/channels_scene.h"

namespace botschaft::rpc {
namespace {

using Texts = std::vector<std::string>;

class Channels : public ChannelScene {
 protected:
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo");
};

TEST_F(Channels, MembersWriteInASupergroupAndReadIt) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  const auto hello = post(ben_, id, "hello");
  EXPECT_EQ(texts(anna_, id), (Texts{"*", "*", "hello"}));
  EXPECT_EQ(texts(ben_, id), (Texts{"*", "hello"}));  // history before is hidden in a new group
  EXPECT_EQ(dialog(anna_, id)->unread_count, 1);
  EXPECT_EQ(dialog(anna_, id)->top_message, hello);
  EXPECT_EQ(dialog(ben_, id)->unread_count, 1);  // the message that she added him
  EXPECT_EQ(texts(cleo_, id), (Texts{"CHANNEL_PRIVATE"}));
  EXPECT_EQ(try_post(cleo_, id, "let me in").error().err, Err::CHANNEL_PRIVATE);
}

TEST_F(Channels, APostWritesTheSameRowsWhateverTheNumberOfMembers) {
  const auto id = create(anna_, true);
  std::int64_t changes[2] = {};
  const auto total = [&](const char* sql) {
    std::int64_t count = 0;
    run([&](store::Transaction& tx) {
      const store::Sql counting{sql};
      auto q = tx.run(counting);
      if (q.next()) count = q.int64(0);
    });
    return count;
  };
  static constexpr const char* kRows =
      "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM channel_messages) + "
      "(SELECT count(*) FROM dialogs) + (SELECT count(*) FROM sends)";
  for (auto& change : changes) {
    const auto before = total(kRows);
    post(anna_, id, "post");
    change = total(kRows) - before;
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(invite(anna_, id, {person("Member" + std::to_string(i))}));
  }
  EXPECT_EQ(changes[0], changes[1]);
  EXPECT_EQ(changes[0], 3);
}

TEST_F(Channels, ARepeatedPostIsOne) {
  const auto id = create(anna_, false);
  const auto first = sent_id(*try_post(anna_, id, "once", 77));
  const auto again = try_post(anna_, id, "once", 77);
  EXPECT_EQ(sent_id(*again), first);
  EXPECT_TRUE(again->as<tl::updates>()->updates.back().is<tl::updateNewChannelMessage>());
  EXPECT_EQ(texts(anna_, id), (Texts{"*", "once"}));
}

TEST_F(Channels, PostsOfABroadcastSpeakForIt) {
  const auto id = create(anna_, true);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::channels_toggleSignatures sign;
  sign.channel = channel(anna_, id);
  sign.signatures_enabled = true;
  ASSERT_TRUE(ask(anna_, sign));
  const auto news = post(anna_, id, "news");
  EXPECT_EQ(try_post(ben_, id, "me too").error().err, Err::CHAT_WRITE_FORBIDDEN);

  tl::channels_getMessages request;
  request.channel = channel(ben_, id);
  auto input = tl::make<tl::inputMessageID>();
  input->id = news;
  request.id.push_back(std::move(input));
  const auto found = ask(ben_, request);
  const auto* message = found->as<tl::messages_channelMessages>()->messages.front().as<tl::message>();
  EXPECT_TRUE(message->post);
  EXPECT_FALSE(message->from_id);
  EXPECT_FALSE(message->out);
  EXPECT_EQ(message->post_author, "Anna");

  tl::messages_forwardMessages forward;
  forward.from_peer = channel_peer(ben_, id);
  forward.to_peer = peer(ben_, cleo_);
  forward.id.push_back(news);
  forward.random_id.push_back(9);
  ASSERT_TRUE(ask(ben_, forward));
  const auto received = history(cleo_, ben_);
  const auto* header = received.front()->fwd_from.as<tl::messageFwdHeader>();
  EXPECT_EQ(header->channel_post, news);
  EXPECT_EQ(header->from_id.as<tl::peerChannel>()->channel_id, id);
  EXPECT_EQ(header->post_author, "Anna");
}

TEST_F(Channels, EditingAndDeletingFollowTheRights) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  const auto text = post(ben_, id, "one");
  tl::messages_editMessage edit;
  edit.peer = channel_peer(ben_, id);
  edit.id = text;
  edit.message = "two";
  const auto edited = ask(ben_, edit);
  ASSERT_TRUE(edited);
  EXPECT_TRUE(edited->as<tl::updates>()->updates.front().is<tl::updateEditChannelMessage>());
  edit.peer = channel_peer(anna_, id);
  EXPECT_EQ(ask(anna_, edit).error().err, Err::MESSAGE_AUTHOR_REQUIRED);
  EXPECT_EQ(remove(cleo_, id, {text}).error().err, Err::MESSAGE_DELETE_FORBIDDEN);
  ASSERT_TRUE(promote(anna_, id, cleo_, domain::kAdminDeleteMessages, "janitor"));
  const auto removed = remove(cleo_, id, {text});
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->as<tl::messages_affectedMessages>()->pts_count, 1);
  EXPECT_EQ(texts(ben_, id), (Texts{"*"}));
}

TEST_F(Channels, ReadMarksAndUnreadCountsAreExact) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  const auto one = post(anna_, id, "one");
  const auto two = post(ben_, id, "two");
  post(anna_, id, "three");
  EXPECT_EQ(dialog(ben_, id)->unread_count, 3);  // "added", one, three
  ASSERT_TRUE(read(ben_, id, two));
  EXPECT_EQ(dialog(ben_, id)->unread_count, 1);
  EXPECT_EQ(dialog(ben_, id)->read_inbox_max_id, two);
  EXPECT_EQ(dialog(anna_, id)->read_outbox_max_id, two);
  EXPECT_EQ(dialog(ben_, id)->read_outbox_max_id, 0);  // nobody but himself
  ASSERT_TRUE(read(cleo_, id, one));
  EXPECT_EQ(dialog(ben_, id)->read_outbox_max_id, one);
  EXPECT_EQ(dialog(anna_, id)->read_outbox_max_id, two);
  ASSERT_TRUE(remove(anna_, id, {one}));
  EXPECT_EQ(dialog(cleo_, id)->unread_count, 2);
}

TEST_F(Channels, TheDifferenceComesInSlicesAndStartsWhereOneCame) {
  const auto id = create(anna_, false);
  post(anna_, id, "secret");
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  for (int i = 0; i < 25; ++i) post(anna_, id, "text " + std::to_string(i));
  std::int32_t pts = 1;
  int slices = 0;
  Texts seen;
  for (bool final = false; !final; ++slices) {
    const auto answer = difference(ben_, id, pts, 10);
    ASSERT_TRUE(answer) << answer.error().text();
    const auto* slice = answer->as<tl::updates_channelDifference>();
    ASSERT_NE(slice, nullptr);
    for (const auto& box : slice->new_messages) {
      if (const auto* m = box.as<tl::message>()) seen.push_back(m->message);
    }
    pts = slice->pts;
    final = slice->final_;
  }
  EXPECT_EQ(slices, 3);
  EXPECT_EQ(seen.size(), 25u);
  EXPECT_EQ(seen.front(), "text 0");
  EXPECT_TRUE(difference(ben_, id, pts)->is<tl::updates_channelDifferenceEmpty>());
  EXPECT_EQ(difference(ben_, id, pts + 1).error().err, Err::PERSISTENT_TIMESTAMP_INVALID);
  EXPECT_EQ(difference(ben_, id, 0).error().err, Err::PERSISTENT_TIMESTAMP_EMPTY);
  EXPECT_EQ(difference(cleo_, id, 1).error().err, Err::CHANNEL_PRIVATE);
  for (int i = 0; i < 1000; ++i) post(anna_, id, "more");
  EXPECT_TRUE(difference(ben_, id, 1)->is<tl::updates_channelDifferenceTooLong>());
}

// An edit of a message that one may not see tells one nothing, neither by the difference nor by its id.
TEST_F(Channels, WhatIsBelowTheFloorStaysHidden) {
  const auto id = create(anna_, false);
  const auto secret = post(anna_, id, "secret");
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::messages_editMessage edit;
  edit.peer = channel_peer(anna_, id);
  edit.id = secret;
  edit.message = "still secret";
  ASSERT_TRUE(ask(anna_, edit));
  const auto answer = difference(ben_, id, 1);
  const auto* told = answer->as<tl::updates_channelDifference>();
  for (const auto& update : told->other_updates) EXPECT_FALSE(update.is<tl::updateEditChannelMessage>());
  tl::messages_forwardMessages forward;
  forward.from_peer = channel_peer(ben_, id);
  forward.to_peer = peer(ben_, cleo_);
  forward.id.push_back(secret);
  forward.random_id.push_back(9);
  EXPECT_EQ(ask(ben_, forward).error().err, Err::MESSAGE_ID_INVALID);
}

TEST_F(Channels, BansEndWhenTheyAreOver) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  const auto now = clock_.unix_seconds();
  EXPECT_EQ(ban(ben_, id, cleo_, domain::kBanSendMessages).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(ban(anna_, id, ben_, domain::kBanSendMessages, now + 100));
  EXPECT_EQ(try_post(ben_, id, "no").error().err, Err::USER_BANNED_IN_CHANNEL);
  advance(101);
  EXPECT_TRUE(try_post(ben_, id, "yes again"));

  ASSERT_TRUE(ban(anna_, id, cleo_, domain::kBanViewMessages));
  EXPECT_EQ(texts(cleo_, id), (Texts{"CHANNEL_PRIVATE"}));
  EXPECT_EQ(difference(cleo_, id, 1).error().err, Err::CHANNEL_PRIVATE);
  ASSERT_TRUE(name(anna_, id, "testing_group"));
  EXPECT_EQ(join(cleo_, id).error().err, Err::CHANNEL_PRIVATE);
  ASSERT_TRUE(ban(anna_, id, cleo_, 0));
  EXPECT_TRUE(join(cleo_, id));
}

TEST_F(Channels, AdminsGiveNoMoreThanTheyHave) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  EXPECT_EQ(promote(ben_, id, cleo_, domain::kAdminPinMessages).error().err, Err::CHAT_ADMIN_REQUIRED);
  ASSERT_TRUE(promote(anna_, id, ben_, domain::kAdminAddAdmins | domain::kAdminBanUsers));
  EXPECT_EQ(promote(ben_, id, cleo_, domain::kAdminPinMessages).error().err, Err::RIGHT_FORBIDDEN);
  ASSERT_TRUE(promote(ben_, id, cleo_, domain::kAdminBanUsers));
  EXPECT_EQ(promote(ben_, id, anna_, 0).error().err, Err::USER_CREATOR);
  EXPECT_EQ(ban(cleo_, id, ben_, domain::kBanViewMessages).error().err, Err::USER_ADMIN_INVALID);
  EXPECT_EQ(promote(anna_, id, ben_, domain::kAdminBanUsers, std::string(17, 'x')).error().err,
            Err::ADMIN_RANK_INVALID);
  ASSERT_TRUE(promote(ben_, id, cleo_, 0));
  EXPECT_EQ(leave(anna_, id).error().err, Err::USER_CREATOR);
}

TEST_F(Channels, SlowModeHoldsMembersBackAndNoAdmin) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::channels_toggleSlowMode slow;
  slow.channel = channel(anna_, id);
  slow.seconds = 7;
  EXPECT_EQ(ask(anna_, slow).error().err, Err::SECONDS_INVALID);
  slow.seconds = 30;
  ASSERT_TRUE(ask(anna_, slow));
  post(ben_, id, "one");
  advance(10);
  const auto refused = try_post(ben_, id, "two");
  EXPECT_EQ(refused.error(), (Error{Err::SLOWMODE_WAIT_X, 20}));
  post(anna_, id, "one");
  post(anna_, id, "two");
  advance(20);
  EXPECT_TRUE(try_post(ben_, id, "two"));
}

TEST_F(Channels, PublicChannelsAreFoundReadAndJoined) {
  const auto id = create(anna_, true);
  post(anna_, id, "news");
  tl::channels_checkUsername check;
  check.channel = channel(anna_, id);
  check.username = "daily_news";
  EXPECT_TRUE(*ask(anna_, check));
  ASSERT_TRUE(name(anna_, id, "daily_news"));
  tl::contacts_resolveUsername resolve;
  resolve.username = "Daily_News";
  const auto found = ask(ben_, resolve);
  const auto* view = found->as<tl::contacts_resolvedPeer>()->chats.front().as<tl::channel>();
  EXPECT_TRUE(view->left);
  EXPECT_EQ(view->id, id);
  EXPECT_EQ(texts(ben_, id), (Texts{"*", "news"}));
  const tl::channels_getAdminedPublicChannels mine;
  EXPECT_EQ(ask(anna_, mine)->as<tl::messages_chats>()->chats.front().as<tl::channel>()->username,
            "daily_news");
  EXPECT_TRUE(ask(ben_, mine)->as<tl::messages_chats>()->chats.empty());
  ASSERT_TRUE(join(ben_, id));
  EXPECT_EQ(join(ben_, id).error().err, Err::USER_ALREADY_PARTICIPANT);
  EXPECT_EQ(dialog(ben_, id)->unread_count, 0);
  ASSERT_TRUE(leave(ben_, id));
  EXPECT_EQ(leave(ben_, id).error().err, Err::USER_NOT_PARTICIPANT);
}

TEST_F(Channels, ParticipantsByFilter) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  ASSERT_TRUE(promote(anna_, id, cleo_, domain::kAdminPinMessages, "boss"));
  tl::channels_getParticipants request;
  request.channel = channel(ben_, id);
  request.limit = 10;
  const auto count = [&](tl::Box<tl::ChannelParticipantsFilter> filter) {
    request.filter = std::move(filter);
    const auto answer = ask(ben_, request);
    return answer ? std::ssize(answer->as<tl::channels_channelParticipants>()->participants) : -1;
  };
  EXPECT_EQ(count(tl::make<tl::channelParticipantsRecent>()), 3);
  EXPECT_EQ(count(tl::make<tl::channelParticipantsAdmins>()), 2);
  EXPECT_EQ(count(tl::make<tl::channelParticipantsBots>()), 0);
  auto search = tl::make<tl::channelParticipantsSearch>();
  search->q = "cl";
  EXPECT_EQ(count(std::move(search)), 1);
  EXPECT_EQ(count(tl::make<tl::channelParticipantsKicked>()), -1);

  tl::channels_getParticipant one;
  one.channel = channel(ben_, id);
  one.participant = peer(ben_, cleo_);
  const auto cleo = ask(ben_, one);
  const auto* admin =
      cleo->as<tl::channels_channelParticipant>()->participant.as<tl::channelParticipantAdmin>();
  EXPECT_EQ(admin->rank, "boss");
  EXPECT_TRUE(admin->admin_rights.as<tl::chatAdminRights>()->pin_messages);
}

TEST_F(Channels, HistoryIsClearedForOneOrForAll) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  post(anna_, id, "one");
  const auto two = post(ben_, id, "two");
  tl::channels_deleteHistory clear;
  clear.channel = channel(ben_, id);
  clear.max_id = two;
  clear.for_everyone = true;
  EXPECT_EQ(ask(ben_, clear).error().err, Err::CHAT_ADMIN_REQUIRED);
  clear.for_everyone = false;
  ASSERT_TRUE(ask(ben_, clear));
  EXPECT_EQ(texts(ben_, id), Texts{});
  EXPECT_EQ(texts(anna_, id).size(), 4u);
  tl::channels_deleteParticipantHistory purge;
  purge.channel = channel(anna_, id);
  purge.participant = peer(anna_, ben_);
  ASSERT_TRUE(ask(anna_, purge));
  EXPECT_EQ(texts(anna_, id), (Texts{"*", "*", "one"}));
  clear.channel = channel(anna_, id);
  clear.for_everyone = true;
  clear.max_id = 0;
  ASSERT_TRUE(ask(anna_, clear));
  EXPECT_EQ(texts(anna_, id), Texts{});
}

TEST_F(Channels, ADeletedChannelIsGoneForAll) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::channels_deleteChannel gone;
  gone.channel = channel(ben_, id);
  EXPECT_EQ(ask(ben_, gone).error().err, Err::CHAT_ADMIN_REQUIRED);
  gone.channel = channel(anna_, id);
  ASSERT_TRUE(ask(anna_, gone));
  EXPECT_EQ(texts(ben_, id), (Texts{"CHANNEL_PRIVATE"}));
  tl::messages_getDialogs list;
  list.offset_peer = tl::make<tl::inputPeerEmpty>();
  list.limit = 10;
  EXPECT_TRUE(ask(ben_, list)->as<tl::messages_dialogs>()->dialogs.empty());
  tl::channels_getChannels chats;
  chats.id.push_back(channel(ben_, id));
  EXPECT_TRUE(ask(ben_, chats)->as<tl::messages_chats>()->chats.front().is<tl::channelForbidden>());
}

TEST_F(Channels, SettingsAndTitleReachTheChannel) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::channels_editTitle title;
  title.channel = channel(ben_, id);
  title.title = "Mine";
  EXPECT_EQ(ask(ben_, title).error().err, Err::CHAT_ADMIN_REQUIRED);
  title.channel = channel(anna_, id);
  title.title = "  ";
  EXPECT_EQ(ask(anna_, title).error().err, Err::CHAT_TITLE_EMPTY);
  title.title = "New";
  ASSERT_TRUE(ask(anna_, title));
  EXPECT_EQ(ask(anna_, title).error().err, Err::CHAT_NOT_MODIFIED);
  tl::channels_togglePreHistoryHidden hidden;
  hidden.channel = channel(anna_, id);
  hidden.enabled = false;
  ASSERT_TRUE(ask(anna_, hidden));
  tl::channels_getFullChannel full;
  full.channel = channel(ben_, id);
  const auto answer = ask(ben_, full);
  const auto& view = *answer->as<tl::messages_chatFull>();
  EXPECT_FALSE(view.full_chat.as<tl::channelFull>()->hidden_prehistory);
  EXPECT_EQ(view.full_chat.as<tl::channelFull>()->participants_count, 2);
  EXPECT_EQ(view.chats.front().as<tl::channel>()->title, "New");
  ASSERT_TRUE(invite(anna_, id, {cleo_}));
  EXPECT_EQ(texts(cleo_, id).size(), 4u);
  tl::channels_readMessageContents contents;
  contents.channel = channel(cleo_, id);
  EXPECT_TRUE(*ask(cleo_, contents));
}

TEST_F(Channels, PinsAreForAll) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  const auto text = post(ben_, id, "important");
  tl::messages_updatePinnedMessage pin;
  pin.peer = channel_peer(ben_, id);
  pin.id = text;
  EXPECT_EQ(ask(ben_, pin).error().err, Err::CHAT_ADMIN_REQUIRED);
  pin.peer = channel_peer(anna_, id);
  ASSERT_TRUE(ask(anna_, pin));
  EXPECT_EQ(ask(anna_, pin).error().err, Err::CHAT_NOT_MODIFIED);
  tl::channels_getFullChannel full;
  full.channel = channel(ben_, id);
  EXPECT_EQ(ask(ben_, full)->as<tl::messages_chatFull>()->full_chat.as<tl::channelFull>()->pinned_msg_id,
            text);
  tl::messages_unpinAllMessages unpin;
  unpin.peer = channel_peer(anna_, id);
  ASSERT_TRUE(ask(anna_, unpin));
  EXPECT_FALSE(ask(ben_, full)
                   ->as<tl::messages_chatFull>()
                   ->full_chat.as<tl::channelFull>()
                   ->pinned_msg_id.has_value());
}

TEST_F(Channels, SearchFindsWhatOneMaySee) {
  const auto id = create(anna_, false);
  post(anna_, id, "apples are secret");
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  post(anna_, id, "apples and pears");
  const auto last = post(ben_, id, "Äpfel, apples");
  const auto search = [&](UserId who, const std::string& q, UserId author) {
    tl::messages_search request;
    request.peer = channel_peer(who, id);
    request.q = q;
    request.filter = tl::make<tl::inputMessagesFilterEmpty>();
    request.limit = 10;
    if (author != 0) request.from_id = peer(who, author);
    const auto answer = ask_store(who, request);
    std::vector<MessageId> ids;
    if (!answer) return ids;
    for (const auto& message : answer->as<tl::messages_channelMessages>()->messages) {
      ids.push_back(message.as<tl::message>()->id);
    }
    return ids;
  };
  EXPECT_EQ(search(anna_, "apples", 0).size(), 3u);
  EXPECT_EQ(search(ben_, "apples", 0).size(), 2u);
  EXPECT_EQ(search(anna_, "apples", ben_), std::vector{last});
  EXPECT_EQ(search(cleo_, "apples", 0).size(), 0u);
  ASSERT_TRUE(remove(anna_, id, {last}));
  EXPECT_EQ(search(ben_, "apples", 0).size(), 1u);
}

// getDifference tells of channels that have grown since the client's date, and of those alone.
TEST_F(Channels, TheCommonDifferencePointsToChannels) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  advance(100);
  tl::updates_getDifference request;
  request.pts = pts(ben_);
  request.date = clock_.unix_seconds();
  EXPECT_TRUE(ask(ben_, request)->is<tl::updates_differenceEmpty>());
  advance(100);
  const auto text = post(anna_, id, "text");
  const auto answer = ask(ben_, request);
  const auto* told = answer->as<tl::updates_difference>();
  ASSERT_NE(told, nullptr);
  const auto* grown = told->other_updates.front().as<tl::updateChannelTooLong>();
  EXPECT_EQ(grown->channel_id, id);
  EXPECT_EQ(grown->pts, text);
  EXPECT_EQ(told->chats.front().as<tl::channel>()->id, id);
}

// Every method that takes a channel, by somebody who has no business there: with a hash that is not his, and
// with the right one, as one who was put out.
TEST_F(Channels, OutsidersGetNothingByAnyMethod) {
  const auto id = create(anna_, false);
  const auto text = post(anna_, id, "text");
  ASSERT_TRUE(invite(anna_, id, {cleo_}));
  ASSERT_TRUE(ban(anna_, id, cleo_, domain::kBanViewMessages));
  const auto refused = [&](auto make) {
    for (const auto who : {ben_, cleo_}) {
      auto request = make(who);
      request.channel = channel(who, id);
      EXPECT_EQ(ask(who, request).error().err, Err::CHANNEL_PRIVATE) << decltype(request)::kIndex;
      request.channel = channel(anna_, id);
      EXPECT_EQ(ask(who, request).error().err, Err::CHANNEL_INVALID) << decltype(request)::kIndex;
    }
  };
  const auto plain = [&]<class Request>(std::type_identity<Request>) {
    refused([](UserId) { return Request(); });
  };
  plain(std::type_identity<tl::channels_getFullChannel>());
  plain(std::type_identity<tl::channels_joinChannel>());
  plain(std::type_identity<tl::channels_leaveChannel>());
  plain(std::type_identity<tl::channels_inviteToChannel>());
  plain(std::type_identity<tl::channels_deleteChannel>());
  plain(std::type_identity<tl::channels_deleteMessages>());
  plain(std::type_identity<tl::channels_deleteHistory>());
  plain(std::type_identity<tl::channels_readHistory>());
  plain(std::type_identity<tl::channels_readMessageContents>());
  plain(std::type_identity<tl::channels_editTitle>());
  plain(std::type_identity<tl::channels_checkUsername>());
  plain(std::type_identity<tl::channels_updateUsername>());
  plain(std::type_identity<tl::channels_togglePreHistoryHidden>());
  plain(std::type_identity<tl::channels_toggleSignatures>());
  plain(std::type_identity<tl::channels_toggleSlowMode>());
  plain(std::type_identity<tl::updates_getChannelDifference>());
  refused([&](UserId) {
    tl::channels_getMessages request;
    auto input = tl::make<tl::inputMessageID>();
    input->id = text;
    request.id.push_back(std::move(input));
    return request;
  });
  refused([](UserId) {
    tl::channels_getParticipants request;
    request.filter = tl::make<tl::channelParticipantsRecent>();
    return request;
  });
  refused([&](UserId who) {
    tl::channels_getParticipant request;
    request.participant = peer(who, anna_);
    return request;
  });
  refused([&](UserId who) {
    tl::channels_editBanned request;
    request.participant = peer(who, anna_);
    request.banned_rights = banned_rights_view(0, 0);
    return request;
  });
  refused([&](UserId who) {
    tl::channels_editAdmin request;
    request.user_id = user_of(who, anna_);
    request.admin_rights = admin_rights_view(0);
    return request;
  });
  refused([&](UserId who) {
    tl::channels_deleteParticipantHistory request;
    request.participant = peer(who, anna_);
    return request;
  });
  tl::channels_createChannel nameless;
  EXPECT_EQ(ask(ben_, nameless).error().err, Err::CHAT_TITLE_EMPTY);
}

}  // namespace
}  // namespace botschaft::rpc
