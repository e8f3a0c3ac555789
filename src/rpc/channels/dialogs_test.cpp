// The chat list over private chats, groups and channels: after any sequence of commands every number in it is
// what counting the history says, and pages make up the whole.
#include <algorithm>
#include <random>
#include <set>

#include "rpc/channels/channels_scene.h"

namespace botschaft::rpc {
namespace {

class MixedDialogs : public ChannelScene, public ::testing::WithParamInterface<unsigned> {
 protected:
  MixedDialogs() {
    for (const auto* name : {"Anna", "Ben", "Cleo", "Dora"}) people_.push_back(person(name));
  }

  UserId anyone() { return people_[below(people_.size())]; }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(chance_); }

  tl::Box<tl::InputPeer> input(UserId viewer, PeerId chat) {
    return chat.is_channel() ? channel_peer(viewer, chat.bare()) : peer(viewer, chat);
  }
  tl::Box<tl::InputDialogPeer> dialog_peer(UserId viewer, PeerId chat) {
    auto box = tl::make<tl::inputDialogPeer>();
    box->peer = input(viewer, chat);
    return box;
  }
  static PeerId id_of(const tl::Box<tl::Peer>& box) {
    if (const auto* in = box.as<tl::peerChannel>()) return PeerId::channel(in->channel_id);
    if (const auto* in = box.as<tl::peerChat>()) return PeerId::chat(in->chat_id);
    return PeerId::user(box.as<tl::peerUser>()->user_id);
  }

  void make_chats() {
    for (const bool broadcast : {false, true}) {
      const auto id = create(people_[0], broadcast);
      ASSERT_TRUE(invite(people_[0], id, {people_[1], people_[2]}));
      chats_.push_back(PeerId::channel(id));
    }
    tl::messages_createChat request;
    request.title = "Basic";
    for (const auto user : {people_[1], people_[2]}) request.users.push_back(input_user(people_[0], user));
    const auto made = ask(people_[0], request);
    const auto* updates = made->as<tl::messages_invitedUsers>()->updates.as<tl::updates>();
    chats_.push_back(PeerId::chat(updates->chats[0].as<tl::chat>()->id));
    for (const auto user : people_) chats_.push_back(PeerId::user(user));
  }

  template <class Page>
  static const tl::Vec<tl::Box<tl::Message>>& messages_in(const Page& page) {
    if (const auto* in = page.template as<tl::messages_channelMessages>()) return in->messages;
    if (const auto* slice = page.template as<tl::messages_messagesSlice>()) return slice->messages;
    return page.template as<tl::messages_messages>()->messages;
  }
  struct Line {
    MessageId id;
    bool out;
  };
  // Everything somebody sees in a chat, newest first; nothing if he may not look.
  std::vector<Line> lines_of(UserId user, PeerId chat) {
    tl::messages_getHistory request;
    request.peer = input(user, chat);
    request.limit = 100;
    std::vector<Line> lines;
    while (true) {
      const auto page = ask(user, request);
      if (!page || messages_in(*page).empty()) return lines;
      for (const auto& box : messages_in(*page)) {
        if (const auto* said = box.as<tl::message>()) lines.push_back({said->id, said->out});
        if (const auto* done = box.as<tl::messageService>()) lines.push_back({done->id, done->out});
      }
      request.offset_id = lines.back().id;
    }
  }

  void random_command() {
    const auto user = anyone();
    const auto chat = chats_[below(chats_.size())];
    const auto lines = lines_of(user, chat);
    const auto some = lines.empty() ? 0 : lines[below(lines.size())].id;
    if (below(6) == 0) advance(1);
    switch (below(9)) {
      case 0:
      case 1:
      case 2:
        return say(user, chat);
      case 3:
        return remove_one(user, chat, some);
      case 4:
        return read_up_to(user, chat, some);
      case 5:
        return come_or_go(user, chat);
      case 6: {
        tl::messages_toggleDialogPin request;
        request.peer = dialog_peer(user, chat);
        request.pinned = below(2) == 0;
        return void(ask(user, request));
      }
      case 7: {
        tl::folders_editPeerFolders request;
        auto move = tl::make<tl::inputFolderPeer>();
        move->peer = input(user, chat);
        move->folder_id = static_cast<std::int32_t>(below(2));
        request.folder_peers.push_back(std::move(move));
        return void(ask(user, request));
      }
      default: {
        tl::messages_markDialogUnread request;
        request.peer = dialog_peer(user, chat);
        request.unread = below(2) == 0;
        return void(ask(user, request));
      }
    }
  }

