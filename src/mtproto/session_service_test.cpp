#include <gtest/gtest.h>

#include "mtproto/session.h"
#include "mtproto/session_test_client.h"

namespace botschaft::mtproto {
namespace {

using namespace test;  // NOLINT: the tests' own vocabulary

class SessionService : public testing::Test {
 protected:
  Conversation talk;
};

TEST_F(SessionService, MessageStates) {
  talk.settle();
  const auto running = talk.request();
  const auto never = talk.client_id();
  const auto answered = talk.request();
  const auto done = talk.request();
  talk.session.answer(answered, object_message(1));
  talk.session.answer(done, object_message(2));
  for (const auto& part : talk.flush()) {
    if (part.id() != tl::mt_rpc_result::kId || part.reader().int64() != done) continue;
    talk.send({talk.client_id(), 6, ack_message({part.msg_id})});
  }
  const auto service = talk.client_id();
  talk.send({service, 6, ping_message(1)});
  const auto asked = talk.client_id();
  const auto later = talk.client_id();
  talk.send(
      {asked, 7,
       ids_message(tl::mt_msgs_state_req::kId, {1 << 2, never, later, running, answered, done, service})});
  const auto parts = talk.flush();
  const auto* info = only(parts, tl::mt_msgs_state_info::kId);
  ASSERT_NE(info, nullptr);
  auto in = info->reader();
  EXPECT_EQ(in.int64(), asked);
  EXPECT_EQ(to_bytes(in.string()), (Bytes{1, 2, 3, 4 | 32, 4 | 8 | 32 | 64, 4 | 8 | 32 | 64, 4 | 16}));
}

// mtcute takes an answer it is told of but has not read for lost, and asks again.
TEST_F(SessionService, AnswerComesBeforeTheStateThatTellsOfIt) {
  talk.settle();
  const auto request = talk.request();
  talk.session.answer(request, object_message(1));
  talk.send({talk.client_id(), 3, ids_message(tl::mt_msgs_state_req::kId, {request})});
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].id(), tl::mt_rpc_result::kId);
  EXPECT_EQ(parts[1].id(), tl::mt_msgs_state_info::kId);
}

TEST_F(SessionService, ResendRequestOfSomethingGone) {
  talk.settle();
  const auto asked = talk.client_id();
  talk.send({asked, 1, ids_message(tl::mt_msg_resend_req::kId, {5})});
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].id(), tl::mt_msgs_state_info::kId);
  EXPECT_EQ(parts[0].reader().int64(), asked);
}

TEST_F(SessionService, AllInfoAcknowledgesOrResends) {
  talk.settle();
  talk.session.push(std::make_shared<const Bytes>(object_message(1)));
  talk.session.push(std::make_shared<const Bytes>(object_message(2)));
  const auto sent = talk.flush();
  tl::Writer out;
  out.raw(ids_message(tl::mt_msgs_all_info::kId, {sent[0].msg_id, sent[1].msg_id}));
  out.string(ByteView{Bytes{4, 2}});
  talk.send({talk.client_id(), 0, out.take()});
  const auto again = talk.flush();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].msg_id, sent[1].msg_id);
  talk.reconnect();
  EXPECT_EQ(talk.flush().size(), 1u);
}

TEST_F(SessionService, DropAnswer) {
  talk.settle();
  const auto outcome = [this](std::int64_t req_msg_id) -> ServerPart {
    const auto msg_id = talk.client_id();
    talk.send({msg_id, talk.content_seqno(), tl_bytes(tl::mt_rpc_drop_answer::kId, req_msg_id)});
    for (const auto& part : talk.flush()) {
      auto in = part.reader();
      if (part.id() == tl::mt_rpc_result::kId && in.int64() == msg_id) {
        return {part.msg_id, part.seqno, to_bytes(in.rest())};
      }
    }
    return {};
  };
  EXPECT_EQ(outcome(talk.client_id()).id(), tl::mt_rpc_answer_unknown::kId);

  const auto running = talk.request();
  EXPECT_EQ(outcome(running).id(), tl::mt_rpc_answer_dropped_running::kId);
  EXPECT_EQ(talk.events.dropped, std::vector{running});
  talk.session.answer(running, object_message(1));
  EXPECT_TRUE(talk.flush().empty()) << "the answer came too late";

  const auto answered = talk.request();
  talk.session.answer(answered, object_message(1));
  const auto sent = talk.flush().at(0);
  const auto dropped = outcome(answered);
  ASSERT_EQ(dropped.id(), tl::mt_rpc_answer_dropped::kId);
  auto in = dropped.reader();
  EXPECT_EQ(in.int64(), sent.msg_id);
  EXPECT_EQ(in.int32(), sent.seqno);
  EXPECT_EQ(in.int32(), static_cast<std::int32_t>(sent.body.size()));
  EXPECT_EQ(outcome(answered).id(), tl::mt_rpc_answer_unknown::kId);
}

TEST_F(SessionService, PingDelayDisconnect) {
  talk.settle();
  const auto msg_id = talk.client_id();
  EXPECT_EQ(talk.session.disconnect_deadline(), std::nullopt);
  talk.send({msg_id, 1, tl_bytes(tl::mt_ping_delay_disconnect::kId, std::int64_t{5}, std::int32_t{75})});
  EXPECT_EQ(talk.session.disconnect_deadline(), talk.now().monotonic_us + 75'000'000);
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].body, tl_bytes(tl::mt_pong::kId, msg_id, std::int64_t{5}));
  talk.reconnect();
  EXPECT_EQ(talk.session.disconnect_deadline(), std::nullopt);
}

TEST_F(SessionService, FutureSalts) {
  talk.settle();
  const auto msg_id = talk.client_id();
  talk.send({msg_id, 1, tl_bytes(tl::mt_get_future_salts::kId, std::int32_t{1000})});
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u);
  const auto now = talk.clock.unix_seconds();
  EXPECT_EQ(parts[0].body, tl_bytes(tl::mt_future_salts::kId, msg_id, now, std::int32_t{2}, now, now + 3600,
                                    FewSalts::kCurrent, now + 1800, now + 7200, FewSalts::kNext));
}

TEST_F(SessionService, DestroySessionAndKey) {
  talk.settle();
  talk.events.other_sessions = {42};
  const auto destroy = [this](SessionId id) {
    talk.send({talk.client_id(), talk.content_seqno(), tl_bytes(tl::mt_destroy_session::kId, id)});
    return talk.flush().at(0).body;
  };
  EXPECT_EQ(destroy(42), tl_bytes(tl::mt_destroy_session_ok::kId, SessionId{42}));
  EXPECT_EQ(destroy(42), tl_bytes(tl::mt_destroy_session_none::kId, SessionId{42}));
  talk.events.other_sessions = {kSessionId};
  EXPECT_EQ(destroy(kSessionId), tl_bytes(tl::mt_destroy_session_none::kId, kSessionId)) << "not from inside";

  talk.send({talk.client_id(), talk.content_seqno(), tl_bytes(tl::mt_destroy_auth_key::kId)});
  EXPECT_EQ(talk.events.auth_key_destroyed, 1);
  talk.session.answer_destroy_auth_key(DestroyAuthKey::kOk);
  EXPECT_EQ(talk.flush().at(0).body, tl_bytes(tl::mt_destroy_auth_key_ok::kId));
}

}  // namespace
}  // namespace botschaft::mtproto
