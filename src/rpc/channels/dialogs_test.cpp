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
      ASSERT_FALSE(lines.empty()) << chat.value;
      EXPECT_EQ(dialog->top_message, lines.front().id) << chat.value;
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
      const auto& last = messages->back();
      const auto* said = last.as<tl::message>();
      request.offset_id = said ? said->id : last.as<tl::messageService>()->id;
      request.offset_date = said ? said->date : last.as<tl::messageService>()->date;
    }
    return order;
  }

  void check(UserId user) {
    for (const int folder : {0, 1}) {
      const auto whole = page(user, folder, false, 100);
      EXPECT_EQ(std::set(whole.begin(), whole.end()).size(), whole.size());
      const auto rest = page(user, folder, true, 100);
      EXPECT_EQ(page(user, folder, true, 2), rest);
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