  void say(UserId user, PeerId chat) {
    tl::messages_sendMessage request;
    request.peer = input(user, chat);
    request.message = "text";
    request.random_id = ++random_text_;
    (void)ask(user, request);
  }
  void remove_one(UserId user, PeerId chat, MessageId id) {
    if (chat.is_channel()) return void(remove(user, chat.bare(), {id}));
    tl::messages_deleteMessages request;
    request.id = {id};
    request.revoke = below(2) == 0;
    (void)ask(user, request);
  }
  void read_up_to(UserId user, PeerId chat, MessageId id) {
    if (chat.is_channel()) return void(read(user, chat.bare(), id));
    tl::messages_readHistory request;
    request.peer = input(user, chat);
    request.max_id = id;
    (void)ask(user, request);
  }
  void come_or_go(UserId user, PeerId chat) {
    const bool comes = below(3) != 0;
    if (chat.is_channel()) {
      return comes ? void(invite(people_[0], chat.bare(), {user})) : void(leave(user, chat.bare()));
    }
    if (!chat.is_chat() || user == people_[0]) return;
    if (comes) {
      tl::messages_addChatUser add;
      add.chat_id = chat.bare();
      add.user_id = input_user(people_[0], user);
      return void(ask(people_[0], add));
    }
    tl::messages_deleteChatUser go;
    go.chat_id = chat.bare();
    go.user_id = input_user(user, user);
    (void)ask(user, go);
  }

  using Order = std::vector<std::int64_t>;
  template <class List>
  void check_list(UserId user, const List& list, Order& order) {
    for (const auto& box : list.dialogs) {
      const auto* dialog = box.template as<tl::dialog>();
      if (dialog == nullptr) continue;
      const auto chat = id_of(dialog->peer);
      order.push_back(chat.value);
      const auto lines = lines_of(user, chat);
      ASSERT_TRUE(!lines.empty() || chat.is_channel()) << chat.value;
      EXPECT_EQ(dialog->top_message, lines.empty() ? 0 : lines.front().id) << chat.value;
      const auto unread = std::ranges::count_if(
          lines, [&](const Line& line) { return line.id > dialog->read_inbox_max_id && !line.out; });
      if (chat.value != user) EXPECT_EQ(dialog->unread_count, unread) << chat.value;
    }
  }
  Order page(UserId user, std::int32_t folder, bool unpinned, int limit) {
    tl::messages_getDialogs request;
    request.folder_id = folder;
    request.exclude_pinned = unpinned;
    request.limit = limit;
    request.offset_peer = tl::make<tl::inputPeerEmpty>();
    Order order;
    for (int pages = 0; pages < 20; ++pages) {
      const auto answer = ask(user, request);
      const auto before = order.size();
      const tl::Vec<tl::Box<tl::Message>>* messages = nullptr;
      if (const auto* all = answer->template as<tl::messages_dialogs>()) {
        check_list(user, *all, order);
        messages = &all->messages;
      } else {
        const auto* slice = answer->template as<tl::messages_dialogsSlice>();
        check_list(user, *slice, order);
        messages = &slice->messages;
      }
      if (order.size() == before) break;
      // On after the last dialog, as clients do: its newest message, its date, its peer.
      request.offset_peer = input(user, PeerId{order.back()});
      request.offset_id = request.offset_date = 0;
      if (messages->empty()) continue;
      const auto& last = messages->back();
      const auto* said = last.as<tl::message>();
      const auto* done = last.as<tl::messageService>();
      if (id_of(said ? said->peer_id : done->peer_id) != PeerId{order.back()}) continue;  // it has none
      request.offset_id = said ? said->id : done->id;
      request.offset_date = said ? said->date : done->date;
    }
    return order;
  }

