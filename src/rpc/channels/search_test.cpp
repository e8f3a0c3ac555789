// Searching in groups and channels, in all chats at once, and what nobody may find by it.
#include <algorithm>
#include <set>

#include "domain/messages/search_text.h"
#include "rpc/channels/channels_scene.h"

namespace botschaft::rpc {
namespace {

using Texts = std::vector<std::string>;

class ChannelSearch : public ChannelScene {
 protected:
  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  UserId cleo_ = person("Cleo");

  // What somebody finds, newest first.
  Texts texts_of(const Result<tl::Box<tl::messages_Messages>>& answer) {
    error_ = answer ? std::optional<Err>() : answer.error().err;
    Texts texts;
    if (!answer) return texts;
    const tl::Vec<tl::Box<tl::Message>>* messages = nullptr;
    next_rate_ = 0;
    if (const auto* in = answer->as<tl::messages_channelMessages>()) {
      total_ = in->count;
      messages = &in->messages;
    } else if (const auto* slice = answer->as<tl::messages_messagesSlice>()) {
      total_ = slice->count;
      next_rate_ = slice->next_rate.value_or(0);
      messages = &slice->messages;
    } else {
      messages = &answer->as<tl::messages_messages>()->messages;
      total_ = static_cast<int>(messages->size());
    }
    for (const auto& message : *messages) {
      texts.push_back(message.as<tl::message>()->message);
      last_ = {message.as<tl::message>()->id, peer_id(message.as<tl::message>()->peer_id)};
    }
    return texts;
  }
  static PeerId peer_id(const tl::Box<tl::Peer>& peer) {
    if (const auto* in = peer.as<tl::peerChannel>()) return PeerId::channel(in->channel_id);
    if (const auto* in = peer.as<tl::peerChat>()) return PeerId::chat(in->chat_id);
    return PeerId::user(peer.as<tl::peerUser>()->user_id);
  }
  tl::Box<tl::InputPeer> input_peer(UserId viewer, PeerId peer_of) {
    if (peer_of.is_channel()) return channel_peer(viewer, peer_of.bare());
    return peer(viewer, peer_of);
  }

  Texts in_channel(UserId who, std::int64_t id, tl::messages_search& request) {
    request.peer = channel_peer(who, id);
    if (!request.filter) request.filter = tl::make<tl::inputMessagesFilterEmpty>();
    if (request.limit == 0) request.limit = 100;
    return texts_of(ask_store(who, request));
  }
  Texts in_channel(UserId who, std::int64_t id, const std::string& words) {
    tl::messages_search request;
    request.q = words;
    return in_channel(who, id, request);
  }
  Texts everywhere(UserId who, tl::messages_searchGlobal& request) {
    if (!request.filter) request.filter = tl::make<tl::inputMessagesFilterEmpty>();
    if (!request.offset_peer) request.offset_peer = tl::make<tl::inputPeerEmpty>();
    if (request.limit == 0) request.limit = 100;
    return texts_of(ask_store(who, request));
  }
  Texts everywhere(UserId who, const std::string& words) {
    tl::messages_searchGlobal request;
    request.q = words;
    return everywhere(who, request);
  }
  Texts posts(UserId who, const std::string& tag) {
    tl::channels_searchPosts request;
    request.hashtag = tag;
    request.offset_peer = tl::make<tl::inputPeerEmpty>();
    request.limit = 100;
    return texts_of(ask_store(who, request));
  }
  void name(std::int64_t id, const std::string& username) {
    tl::channels_updateUsername request;
    request.channel = channel(anna_, id);
    request.username = username;
    ASSERT_TRUE(ask(anna_, request));
  }
  // A supergroup is made with its history hidden.
  void show_history(std::int64_t id) {
    tl::channels_togglePreHistoryHidden request;
    request.channel = channel(anna_, id);
    request.enabled = false;
    ASSERT_TRUE(ask(anna_, request));
  }

