#include "mtproto/envelope.h"

#include <gtest/gtest.h>

#include "crypto/aes_ige.h"
#include "crypto/hash.h"

namespace botschaft::mtproto {
namespace {

using crypto::Direction;

class Envelope : public testing::Test {
 protected:
  Envelope() { SeededRandom(5).fill(key_); }

  // What a client sends, with everything that can be wrong as a parameter.
  Bytes packet(ByteView body, std::size_t padding, std::uint32_t length) {
    Bytes out(kEnvelopeHeader + kMessageHeader + body.size() + padding);
    SeededRandom(padding).fill(out);
    store_le(out.data(), crypto::auth_key_id(key_));
    const auto plain = MutableByteView{out}.subspan(kEnvelopeHeader);
    store_le<std::int64_t>(plain.data(), 11);
    store_le<std::int64_t>(plain.data() + 8, 22);
    store_le<std::int64_t>(plain.data() + 16, 44);
    store_le<std::int32_t>(plain.data() + 24, 3);
    store_le(plain.data() + 28, length);
    std::copy(body.begin(), body.end(), plain.begin() + kMessageHeader);
    const auto msg_key = crypto::message_key(key_, plain, Direction::kToServer);
    std::copy(msg_key.begin(), msg_key.end(), out.begin() + 8);
    crypto::aes_ige_encrypt(crypto::message_cipher(key_, msg_key, Direction::kToServer), plain);
    return out;
  }
  Bytes packet(ByteView body, std::size_t padding) {
    return packet(body, padding, static_cast<std::uint32_t>(body.size()));
  }

  crypto::AuthKey key_{};
};

TEST_F(Envelope, OpensWhatAClientSealed) {
  const Bytes body(20, 7);
  for (const std::size_t padding : {12u, 28u, 1020u}) {
    for (std::size_t transport_padding = 0; transport_padding < 16; ++transport_padding) {
      Bytes bytes = packet(body, padding);
      const auto expected_token = [&] {
        Bytes copy = bytes;
        const auto opened = open_envelope(key_, copy);
        const auto hash = crypto::sha256({ByteView{key_}.subspan(88, 32), opened->plaintext});
        return load_le<std::uint32_t>(hash.data()) | 0x80000000;
      }();
      EXPECT_EQ(auth_key_id(bytes), crypto::auth_key_id(key_));
      bytes.resize(bytes.size() + transport_padding, 0xab);
      const auto message = open_envelope(key_, bytes);
      ASSERT_TRUE(message.has_value());
      EXPECT_EQ(message->header.salt, 11);
      EXPECT_EQ(message->header.session_id, 22);
      EXPECT_EQ(message->header.msg_id, 44);
      EXPECT_EQ(message->header.seqno, 3);
      EXPECT_EQ(to_bytes(message->body), body);
      EXPECT_EQ(quick_ack_token(key_, *message), expected_token);
    }
  }
}

TEST_F(Envelope, MandatoryChecks) {
  const Bytes body(20, 7);
  const auto error = [this](Bytes bytes) { return open_envelope(key_, bytes).error(); };
  Bytes flipped = packet(body, 12);
  flipped[40] ^= 1;
  EXPECT_EQ(error(flipped), EnvelopeError::kBadMsgKey);
  Bytes wrong_key = packet(body, 12);
  wrong_key[9] ^= 1;
  EXPECT_EQ(error(wrong_key), EnvelopeError::kBadMsgKey);
  EXPECT_EQ(error(packet(body, 12, 18)), EnvelopeError::kBadLength);
  EXPECT_EQ(error(packet(body, 12, 36)), EnvelopeError::kBadLength);
  EXPECT_EQ(error(packet(body, 12, 0xfffffffc)), EnvelopeError::kBadLength);
  EXPECT_EQ(error(packet(body, 12, 24)), EnvelopeError::kBadPadding);
  EXPECT_EQ(error(packet(body, 1036)), EnvelopeError::kBadPadding);
  for (std::size_t size = 0; size < kEnvelopeHeader + kMessageHeader + kMinPadding; ++size) {
    EXPECT_EQ(error(Bytes(size)), EnvelopeError::kTooShort);
  }
}

TEST_F(Envelope, NoSingleFlippedBitPasses) {
  const Bytes good = packet(Bytes(4, 1), 12);
  for (std::size_t bit = 64; bit < good.size() * 8; ++bit) {
    Bytes bad = good;
    bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ 1 << bit % 8);
    EXPECT_FALSE(open_envelope(key_, bad).has_value()) << "bit " << bit;
  }
}

TEST_F(Envelope, SealsForTheClient) {
  SeededRandom random(1);
  for (std::size_t size = 0; size <= 64; size += 4) {
    Bytes body(size);
    random.fill(body);
    const MessageHeader header{.salt = 1, .session_id = 2, .msg_id = 5, .seqno = 7};
    Bytes bytes = seal_envelope(key_, 99, header, body, random);
    EXPECT_EQ(load_le<AuthKeyId>(bytes.data()), 99);
    ASSERT_EQ((bytes.size() - kEnvelopeHeader) % 16, 0u);
    crypto::MessageKey msg_key;
    std::copy_n(bytes.begin() + 8, 16, msg_key.begin());
    const auto plain = MutableByteView{bytes}.subspan(kEnvelopeHeader);
    crypto::aes_ige_decrypt(crypto::message_cipher(key_, msg_key, Direction::kToClient), plain);
    EXPECT_EQ(crypto::message_key(key_, plain, Direction::kToClient), msg_key);
    EXPECT_EQ(load_le<std::int64_t>(plain.data()), 1);
    EXPECT_EQ(load_le<std::int64_t>(plain.data() + 8), 2);
    EXPECT_EQ(load_le<std::int64_t>(plain.data() + 16), 5);
    EXPECT_EQ(load_le<std::int32_t>(plain.data() + 24), 7);
    EXPECT_EQ(load_le<std::uint32_t>(plain.data() + 28), size);
    EXPECT_EQ(to_bytes(plain.subspan(kMessageHeader, size)), body);
    const auto padding = plain.size() - kMessageHeader - size;
    EXPECT_GE(padding, kMinPadding);
    EXPECT_LE(padding, kMaxPadding);
  }
}

}  // namespace
}  // namespace botschaft::mtproto
