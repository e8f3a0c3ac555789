#include "crypto/ed25519.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace botschaft::crypto {
namespace {

// RFC 8032, 7.1, "TEST 2".
TEST(Ed25519, SignsAsTheStandardDoes) {
  Ed25519Seed seed;
  std::ranges::copy(*from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
                    seed.begin());
  const auto key = ed25519_public(seed);
  EXPECT_EQ(to_hex(key), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const Bytes message = {0x72};
  auto signature = ed25519_sign(seed, message);
  EXPECT_EQ(to_hex(signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(ed25519_verify(key, message, signature));
  EXPECT_FALSE(ed25519_verify(key, Bytes{0x73}, signature));
  EXPECT_FALSE(ed25519_verify(key, message, ByteView(signature).first(63)));
  signature[3] ^= 1;
  EXPECT_FALSE(ed25519_verify(key, message, signature));
}

}  // namespace
}  // namespace botschaft::crypto
