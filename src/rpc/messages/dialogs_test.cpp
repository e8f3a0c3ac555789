// The chat list and what hangs on a chat.
#include "rpc/messages/scene.h"

namespace botschaft::rpc {
namespace {

class Dialogs : public Scene {
 protected:
  Dialogs() {
    first_ = send(ben_, anna_, "1");
    clock_.advance_us(1'000'000);
    second_ = send(cara_, anna_, "2");
  }

  tl::Box<tl::InputDialogPeer> dialog(UserId viewer, UserId target) {
    auto input = tl::make<tl::inputDialogPeer>();
    input->peer = peer(viewer, target);
    return input;
  }
  void pin(UserId target) {
    tl::messages_toggleDialogPin request;
    request.pinned = true;
    request.peer = dialog(anna_, target);
    ASSERT_TRUE(ask(anna_, request));
  }
  static std::int64_t user_of(const tl::Box<tl::Peer>& box) { return box.as<tl::peerUser>()->user_id; }
  static std::vector<std::int64_t> users_of(const tl::Vec<tl::Box<tl::Dialog>>& dialogs) {
    std::vector<std::int64_t> users;
    for (const auto& d : dialogs) users.push_back(user_of(d.as<tl::dialog>()->peer));
    return users;
  }
  std::vector<std::int64_t> pinned() {
    return users_of(ask(anna_, tl::messages_getPinnedDialogs{})->as<tl::messages_peerDialogs>()->dialogs);
  }
  // What Anna's other device is told of everything after `after`.
  tl::Box<tl::updates_Difference> difference(std::int32_t after) {
    tl::updates_getDifference request;
    request.pts = after;
    return std::move(*ask(anna_, request));
  }

  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
  UserId cara_ = person("Cara");
  MessageId first_ = 0;
  MessageId second_ = 0;
};

using Users = std::vector<std::int64_t>;

TEST_F(Dialogs, ComeInPagesByDate) {
  tl::messages_getDialogs request;
  request.offset_peer = tl::make<tl::inputPeerEmpty>();
  request.limit = 1;
  auto answer = ask(anna_, request);
  const auto* page = answer->as<tl::messages_dialogsSlice>();
  ASSERT_TRUE(page != nullptr);
  EXPECT_EQ(page->count, 2);
  EXPECT_EQ(users_of(page->dialogs), Users{cara_});
  const auto* last = page->messages[0].as<tl::message>();
  request.offset_date = last->date;
  request.offset_id = last->id;
  request.offset_peer = peer(anna_, cara_);
  EXPECT_EQ(users_of(ask(anna_, request)->as<tl::messages_dialogsSlice>()->dialogs), Users{ben_});
  auto named_without_hash = tl::make<tl::inputPeerUser>();
  named_without_hash->user_id = cara_;
  request.offset_peer = std::move(named_without_hash);
  EXPECT_EQ(users_of(ask(anna_, request)->as<tl::messages_dialogsSlice>()->dialogs), Users{ben_});
  request.offset_peer = tl::make<tl::inputPeerUserFromMessage>();
  EXPECT_EQ(ask(anna_, request).error().err, Err::OFFSET_PEER_ID_INVALID);
}

TEST_F(Dialogs, OfNamedPeopleComeWithState) {
  tl::messages_getPeerDialogs request;
  request.peers.push_back(dialog(anna_, ben_));
  request.peers.push_back(dialog(anna_, anna_));
  auto answer = ask(anna_, request);
  const auto* reply = answer->as<tl::messages_peerDialogs>();
  EXPECT_EQ(users_of(reply->dialogs), (Users{ben_, anna_}));
  EXPECT_EQ(reply->messages.size(), 1U);
  EXPECT_EQ(reply->state.as<tl::updates_state>()->pts, pts(anna_));
}

TEST_F(Dialogs, PinnedOnesKeepTheOrderTheyAreGiven) {
  pin(ben_);
  pin(cara_);
  EXPECT_EQ(pinned(), (Users{cara_, ben_}));
  const auto before = pts(anna_);
  tl::messages_reorderPinnedDialogs request;
  request.order.push_back(dialog(anna_, ben_));
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(pinned(), (Users{ben_, cara_}));
  const auto told = difference(before);
  const auto& updates = told.as<tl::updates_difference>()->other_updates;
  EXPECT_EQ(updates[0].as<tl::updatePinnedDialogs>()->order->size(), 2U);
  request.force = true;
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(pinned(), Users{ben_});
}

TEST_F(Dialogs, MoveToTheArchive) {
  pin(ben_);
  tl::folders_editPeerFolders request;
  auto entry = tl::make<tl::inputFolderPeer>();
  entry->peer = peer(anna_, ben_);
  entry->folder_id = 1;
  request.folder_peers.push_back(std::move(entry));
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(pinned(), Users{});
  tl::messages_getDialogs list;
  list.offset_peer = tl::make<tl::inputPeerEmpty>();
  list.limit = 10;
  list.folder_id = 0;
  EXPECT_EQ(users_of(ask(anna_, list)->as<tl::messages_dialogs>()->dialogs), Users{cara_});
  list.folder_id = 1;
  EXPECT_EQ(users_of(ask(anna_, list)->as<tl::messages_dialogs>()->dialogs), Users{ben_});
}

TEST_F(Dialogs, UnreadMarksAreListed) {
  tl::messages_markDialogUnread request;
  request.peer = dialog(anna_, ben_);
  request.unread = true;
  ASSERT_TRUE(ask(anna_, request));
  const auto marks = ask(anna_, tl::messages_getDialogUnreadMarks{});
  ASSERT_EQ(marks->size(), 1U);
  EXPECT_EQ(user_of((*marks)[0].as<tl::dialogPeer>()->peer), ben_);
}

TEST_F(Dialogs, DraftsAreClearedAtOnce) {
  for (const auto user : {ben_, cara_}) {
    tl::messages_saveDraft request;
    request.peer = peer(anna_, user);
    request.message = "angefangen";
    ASSERT_TRUE(ask(anna_, request));
  }
  const auto before = pts(anna_);
  ASSERT_TRUE(ask(anna_, tl::messages_clearAllDrafts{}));
  EXPECT_TRUE(ask(anna_, tl::messages_getAllDrafts{})->as<tl::updates>()->updates.empty());
  const auto told = difference(before);
  for (const auto& update : told.as<tl::updates_difference>()->other_updates) {
    EXPECT_TRUE(update.as<tl::updateDraftMessage>()->draft.is<tl::draftMessageEmpty>());
  }
}

TEST_F(Dialogs, BarIsShownUntilDismissed) {
  tl::messages_getPeerSettings request;
  request.peer = peer(anna_, ben_);
  const auto settings = [&] {
    auto answer = ask(anna_, request);
    return std::move(answer->as<tl::messages_peerSettings>()->settings);
  };
  EXPECT_TRUE(settings().as<tl::peerSettings>()->add_contact);
  EXPECT_TRUE(settings().as<tl::peerSettings>()->block_contact);
  tl::messages_hidePeerSettingsBar hide;
  hide.peer = peer(anna_, ben_);
  ASSERT_TRUE(ask(anna_, hide));
  EXPECT_FALSE(settings().as<tl::peerSettings>()->add_contact);
}

TEST_F(Dialogs, FoldersAreKeptInOrder) {
  tl::messages_updateDialogFilter request;
  auto filter = tl::make<tl::dialogFilter>();
  auto title = tl::make<tl::textWithEntities>();
  title->text = "Arbeit";
  filter->title = std::move(title);
  request.filter = std::move(filter);
  for (request.id = 2; request.id < 4; ++request.id) {
    EXPECT_EQ(ask(anna_, request).error().err, Err::FILTER_INCLUDE_EMPTY);
    request.filter.as<tl::dialogFilter>()->include_peers.push_back(peer(anna_, ben_));
    request.filter.as<tl::dialogFilter>()->pinned_peers.push_back(tl::make<tl::inputPeerSelf>());
    ASSERT_TRUE(ask(anna_, request));
    request.filter.as<tl::dialogFilter>()->include_peers.clear();
    request.filter.as<tl::dialogFilter>()->pinned_peers.clear();
  }
  tl::messages_updateDialogFiltersOrder order;
  order.order = {3, 0};
  ASSERT_TRUE(ask(anna_, order));
  auto answer = ask(anna_, tl::messages_getDialogFilters{});
  const auto& filters = answer->as<tl::messages_dialogFilters>()->filters;
  ASSERT_EQ(filters.size(), 3U);
  const auto* first = filters[0].as<tl::dialogFilter>();
  EXPECT_EQ(first->id, 3);
  EXPECT_EQ(first->title.as<tl::textWithEntities>()->text, "Arbeit");
  EXPECT_EQ(first->include_peers[0].as<tl::inputPeerUser>()->user_id, ben_);
  EXPECT_TRUE(filters[1].is<tl::dialogFilterDefault>());
  request.id = 1;
  EXPECT_EQ(ask(anna_, request).error().err, Err::FILTER_ID_INVALID);
  request.id = 3;
  request.filter = nullptr;
  ASSERT_TRUE(ask(anna_, request));
  EXPECT_EQ(ask(anna_, tl::messages_getDialogFilters{})->as<tl::messages_dialogFilters>()->filters.size(),
            2U);
}

TEST_F(Dialogs, SavedMessagesAreOneChat) {
  EXPECT_TRUE(ask(anna_, tl::messages_getSavedDialogs{})->as<tl::messages_savedDialogs>()->dialogs.empty());
  const auto note = send(anna_, anna_, "Notiz");
  auto answer = ask(anna_, tl::messages_getSavedDialogs{});
  const auto* saved = answer->as<tl::messages_savedDialogs>();
  ASSERT_EQ(saved->dialogs.size(), 1U);
  EXPECT_EQ(saved->dialogs[0].as<tl::savedDialog>()->top_message, note);
  EXPECT_FALSE(saved->messages[0].as<tl::message>()->out);
  EXPECT_TRUE(
      ask(anna_, tl::messages_getPinnedSavedDialogs{})->as<tl::messages_savedDialogs>()->dialogs.empty());
  tl::messages_getSavedHistory request;
  request.peer = peer(anna_, anna_);
  request.limit = 10;
  EXPECT_EQ(ask(anna_, request)->as<tl::messages_messages>()->messages.size(), 1U);
}

TEST_F(Dialogs, PinnedMessagesAreFoundAndUnpinned) {
  const auto id = send(anna_, ben_, "wichtig");
  tl::messages_updatePinnedMessage pin_message;
  pin_message.peer = peer(anna_, ben_);
  pin_message.id = id;
  auto said = ask(anna_, pin_message);
  ASSERT_TRUE(said);
  const auto& updates = said->as<tl::updates>()->updates;
  EXPECT_TRUE(updates[1].as<tl::updatePinnedMessages>()->pinned);
  const auto* notice = updates[2].as<tl::updateNewMessage>()->message.as<tl::messageService>();
  EXPECT_EQ(notice->reply_to.as<tl::messageReplyHeader>()->reply_to_msg_id, id);
  EXPECT_TRUE(notice->action.is<tl::messageActionPinMessage>());

  tl::messages_getSearchCounters count;
  count.peer = peer(anna_, ben_);
  count.filters.push_back(tl::make<tl::inputMessagesFilterPinned>());
  count.filters.push_back(tl::make<tl::inputMessagesFilterPhotos>());
  const auto counted = [&] {
    const auto counters = ask_store(anna_, count);
    EXPECT_EQ((*counters)[1].as<tl::messages_searchCounter>()->count, 0);
    return (*counters)[0].as<tl::messages_searchCounter>()->count;
  };
  EXPECT_EQ(counted(), 1);
  tl::messages_unpinAllMessages unpin;
  unpin.peer = peer(anna_, ben_);
  ASSERT_TRUE(ask(anna_, unpin));
  EXPECT_EQ(counted(), 0);
}

TEST_F(Dialogs, MessagesAreFoundByTheirIds) {
  tl::messages_getMessages request;
  const auto mine = history(anna_, ben_)[0]->id;
  for (const auto id : {mine, MessageId{999}}) {
    auto input = tl::make<tl::inputMessageID>();
    input->id = id;
    request.id.push_back(std::move(input));
  }
  auto answer = ask(anna_, request);
  const auto& messages = answer->as<tl::messages_messages>()->messages;
  EXPECT_EQ(messages[0].as<tl::message>()->message, "1");
  EXPECT_EQ(messages[1].as<tl::messageEmpty>()->id, 999);
}

// What private chats never have is an empty answer, not an error.
TEST_F(Dialogs, HaveNoMentionsReactionsOrPlansAtFirst) {
  const auto empty = [&](auto request) {
    request.peer = peer(anna_, ben_);
    return ask(anna_, request)->template as<tl::messages_messages>()->messages.empty();
  };
  EXPECT_TRUE(empty(tl::messages_getUnreadMentions{}));
  EXPECT_TRUE(empty(tl::messages_getUnreadReactions{}));
  EXPECT_TRUE(empty(tl::messages_getScheduledHistory{}));
  const auto nothing_done = [&](auto request) {
    request.peer = peer(anna_, ben_);
    return ask(anna_, request)->template as<tl::messages_affectedHistory>()->pts_count == 0;
  };
  EXPECT_TRUE(nothing_done(tl::messages_readMentions{}));
  EXPECT_TRUE(nothing_done(tl::messages_readReactions{}));
  tl::messages_readMessageContents contents;
  contents.id = {first_};
  EXPECT_EQ(ask(anna_, contents)->as<tl::messages_affectedMessages>()->pts_count, 0);
  tl::messages_getMessagesViews views;
  views.peer = peer(anna_, ben_);
  views.id = {first_};
  EXPECT_EQ(ask(anna_, views)->as<tl::messages_messageViews>()->views.size(), 1U);
  tl::messages_getOnlines onlines;
  onlines.peer = peer(anna_, ben_);
  EXPECT_TRUE(ask(anna_, onlines));
  EXPECT_TRUE(ask(anna_, tl::messages_receivedMessages{})->empty());
}

}  // namespace
}  // namespace botschaft::rpc
