#include "mtproto/key_exchange.h"

#include <gtest/gtest.h>

#include <set>

#include "mtproto/key_exchange_test_client.h"

namespace botschaft::mtproto {
namespace {

const crypto::RsaKey& server_rsa() {
  static const crypto::RsaKey key = crypto::RsaKey::generate();
  return key;
}

class KeyExchangeTest : public testing::Test {
 protected:
  // Steps that must succeed return their reply.
  Bytes step(ByteView packet) {
    auto result = server.step(packet);
    EXPECT_TRUE(result) << to_text(result.error());
    if (!result) return {};
    made = result->new_key;
    return result->reply;
  }
  std::optional<KeyExchangeError> error(ByteView packet) {
    const auto result = server.step(packet);
    return result ? std::nullopt : std::optional(result.error());
  }

  void reach_pq() { ASSERT_TRUE(client.on_res_pq(step(client.req_pq()))); }
  template <class Inner = tl::mt_p_q_inner_data_dc>
  Inner inner_data() {
    auto inner = client.inner_data<Inner>();
    if constexpr (requires { inner.dc; }) inner.dc = 2;
    if constexpr (requires { inner.expires_in; }) inner.expires_in = 86'400;
    return inner;
  }
  Bytes dh_params(const tl::Object& inner, RsaScheme scheme = RsaScheme::kPad) {
    return client.req_dh_params(client.encrypt_rsa(*tl::to_bytes(inner), scheme));
  }
  void reach_dh() {
    reach_pq();
    ASSERT_TRUE(client.on_dh_params(step(dh_params(inner_data()))));
  }
  Bytes last_message() { return client.set_client_dh(*tl::to_bytes(client.client_dh())); }

  void expect_key(ByteView reply) {
    const auto ok = client.answer<tl::mt_dh_gen_ok>(reply);
    ASSERT_TRUE(ok);
    EXPECT_EQ(ok->new_nonce_hash1, client.expected_hash(1));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->key, client.auth_key);
    EXPECT_EQ(made->id, load_le<std::int64_t>(crypto::sha1(client.auth_key).data() + 12));
    std::array<std::uint8_t, 8> salt;
    for (std::size_t i = 0; i < 8; ++i) salt[i] = client.new_nonce[i] ^ client.server_nonce[i];
    EXPECT_EQ(made->first_salt, load_le<std::int64_t>(salt.data()));
  }
  template <class Inner>
  void run(RsaScheme scheme) {
    reach_pq();
    ASSERT_TRUE(client.on_dh_params(step(dh_params(inner_data<Inner>(), scheme))));
    EXPECT_EQ(client.dh.server_time, clock.unix_seconds());
    expect_key(step(last_message()));
  }

