#include "mtproto/bind_temp_key.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "crypto/hash.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::mtproto {
namespace {

constexpr std::int32_t kNow = 1'700'000'000;

class BindTempKeyTest : public testing::Test {
 protected:
  BindTempKeyTest() {
    random.fill(perm_key);
    inner.nonce = 11;
    inner.temp_auth_key_id = 22;
    inner.perm_auth_key_id = crypto::auth_key_id(perm_key);
    inner.temp_session_id = 33;
    inner.expires_at = kNow + 3600;
    call.perm_auth_key_id = inner.perm_auth_key_id;
    call.nonce = 11;
    call.expires_at = inner.expires_at;
    call.msg_id = 44;
    call.session_id = 33;
    call.auth_key_id = 22;
    call.auth_key_is_temporary = true;
  }

  // The client's half, from core.telegram.org/method/auth.bindTempAuthKey.
  Bytes encrypted(std::int64_t msg_id = 44) {
    const Bytes body = *tl::to_bytes(inner);
    tl::Writer plain;
    for (int i = 0; i < 2; ++i) plain.int64(random.next<std::int64_t>());
    plain.int64(msg_id);
    plain.int32(0);
    plain.int32(static_cast<std::int32_t>(body.size()));
    plain.raw(body);
    Bytes data = plain.take();
    const auto msg_key = crypto::message_key_v1(data);
    data.resize((data.size() + 15) / 16 * 16 + extra_padding, 0x33);
    crypto::aes_ige_encrypt(crypto::message_cipher_v1(perm_key, msg_key, crypto::Direction::kToServer), data);
    tl::Writer out;
    out.int64(inner.perm_auth_key_id);
    out.scalar(msg_key);
    out.raw(data);
    return out.take();
  }
  std::optional<Err> verify(const Bytes& message) {
    call.encrypted_message = message;
    const auto result = verify_bind_temp_key(call, perm_key, kNow);
    return result ? std::nullopt : std::optional(result.error().err);
  }

  SeededRandom random{1};
  crypto::AuthKey perm_key;
  tl::mt_bind_auth_key_inner inner;
  BindTempKeyCall call;
  std::size_t extra_padding = 0;
};

TEST_F(BindTempKeyTest, TheOwnerOfBothKeysMayBindThem) {
  EXPECT_EQ(verify(encrypted()), std::nullopt);
}

TEST_F(BindTempKeyTest, EveryFieldMustRepeatTheCall) {
  const auto original = inner;
  for (std::int64_t* field : {&inner.nonce, &inner.temp_auth_key_id, &inner.temp_session_id}) {
    inner.nonce = original.nonce;
    inner.temp_auth_key_id = original.temp_auth_key_id;
    inner.temp_session_id = original.temp_session_id;
    ++*field;
    EXPECT_EQ(verify(encrypted()), Err::ENCRYPTED_MESSAGE_INVALID);
  }
  inner.temp_session_id = original.temp_session_id;
  EXPECT_EQ(verify(encrypted(45)), Err::ENCRYPTED_MESSAGE_INVALID);
  ++inner.expires_at;
  EXPECT_EQ(verify(encrypted()), Err::ENCRYPTED_MESSAGE_INVALID);
  --inner.expires_at;
  EXPECT_EQ(verify(encrypted()), std::nullopt);
}

TEST_F(BindTempKeyTest, AnotherPermanentKeyIsRefused) {
  const Bytes message = encrypted();
  perm_key[0] ^= 1;
  EXPECT_EQ(verify(message), Err::ENCRYPTED_MESSAGE_INVALID);
  call.perm_auth_key_id = crypto::auth_key_id(perm_key);
  EXPECT_EQ(verify(message), Err::ENCRYPTED_MESSAGE_INVALID);
}

TEST_F(BindTempKeyTest, EveryByteIsProtected) {
  const Bytes message = encrypted();
  for (std::size_t i = 0; i < message.size() - 8; ++i) {  // the last 8 bytes are padding
    Bytes changed = message;
    changed[i] ^= 1;
    ASSERT_EQ(verify(changed), Err::ENCRYPTED_MESSAGE_INVALID) << i;
  }
  for (std::size_t size = 0; size < message.size(); ++size) {
    ASSERT_EQ(verify(Bytes(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size))),
              Err::ENCRYPTED_MESSAGE_INVALID);
  }
  EXPECT_EQ(verify(Bytes(100'000, 1)), Err::ENCRYPTED_MESSAGE_INVALID);
}

TEST_F(BindTempKeyTest, PaddingIsLessThanABlock) {
  extra_padding = 16;
  EXPECT_EQ(verify(encrypted()), Err::ENCRYPTED_MESSAGE_INVALID);
}

TEST_F(BindTempKeyTest, OnlyTemporaryKeysAreBound) {
  call.auth_key_is_temporary = false;
  EXPECT_EQ(verify(encrypted()), Err::TEMP_AUTH_KEY_EMPTY);
}

TEST_F(BindTempKeyTest, ExpiredKeysAreNotBound) {
  inner.expires_at = call.expires_at = kNow;
  EXPECT_EQ(verify(encrypted()), Err::EXPIRES_AT_INVALID);
}

}  // namespace
}  // namespace botschaft::mtproto
