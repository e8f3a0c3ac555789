#include "domain/messages/send.h"

#include <gtest/gtest.h>

#include "domain/messages/edit.h"
#include "domain/messages/forward.h"
#include "domain/messages/read.h"
#include "store/contacts.h"
#include "store/dialogs.h"
#include "store/events.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::domain {
namespace {

using store::Fault;

constexpr UserId kAnna = 1, kBen = 2;
constexpr PeerId kToAnna = PeerId::user(kAnna), kToBen = PeerId::user(kBen);
constexpr Actor kAnnaNow{.user = kAnna, .now = 1000};
constexpr Actor kBenNow{.user = kBen, .now = 1000};

class Sending : public ::testing::Test {
 protected:
  void SetUp() override {
    run([](store::Transaction& tx) {
      store::insert_user(tx, {.id = kAnna, .phone = "1", .first_name = "Anna"});
      store::insert_user(tx, {.id = kBen, .phone = "2", .first_name = "Ben"});
    });
  }

  template <class F>
  void run(F&& body) {
    ASSERT_TRUE(store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    }));
  }

  static Outgoing text(std::string words, std::int64_t random_id) {
    return {.text = {.text = std::move(words), .entities = {}}, .random_id = random_id};
  }
  static MessageId send(store::Transaction& tx, const Actor& from, PeerId to, std::int64_t random_id) {
    return send_message(tx, from, to, text("t" + std::to_string(random_id), random_id)).value().id;
  }

  Fault next_fault_ = Fault::none;
  std::unique_ptr<store::SimulatedStore> store_ =
      store::open_simulated({.fault = [this] { return std::exchange(next_fault_, Fault::none); }});
};

TEST_F(Sending, RefusesWhereNobodyMayWrite) {
  run([](store::Transaction& tx) {
    EXPECT_EQ(send_message(tx, kAnnaNow, kToBen, text("x", 0)).error().err, Err::RANDOM_ID_EMPTY);
    EXPECT_EQ(send_message(tx, kAnnaNow, PeerId::user(99), text("x", 1)).error().err, Err::PEER_ID_INVALID);
    store::block_peer(tx, kBen, kToAnna, 1);
    EXPECT_EQ(send_message(tx, kAnnaNow, kToBen, text("x", 1)).error().err, Err::USER_IS_BLOCKED);
    EXPECT_EQ(send_message(tx, kBenNow, kToAnna, text("x", 1)).error().err, Err::YOU_BLOCKED_USER);
    store::unblock_peer(tx, kBen, kToAnna);
    EXPECT_TRUE(send_message(tx, kAnnaNow, kToBen, text("x", 1)));
    store::erase_user(tx, kBen);
    EXPECT_EQ(send_message(tx, kAnnaNow, kToBen, text("x", 2)).error().err, Err::INPUT_USER_DEACTIVATED);
  });
}

// The client does not know whether its message was kept, sends it again after the restart, and there is one.
TEST_F(Sending, RandomIdSurvivesACrash) {
  for (const auto fault : {Fault::crash_before_commit, Fault::crash_after_commit}) {
    const auto random_id = 100 + static_cast<std::int64_t>(fault);
    next_fault_ = fault;
    store_->write(
        [&](store::Transaction& tx) -> Result<void> {
          TRY(send_message(tx, kAnnaNow, kToBen, text("einmal", random_id)));
          return {};
        },
        [](Result<void>) { FAIL() << "nobody is told of a crash"; });
    ASSERT_TRUE(store_->crashed());
    store_->restart();
    run([&](store::Transaction& tx) {
      const auto again = send_message(tx, kAnnaNow, kToBen, text("einmal", random_id));
      ASSERT_TRUE(again);
      EXPECT_EQ(again->repeated, fault == Fault::crash_after_commit);
    });
  }
  run([](store::Transaction& tx) {
    EXPECT_EQ(store::count_messages(tx, kBen, kToAnna, {}), 2);
    EXPECT_EQ(store::find_dialog(tx, kBen, kToAnna)->unread, 2);
    EXPECT_EQ(store::top_pts(tx, kBen), store::kEmptyBoxPts + 2);
  });
}

TEST_F(Sending, TheBodyOutlivesTheSendersCopy) {
  run([](store::Transaction& tx) {
    const auto mine = send(tx, kAnnaNow, kToBen, 1);
    const auto theirs = store::find_message(tx, kAnna, mine)->twin;
    ASSERT_TRUE(delete_messages(tx, kAnnaNow, {mine}, false));
    const auto kept = store::find_message(tx, kBen, theirs);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->body.text, "t1");
    EXPECT_EQ(kept->twin, 0);
    ASSERT_TRUE(delete_messages(tx, kBenNow, {theirs}, true));
    EXPECT_FALSE(store::find_message(tx, kBen, theirs));
  });
}

