#include "crypto/seal.h"

#include <gtest/gtest.h>

namespace botschaft::crypto {
namespace {

struct Sealed {
  SeededRandom random{1};
  Key256 key{};
  Bytes secret = Bytes(256, 42);
  Bytes sealed = seal(key, "auth-key:7", secret, random);
};

TEST(Seal, OpensWithSameKeyAndContext) {
  const Sealed s;
  EXPECT_EQ(s.sealed.size(), s.secret.size() + kSealOverhead);
  EXPECT_EQ(open_seal(s.key, "auth-key:7", s.sealed), s.secret);
}

TEST(Seal, EmptySecretsHaveSealsToo) {
  Sealed s;
  EXPECT_EQ(open_seal(s.key, "", seal(s.key, "", {}, s.random)), Bytes{});
}

TEST(Seal, OtherKeyOrContextOpensNothing) {
  Sealed s;
  EXPECT_FALSE(open_seal(s.key, "auth-key:8", s.sealed));
  s.key[31] = 1;
  EXPECT_FALSE(open_seal(s.key, "auth-key:7", s.sealed));
}

TEST(Seal, EveryByteIsProtected) {
  const Sealed s;
  for (std::size_t i = 0; i < s.sealed.size(); ++i) {
    Bytes changed = s.sealed;
    changed[i] ^= 1;
    ASSERT_FALSE(open_seal(s.key, "auth-key:7", changed)) << i;
  }
  for (std::size_t size = 0; size < s.sealed.size(); ++size) {
    ASSERT_FALSE(open_seal(s.key, "auth-key:7", ByteView(s.sealed).first(size))) << size;
  }
}

TEST(Seal, EqualSecretsSealDifferently) {
  Sealed s;
  EXPECT_NE(seal(s.key, "auth-key:7", s.secret, s.random), s.sealed);
}

// NIST's AES-256-GCM test case 14 has all-zero key, nonce and one block of plaintext, but no additional data;
// ours always has some, so only the ciphertext, not the tag, can be compared.
TEST(Seal, IsAesGcm) {
  class Zeros final : public Random {
    void fill(MutableByteView out) override { std::fill(out.begin(), out.end(), std::uint8_t{0}); }
  } zeros;
  const Bytes sealed = seal(Key256{}, "", Bytes(16, 0), zeros);
  EXPECT_EQ(to_hex(ByteView(sealed).subspan(13, 16)), "cea7403d4d606b6e074ec5d3baf39d18");
}

}  // namespace
}  // namespace botschaft::crypto
