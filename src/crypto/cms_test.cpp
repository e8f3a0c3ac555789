#include "crypto/cms.h"

#include <gtest/gtest.h>

#include "crypto/certificate_test_support.h"

namespace botschaft::crypto {
namespace {

constexpr std::int64_t kNow = 1'800'000'000;

TEST(Cms, OpensWithTheKeyOfTheCertificateAlone) {
  for (const auto kind : {TestKey::rsa, TestKey::p256}) {
    const auto recipient = make_certificate(kind, kNow - 60, kNow + 60);
    const auto other = make_certificate(kind, kNow - 60, kNow + 60);
    const Bytes data(100'000, 0x5A);
    const auto sealed = cms_envelop(data, recipient.certificate_pem, kNow);
    ASSERT_TRUE(sealed);
    EXPECT_EQ(cms_open(*sealed, recipient.key_pem, recipient.certificate_pem), data);
    EXPECT_NE(cms_open(*sealed, other.key_pem, other.certificate_pem), data);
    EXPECT_NE(*sealed, *cms_envelop(data, recipient.certificate_pem, kNow)) << "a key of its own each time";
  }
}

TEST(Cms, RefusesCertificatesThatAreNotValidNow) {
  const auto recipient = make_certificate(TestKey::rsa, kNow - 60, kNow + 60);
  EXPECT_FALSE(cms_envelop(as_bytes("x"), recipient.certificate_pem, kNow + 61));
  EXPECT_FALSE(cms_envelop(as_bytes("x"), recipient.certificate_pem, kNow - 61));
  EXPECT_FALSE(cms_envelop(as_bytes("x"), "", kNow));
  EXPECT_FALSE(cms_envelop(as_bytes("x"), recipient.key_pem, kNow));
  EXPECT_FALSE(cms_open(as_bytes("no CMS"), recipient.key_pem, recipient.certificate_pem));
}

TEST(Cms, EmptyDataIsData) {
  const auto recipient = make_certificate(TestKey::rsa, kNow - 60, kNow + 60);
  const auto sealed = cms_envelop({}, recipient.certificate_pem, kNow);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(cms_open(*sealed, recipient.key_pem, recipient.certificate_pem), Bytes());
}

}  // namespace
}  // namespace botschaft::crypto
