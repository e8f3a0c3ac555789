#include "mtproto/session.h"

#include <gtest/gtest.h>

#include "mtproto/session_test_client.h"

namespace botschaft::mtproto {
namespace {

using namespace test;  // NOLINT: the tests' own vocabulary

class SessionTest : public testing::Test {
 protected:
  // The error_code of the one bad_msg_notification in answer to `part`, 0 if there is none.
  int code_for(const Part& part) {
    const bool accepted = talk.send(part);
    const auto parts = talk.flush();
    const auto* notification = only(parts, tl::mt_bad_msg_notification::kId);
    if (notification == nullptr) return 0;
    auto in = notification->reader();
    const auto bad_msg_id = in.int64();
    const auto bad_seqno = in.int32();
    const auto code = in.int32();
    EXPECT_EQ(notification->seqno % 2, 0);
    EXPECT_EQ(notification->msg_id % 4, 1);
    if (bad_msg_id == part.msg_id) {
      EXPECT_EQ(bad_seqno, part.seqno);
    }
    if (accepted) {
      EXPECT_EQ(code == 16 || code == 17 || code == 48, false);
    }
    return code;
  }

  Conversation talk;
};

TEST_F(SessionTest, FirstMessageCreatesTheSession) {
  const auto msg_id = talk.request(7);
  ASSERT_EQ(talk.events.requests.size(), 1u);
  EXPECT_EQ(talk.events.requests[0].msg_id, msg_id);
  EXPECT_EQ(talk.events.requests[0].body, request_message(7));
  const auto parts = talk.flush();
  const auto* created = only(parts, tl::mt_new_session_created::kId);
  ASSERT_NE(created, nullptr);
  auto in = created->reader();
  EXPECT_EQ(in.int64(), msg_id);
  EXPECT_NE(in.int64(), 0);
  EXPECT_EQ(in.int64(), FewSalts::kCurrent);
  EXPECT_EQ(created->seqno, 1);
  EXPECT_EQ(talk.flush().size(), 0u);
}

TEST_F(SessionTest, ForgottenSessionHasLostUpdates) {
  talk.request();
  EXPECT_FALSE(talk.session.take_updates_lost());
  Conversation later;
  ASSERT_TRUE(later.send({later.client_id(), 63, request_message(1)}));
  EXPECT_TRUE(later.session.take_updates_lost());
}

TEST_F(SessionTest, NewSessionInAContainerNamesTheLowestId) {
  const auto first = talk.client_id();
  const auto second = talk.client_id();
  const auto outer = talk.client_id();
  talk.send({outer, 0, container_message({{second, 3, request_message(2)}, {first, 1, request_message(1)}})});
  const auto parts = talk.flush();
  const auto* created = only(parts, tl::mt_new_session_created::kId);
  ASSERT_NE(created, nullptr);
  EXPECT_EQ(created->reader().int64(), first);
  EXPECT_EQ(talk.events.requests.size(), 2u);
}

TEST_F(SessionTest, AnswerIsAnRpcResult) {
  talk.settle();
  const auto msg_id = talk.request();
  talk.session.answer(msg_id, object_message(5));
  talk.session.answer(msg_id, object_message(6));  // each request has one answer
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].id(), tl::mt_rpc_result::kId);
  EXPECT_EQ(parts[0].msg_id % 4, 1);
  EXPECT_EQ(parts[0].seqno % 2, 1);
  EXPECT_EQ(parts[0].container_id, 0);
  auto in = parts[0].reader();
  EXPECT_EQ(in.int64(), msg_id);
  EXPECT_EQ(to_bytes(in.rest()), object_message(5));
}