TEST_F(Sending, EditingHasItsLimits) {
  const auto to = [](const char* text) { return Editing{.text = FormattedText{text, {}}}; };
  run([&](store::Transaction& tx) {
    const auto id = send(tx, kAnnaNow, kToBen, 1);
    const auto theirs = store::find_message(tx, kAnna, id)->twin;
    EXPECT_EQ(edit_message(tx, kAnnaNow, kToBen, id, to("t1")).error().err, Err::MESSAGE_NOT_MODIFIED);
    EXPECT_EQ(edit_message(tx, kBenNow, kToAnna, theirs, to("x")).error().err, Err::MESSAGE_AUTHOR_REQUIRED);
    EXPECT_EQ(edit_message(tx, kAnnaNow, kToBen, id + 1, to("x")).error().err, Err::MESSAGE_ID_INVALID);
    const Actor late{.user = kAnna, .now = 1000 + kEditSeconds + 1};
    EXPECT_EQ(edit_message(tx, late, kToBen, id, to("x")).error().err, Err::MESSAGE_EDIT_TIME_EXPIRED);
    ASSERT_TRUE(edit_message(tx, kAnnaNow, kToBen, id, to("neu")));
    EXPECT_EQ(store::find_message(tx, kBen, theirs)->body.text, "neu");
    const Editing above{.flags = store::kInvertMedia};
    ASSERT_TRUE(edit_message(tx, kAnnaNow, kToBen, id, above));
    EXPECT_EQ(edit_message(tx, kAnnaNow, kToBen, id, above).error().err, Err::MESSAGE_NOT_MODIFIED);
    EXPECT_TRUE(store::find_message(tx, kBen, theirs)->is(store::kInvertMedia));
    EXPECT_EQ(store::find_message(tx, kBen, theirs)->body.text, "neu");
    const auto note = send(tx, kAnnaNow, kToAnna, 2);
    EXPECT_TRUE(edit_message(tx, late, kToAnna, note, to("x")));  // notes to oneself, for ever
  });
}

TEST_F(Sending, UnreadIsExactThroughReadingAndDeleting) {
  run([](store::Transaction& tx) {
    std::vector<MessageId> mine;
    for (int i = 1; i <= 5; ++i) mine.push_back(send(tx, kAnnaNow, kToBen, i));
    const auto unread = [&] { return store::find_dialog(tx, kBen, kToAnna)->unread; };
    const auto theirs = [&](std::size_t i) { return store::find_message(tx, kAnna, mine[i])->twin; };
    EXPECT_EQ(unread(), 5);
    ASSERT_TRUE(read_history(tx, kBenNow, kToAnna, theirs(1)));
    EXPECT_EQ(unread(), 3);
    ASSERT_TRUE(
        delete_messages(tx, kAnnaNow, {mine[0], mine[3]}, true));  // one that was read, one that was not
    EXPECT_EQ(unread(), 2);
    ASSERT_TRUE(read_history(tx, kBenNow, kToAnna, 0));
    EXPECT_EQ(unread(), 0);
    EXPECT_EQ(store::find_dialog(tx, kAnna, kToBen)->read_outbox, mine[4]);
    const auto top = store::top_pts(tx, kBen);
    ASSERT_TRUE(read_history(tx, kBenNow, kToAnna, INT32_MAX));
    EXPECT_EQ(store::top_pts(tx, kBen), top);  // nothing new, nothing to tell
  });
}

TEST_F(Sending, ClearingKeepsOrDropsTheChat) {
  run([](store::Transaction& tx) {
    for (int i = 1; i <= 3; ++i) send(tx, kAnnaNow, kToBen, i);
    ASSERT_FALSE(clear_history(tx, kAnnaNow, kToBen, {.keep_dialog = true}).value());
    const auto kept = store::find_dialog(tx, kAnna, kToBen);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->count, 1);
    EXPECT_TRUE(store::find_message(tx, kAnna, kept->top)->is(store::kService));
    EXPECT_EQ(store::count_messages(tx, kBen, kToAnna, {}), 3);
    ASSERT_FALSE(clear_history(tx, kAnnaNow, kToBen, {.revoke = true}).value());
    EXPECT_FALSE(store::find_dialog(tx, kAnna, kToBen));
    EXPECT_EQ(store::count_messages(tx, kBen, kToAnna, {}),
              3);  // Anna has no more copies to take them back with
  });
}

TEST_F(Sending, LongHistoriesAreClearedInParts) {
  run([](store::Transaction& tx) {
    for (int i = 1; i <= 501; ++i) send(tx, kAnnaNow, kToBen, i);
    EXPECT_TRUE(clear_history(tx, kAnnaNow, kToBen, {.revoke = true}).value());
    EXPECT_FALSE(clear_history(tx, kAnnaNow, kToBen, {.revoke = true}).value());
    EXPECT_EQ(store::count_messages(tx, kBen, kToAnna, {}), 0);
    EXPECT_FALSE(store::find_dialog(tx, kBen, kToAnna));
  });
}

TEST_F(Sending, ForwardingRespectsProtection) {
  run([](store::Transaction& tx) {
    auto secret = text("geheim", 1);
    secret.flags = store::kNoForwards;
    const auto id = send_message(tx, kAnnaNow, kToBen, secret)->id;
    const Forwarding forwarding{.from = kToBen, .ids = {id}, .random_ids = {2}};
    EXPECT_EQ(forward_messages(tx, kAnnaNow, kToAnna, forwarding).error().err, Err::CHAT_FORWARDS_RESTRICTED);
    const Forwarding missing{.from = kToBen, .ids = {id + 50}, .random_ids = {3}};
    EXPECT_EQ(forward_messages(tx, kAnnaNow, kToAnna, missing).error().err, Err::MESSAGE_ID_INVALID);
  });
}

}  // namespace
}  // namespace botschaft::domain