  void check(UserId user) {
    for (const int folder : {0, 1}) {
      const auto whole = page(user, folder, false, 100);
      EXPECT_EQ(std::set(whole.begin(), whole.end()).size(), whole.size());
      const auto rest = page(user, folder, true, 100);
      EXPECT_EQ(page(user, folder, true, 2), rest);
      EXPECT_EQ(page(user, folder, false, 2), whole);
      ASSERT_GE(whole.size(), rest.size());
      EXPECT_TRUE(std::equal(rest.rbegin(), rest.rend(), whole.rbegin())) << "pinned ones are first";
    }
  }

  std::mt19937 chance_{GetParam()};
  std::vector<UserId> people_;
  std::vector<PeerId> chats_;
  std::int64_t random_text_ = 7'000'000;
};

TEST_P(MixedDialogs, CountWhatIsThere) {
  make_chats();
  for (int i = 0; i < 150; ++i) {
    random_command();
    if (i % 30 == 29) {
      for (const auto user : people_) check(user);
    }
    if (HasFailure()) FAIL() << "after " << i << " commands";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, MixedDialogs, ::testing::Range(1u, 21u));

class ListOfAll : public ChannelScene {
 protected:
  static PeerId id_of(const tl::Box<tl::Peer>& box) {
    if (const auto* in = box.as<tl::peerChannel>()) return PeerId::channel(in->channel_id);
    return PeerId::user(box.as<tl::peerUser>()->user_id);
  }
  tl::Box<tl::InputDialogPeer> named(PeerId chat) {
    auto box = tl::make<tl::inputDialogPeer>();
    box->peer = chat.is_channel() ? channel_peer(anna_, chat.bare()) : peer(anna_, chat);
    return box;
  }
  auto pin(PeerId chat, bool pinned = true) {
    tl::messages_toggleDialogPin request;
    request.peer = named(chat);
    request.pinned = pinned;
    return ask(anna_, request);
  }
  std::vector<PeerId> pinned() {
    std::vector<PeerId> found;
    const auto answer = ask(anna_, tl::messages_getPinnedDialogs{});
    for (const auto& box : answer->as<tl::messages_peerDialogs>()->dialogs)
      found.push_back(id_of(box.as<tl::dialog>()->peer));
    return found;
  }

  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
};

TEST_F(ListOfAll, HoldsAChannelFromWhichEverythingWasCleared) {
  const auto id = create(anna_, false);
  post(anna_, id, "text");
  tl::channels_deleteHistory clear;
  clear.channel = channel(anna_, id);
  ASSERT_TRUE(ask(anna_, clear));
  tl::messages_getDialogs request;
  request.offset_peer = tl::make<tl::inputPeerEmpty>();
  request.limit = 100;
  const auto list = ask(anna_, request);
  const auto& dialogs = list->as<tl::messages_dialogs>()->dialogs;
  ASSERT_EQ(dialogs.size(), 1u);
  EXPECT_EQ(dialogs[0].as<tl::dialog>()->top_message, 0);
  EXPECT_TRUE(pin(PeerId::channel(id)));
  EXPECT_EQ(pinned(), std::vector{PeerId::channel(id)});
}

TEST_F(ListOfAll, PinsAsManyAsTheLimitWhateverTheyAre) {
  std::vector<PeerId> chats;
  for (int i = 0; i < 6; ++i) {
    const auto other = person("P" + std::to_string(i));
    send(anna_, other, "text");
    chats.push_back(PeerId::user(other));
    chats.push_back(PeerId::channel(create(anna_, i % 2 == 0)));
  }
  for (std::size_t i = 0; i < 10; ++i) ASSERT_TRUE(pin(chats[i])) << i;
  EXPECT_EQ(pin(chats[10]).error().err, Err::PINNED_DIALOGS_TOO_MUCH);
  EXPECT_EQ(pin(chats[11]).error().err, Err::PINNED_DIALOGS_TOO_MUCH);
  EXPECT_TRUE(pin(chats[3])) << "what is pinned already changes nothing";

  // A chat that is not in the list any more takes no place.
  tl::channels_deleteChannel remove_channel;
  remove_channel.channel = channel(anna_, chats[1].bare());
  ASSERT_TRUE(ask(anna_, remove_channel));
  tl::messages_deleteHistory clear;
  clear.peer = peer(anna_, chats[2].value);
  ASSERT_TRUE(ask(anna_, clear));
  EXPECT_EQ(pinned().size(), 8u);
  EXPECT_TRUE(pin(chats[10]));
  EXPECT_TRUE(pin(chats[11]));
  EXPECT_EQ(pinned().size(), 10u);

  tl::messages_reorderPinnedDialogs order;
  for (const auto chat : {chats[4], chats[11], chats[5]}) order.order.push_back(named(chat));
  ASSERT_TRUE(ask(anna_, order));
  const auto first = pinned();
  EXPECT_EQ((std::vector{first[0], first[1], first[2]}), (std::vector{chats[4], chats[11], chats[5]}));
  EXPECT_EQ(first.size(), 10u) << "those that are not named follow";
  order.force = true;
  ASSERT_TRUE(ask(anna_, order));
  EXPECT_EQ(pinned(), (std::vector{chats[4], chats[11], chats[5]}));
}

TEST_F(ListOfAll, ThereAreTwoFolders) {
  tl::messages_getDialogs request;
  request.offset_peer = tl::make<tl::inputPeerEmpty>();
  request.folder_id = 2;
  EXPECT_EQ(ask(anna_, request).error().err, Err::FOLDER_ID_INVALID);
  tl::messages_getPinnedDialogs pins;
  pins.folder_id = -1;
  EXPECT_EQ(ask(anna_, pins).error().err, Err::FOLDER_ID_INVALID);
}

// What one device decided about a channel another learns when it comes back.
TEST_F(ListOfAll, DevicesThatWereAwayLearnWhatWasDecidedAboutAChannel) {
  const auto id = create(anna_, true);
  const auto chat = PeerId::channel(id);
  const auto before = pts(anna_);
  ASSERT_TRUE(pin(chat));
  tl::messages_markDialogUnread mark;
  mark.peer = named(chat);
  mark.unread = true;
  ASSERT_TRUE(ask(anna_, mark));
  tl::messages_saveDraft draft;
  draft.peer = channel_peer(anna_, id);
  draft.message = "later";
  ASSERT_TRUE(ask(anna_, draft));
  tl::account_updateNotifySettings mute;
  auto to = tl::make<tl::inputNotifyPeer>();
  to->peer = channel_peer(anna_, id);
  mute.peer = std::move(to);
  auto settings = tl::make<tl::inputPeerNotifySettings>();
  settings->mute_until = clock_.unix_seconds() + 3600;
  mute.settings = std::move(settings);
  ASSERT_TRUE(ask(anna_, mute));

  tl::updates_getDifference request;
  request.pts = before;
  const auto answer = ask(anna_, request);
  const auto* difference = answer->as<tl::updates_difference>();
  ASSERT_NE(difference, nullptr);
  const auto count = [&]<class Update>() {
    return std::ranges::count_if(difference->other_updates,
                                 [](const auto& box) { return box.template is<Update>(); });
  };
  EXPECT_EQ(count.operator()<tl::updateDialogPinned>(), 1);
  EXPECT_EQ(count.operator()<tl::updateDialogUnreadMark>(), 1);
  EXPECT_EQ(count.operator()<tl::updateDraftMessage>(), 1);
  EXPECT_EQ(count.operator()<tl::updateNotifySettings>(), 1);
  EXPECT_EQ(difference->chats.size(), 1u) << "the channel comes with it";

  tl::folders_editPeerFolders move;
  auto where = tl::make<tl::inputFolderPeer>();
  where->peer = channel_peer(anna_, id);
  where->folder_id = 1;
  move.folder_peers.push_back(std::move(where));
  ASSERT_TRUE(ask(anna_, move));
  const auto later = ask(anna_, request);
  bool unpinned = false, moved = false;
  for (const auto& box : later->as<tl::updates_difference>()->other_updates) {
    if (const auto* u = box.as<tl::updateDialogPinned>()) unpinned = !u->pinned;
    if (box.is<tl::updateFolderPeers>()) moved = true;
  }
  EXPECT_TRUE(unpinned) << "a chat that changes its folder is not pinned any more";
  EXPECT_TRUE(moved);
}

class FoldersOfAll : public ChannelScene {
 protected:
  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
};

TEST_F(FoldersOfAll, HoldGroupsAndChannels) {
  const auto id = create(anna_, true);
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  tl::messages_updateDialogFilter request;
  request.id = 2;
  auto filter = tl::make<tl::dialogFilter>();
  auto title = tl::make<tl::textWithEntities>();
  title->text = "News";
  filter->title = std::move(title);
  filter->include_peers.push_back(channel_peer(ben_, id));
  filter->include_peers.push_back(channel_peer(ben_, id));
  request.filter = std::move(filter);
  ASSERT_TRUE(ask(ben_, request));
  const auto included = [&](std::vector<std::int64_t> expected) {
    const auto answer = ask(ben_, tl::messages_getDialogFilters{});
    std::vector<std::int64_t> ids;
    const auto& filters = answer->as<tl::messages_dialogFilters>()->filters;
    for (const auto& peer_in : filters[1].as<tl::dialogFilter>()->include_peers) {
      const auto* channel_in = peer_in.as<tl::inputPeerChannel>();
      ASSERT_NE(channel_in, nullptr);
      EXPECT_EQ(channel_in->access_hash, channel_peer(ben_, id).as<tl::inputPeerChannel>()->access_hash);
      ids.push_back(channel_in->channel_id);
    }
    EXPECT_EQ(ids, expected);
  };
  included({id});
  ASSERT_TRUE(leave(ben_, id));
  included({});
  EXPECT_EQ(ask(ben_, request).error().err, Err::FILTER_INCLUDE_EMPTY) << "what was left does not count";
  ASSERT_TRUE(invite(anna_, id, {ben_}));
  included({id});
}

TEST_F(FoldersOfAll, AreSuggestedUntilThereAreSome) {
  const auto count = [&] { return ask(ben_, tl::messages_getSuggestedDialogFilters{})->size(); };
  ASSERT_EQ(count(), 2u);
  const auto suggested = ask(ben_, tl::messages_getSuggestedDialogFilters{});
  tl::messages_updateDialogFilter request;
  const auto* first = suggested->front().as<tl::dialogFilterSuggested>();
  request.id = first->filter.as<tl::dialogFilter>()->id;
  request.filter = tl::clone(first->filter);
  ASSERT_TRUE(ask(ben_, request));
  EXPECT_EQ(count(), 1u);
  tl::messages_toggleDialogFilterTags tags;
  EXPECT_TRUE(ask(ben_, tags));
  tags.enabled = true;
  EXPECT_EQ(ask(ben_, tags).error().err, Err::PREMIUM_ACCOUNT_REQUIRED);
}

TEST_F(FoldersOfAll, NotificationExceptionsAreOfTheKindOfChat) {
  const auto news = create(anna_, true), group = create(anna_, false);
  for (const auto id : {news, group}) {
    ASSERT_TRUE(invite(anna_, id, {ben_}));
    tl::account_updateNotifySettings mute;
    auto to = tl::make<tl::inputNotifyPeer>();
    to->peer = channel_peer(ben_, id);
    mute.peer = std::move(to);
    auto settings = tl::make<tl::inputPeerNotifySettings>();
    settings->mute_until = clock_.unix_seconds() + 3600;
    mute.settings = std::move(settings);
    ASSERT_TRUE(ask(ben_, mute));
  }
  const auto exceptions = [&](tl::Box<tl::InputNotifyPeer> kind) {
    tl::account_getNotifyExceptions request;
    if (kind) request.peer = std::move(kind);
    const auto answer = ask(ben_, request);
    const auto* updates = answer->as<tl::updates>();
    EXPECT_EQ(updates->updates.size(), updates->chats.size()) << "each chat comes with its exception";
    std::vector<std::int64_t> ids;
    for (const auto& chat : updates->chats) ids.push_back(chat.as<tl::channel>()->id);
    return ids;
  };
  using Ids = std::vector<std::int64_t>;
  EXPECT_EQ(exceptions(tl::make<tl::inputNotifyBroadcasts>()), Ids{news});
  EXPECT_EQ(exceptions(tl::make<tl::inputNotifyChats>()), Ids{group});
  EXPECT_EQ(exceptions({}).size(), 2u);
  ASSERT_TRUE(leave(ben_, news));
  EXPECT_EQ(exceptions({}), Ids{group});
}

}  // namespace
}  // namespace botschaft::rpc
