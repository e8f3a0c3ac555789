#include "desk/webauthn/webauthn.h"

#include <gtest/gtest.h>

#include "desk/webauthn/cbor.h"
#include "desk/webauthn/simulated_authenticator.h"

namespace botschaft::desk {
namespace {

using crypto::SignatureScheme;
using Fault = PasskeyFault;

const RelyingParty kSite{.id = "chat.example", .origin = "https://chat.example"};
const Bytes kChallenge(kChallengeSize, 7);

std::expected<NewPasskey, Fault> enrol(SimulatedAuthenticator& device) {
  return check_registration(kSite, kChallenge, device.client("webauthn.create", kChallenge),
                            device.attestation_object());
}

class PasskeyTest : public testing::TestWithParam<SignatureScheme> {};

TEST_P(PasskeyTest, IsEnrolledAndSignsIn) {
  SimulatedAuthenticator device(GetParam());
  const auto made = enrol(device);
  ASSERT_TRUE(made) << name_of(made.error());
  EXPECT_EQ(made->id, device.id());
  EXPECT_EQ(made->key.scheme, GetParam());
  const auto counter = check_assertion(kSite, kChallenge, device.assertion(kChallenge), made->key, 0);
  ASSERT_TRUE(counter) << name_of(counter.error());
  EXPECT_EQ(*counter, 1u);
}

TEST_P(PasskeyTest, EveryByteThatIsSignedCounts) {
  SimulatedAuthenticator device(GetParam());
  const auto made = enrol(device);
  ASSERT_TRUE(made);
  const auto good = device.assertion(kChallenge);
  for (std::size_t i = 0; i < good.authenticator_data.size(); ++i) {
    auto bad = good;
    bad.authenticator_data[i] ^= 1;
    EXPECT_FALSE(check_assertion(kSite, kChallenge, bad, made->key, 0)) << i;
  }
  for (std::size_t i = 0; i < good.signature.size(); i += 7) {
    auto bad = good;
    bad.signature[i] ^= 1;
    EXPECT_FALSE(check_assertion(kSite, kChallenge, bad, made->key, 0)) << i;
  }
  auto bad = good;
  bad.client.raw.push_back(' ');
  EXPECT_EQ(check_assertion(kSite, kChallenge, bad, made->key, 0).error(), Fault::bad_signature);
}

INSTANTIATE_TEST_SUITE_P(Schemes, PasskeyTest,
                         testing::Values(SignatureScheme::es256, SignatureScheme::rs256,
                                         SignatureScheme::ed25519));

TEST(Passkey, IsOfOneSiteOnePurposeAndOneChallenge) {
  SimulatedAuthenticator device;
  const auto made = enrol(device);
  ASSERT_TRUE(made);
  const auto sign_in = [&](ByteView challenge, const Assertion& assertion) {
    const auto checked = check_assertion(kSite, challenge, assertion, made->key, 0);
    return checked ? Fault{} : checked.error();
  };
  EXPECT_EQ(sign_in(Bytes(kChallengeSize, 8), device.assertion(kChallenge)), Fault::wrong_challenge);
  EXPECT_EQ(sign_in(Bytes(3, 7), device.assertion(Bytes(3, 7))), Fault::wrong_challenge);
  auto other = device.assertion(kChallenge);
  other.client.type = "webauthn.create";
  EXPECT_EQ(sign_in(kChallenge, other), Fault::wrong_type);
  device.origin = "https://chat.example.evil.example";
  EXPECT_EQ(sign_in(kChallenge, device.assertion(kChallenge)), Fault::wrong_origin);
  device.origin = kSite.origin;
  device.cross_origin = true;
  EXPECT_EQ(sign_in(kChallenge, device.assertion(kChallenge)), Fault::wrong_origin);
  device.cross_origin = false;
  device.site = "evil.example";
  EXPECT_EQ(sign_in(kChallenge, device.assertion(kChallenge)), Fault::wrong_site);
  EXPECT_EQ(enrol(device).error(), Fault::wrong_site);
}

TEST(Passkey, NeedsSomebodyWhoIsThereAndVerified) {
  SimulatedAuthenticator device;
  const auto made = enrol(device);
  device.flags = 4;
  EXPECT_EQ(enrol(device).error(), Fault::nobody_there);
  EXPECT_EQ(check_assertion(kSite, kChallenge, device.assertion(kChallenge), made->key, 0).error(),
            Fault::nobody_there);
  device.flags = 1;
  EXPECT_EQ(enrol(device).error(), Fault::not_verified);
  EXPECT_EQ(check_assertion(kSite, kChallenge, device.assertion(kChallenge), made->key, 0).error(),
            Fault::not_verified);
}

TEST(Passkey, ACounterThatStandsStillIsACopy) {
  SimulatedAuthenticator device;
  const auto made = enrol(device);
  device.counter = 8;
  const auto assertion = device.assertion(kChallenge);  // 9
  EXPECT_EQ(check_assertion(kSite, kChallenge, assertion, made->key, 8), 9u);
  EXPECT_EQ(check_assertion(kSite, kChallenge, assertion, made->key, 9).error(), Fault::counter_went_back);
  device.counter = UINT32_MAX;
  const auto synchronised = device.assertion(kChallenge);  // wraps to 0: it does not count
  EXPECT_EQ(check_assertion(kSite, kChallenge, synchronised, made->key, 0), 0u);
  EXPECT_EQ(check_assertion(kSite, kChallenge, synchronised, made->key, 3).error(), Fault::counter_went_back);
}

TEST(Passkey, ExtensionsMayFollowAndNothingElse) {
  SimulatedAuthenticator device;
  device.flags |= 128;
  device.extensions = {0xa1, 0x6b, 'c', 'r', 'e', 'd', 'P', 'r', 'o', 't', 'e', 'c', 't', 0x02};
  EXPECT_TRUE(enrol(device));
  device.extensions.push_back(0);
  EXPECT_EQ(enrol(device).error(), Fault::malformed);
  device.flags = 5;
  EXPECT_EQ(enrol(device).error(), Fault::malformed);
}

TEST(Passkey, APartOfAnAttestationIsNone) {
  SimulatedAuthenticator device;
  const auto whole = device.attestation_object();
  const auto client = device.client("webauthn.create", kChallenge);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(check_registration(kSite, kChallenge, client, ByteView(whole).first(size))) << size;
}

TEST(CoseKey, PointsOffTheCurveAndOtherKindsAreRefused) {
  SimulatedAuthenticator device;
  auto key = device.cose_key();
  std::size_t size = 0;
  EXPECT_TRUE(parse_cose_key(key, size));
  EXPECT_EQ(size, key.size());
  auto off = key;
  off.back() ^= 1;
  EXPECT_EQ(parse_cose_key(off, size).error(), Fault::bad_key);
  auto other = key;
  other[4] = 0x27;  // EdDSA on P-256
  EXPECT_EQ(parse_cose_key(other, size).error(), Fault::unknown_algorithm);
}

TEST(Cbor, HeadsAreShortestAndDefinite) {
  const auto integer = [](Bytes bytes) { return CborReader(bytes).integer(); };
  EXPECT_EQ(integer({0x17}), 23);
  EXPECT_EQ(integer({0x18, 0x18}), 24);
  EXPECT_EQ(integer({0x39, 0x01, 0x00}), -257);
  EXPECT_EQ(integer({0x1b, 0, 0, 0, 1, 0, 0, 0, 0}), std::int64_t{1} << 32);
  EXPECT_FALSE(integer({0x18, 0x17}));              // 23 in two bytes
  EXPECT_FALSE(integer({0x19, 0x00, 0xff}));        // 255 in three
  EXPECT_FALSE(integer({0x1a, 0, 0, 0xff, 0xff}));  // 65535 in five
  EXPECT_FALSE(integer({0x1b, 0xff, 0, 0, 0, 0, 0, 0, 0}));
  EXPECT_FALSE(integer({0x1f}));
  const auto skipped = [](Bytes bytes) {
    CborReader reader(bytes);
    return reader.skip() && reader.at_end();
  };
  EXPECT_TRUE(skipped({0x82, 0xf4, 0xa1, 0x01, 0xf6}));
  EXPECT_FALSE(skipped({0x9f, 0xff}));  // of indefinite length
  EXPECT_FALSE(skipped({0xf7}));        // undefined
  EXPECT_FALSE(skipped({0xc0, 0x00}));  // a tag
  EXPECT_FALSE(skipped({0xfb, 0, 0, 0, 0, 0, 0, 0, 0}));
  EXPECT_FALSE(skipped({0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}));  // so many items
  EXPECT_FALSE(skipped({0x81, 0x81, 0x81, 0x81, 0x81, 0x00}));                    // so deep
  EXPECT_FALSE(skipped({0x42, 0x00}));                                            // cut off
}

TEST(RelyingPartyOf, IsTheHostOfTheAddress) {
  EXPECT_EQ(relying_party("https://chat.example/x")->id, "chat.example");
  EXPECT_EQ(relying_party("https://chat.example/x")->origin, "https://chat.example");
  EXPECT_EQ(relying_party("http://localhost:8080")->id, "localhost");
  EXPECT_EQ(relying_party("http://localhost:8080")->origin, "http://localhost:8080");
  EXPECT_FALSE(relying_party("chat.example"));
}

}  // namespace
}  // namespace botschaft::desk
