#include "rpc/messages/scene.h"

namespace botschaft::rpc {
namespace {

class Messages : public Scene {
 protected:
  UserId anna_ = person("Anna");
  UserId ben_ = person("Ben");
};

// The full answer of messages.sendMessage, where the text was trimmed.
TEST_F(Messages, ReplyTellsIdAndMessageWithPts) {
  auto answer = ask(anna_, text_to(anna_, ben_, " Hallo Ben "));
  ASSERT_TRUE(answer);
  const auto* updates = answer->as<tl::updates>();
  ASSERT_EQ(updates->updates.size(), 2U);
  const auto* known = updates->updates[0].as<tl::updateMessageID>();
  const auto* sent = updates->updates[1].as<tl::updateNewMessage>();
  ASSERT_TRUE(known != nullptr && sent != nullptr);
  const auto* message = sent->message.as<tl::message>();
  EXPECT_EQ(known->id, message->id);
  EXPECT_EQ(sent->pts, message->id);
  EXPECT_EQ(sent->pts_count, 1);
  EXPECT_EQ(message->message, "Hallo Ben");
  EXPECT_TRUE(message->out);
  EXPECT_EQ(updates->users.size(), 2U);
  EXPECT_EQ(sent->pts, pts(anna_));
}

TEST_F(Messages, ShortReplyWhereTheClientKnowsTheRest) {
  auto answer = ask(anna_, text_to(anna_, ben_, "siehe example.org"));
  ASSERT_TRUE(answer);
  const auto* sent = answer->as<tl::updateShortSentMessage>();
  ASSERT_TRUE(sent != nullptr);
  EXPECT_EQ(sent->id, history(anna_, ben_)[0]->id);
  EXPECT_EQ(sent->pts, pts(anna_));
  EXPECT_EQ(sent->entities->size(), 1U);
  auto with_draft = text_to(anna_, ben_, "x");
  with_draft.clear_draft = true;
  EXPECT_TRUE(ask(anna_, with_draft)->is<tl::updateShortSentMessage>());
  EXPECT_TRUE(ask(anna_, text_to(anna_, anna_, "Notiz"))->is<tl::updates>());
}

TEST_F(Messages, TellsBothOwnersButNotTheCallersDevice) {
  send(anna_, ben_, "x");
  const auto notices = take_box_notices();
  ASSERT_EQ(notices.size(), 2U);
  for (const auto& notice : notices) {
    EXPECT_EQ(notice.pts, pts(notice.owner));
    EXPECT_EQ(notice.except, notice.owner == anna_ ? (SessionKey{anna_, 1}) : SessionKey{});
  }
}

TEST_F(Messages, RepeatedSendMakesNoSecondMessage) {
  const auto request = text_to(anna_, ben_, "einmal");
  const auto first = ask(anna_, request);
  const auto top = pts(anna_);
  take_box_notices();
  auto again = ask(anna_, request);
  ASSERT_TRUE(again);
  EXPECT_EQ(pts(anna_), top);
  EXPECT_TRUE(take_box_notices().empty());
  const auto* updates = again->as<tl::updates>();
  EXPECT_EQ(updates->updates[0].as<tl::updateMessageID>()->random_id, request.random_id);
  EXPECT_EQ(updates->updates[1].as<tl::updateNewMessage>()->pts, top);
  EXPECT_EQ(history(ben_, anna_).size(), 1U);
}

TEST_F(Messages, ReplyPointsToTheCopyOfEachSide) {
  send(ben_, anna_, "davor");
  const auto mine = send(anna_, ben_, "Frage?");
  auto request = text_to(anna_, ben_, "Antwort");
  auto reply = tl::make<tl::inputReplyToMessage>();
  reply->reply_to_msg_id = mine;
  reply->quote_text = "rage";
  request.reply_to = std::move(reply);
  ASSERT_TRUE(ask(anna_, request));
  const auto theirs = history(ben_, anna_);
  ASSERT_EQ(theirs.size(), 3U);
  const auto* header = theirs[0]->reply_to.as<tl::messageReplyHeader>();
  EXPECT_EQ(header->reply_to_msg_id, theirs[1]->id);
  EXPECT_EQ(header->quote_text, "rage");
  EXPECT_EQ(header->quote_offset, 1);
}

TEST_F(Messages, WrongAccessHashIsRefused) {
  auto request = text_to(anna_, ben_, "x");
  request.peer = peer(ben_, ben_);
  request.peer.as<tl::inputPeerUser>()->access_hash ^= 1;
  EXPECT_EQ(ask(anna_, request).error().err, Err::PEER_ID_INVALID);
}

TEST_F(Messages, DeletingForBothTellsTheOtherSide) {
  const auto id = send(anna_, ben_, "weg damit");
  const auto theirs = history(ben_, anna_)[0]->id;
  const auto before = pts(ben_);
  tl::messages_deleteMessages request;
  request.revoke = true;
  request.id = {id};
  const auto answer = ask(anna_, request);
  EXPECT_EQ(answer->as<tl::messages_affectedMessages>()->pts_count, 1);
  EXPECT_TRUE(history(ben_, anna_).empty());
  tl::updates_getDifference ask_difference;
  ask_difference.pts = before;
  const auto difference = ask(ben_, ask_difference);
  const auto* told = difference->as<tl::updates_difference>();
  ASSERT_EQ(told->other_updates.size(), 2U);
  EXPECT_EQ(told->other_updates[0].as<tl::updateDeleteMessages>()->messages, (tl::Vec<std::int32_t>{theirs}));
  EXPECT_EQ(told->other_updates[1].as<tl::updateReadHistoryInbox>()->still_unread_count, 0);
}

TEST_F(Messages, EveryPtsOfAPushIsTaken) {
  const auto start = pts(anna_);
  const auto id = send(anna_, ben_, "a");
  tl::messages_saveDraft draft;
  draft.peer = peer(anna_, ben_);
  draft.message = "Entwurf";
  ASSERT_TRUE(ask(anna_, draft));
  tl::messages_deleteMessages remove;
  remove.id = {id};
  ASSERT_TRUE(ask(anna_, remove));
  run([&](store::Transaction& tx) {
    const Viewer viewer{anna_, clock_.unix_seconds(), services_};
    const auto updates = updates_since(viewer, tx, start, store::top_pts(tx, anna_));
    auto expected = start;
    for (const auto& update : updates->updates) {
      if (const auto* gone = update.as<tl::updateDeleteMessages>()) {
        EXPECT_EQ(gone->pts, ++expected);
        EXPECT_EQ(gone->pts_count, 1);
      } else {
        EXPECT_TRUE(update.is<tl::updateDraftMessage>());
      }
    }
    EXPECT_EQ(expected, store::top_pts(tx, anna_));
  });
}

TEST_F(Messages, DifferenceComesInSlices) {
  const auto start = pts(ben_);
  for (int i = 0; i < 5; ++i) send(anna_, ben_, std::to_string(i));
  tl::updates_getDifference request;
  request.pts = start;
  request.pts_limit = 2;
  std::vector<std::string> texts;
  for (int slices = 0;; ++slices) {
    ASSERT_LT(slices, 4);
    auto answer = ask(ben_, request);
    const auto take = [&](const auto& messages) {
      for (const auto& m : messages) texts.push_back(m.template as<tl::message>()->message);
    };
    if (const auto* slice = answer->as<tl::updates_differenceSlice>()) {
      take(slice->new_messages);
      request.pts = slice->intermediate_state.as<tl::updates_state>()->pts;
      continue;
    }
    const auto* last = answer->as<tl::updates_difference>();
    take(last->new_messages);
    EXPECT_EQ(last->state.as<tl::updates_state>()->pts, pts(ben_));
    break;
  }
  EXPECT_EQ(texts, (std::vector<std::string>{"0", "1", "2", "3", "4"}));
  request.pts = pts(ben_) + 1;
  EXPECT_EQ(ask(ben_, request).error().err, Err::PERSISTENT_TIMESTAMP_INVALID);
  request.pts = start;
  request.pts_total_limit = 3;
  EXPECT_TRUE(ask(ben_, request)->is<tl::updates_differenceTooLong>());
}

TEST_F(Messages, DialogsShowTopMessageUnreadAndPins) {
  const auto cara = person("Cara");
  send(ben_, anna_, "1");
  send(ben_, anna_, "2");
  clock_.advance_us(1'000'000);
  send(cara, anna_, "3");
  tl::messages_toggleDialogPin pin;
  pin.pinned = true;
  auto pinned = tl::make<tl::inputDialogPeer>();
  pinned->peer = peer(anna_, ben_);
  pin.peer = std::move(pinned);
  ASSERT_TRUE(ask(anna_, pin));

  tl::messages_getDialogs request;
  request.offset_peer = tl::make<tl::inputPeerEmpty>();
  request.limit = 20;
  auto answer = ask(anna_, request);
  ASSERT_TRUE(answer);
  const auto* all = answer->as<tl::messages_dialogs>();
  ASSERT_TRUE(all != nullptr);
  ASSERT_EQ(all->dialogs.size(), 2U);
  const auto* first = all->dialogs[0].as<tl::dialog>();
  EXPECT_TRUE(first->pinned);
  EXPECT_EQ(first->unread_count, 2);
  EXPECT_EQ(all->messages[0].as<tl::message>()->message, "2");
  EXPECT_EQ(all->users.size(), 2U);

  request.exclude_pinned = true;
  EXPECT_EQ(ask(anna_, request)->as<tl::messages_dialogs>()->dialogs.size(), 1U);
}

TEST_F(Messages, ReadingIsToldToBothSides) {
  const auto first = send(anna_, ben_, "1");
  const auto second = send(anna_, ben_, "2");
  const auto anna_before = pts(anna_);
  tl::messages_readHistory request;
  request.peer = peer(ben_, anna_);
  request.max_id = history(ben_, anna_)[1]->id;
  const auto answer = ask(ben_, request);
  EXPECT_EQ(answer->as<tl::messages_affectedMessages>()->pts_count, 1);
  tl::updates_getDifference ask_difference;
  ask_difference.pts = anna_before;
  const auto difference = ask(anna_, ask_difference);
  const auto* read =
      difference->as<tl::updates_difference>()->other_updates[0].as<tl::updateReadHistoryOutbox>();
  ASSERT_TRUE(read != nullptr);
  EXPECT_EQ(read->max_id, first);

  tl::messages_getOutboxReadDate when;
  when.peer = peer(anna_, ben_);
  when.msg_id = first;
  EXPECT_EQ(ask(anna_, when)->as<tl::outboxReadDate>()->date, clock_.unix_seconds());
  when.msg_id = second;
  EXPECT_EQ(ask(anna_, when).error().err, Err::MESSAGE_NOT_READ_YET);
}

TEST_F(Messages, ForwardsNameTheAuthor) {
  const auto cara = person("Cara");
  const auto id = send(ben_, anna_, "Original");
  send(anna_, anna_, "Notiz");
  tl::messages_forwardMessages request;
  request.from_peer = peer(ben_, anna_);
  request.to_peer = peer(ben_, cara);
  request.id = {id};
  request.random_id = {77};
  ASSERT_TRUE(ask(ben_, request));
  auto theirs = history(cara, ben_);
  ASSERT_EQ(theirs.size(), 1U);
  const auto* header = theirs[0]->fwd_from.as<tl::messageFwdHeader>();
  ASSERT_TRUE(header != nullptr);
  EXPECT_EQ(header->from_id.as<tl::peerUser>()->user_id, ben_);
  request.drop_author = true;
  request.random_id = {78};
  ASSERT_TRUE(ask(ben_, request));
  EXPECT_FALSE(history(cara, ben_)[0]->fwd_from);
}

}  // namespace
}  // namespace botschaft::rpc