  int total_ = 0;
  std::int32_t next_rate_ = 0;
  std::pair<MessageId, PeerId> last_;
  std::optional<Err> error_;
};

TEST_F(ChannelSearch, EverywhereIsPrivateChatsGroupsAndChannels) {
  const auto group = create(anna_, false), news = create(anna_, true);
  ASSERT_TRUE(invite(anna_, group, {ben_}));
  ASSERT_TRUE(invite(anna_, news, {ben_}));
  send(anna_, ben_, "treffen privat");
  advance(1);
  post(anna_, group, "treffen gruppe");
  advance(1);
  post(anna_, news, "treffen kanal");
  EXPECT_EQ(everywhere(ben_, "treff"), (Texts{"treffen kanal", "treffen gruppe", "treffen privat"}));

  tl::messages_searchGlobal only;
  only.q = "treff";
  only.users_only = true;
  EXPECT_EQ(everywhere(ben_, only), Texts{"treffen privat"});
  only.users_only = false;
  only.groups_only = true;
  EXPECT_EQ(everywhere(ben_, only), Texts{"treffen gruppe"});
  only.groups_only = false;
  only.broadcasts_only = true;
  EXPECT_EQ(everywhere(ben_, only), Texts{"treffen kanal"});

  tl::folders_editPeerFolders archive;
  auto entry = tl::make<tl::inputFolderPeer>();
  entry->peer = channel_peer(ben_, news);
  entry->folder_id = 1;
  archive.folder_peers.push_back(std::move(entry));
  ASSERT_TRUE(ask(ben_, archive));
  tl::messages_searchGlobal in_folder;
  in_folder.q = "treff";
  in_folder.folder_id = 1;
  EXPECT_EQ(everywhere(ben_, in_folder), Texts{"treffen kanal"});
  in_folder.folder_id = 0;
  EXPECT_EQ(everywhere(ben_, in_folder), (Texts{"treffen gruppe", "treffen privat"}));
  in_folder.folder_id = 7;
  everywhere(ben_, in_folder);
  EXPECT_EQ(error_, Err::FOLDER_ID_INVALID);
}

TEST_F(ChannelSearch, PagesGoOnWhereTheLastOneEnded) {
  std::vector<std::int64_t> groups;
  for (int i = 0; i < 3; ++i) groups.push_back(create(anna_, false));
  Texts all;
  for (int i = 0; i < 20; ++i) {  // several in one second, over several chats
    const auto text = "seite " + std::to_string(i);
    i % 4 == 3 ? send(anna_, ben_, text) : post(anna_, groups[static_cast<std::size_t>(i % 4)], text);
    if (i % 5 == 0) advance(1);
    all.push_back(text);
  }
  Texts found;
  tl::messages_searchGlobal request;
  request.q = "seite";
  request.limit = 3;
  for (int page = 0; page < 7; ++page) {
    const auto some = everywhere(anna_, request);
    EXPECT_EQ(total_, 20);
    found.insert(found.end(), some.begin(), some.end());
    request.offset_rate = next_rate_;
    request.offset_id = last_.first;
    request.offset_peer = input_peer(anna_, last_.second);
  }
  EXPECT_EQ(std::set(found.begin(), found.end()), std::set(all.begin(), all.end()));
  EXPECT_EQ(found.size(), 20u) << "nothing twice";
}

TEST_F(ChannelSearch, DatesAndIdsBoundWhatIsFoundAndCounted) {
  const auto id = create(anna_, false);
  std::vector<MessageId> ids;
  const auto start = clock_.unix_seconds();
  for (int i = 0; i < 10; ++i) {
    ids.push_back(post(anna_, id, "wort " + std::to_string(i)));
    advance(10);
  }
  tl::messages_search request;
  request.q = "wort";
  request.min_date = start + 20;
  request.max_date = start + 50;
  EXPECT_EQ(in_channel(anna_, id, request), (Texts{"wort 5", "wort 4", "wort 3", "wort 2"}));
  request.limit = 2;
  request.offset_id = ids[4];
  request.add_offset = -1;
  EXPECT_EQ(in_channel(anna_, id, request), (Texts{"wort 4", "wort 3"}));
  EXPECT_EQ(total_, 4);
  tl::messages_search bounded;
  bounded.q = "wort";
  bounded.min_id = ids[1];
  bounded.max_id = ids[4];
  EXPECT_EQ(in_channel(anna_, id, bounded), (Texts{"wort 3", "wort 2"}));
  EXPECT_EQ(total_, 2);
  bounded.q.clear();
  EXPECT_EQ(in_channel(anna_, id, bounded), (Texts{"wort 3", "wort 2"})) << "a history, counted";
  EXPECT_EQ(total_, 2);
}

TEST_F(ChannelSearch, HashtagsAreFoundWholeAndInAnyCase) {
  const auto id = create(anna_, false);
  post(anna_, id, "wir sehen #Bücher_2026 an");
  post(anna_, id, "bücher ohne raute");
  post(anna_, id, "#Büchersendung");
  post(anna_, id, "$EUR steigt");
  EXPECT_EQ(in_channel(anna_, id, "#bücher_2026"), Texts{"wir sehen #Bücher_2026 an"});
  EXPECT_EQ(in_channel(anna_, id, "#bucher_2026"), Texts{"wir sehen #Bücher_2026 an"});
  EXPECT_EQ(in_channel(anna_, id, "#bücher"), Texts{});
  EXPECT_EQ(in_channel(anna_, id, "$EUR"), Texts{"$EUR steigt"});
  EXPECT_EQ(in_channel(anna_, id, "buech").size(), 3u);
  EXPECT_NE(domain::tag_words("#a_b"), domain::tag_words("#ab"));
}

TEST_F(ChannelSearch, OfWhomAndToWhom) {
  const auto id = create(anna_, false);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  const auto first = post(ben_, id, "frage von ben");
  tl::messages_sendMessage answer;
  answer.peer = channel_peer(cleo_, id);
  answer.message = "antwort";
  answer.random_id = 99;
  auto reply = tl::make<tl::inputReplyToMessage>();
  reply->reply_to_msg_id = first;
  answer.reply_to = std::move(reply);
  ASSERT_TRUE(ask(cleo_, answer));
  tl::messages_search mentions;
  mentions.filter = tl::make<tl::inputMessagesFilterMyMentions>();
  EXPECT_EQ(in_channel(ben_, id, mentions), Texts{"antwort"});
  EXPECT_EQ(in_channel(anna_, id, mentions), Texts{});
  tl::messages_search by_ben;
  by_ben.from_id = peer(anna_, ben_);
  EXPECT_EQ(in_channel(anna_, id, by_ben), Texts{"frage von ben"});
  tl::messages_search by_nobody;
  by_nobody.from_id = tl::make<tl::inputPeerEmpty>();
  in_channel(anna_, id, by_nobody);
  EXPECT_EQ(error_, Err::FROM_PEER_INVALID);
}

TEST_F(ChannelSearch, NobodyLearnsWhoWroteInABroadcastChannel) {
  const auto id = create(anna_, true);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  post(anna_, id, "rundbrief");
  tl::messages_search by_anna;
  by_anna.q = "rundbrief";
  by_anna.from_id = peer(ben_, anna_);
  EXPECT_EQ(in_channel(ben_, id, by_anna), Texts{});
}

TEST_F(ChannelSearch, WhoComesLaterFindsNothingOfBefore) {
  const auto id = create(anna_, false);
  post(anna_, id, "geheim frueher #tag https://example.org");
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  EXPECT_EQ(in_channel(ben_, id, "geheim"), Texts{});
  EXPECT_EQ(everywhere(ben_, "geheim"), Texts{});
  EXPECT_EQ(everywhere(ben_, "#tag"), Texts{});
  tl::messages_getSearchCounters counters;
  counters.peer = channel_peer(ben_, id);
  counters.filters.push_back(tl::make<tl::inputMessagesFilterUrl>());
  EXPECT_EQ(ask_store(ben_, counters)->front().as<tl::messages_searchCounter>()->count, 0);
  counters.peer = channel_peer(anna_, id);
  EXPECT_EQ(ask_store(anna_, counters)->front().as<tl::messages_searchCounter>()->count, 1);
  tl::messages_getSearchResultsCalendar calendar;
  calendar.peer = channel_peer(ben_, id);
  calendar.filter = tl::make<tl::inputMessagesFilterUrl>();
  EXPECT_EQ(ask_store(ben_, calendar)->as<tl::messages_searchResultsCalendar>()->count, 0);
}

TEST_F(ChannelSearch, WhoIsOutFindsNothing) {
  const auto id = create(anna_, false);
  show_history(id);
  ASSERT_TRUE(invite(anna_, id, {ben_, cleo_}));
  post(anna_, id, "geheim");
  EXPECT_EQ(everywhere(ben_, "geheim"), Texts{"geheim"});
  ASSERT_TRUE(leave(ben_, id));
  ASSERT_TRUE(ban(anna_, id, cleo_, domain::kBanViewMessages));
  for (const auto who : {ben_, cleo_}) {
    EXPECT_EQ(everywhere(who, "geheim"), Texts{});
    in_channel(who, id, "geheim");
    EXPECT_EQ(error_, Err::CHANNEL_PRIVATE);
  }
  post(anna_, id, "geheim danach");
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  EXPECT_EQ(everywhere(ben_, "geheim").size(), 2u) << "the history is not hidden";
}

TEST_F(ChannelSearch, WhatIsDeletedIsNotFound) {
  const auto id = create(anna_, false);
  const auto gone = post(anna_, id, "geheim");
  EXPECT_EQ(everywhere(anna_, "geheim").size(), 1u);
  ASSERT_TRUE(remove(anna_, id, {gone}));
  EXPECT_EQ(everywhere(anna_, "geheim"), Texts{});
  EXPECT_EQ(total_, 0);
}

TEST_F(ChannelSearch, PostsOfPublicChannelsAreFoundByTheirTag) {
  const auto open = create(anna_, true), closed = create(anna_, true), group = create(anna_, false);
  name(open, "open_news");
  name(group, "open_group");
  post(anna_, open, "offen #welt");
  post(anna_, closed, "zu #welt");
  post(anna_, group, "gruppe #welt");
  send(anna_, ben_, "privat #welt");
  everywhere(anna_, "#welt");  // her box and all her channels are in the index now
  EXPECT_EQ(posts(cleo_, "welt"), Texts{"offen #welt"});
  EXPECT_EQ(posts(cleo_, "#WELT"), Texts{"offen #welt"});
  EXPECT_EQ(everywhere(cleo_, "#welt"), Texts{}) << "she is in none of them";
  ASSERT_TRUE(ban(anna_, open, cleo_, domain::kBanViewMessages));
  EXPECT_EQ(posts(cleo_, "welt"), Texts{});
  EXPECT_EQ(posts(ben_, "welt"), Texts{"offen #welt"});
  name(open, "");
  EXPECT_EQ(posts(ben_, "welt"), Texts{}) << "public no more";
  posts(ben_, "two words");
  EXPECT_EQ(error_, std::nullopt) << "#two";
  posts(ben_, "");
  EXPECT_EQ(error_, Err::PREMIUM_ACCOUNT_REQUIRED);
}

TEST_F(ChannelSearch, CalendarAndPositions) {
  const auto id = create(anna_, false);
  std::vector<MessageId> ids;
  constexpr std::int32_t kDay = 86'400;
  for (int day = 0; day < 3; ++day) {
    for (int i = 0; i < 2; ++i) ids.push_back(post(anna_, id, "https://example.org"));
    post(anna_, id, "no link");
    advance(kDay);
  }
  tl::messages_getSearchResultsCalendar request;
  request.peer = channel_peer(anna_, id);
  request.filter = tl::make<tl::inputMessagesFilterUrl>();
  request.offset_id = ids[4];
  const auto answer = ask_store(anna_, request);
  const auto* calendar = answer->as<tl::messages_searchResultsCalendar>();
  EXPECT_EQ(calendar->count, 6);
  EXPECT_EQ(calendar->offset_id_offset, 2);
  EXPECT_EQ(calendar->min_msg_id, ids[0]);
  ASSERT_EQ(calendar->periods.size(), 2u);
  const auto* day = calendar->periods[0].as<tl::searchResultsCalendarPeriod>();
  EXPECT_EQ(day->date % kDay, 0);
  EXPECT_EQ(day->max_msg_id, ids[3]);
  EXPECT_EQ(day->min_msg_id, ids[2]);
  EXPECT_EQ(day->count, 2);
  EXPECT_EQ(calendar->messages.size(), 2u);
  request.filter = tl::make<tl::inputMessagesFilterEmpty>();
  EXPECT_EQ(ask_store(anna_, request).error().err, Err::FILTER_NOT_SUPPORTED);

  tl::messages_getSearchResultsPositions sparse;
  sparse.peer = channel_peer(anna_, id);
  sparse.filter = tl::make<tl::inputMessagesFilterUrl>();
  sparse.limit = 3;
  const auto some = ask_store(anna_, sparse);
  const auto* positions = some->as<tl::messages_searchResultsPositions>();
  EXPECT_EQ(positions->count, 6);
  ASSERT_EQ(positions->positions.size(), 3u);
  EXPECT_EQ(positions->positions[1].as<tl::searchResultPosition>()->msg_id, ids[3]);
  EXPECT_EQ(positions->positions[1].as<tl::searchResultPosition>()->offset, 2);
}

TEST_F(ChannelSearch, PeersAreFoundByTitleAndUsername) {
  const auto own = create(anna_, false, "Ärzte Berlin"), open = create(anna_, true, "Weltgeschehen");
  name(open, "weltnews");
  const auto found = [&](UserId who, const std::string& q, bool broadcasts = false) {
    tl::contacts_search request;
    request.q = q;
    request.limit = 10;
    request.broadcasts = broadcasts;
    auto answer = ask(who, request);
    const auto* found_peers = answer->as<tl::contacts_found>();
    return std::pair(found_peers->my_results.size(), found_peers->results.size());
  };
  using Counts = std::pair<std::size_t, std::size_t>;
  EXPECT_EQ(found(anna_, "berlin"), Counts(1, 0));
  EXPECT_EQ(found(anna_, "weltg"), Counts(1, 0));
  EXPECT_EQ(found(anna_, "berlin", true), Counts(0, 0));
  EXPECT_EQ(found(ben_, "berlin"), Counts(0, 0)) << "not his";
  EXPECT_EQ(found(ben_, "weltn"), Counts(0, 1));
  EXPECT_EQ(found(ben_, "@weltn", true), Counts(0, 1));
  ASSERT_TRUE(ban(anna_, open, ben_, domain::kBanViewMessages));
  EXPECT_EQ(found(ben_, "weltn"), Counts(0, 0));

  ASSERT_TRUE(invite(anna_, own, {ben_}));
  tl::messages_getCommonChats common;
  common.user_id = input_user(anna_, ben_);
  common.limit = 10;
  const auto chats = ask(anna_, common);
  ASSERT_EQ(chats->as<tl::messages_chats>()->chats.size(), 1u);
  EXPECT_EQ(chats->as<tl::messages_chats>()->chats[0].as<tl::channel>()->id, own);
}

}  // namespace
}  // namespace botschaft::rpc
