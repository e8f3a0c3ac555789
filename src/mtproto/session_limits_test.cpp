#include <gtest/gtest.h>

#include "mtproto/session.h"
#include "mtproto/session_test_client.h"

namespace botschaft::mtproto {
namespace {

using namespace test;  // NOLINT: the tests' own vocabulary

TEST(SessionLimits, UpdatesOverflow) {
  Conversation talk({.unacked_count = 10});
  talk.settle();
  const auto update = std::make_shared<const Bytes>(object_message(1));
  const auto request = talk.request();
  talk.session.answer(request, object_message(2));
  for (int i = 0; i < 9; ++i) EXPECT_TRUE(talk.session.push(update));
  talk.flush();
  EXPECT_FALSE(talk.session.take_updates_lost());
  EXPECT_FALSE(talk.session.push(update));
  EXPECT_FALSE(talk.session.push(update)) << "until it is taken note of";
  EXPECT_TRUE(talk.session.take_updates_lost());
  EXPECT_FALSE(talk.session.take_updates_lost());
  EXPECT_TRUE(talk.session.push(update));
  talk.reconnect();
  EXPECT_EQ(talk.flush().size(), 2u) << "the answer stays";
}

TEST(SessionLimits, UpdatesOverflowByBytes) {
  Conversation talk({.unacked_bytes = 10'000});
  talk.settle();
  const auto update = std::make_shared<const Bytes>(object_message(1, 4000));
  EXPECT_TRUE(talk.session.push(update));
  EXPECT_TRUE(talk.session.push(update));
  EXPECT_FALSE(talk.session.push(update));
  EXPECT_LT(talk.session.heap_bytes(), 4000u);
}

TEST(SessionLimits, AnAnswerOnLeaseIsNotKept) {
  Conversation talk({.unacked_bytes = 10'000});
  talk.settle();
  const auto lease = std::make_shared<int>();
  const auto answer = [&](const Part& part) {
    talk.session.answer(part.msg_id, Answer(object_message(1, 100'000), lease));
  };
  const auto ask = [&] {
    const Part part{talk.client_id(), talk.content_seqno(), request_message(1)};
    talk.send(part);
    return part;
  };
  const auto first = ask();
  answer(first);
  EXPECT_EQ(lease.use_count(), 2);
  ASSERT_EQ(talk.flush().at(0).id(), tl::mt_rpc_result::kId);
  EXPECT_EQ(lease.use_count(), 2) << "until it has left";
  EXPECT_EQ(talk.session.take_leases().size(), 1u);
  EXPECT_EQ(lease.use_count(), 1);
  EXPECT_LT(talk.session.heap_bytes(), 20'000u);
  EXPECT_TRUE(talk.session.push(std::make_shared<const Bytes>(object_message(1))))
      << "it takes no room there";
  talk.flush();
  talk.send(first);
  EXPECT_EQ(talk.flush().at(0).id(), tl::mt_bad_msg_notification::kId) << "the client asks under another id";

  const auto lost = ask();
  answer(lost);
  talk.session.on_disconnect();
  EXPECT_EQ(lease.use_count(), 1);
  answer(lost);
  EXPECT_EQ(lease.use_count(), 1);
}

TEST(SessionLimits, AnswersThatNobodyAcknowledges) {
  Conversation talk({.unacked_count = 4});
  talk.settle();
  std::vector<Part> parts;
  for (int i = 0; i < 10; ++i) {
    parts.push_back({talk.client_id(), talk.content_seqno(), request_message(i)});
    talk.send(parts.back());
    talk.session.answer(parts.back().msg_id, object_message(i));
    EXPECT_EQ(talk.flush().size(), 1u);
  }
  talk.send(parts[9]);
  EXPECT_EQ(talk.flush().at(0).id(), tl::mt_rpc_result::kId);
  talk.send(parts[0]);
  const auto refused = talk.flush();
  ASSERT_EQ(refused.at(0).id(), tl::mt_bad_msg_notification::kId);
  auto in = refused[0].reader();
  in.int64();
  in.int32();
  EXPECT_EQ(in.int32(), 20);
  EXPECT_EQ(talk.events.requests.size(), 10u);
}

TEST(SessionLimits, AnswersExpire) {
  Conversation talk;
  talk.settle();
  const auto request = talk.request();
  talk.session.answer(request, object_message(1, 3000));
  talk.flush();
  talk.clock.advance_us(601'000'000);
  talk.send({talk.client_id(), 2, ping_message(1)});
  talk.flush();
  talk.reconnect();
  EXPECT_TRUE(talk.flush().empty());
  EXPECT_LT(talk.session.heap_bytes(), 1000u);
}

TEST(SessionLimits, MemoryOfReceivedIdsIsBounded) {
  Conversation talk({.received_ids = 64});
  talk.settle();
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 10'000; ++i) {
    ids.push_back(talk.client_id());
    talk.send({ids.back(), 0, ping_message(i)});
    talk.flush();
  }
  EXPECT_LT(talk.session.heap_bytes(), 64u * 16 * 2 + 600);
  EXPECT_TRUE(talk.send({ids[9990], 0, ping_message(1)}));
  EXPECT_TRUE(talk.flush().empty()) << "a replayed ping is remembered";
  talk.send({ids[0], 0, ping_message(1)});
  const auto refused = talk.flush();
  ASSERT_EQ(refused.size(), 1u);
  auto in = refused[0].reader();
  in.int64();
  in.int32();
  EXPECT_EQ(in.int32(), 20);
}

TEST(SessionLimits, IdleSessionIsSmall) {
  Conversation talk;
  talk.settle();
  for (int i = 0; i < 30; ++i) {
    const auto request = talk.request();
    talk.session.answer(request, object_message(i, 500));
    talk.session.push(std::make_shared<const Bytes>(object_message(i)));
    std::vector<std::int64_t> ids;
    for (const auto& part : talk.flush()) ids.push_back(part.msg_id);
    talk.send({talk.client_id(), 2 * i, ack_message(ids)});
  }
  for (int minute = 0; minute < 30; ++minute) {
    talk.clock.advance_us(60'000'000);
    talk.send({talk.client_id(), 100, ping_message(1)});
    talk.flush();
  }
  RecordProperty("heap_bytes", static_cast<int>(talk.session.heap_bytes()));
  EXPECT_LE(talk.session.heap_bytes(), 768u);
}

}  // namespace
}  // namespace botschaft::mtproto
