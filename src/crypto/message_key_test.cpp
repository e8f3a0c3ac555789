#include "crypto/message_key.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "crypto/hash.h"

namespace botschaft::crypto {
namespace {

std::string slice(const std::string& text, std::size_t from, std::size_t size) {
  return text.substr(from, size);
}

struct Example {
  Example() {
    SeededRandom random(7);
    random.fill(auth_key);
    random.fill(message);
    random.fill(plaintext);
    key_text = as_text(auth_key);
    message_text = as_text(message);
  }
  static std::string hash256(const std::string& text) { return std::string(as_text(sha256(as_bytes(text)))); }
  static std::string hash1(const std::string& text) { return std::string(as_text(sha1(as_bytes(text)))); }

  AuthKey auth_key;
  MessageKey message;
  std::array<std::uint8_t, 48> plaintext;
  std::string key_text;
  std::string message_text;
};

// The formulas of core.telegram.org/mtproto/description, word by word on strings.
TEST(MessageKey, Version2FollowsTheDocument) {
  const Example e;
  for (const auto [direction, x] :
       {std::pair{Direction::kToServer, 0u}, std::pair{Direction::kToClient, 8u}}) {
    const auto large = e.hash256(slice(e.key_text, 88 + x, 32) + std::string(as_text(e.plaintext)));
    EXPECT_EQ(as_text(message_key(e.auth_key, e.plaintext, direction)), slice(large, 8, 16));

    const auto a = e.hash256(e.message_text + slice(e.key_text, x, 36));
    const auto b = e.hash256(slice(e.key_text, 40 + x, 36) + e.message_text);
    const auto cipher = message_cipher(e.auth_key, e.message, direction);
    EXPECT_EQ(as_text(cipher.key), slice(a, 0, 8) + slice(b, 8, 16) + slice(a, 24, 8));
    EXPECT_EQ(as_text(cipher.iv), slice(b, 0, 8) + slice(a, 8, 16) + slice(b, 24, 8));
  }
}

TEST(MessageKey, Version1FollowsTheDocument) {
  const Example e;
  EXPECT_EQ(as_text(message_key_v1(e.plaintext)), slice(e.hash1(std::string(as_text(e.plaintext))), 4, 16));
  const auto a = e.hash1(e.message_text + slice(e.key_text, 8, 32));
  const auto b = e.hash1(slice(e.key_text, 40, 16) + e.message_text + slice(e.key_text, 56, 16));
  const auto c = e.hash1(slice(e.key_text, 72, 32) + e.message_text);
  const auto d = e.hash1(e.message_text + slice(e.key_text, 104, 32));
  const auto cipher = message_cipher_v1(e.auth_key, e.message, Direction::kToClient);
  EXPECT_EQ(as_text(cipher.key), slice(a, 0, 8) + slice(b, 8, 12) + slice(c, 4, 12));
  EXPECT_EQ(as_text(cipher.iv), slice(a, 8, 12) + slice(b, 0, 8) + slice(c, 16, 4) + slice(d, 0, 8));
}

TEST(MessageKey, AuthKeyIdIsTheLowEndOfSha1) {
  const Example e;
  const auto hash = sha1(e.auth_key);
  AuthKeyId expected = 0;
  for (int i = 7; i >= 0; --i)
    expected = static_cast<AuthKeyId>(static_cast<std::uint64_t>(expected) << 8) |
               hash[12 + static_cast<std::size_t>(i)];
  EXPECT_EQ(auth_key_id(e.auth_key), expected);
}

}  // namespace
}  // namespace botschaft::crypto
