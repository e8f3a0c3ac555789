#include "crypto/hash.h"

#include <gtest/gtest.h>

#include <string>

namespace botschaft::crypto {
namespace {

TEST(Hash, Md5OfRfc1321) {
  EXPECT_EQ(to_hex(md5(as_bytes("abc"))), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(to_hex(md5({})), "d41d8cd98f00b204e9800998ecf8427e");
}

TEST(Hash, Sha1OfFips180Examples) {
  EXPECT_EQ(to_hex(sha1(as_bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(sha1({as_bytes("a"), {}, as_bytes("bc")})), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(sha1(as_bytes(""))), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST(Hash, Sha256OfFips180Examples) {
  constexpr auto kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  EXPECT_EQ(to_hex(sha256(as_bytes("abc"))), kAbc);
  EXPECT_EQ(to_hex(sha256({as_bytes("ab"), as_bytes("c")})), kAbc);
  EXPECT_EQ(to_hex(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Hash, ADigestOfPiecesIsThatOfTheWhole) {
  const Bytes bytes(1000, 7);
  Digest<32> sha;
  Digest<16> md;
  for (int round = 0; round < 2; ++round) {  // it begins anew
    for (const auto& [from, size] : {std::pair(0, 1), {1, 63}, {64, 0}, {64, 936}}) {
      sha.update(ByteView(bytes).subspan(from, size));
      md.update(ByteView(bytes).subspan(from, size));
    }
    EXPECT_EQ(sha.finish(), sha256(bytes));
    EXPECT_EQ(md.finish(), md5(bytes));
  }
}

TEST(Hash, HmacSha256OfRfc4231) {
  const Bytes case1(20, 0x0b);
  EXPECT_EQ(to_hex(hmac_sha256(case1, {as_bytes("Hi "), as_bytes("There")})),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(to_hex(hmac_sha256(as_bytes("Jefe"), {as_bytes("what do ya want for nothing?")})),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  const Bytes case6(131, 0xaa);
  EXPECT_EQ(to_hex(hmac_sha256(case6, {as_bytes("Test Using Larger Than Block-Size Key - Hash Key First")})),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hash, Pbkdf2Sha512KnownAnswer) {
  EXPECT_EQ(to_hex(pbkdf2_sha512(as_bytes("password"), as_bytes("salt"), 1)),
            "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
            "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce");
  EXPECT_EQ(to_hex(pbkdf2_sha512(as_bytes("password"), as_bytes("salt"), 4096)),
            "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5"
            "143f30602641b3d55cd335988cb36b84376060ecd532e039b742a239434af2d5");
}

// RFC 5869, A.1: PRK and info of the test case; the first block of its OKM.
TEST(Hash, DeriveKeyIsOneBlockOfHkdfExpand) {
  const auto prk = from_hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
  Key256 master;
  std::copy(prk->begin(), prk->end(), master.begin());
  const auto info = from_hex("f0f1f2f3f4f5f6f7f8f9");
  EXPECT_EQ(to_hex(derive_key(master, as_text(*info))),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}

}  // namespace
}  // namespace botschaft::crypto