  SeededRandom random{1};
  ManualClock clock;
  KeyExchange server{server_rsa(), clock, random};
  KeyExchangeTestClient client{server_rsa().modulus(), random};
  std::optional<NewAuthKey> made;
};

TEST_F(KeyExchangeTest, EveryInnerDataWithBothRsaSchemes) {
  for (const RsaScheme scheme : {RsaScheme::kPad, RsaScheme::kOld}) {
    run<tl::mt_p_q_inner_data>(scheme);
    EXPECT_EQ(made->dc.id, 0);
    EXPECT_FALSE(made->expires_in);
    run<tl::mt_p_q_inner_data_dc>(scheme);
    EXPECT_EQ(made->dc.id, 2);
    EXPECT_FALSE(made->expires_in);
    run<tl::mt_p_q_inner_data_temp>(scheme);
    EXPECT_EQ(made->dc.id, 0);
    EXPECT_EQ(made->expires_in, 86'400);
    run<tl::mt_p_q_inner_data_temp_dc>(scheme);
    EXPECT_EQ(made->dc.id, 2);
    EXPECT_EQ(made->expires_in, 86'400);
  }
}

TEST_F(KeyExchangeTest, ResPqIsAnUnencryptedAnswerWithOurFingerprint) {
  const Bytes reply = step(client.req_pq());
  EXPECT_EQ(load_le<std::int64_t>(reply.data()), 0);
  const auto msg_id = load_le<std::int64_t>(reply.data() + 8);
  EXPECT_EQ(msg_id & 3, 1);
  EXPECT_EQ(msg_id >> 32, clock.unix_seconds());
  ASSERT_TRUE(client.on_res_pq(reply));
  EXPECT_EQ(client.fingerprint, server_rsa().fingerprint());
}

TEST_F(KeyExchangeTest, MessageIdsGrowThoughTheClockStandsStill) {
  std::int64_t last = 0;
  for (int i = 0; i < 100; ++i) {
    const auto msg_id = load_le<std::int64_t>(step(client.req_pq()).data() + 8);
    EXPECT_GT(msg_id, last);
    last = msg_id;
  }
}

TEST_F(KeyExchangeTest, TheOldReqPqIsAnsweredToo) {
  tl::mt_req_pq request;
  request.nonce.fill(3);
  const auto res = client.answer<tl::mt_resPQ>(step(client.packet(request)));
  ASSERT_TRUE(res);
  EXPECT_EQ(res->nonce, request.nonce);
}

TEST_F(KeyExchangeTest, TdlibsPaddingInsideTheMessageIsIgnored) {
  tl::mt_req_pq_multi request;
  for (const std::size_t padding : {1u, 64u, 240u}) {
    EXPECT_TRUE(client.answer<tl::mt_resPQ>(step(client.packet(request, padding))));
  }
}

TEST_F(KeyExchangeTest, TransportPaddingBehindTheMessageIsIgnored) {
  Bytes packet = client.req_pq();
  packet.resize(packet.size() + 15, 0x11);
  EXPECT_TRUE(client.on_res_pq(step(packet)));
}

TEST_F(KeyExchangeTest, AcknowledgementsNeedNoAnswer) {
  tl::mt_msgs_ack ack;
  ack.msg_ids.push_back(1);
  EXPECT_TRUE(step(client.packet(ack)).empty());
}

TEST_F(KeyExchangeTest, ARepeatedReqPqGetsTheSameAnswerAndAnotherNonceAFreshOne) {
  const Bytes request = client.req_pq();
  ASSERT_TRUE(client.on_res_pq(step(request)));
  const auto server_nonce = client.server_nonce;
  const auto pq = client.pq;
  ASSERT_TRUE(client.on_res_pq(step(request)));
  EXPECT_EQ(client.server_nonce, server_nonce);
  EXPECT_EQ(client.pq, pq);
  reach_pq();
  EXPECT_NE(client.server_nonce, server_nonce);
  EXPECT_NE(client.pq, pq);
}

// As telegram-desktop does before it uses a key it already has.
TEST_F(KeyExchangeTest, ReqPqMayComeAtAnyStage) {
  reach_dh();
  reach_pq();
  ASSERT_TRUE(client.on_dh_params(step(dh_params(inner_data()))));
  expect_key(step(last_message()));
  reach_pq();
}

TEST_F(KeyExchangeTest, PqIsNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) {
    reach_pq();
    seen.insert(client.pq);
  }
  EXPECT_EQ(seen.size(), 50u);
}

TEST_F(KeyExchangeTest, DataCentres) {
  for (const std::int32_t dc : {1, 5, -1, -4, 10'001, 10'005, -10'002}) {
    reach_pq();
    auto inner = inner_data();
    inner.dc = dc;
    ASSERT_TRUE(client.on_dh_params(step(dh_params(inner)))) << dc;
    step(last_message());
    EXPECT_EQ(made->dc.id, std::abs(dc) % 10'000);
    EXPECT_EQ(made->dc.media, dc < 0);
    EXPECT_EQ(made->dc.test, std::abs(dc) > 10'000);
  }
  for (const std::int32_t dc : {6, -6, 10'000, 10'006, 20'001, INT32_MIN, INT32_MAX}) {
    reach_pq();
    auto inner = inner_data();
    inner.dc = dc;
    EXPECT_EQ(error(dh_params(inner)), KeyExchangeError::kBadDc) << dc;
  }
  EXPECT_EQ(transport_error(KeyExchangeError::kBadDc), -444);
  EXPECT_EQ(transport_error(KeyExchangeError::kNonceMismatch), -404);
}

TEST_F(KeyExchangeTest, LifetimeOfTemporaryKeysIsBounded) {
  reach_pq();
  auto inner = inner_data<tl::mt_p_q_inner_data_temp_dc>();
  inner.expires_in = INT32_MAX;
  ASSERT_TRUE(client.on_dh_params(step(dh_params(inner))));
  step(last_message());
  EXPECT_EQ(made->expires_in, KeyExchange::kTemporaryKeyMax_s);

  reach_pq();
  inner = inner_data<tl::mt_p_q_inner_data_temp_dc>();
  inner.expires_in = 0;
  EXPECT_EQ(error(dh_params(inner)), KeyExchangeError::kMalformed);
}

// ---- a key id that is taken, a store that refuses

TEST_F(KeyExchangeTest, ATakenKeyIdLetsTheClientTryAgain) {
  reach_dh();
  step(last_message());
  const auto first_key = made->key;
  const auto retry = client.answer<tl::mt_dh_gen_retry>(server.key_id_taken());
  ASSERT_TRUE(retry);
  EXPECT_EQ(retry->new_nonce_hash2, client.expected_hash(2));

  const auto aux_hash = load_le<std::int64_t>(crypto::sha1(client.auth_key).data());
  expect_key(step(client.set_client_dh(*tl::to_bytes(client.client_dh(aux_hash)))));
  EXPECT_NE(made->key, first_key);
}

TEST_F(KeyExchangeTest, ARetryMustNameTheKeyBefore) {
  reach_dh();
  step(last_message());
  server.key_id_taken();
  EXPECT_EQ(error(last_message()), KeyExchangeError::kUnexpected);
}

TEST_F(KeyExchangeTest, AKeyThatWasNotStoredIsAFailedExchange) {
  reach_dh();
  step(last_message());
  const auto failed = client.answer<tl::mt_dh_gen_fail>(server.key_not_stored());
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->new_nonce_hash3, client.expected_hash(3));
  EXPECT_EQ(error(last_message()), KeyExchangeError::kUnexpected);
  reach_pq();
}

// ---- bad input

TEST_F(KeyExchangeTest, GarbageIsMalformed) {
  EXPECT_EQ(error({}), KeyExchangeError::kMalformed);
  EXPECT_EQ(error(Bytes(19, 0)), KeyExchangeError::kMalformed);
  EXPECT_EQ(error(Bytes(40, 0)), KeyExchangeError::kMalformed);
  EXPECT_EQ(error(Bytes(40, 0xff)), KeyExchangeError::kMalformed);
  EXPECT_EQ(error(Bytes(KeyExchange::kPacketMax + 4, 0)), KeyExchangeError::kMalformed);
  const Bytes whole = client.req_pq();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(error(ByteView(whole).first(size)), KeyExchangeError::kMalformed) << size;
  }
}

TEST_F(KeyExchangeTest, ALengthBeyondThePacketIsMalformed) {
  Bytes packet = client.req_pq();
  for (const std::int32_t size : {-1, 0, 21, INT32_MAX, INT32_MIN}) {
    store_le(packet.data() + 16, size);
    EXPECT_EQ(error(packet), KeyExchangeError::kMalformed) << size;
  }
}

TEST_F(KeyExchangeTest, OtherMethodsNeedAKey) {
  tl::mt_ping ping;
  EXPECT_EQ(error(client.packet(ping)), KeyExchangeError::kMalformed);
}

TEST_F(KeyExchangeTest, StepsOutOfOrderAreRefused) {
  EXPECT_EQ(error(dh_params(inner_data())), KeyExchangeError::kUnexpected);
  reach_pq();
  EXPECT_EQ(error(last_message()), KeyExchangeError::kUnexpected);
}

TEST_F(KeyExchangeTest, ReplaysAreRefused) {
  reach_pq();
  const Bytes params = dh_params(inner_data());
  ASSERT_TRUE(client.on_dh_params(step(params)));
  EXPECT_EQ(error(params), KeyExchangeError::kUnexpected);
  const Bytes last = last_message();
  expect_key(step(last));
  EXPECT_EQ(error(last), KeyExchangeError::kUnexpected);

  const Bytes of_before = params;
  reach_pq();
  EXPECT_EQ(error(of_before), KeyExchangeError::kNonceMismatch);
}

TEST_F(KeyExchangeTest, WrongNoncesOutsideTheEncryption) {
  reach_dh();
  client.nonce[0] ^= 1;
  EXPECT_EQ(error(last_message()), KeyExchangeError::kNonceMismatch);
  client.nonce[0] ^= 1;
  client.server_nonce[15] ^= 1;
  EXPECT_EQ(error(last_message()), KeyExchangeError::kNonceMismatch);
}

TEST_F(KeyExchangeTest, WrongNoncesInsideTheEncryption) {
  reach_pq();
  auto inner = inner_data();
  inner.nonce[3] ^= 1;
  EXPECT_EQ(error(dh_params(inner)), KeyExchangeError::kNonceMismatch);
  inner = inner_data();
  inner.server_nonce[3] ^= 1;
  EXPECT_EQ(error(dh_params(inner)), KeyExchangeError::kNonceMismatch);

  reach_dh();
  auto last = client.client_dh();
  last.nonce[3] ^= 1;
  EXPECT_EQ(error(client.set_client_dh(*tl::to_bytes(last))), KeyExchangeError::kNonceMismatch);
}

TEST_F(KeyExchangeTest, WrongFactors) {
  reach_pq();
  auto inner = inner_data();
  inner.p[0] ^= 1;
  EXPECT_EQ(error(dh_params(inner)), KeyExchangeError::kWrongFactors);
  inner = inner_data();
  inner.pq[0] ^= 1;
  EXPECT_EQ(error(dh_params(inner)), KeyExchangeError::kWrongFactors);
  std::swap(client.p, client.q);
  EXPECT_EQ(error(dh_params(inner_data())), KeyExchangeError::kWrongFactors);
}

TEST_F(KeyExchangeTest, AnotherServersFingerprint) {
  reach_pq();
  client.fingerprint ^= 1;
  EXPECT_EQ(error(dh_params(inner_data())), KeyExchangeError::kUnknownFingerprint);
}

TEST_F(KeyExchangeTest, TamperedRsaBlocks) {
  for (const RsaScheme scheme : {RsaScheme::kPad, RsaScheme::kOld}) {
    reach_pq();
    std::string encrypted = client.encrypt_rsa(*tl::to_bytes(inner_data()), scheme);
    encrypted[100] ^= 1;
    EXPECT_EQ(error(client.req_dh_params(encrypted)), KeyExchangeError::kBadEncryption);
  }
  reach_pq();
  EXPECT_EQ(error(client.req_dh_params("")), KeyExchangeError::kBadEncryption);
  EXPECT_EQ(error(client.req_dh_params(std::string(256, '\xff'))), KeyExchangeError::kBadEncryption);
  EXPECT_EQ(error(client.req_dh_params(std::string(257, '\1'))), KeyExchangeError::kBadEncryption);
}

TEST_F(KeyExchangeTest, SomethingElseUnderRsa) {
  reach_pq();
  tl::mt_ping ping;
  EXPECT_EQ(error(dh_params(ping)), KeyExchangeError::kMalformed);
  EXPECT_EQ(error(dh_params(ping, RsaScheme::kOld)), KeyExchangeError::kBadEncryption);
}

TEST_F(KeyExchangeTest, TamperedLastMessage) {
  reach_dh();
  const Bytes inner = *tl::to_bytes(client.client_dh());
  EXPECT_EQ(error(client.set_client_dh(inner, false)), KeyExchangeError::kBadEncryption);
  Bytes packet = client.set_client_dh(inner);
  packet.back() ^= 1;
  EXPECT_EQ(error(packet), KeyExchangeError::kBadEncryption);
  Bytes long_padding = inner;
  long_padding.resize(inner.size() + 32);
  EXPECT_EQ(error(client.set_client_dh(long_padding)), KeyExchangeError::kBadEncryption);
}

TEST_F(KeyExchangeTest, WeakPublicValues) {
  reach_dh();
  const auto with = [&](std::string g_b) {
    auto inner = client.client_dh();
    inner.g_b = std::move(g_b);
    return error(client.set_client_dh(*tl::to_bytes(inner)));
  };
  std::string prime_minus_1(as_text(crypto::dh_prime()));
  --prime_minus_1.back();
  for (const auto& weak : {std::string(), std::string(1, '\1'), prime_minus_1, std::string(257, '\1'),
                           std::string(as_text(crypto::dh_prime()))}) {
    EXPECT_EQ(with(weak), KeyExchangeError::kBadPublicValue);
  }
}

TEST_F(KeyExchangeTest, AnExchangeExpires) {
  reach_dh();
  clock.advance_us(KeyExchange::kLifetime_us);
  clock.jump_wall_us(-86'400'000'000);  // no matter
  expect_key(step(last_message()));
  reach_dh();
  clock.advance_us(KeyExchange::kLifetime_us + 1);
  EXPECT_EQ(error(last_message()), KeyExchangeError::kUnexpected);

  const Bytes request = client.req_pq();
  ASSERT_TRUE(client.on_res_pq(step(request)));
  const auto server_nonce = client.server_nonce;
  clock.advance_us(KeyExchange::kLifetime_us + 1);
  ASSERT_TRUE(client.on_res_pq(step(request)));
  EXPECT_NE(client.server_nonce, server_nonce);
}

TEST_F(KeyExchangeTest, CostOfAConnectionIsBounded) {
  for (int i = 0; i < KeyExchange::kCostlyStepsMax; ++i) {
    reach_pq();
    EXPECT_EQ(error(client.req_dh_params(std::string(256, '\1'))), KeyExchangeError::kBadEncryption);
  }
  reach_pq();
  EXPECT_EQ(error(dh_params(inner_data())), KeyExchangeError::kTooManyAttempts);
}

}  // namespace
}  // namespace botschaft::mtproto