TEST_F(SessionTest, LargeAnswersArePacked) {
  talk.settle();
  const auto msg_id = talk.request();
  const Bytes result = object_message(5, 100'000);
  talk.session.answer(msg_id, result);
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_LT(parts[0].body.size(), 2000u);
  auto in = parts[0].reader();
  in.int64();
  ASSERT_EQ(in.id(), tl::mt_gzip_packed::kId);
  EXPECT_EQ(gunzip(in.string(), result.size()), result);
}

TEST_F(SessionTest, NoiseIsNotPacked) {
  talk.settle();
  const auto msg_id = talk.request();
  Bytes result(100'000);
  SeededRandom(1).fill(result);
  talk.session.answer(msg_id, result);
  const auto sent = talk.flush().at(0);
  auto in = sent.reader();
  in.int64();
  EXPECT_EQ(to_bytes(in.rest()), result);
}

TEST_F(SessionTest, MessageIdsAreChecked) {
  talk.settle();
  EXPECT_EQ(code_for({talk.client_id(-301), 1, request_message(1)}), 16);
  EXPECT_EQ(code_for({talk.client_id(32), 1, request_message(1)}), 17);
  EXPECT_EQ(code_for({talk.client_id() | 1, 1, request_message(1)}), 18);
  EXPECT_TRUE(talk.events.requests.empty());
  EXPECT_EQ(code_for({talk.client_id(29), 1, request_message(1)}), 0);
  EXPECT_EQ(talk.events.requests.size(), 1u);
}

TEST_F(SessionTest, IdsOlderThanTheSessionAreRefused) {
  const auto older = talk.client_id();
  talk.settle();
  EXPECT_EQ(code_for({older, 1, request_message(1)}), 20);
  EXPECT_TRUE(talk.events.requests.empty());
}

TEST_F(SessionTest, SequenceNumbers) {
  talk.settle();
  EXPECT_EQ(code_for({talk.client_id(), 0, request_message(1)}), 35);
  EXPECT_EQ(code_for({talk.client_id(), 1, container_message({})}), 34);
  EXPECT_TRUE(talk.events.requests.empty());
  EXPECT_EQ(code_for({talk.client_id(), 11, request_message(1)}), 0);
  EXPECT_EQ(code_for({talk.client_id(), 11, request_message(2)}), 32);
  EXPECT_EQ(code_for({talk.client_id(), 9, request_message(2)}), 32);
  EXPECT_EQ(code_for({talk.client_id(), 13, request_message(3)}), 0);
  // Acknowledgements and pings count as content-related for some clients and not for others.
  EXPECT_EQ(code_for({talk.client_id(), 14, ping_message(1)}), 0);
  EXPECT_EQ(code_for({talk.client_id(), 15, ping_message(1)}), 0);
  EXPECT_EQ(code_for({talk.client_id(), 16, ack_message({})}), 0);
  EXPECT_EQ(code_for({talk.client_id(), 17, ack_message({})}), 0);
}

TEST_F(SessionTest, SequenceNumberTooHigh) {
  talk.settle();
  talk.clock.advance_us(100'000'000);
  const auto older = talk.client_id(-60);
  const auto corrected = talk.client_id(-20);
  EXPECT_EQ(code_for({talk.client_id(), 5, request_message(1)}), 0);
  EXPECT_EQ(code_for({older, 7, request_message(2)}), 33);
  EXPECT_EQ(code_for({corrected, 7, request_message(2)}), 0) << "a client may set its clock back a little";
}

TEST_F(SessionTest, WrongSalt) {
  const auto msg_id = talk.client_id();
  EXPECT_FALSE(talk.send({msg_id, 1, request_message(1)}, 12345));
  EXPECT_TRUE(talk.events.requests.empty());
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u) << "no session is announced for a refused message";
  ASSERT_EQ(parts[0].id(), tl::mt_bad_server_salt::kId);
  auto in = parts[0].reader();
  EXPECT_EQ(in.int64(), msg_id);
  EXPECT_EQ(in.int32(), 1);
  EXPECT_EQ(in.int32(), 48);
  EXPECT_EQ(in.int64(), FewSalts::kCurrent);
  EXPECT_TRUE(talk.send({msg_id, 1, request_message(1)}, FewSalts::kPrevious));
  EXPECT_TRUE(talk.send({talk.client_id(), 3, request_message(1)}, FewSalts::kNext));
  EXPECT_EQ(talk.events.requests.size(), 2u);
}

TEST_F(SessionTest, Containers) {
  talk.settle();
  const auto a = talk.client_id();
  const auto b = talk.client_id();
  const auto ping = talk.client_id();
  const auto outer = talk.client_id();
  EXPECT_TRUE(talk.send(
      {outer, 4,
       container_message(
           {{a, 1, request_message(1)}, {b, 3, request_message(2)}, {ping, 4, ping_message(99)}})}));
  EXPECT_EQ(talk.events.requests.size(), 2u);
  const auto parts = talk.flush();
  const auto* pong = only(parts, tl::mt_pong::kId);
  ASSERT_NE(pong, nullptr);
  auto in = pong->reader();
  EXPECT_EQ(in.int64(), ping);
  EXPECT_EQ(in.int64(), 99);
}

TEST_F(SessionTest, BadContainers) {
  talk.settle();
  const auto inner = talk.client_id();
  const auto bytes = [&](const std::vector<Part>& parts) { return container_message(parts); };
  const Part good{inner, 1, request_message(1)};
  EXPECT_EQ(code_for({talk.client_id(), 0, bytes({good, {inner + 4, 2, bytes({})}})}), 64) << "nested";
  Bytes cut = bytes({good});
  cut.resize(cut.size() - 4);
  EXPECT_EQ(code_for({talk.client_id(), 0, cut}), 64);
  Bytes longer = bytes({good});
  longer.resize(longer.size() + 4);
  EXPECT_EQ(code_for({talk.client_id(), 0, longer}), 64);
  Bytes many = bytes({good});
  store_le(many.data() + 4, std::int32_t{0x7fffffff});
  EXPECT_EQ(code_for({talk.client_id(), 0, many}), 64);
  store_le(many.data() + 4, std::int32_t{-1});
  EXPECT_EQ(code_for({talk.client_id(), 0, many}), 64);
  Bytes odd = bytes({good});
  store_le(odd.data() + 20, std::int32_t{7});
  EXPECT_EQ(code_for({talk.client_id(), 0, odd}), 64);
  const auto outer = talk.client_id();
  EXPECT_EQ(code_for({outer, 0, bytes({{outer + 4, 1, request_message(1)}})}), 64) << "younger than its box";
  EXPECT_EQ(code_for({talk.client_id(), 0, bytes(std::vector<Part>(1025, Part{inner, 0, ping_message(1)}))}),
            64);
  EXPECT_TRUE(talk.events.requests.empty()) << "nothing of a bad container is done";
  EXPECT_EQ(code_for({talk.client_id(), 0, bytes({{inner | 2, 1, request_message(1)}})}), 18);
}

TEST_F(SessionTest, ContainerIdOfAnotherMessage) {
  talk.settle();
  const auto inner = talk.client_id();
  const auto msg_id = talk.request();
  EXPECT_EQ(code_for({msg_id, 2, container_message({{inner, 1, request_message(1)}})}), 19);
}

TEST_F(SessionTest, ContainerRepeatedByTheNetwork) {
  talk.settle();
  const auto inner = talk.client_id();
  const Part outer{talk.client_id(), 2, container_message({{inner, 1, request_message(1)}})};
  EXPECT_EQ(code_for(outer), 0);
  EXPECT_EQ(code_for(outer), 0);
  EXPECT_EQ(talk.events.requests.size(), 1u);
}

TEST_F(SessionTest, PackedRequests) {
  talk.settle();
  const auto msg_id = talk.client_id();
  EXPECT_TRUE(talk.send({msg_id, 1, gzip_message(gzip(request_message(3)))}));
  ASSERT_EQ(talk.events.requests.size(), 1u);
  EXPECT_EQ(talk.events.requests[0].msg_id, msg_id);
  EXPECT_EQ(talk.events.requests[0].body, request_message(3));
}

TEST_F(SessionTest, BadPackedRequestsAreAnswered) {
  talk.settle();
  const Bytes bomb = gzip(Bytes(64u << 20));
  std::int32_t seqno = 1;
  for (const Bytes& packed :
       {bomb, to_bytes(as_bytes("not gzip")), gzip(gzip_message(gzip(request_message(1)))),
        gzip(container_message({})), gzip(Bytes(7))}) {
    const auto msg_id = talk.client_id();
    talk.send({msg_id, seqno, gzip_message(packed)});
    seqno += 2;
    const auto parts = talk.flush();
    ASSERT_EQ(parts.size(), 1u);
    ASSERT_EQ(parts[0].id(), tl::mt_rpc_result::kId);
    auto in = parts[0].reader();
    EXPECT_EQ(in.int64(), msg_id);
    EXPECT_EQ(in.id(), tl::mt_rpc_error::kId);
    EXPECT_EQ(in.int32(), 400);
  }
  EXPECT_TRUE(talk.events.requests.empty());
}

TEST_F(SessionTest, UnpackingIsBoundedPerPacket) {
  talk.settle();
  std::vector<Part> parts;
  const Bytes large = gzip_message(gzip(object_message(1, 6 << 20)));
  for (int i = 0; i < 4; ++i) parts.push_back({talk.client_id(), 2 * i + 1, large});
  talk.send({talk.client_id(), 8, container_message(parts)});
  EXPECT_EQ(talk.events.requests.size(), 2u) << "of 24 MiB no more than 16";
  const auto answers = talk.flush();
  EXPECT_EQ(std::ranges::count(answers, tl::mt_rpc_result::kId, &ServerPart::id), 2);
}

TEST_F(SessionTest, RequestsAreAcknowledgedUnlessAnswered) {
  talk.settle();
  const auto slow = talk.request();
  const auto fast = talk.request();
  talk.session.answer(fast, object_message(1));
  talk.clock.advance_us(10'000);
  EXPECT_EQ(talk.session.flush_deadline(), talk.now().monotonic_us + 990'000);
  const auto parts = talk.flush();  // the answer takes the acknowledgement of the other along
  ASSERT_EQ(parts.size(), 2u);
  const auto* ack = only(parts, tl::mt_msgs_ack::kId);
  ASSERT_NE(ack, nullptr);
  EXPECT_EQ(ack->body, ack_message({slow}));
  EXPECT_EQ(ack->seqno % 2, 0);
  EXPECT_EQ(talk.session.flush_deadline(), std::nullopt);

  const auto third = talk.request();
  EXPECT_FALSE(talk.session.wants_flush(talk.now()));
  EXPECT_TRUE(talk.flush().empty());
  talk.clock.advance_us(1'000'000);
  EXPECT_TRUE(talk.session.wants_flush(talk.now()));
  const auto late = talk.flush();
  ASSERT_EQ(late.size(), 1u);
  EXPECT_EQ(late[0].body, ack_message({third}));
}

// mtcute complains about acknowledged pings and the like.
TEST_F(SessionTest, ServiceMessagesAreNotAcknowledged) {
  talk.settle();
  talk.send({talk.client_id(), 1, ping_message(1)});
  talk.send({talk.client_id(), 3, tl_bytes(tl::mt_get_future_salts::kId, std::int32_t{1})});
  talk.send({talk.client_id(), 5, ids_message(tl::mt_msgs_state_req::kId, {})});
  talk.send({talk.client_id(), 6,
             tl_bytes(tl::mt_http_wait::kId, std::int32_t{0}, std::int32_t{0}, std::int32_t{9})});
  EXPECT_EQ(talk.session.flush_deadline(), std::nullopt);
  const auto parts = talk.flush();
  EXPECT_EQ(parts.size(), 3u);
  EXPECT_EQ(only(parts, tl::mt_msgs_ack::kId), nullptr);
}

TEST_F(SessionTest, RepeatedRequestWhileRunning) {
  talk.settle();
  const auto msg_id = talk.client_id();
  const Part part{msg_id, 1, request_message(1)};
  talk.send(part);
  talk.clock.advance_us(10'000);
  talk.send(part);
  EXPECT_EQ(talk.events.requests.size(), 1u);
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].body, ack_message({msg_id}));
}

TEST_F(SessionTest, RepeatedRequestIsAnsweredFromTheOutbox) {
  talk.settle();
  const auto msg_id = talk.client_id();
  const Part part{msg_id, 1, request_message(1)};
  talk.send(part);
  talk.session.answer(msg_id, object_message(5));
  const auto first = talk.flush().at(0);
  talk.send(part);
  const auto again = talk.flush().at(0);
  EXPECT_EQ(talk.events.requests.size(), 1u);
  EXPECT_EQ(again.msg_id, first.msg_id);
  EXPECT_EQ(again.seqno, first.seqno);
  EXPECT_EQ(again.body, first.body);
  EXPECT_NE(again.container_id, 0) << "an old id by itself would be refused by clients";
  talk.send({talk.client_id(), 2, ack_message({first.msg_id})});
  talk.send(part);
  EXPECT_TRUE(talk.flush().empty()) << "the client has acknowledged the answer";
}

TEST_F(SessionTest, LargeRepeatedAnswerIsAnnounced) {
  talk.settle();
  const auto msg_id = talk.client_id();
  const Part part{msg_id, 1, request_message(1)};
  talk.send(part);
  Bytes large(40'000);
  SeededRandom(2).fill(large);
  talk.session.answer(msg_id, large);
  const auto first = talk.flush().at(0);
  talk.send(part);
  const auto parts = talk.flush();
  ASSERT_EQ(parts.size(), 1u);
  ASSERT_EQ(parts[0].id(), tl::mt_msg_detailed_info::kId);
  auto in = parts[0].reader();
  EXPECT_EQ(in.int64(), msg_id);
  EXPECT_EQ(in.int64(), first.msg_id);
  EXPECT_EQ(in.int32(), static_cast<std::int32_t>(first.body.size()));
  EXPECT_EQ(in.int32() & 7, 4);
  talk.send({talk.client_id(), 3, ids_message(tl::mt_msg_resend_req::kId, {first.msg_id})});
  const auto resent = talk.flush();
  ASSERT_EQ(resent.size(), 1u);
  EXPECT_EQ(resent[0].body, first.body);
}

TEST_F(SessionTest, ReconnectSendsAgainWhatWasNotAcknowledged) {
  const auto msg_id = talk.request();
  talk.session.answer(msg_id, object_message(1));
  talk.session.push(std::make_shared<const Bytes>(object_message(2)));
  talk.session.push(std::make_shared<const Bytes>(object_message(3)));
  const auto first = talk.flush();
  ASSERT_EQ(first.size(), 4u);
  EXPECT_EQ(talk.packet_count, 1u);
  talk.send({talk.client_id(), 2, ack_message({first[1].msg_id, 12345})});
  EXPECT_TRUE(talk.flush().empty());
  talk.session.on_disconnect();
  talk.session.push(std::make_shared<const Bytes>(object_message(4)));
  EXPECT_TRUE(talk.flush().empty()) << "nobody to send to";
  talk.session.on_connect(talk.now());
  const auto again = talk.flush();
  ASSERT_EQ(again.size(), 4u);
  for (const std::size_t i : {0u, 2u, 3u}) {
    const auto& sent = first[i];
    EXPECT_TRUE(std::ranges::any_of(
        again, [&](const auto& part) { return part.msg_id == sent.msg_id && part.body == sent.body; }));
  }
  EXPECT_EQ(again.back().body, object_message(4));
}

TEST_F(SessionTest, ServerIdsGrowThoughTheClockGoesBack) {
  talk.settle();
  std::int64_t last = 0;
  for (int i = 0; i < 50; ++i) {
    talk.clock.jump_wall_us(i == 10 ? -3'600'000'000 : i == 30 ? 7'200'000'000 : 0);
    talk.session.push(std::make_shared<const Bytes>(object_message(i)));
    const auto part = talk.flush().at(0);
    EXPECT_GT(part.msg_id, last);
    EXPECT_EQ(part.msg_id % 4, 3);
    EXPECT_EQ(part.seqno, 2 * i + 3);
    last = part.msg_id;
  }
}

TEST_F(SessionTest, FlushSplitsLongQueues) {
  talk.settle();
  for (int i = 0; i < 600; ++i) talk.session.push(std::make_shared<const Bytes>(object_message(i)));
  EXPECT_EQ(talk.flush().size(), 600u);
  EXPECT_EQ(talk.packet_count, 2u);
  for (int i = 0; i < 3; ++i) talk.session.push(std::make_shared<const Bytes>(object_message(i, 60'000)));
  const auto parts = talk.flush();
  EXPECT_EQ(talk.packet_count, 3u);
  for (const auto& part : parts) EXPECT_EQ(part.container_id, 0);
}

}  // namespace
}  // namespace botschaft::mtproto
