#include "crypto/srp.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/srp_client.h"

namespace botschaft::crypto {
namespace {

Number2048 number(std::string_view hex) {
  const auto bytes = from_hex(hex);
  Number2048 out{};
  EXPECT_TRUE(bytes && bytes->size() <= out.size());
  std::ranges::copy(*bytes, out.end() - static_cast<std::ptrdiff_t>(bytes->size()));
  return out;
}

// A real srp_B for the password "123123" with the proof for a = 1; gotd, tdlib ports and others test with it.
TEST(Srp, ProofKnownAnswer) {
  const auto proof = make_srp_proof(
      "123123", *from_hex("4d11fb6bec38f9d2546bb0f61e4f1c99a1bc0db8f0d5f35b1291b37b213123d7ed48f3c6794d495b"),
      *from_hex("a1b181aafe88188680ae32860d60bb01"),
      number(
          "9c52401a6a8084ec82f01c3725d3fb448bd2f0c909f9d97726eac4b7a74172d952f02466be6734fa274d2b7429e27397"
          "f10372d66b400b80a5c5ae3f28b17bf3105d7a2d2a885998cdc2defc208aec217ab58859a9abc2374ad93dc285f4b3fb"
          "caff4143d7888f2425bd2fb711b25609ceb21757d935b1ef2f042173ad0ce2fe0e474dac53914bd25a8a9aed4aea8953"
          "d55cb88621db37b871ea0d04393ac0987f68094ccc9de8239251375d8fffd263316cd528c097b7bc9fb919fbedb76c52"
          "5df3413c374ee076d97a1e6d352bb7cc80fd13651b04b32e2e48c5268150842cfd07cf855958b1b5ea9c36fdad697fe3"
          "aec8dcc6b1efec36874af226204676cf"),
      Bytes{1});
  EXPECT_EQ(proof.a, number("03"));
  EXPECT_EQ(to_hex(proof.m1), "999df906bda2c6cbb52f503406eba2d0d0503ace0cc302c38f13ee5010ad4051");
}

// mtcute's vector for the slow hash x; the verifier is 3^x.
TEST(Srp, VerifierKnownAnswer) {
  const auto verifier = make_srp_verifier(
      "qwe123", *from_hex("9b3accc457c0d5288e8cff31eb21094048bc11902f6614dbb9afb839ee7641c37619537d8ebe749e"),
      *from_hex("6c619bb0786dc4ed1bf211d23f6e4065"));
  EXPECT_EQ(verifier.v, dh_power_of_generator(
                            *from_hex("750f1fe282965e63ce17b98427b35549fb864465211840f6a7c1f2fb657cc33b")));
}

class SrpExchange : public testing::Test {
 protected:
  SrpProof prove(std::string_view password, const SrpChallenge& to) {
    Bytes secret(256);
    random.fill(secret);
    return make_srp_proof(password, verifier.salt1, verifier.salt2, to.b, secret);
  }

  SeededRandom random{1};
  SrpVerifier verifier = make_srp_verifier("correct horse", Bytes(40, 1), Bytes(16, 2));
  SrpChallenge challenge = make_srp_challenge(verifier, random);
};

TEST_F(SrpExchange, TheRightPasswordProvesItselfAndNoOtherDoes) {
  const auto right = prove("correct horse", challenge);
  EXPECT_TRUE(srp_proof_is_valid(verifier, challenge, right.a, right.m1));
  const auto wrong = prove("correct Horse", challenge);
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, wrong.a, wrong.m1));
}

TEST_F(SrpExchange, AProofIsForOneChallenge) {
  const auto proof = prove("correct horse", challenge);
  const auto next = make_srp_challenge(verifier, random);
  EXPECT_NE(next.b, challenge.b);
  EXPECT_FALSE(srp_proof_is_valid(verifier, next, proof.a, proof.m1));
}

// With A = 0 (mod p) the shared number would be 0 whatever the password is.
TEST_F(SrpExchange, DegenerateAIsRefused) {
  const Sha256 m1 = prove("correct horse", challenge).m1;
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, {}, m1));
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, Bytes{1}, m1));
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, Bytes(256, 0), m1));
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, dh_prime(), m1));
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, Bytes(257, 1), m1));
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, Bytes(300'000, 1), m1));
}

TEST_F(SrpExchange, TruncatedM1IsRefused) {
  const auto proof = prove("correct horse", challenge);
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, proof.a, ByteView(proof.m1).first(31)));
  EXPECT_FALSE(srp_proof_is_valid(verifier, challenge, proof.a, {}));
}

TEST(Srp, VerifierOutsideTheGroupIsRefused) {
  EXPECT_FALSE(parse_srp_verifier({}));
  EXPECT_FALSE(parse_srp_verifier(Bytes{1}));
  EXPECT_FALSE(parse_srp_verifier(dh_prime()));
  EXPECT_FALSE(parse_srp_verifier(Bytes(257, 0)));
  EXPECT_EQ(parse_srp_verifier(Bytes{2}), number("02"));
}

}  // namespace
}  // namespace botschaft::crypto
