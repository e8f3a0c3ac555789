// What HTTP asks of a session: one packet per response, and http_wait.
#include <gtest/gtest.h>

#include "mtproto/session_test_client.h"

namespace botschaft::mtproto {
namespace {

using namespace test;

class HttpTalk : public testing::Test {
 protected:
  // The messages of one response.
  std::vector<ServerPart> respond() {
    return server_parts(talk.session.flush_one(
        {test_key(), crypto::auth_key_id(test_key()), FewSalts::kCurrent, talk.now(), talk.random}));
  }
  Bytes http_wait(std::int32_t max_delay, std::int32_t wait_after, std::int32_t max_wait) {
    return tl_bytes(tl::mt_http_wait::kId, max_delay, wait_after, max_wait);
  }

  Conversation talk;
};

TEST_F(HttpTalk, WithoutAnythingToSayAResponseIsAnEmptyContainer) {
  talk.settle();
  EXPECT_EQ(talk.session.waiting(), 0u);
  EXPECT_TRUE(respond().empty());
}

TEST_F(HttpTalk, AResponseAcknowledgesAtOnce) {
  talk.settle();
  const auto request = talk.request();
  EXPECT_EQ(talk.session.waiting(), 0u) << "an acknowledgement alone can wait";
  const auto parts = respond();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].body, ack_message({request}));
  EXPECT_TRUE(respond().empty());
}

TEST_F(HttpTalk, WhatDoesNotFitIntoOneResponseWaitsForTheNext) {
  talk.settle();
  for (std::int32_t i = 0; i < 5; ++i)
    talk.session.push(std::make_shared<const Bytes>(object_message(i, 30'000)));
  talk.send({talk.client_id(), 0, ping_message(1)});
  std::vector<std::int32_t> updates;
  std::size_t pongs = 0;
  std::int64_t last = 0;
  int responses = 0;
  for (; talk.session.waiting() > 0; ++responses) {
    std::size_t bytes = 0;
    for (const auto& part : respond()) {
      bytes += part.body.size();
      EXPECT_GT(part.msg_id, last);
      last = part.msg_id;
      if (part.id() == tl::mt_pong::kId) {
        ++pongs;
      } else {
        updates.push_back(part.reader().int32());
      }
    }
    EXPECT_LE(bytes, 64u << 10);
  }
  EXPECT_EQ(responses, 3);
  EXPECT_EQ(updates, (std::vector<std::int32_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(pongs, 1u);
}

TEST_F(HttpTalk, AMessageLargerThanAnyContainerHasAResponseOfItsOwn) {
  talk.settle();
  talk.session.push(std::make_shared<const Bytes>(object_message(1, 200'000)));
  talk.session.push(std::make_shared<const Bytes>(object_message(2)));
  EXPECT_EQ(respond().size(), 1u);
  EXPECT_EQ(respond().size(), 1u);
  EXPECT_EQ(talk.session.waiting(), 0u);
}

TEST_F(HttpTalk, ALostResponseIsRepeatedUntilItIsAcknowledged) {
  talk.settle();
  talk.session.push(std::make_shared<const Bytes>(object_message(1)));
  const auto lost = respond();
  ASSERT_EQ(lost.size(), 1u);
  EXPECT_EQ(talk.session.waiting(), 0u);
  talk.session.resend_unacknowledged();
  const auto again = respond();
  ASSERT_EQ(again.size(), 1u);
  EXPECT_EQ(again[0].msg_id, lost[0].msg_id);
  talk.send({talk.client_id(), 0, ack_message({again[0].msg_id})});
  talk.session.resend_unacknowledged();
  EXPECT_EQ(talk.session.waiting(), 0u);
}

TEST_F(HttpTalk, HttpWaitHoldsForThePacketItCameIn) {
  talk.settle();
  EXPECT_FALSE(talk.session.http_wait());
  const auto inner = Part{talk.client_id(), 0, http_wait(100, 30, 25'000)};
  talk.send({talk.client_id(), 0, container_message({inner})});
  const auto wait = talk.session.http_wait();
  ASSERT_TRUE(wait);
  EXPECT_EQ(wait->max_delay_us, 100'000);
  EXPECT_EQ(wait->wait_after_us, 30'000);
  EXPECT_EQ(wait->max_wait_us, 25'000'000);
  talk.send({talk.client_id(), 0, ping_message(1)});
  EXPECT_FALSE(talk.session.http_wait());
}

TEST_F(HttpTalk, HttpWaitIsBounded) {
  talk.send({talk.client_id(), 0, http_wait(-1, INT32_MIN, INT32_MAX)});
  const auto wait = talk.session.http_wait();
  ASSERT_TRUE(wait);
  EXPECT_EQ(wait->max_delay_us, 0);
  EXPECT_EQ(wait->wait_after_us, 0);
  EXPECT_EQ(wait->max_wait_us, 50'000'000);
  talk.send({talk.client_id(), 0, tl_bytes(tl::mt_http_wait::kId, std::int32_t{5})});
  EXPECT_FALSE(talk.session.http_wait()) << "cut short";
}

}  // namespace
}  // namespace botschaft::mtproto
