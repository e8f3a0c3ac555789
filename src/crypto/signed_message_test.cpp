#include "crypto/signed_message.h"

#include <gtest/gtest.h>
#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "crypto/x509.h"

namespace botschaft::crypto {
namespace {

constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kYear = 365 * 86'400;
constexpr std::string_view kOrder = "To withhold channel 9, post 12.\r\n";

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

struct Identity {
  Key key{EVP_EC_gen("P-256"), EVP_PKEY_free};
  Owned<X509> certificate;
};

void extend(X509* certificate, int nid, const char* value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

Identity certify(const char* name, const Identity* issuer, std::int64_t until = kNow + kYear) {
  Identity made;
  made.certificate.reset(X509_new());
  auto* certificate = made.certificate.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), issuer ? 2 : 1);
  ASN1_TIME_set(X509_getm_notBefore(certificate), kNow - kYear);
  ASN1_TIME_set(X509_getm_notAfter(certificate), until);
  X509_set_pubkey(certificate, made.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  const auto& signer = issuer ? *issuer : made;
  X509_set_issuer_name(certificate, X509_get_subject_name(signer.certificate.get()));
  if (issuer) {
    extend(certificate, NID_subject_alt_name, "email:orders@polizei.example");
    extend(certificate, NID_ext_key_usage, "emailProtection");
  } else {
    extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
  }
  X509_sign(certificate, signer.key.get(), EVP_sha256());
  return made;
}

std::string pem_of(const X509* certificate) {
  const Owned<BIO> out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), certificate);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

Bytes sign(const Identity& by, unsigned flags) {
  const Owned<BIO> in(BIO_new_mem_buf(kOrder.data(), static_cast<int>(kOrder.size())));
  auto* message = CMS_sign(by.certificate.get(), by.key.get(), nullptr, in.get(), flags | CMS_BINARY);
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(message, &der);
  Bytes out(der, der + size);
  OPENSSL_free(der);
  CMS_ContentInfo_free(message);
  return out;
}

class SignedMessageTest : public testing::Test {
 protected:
  Identity authority_ = certify("Root of Trust", nullptr);
  Identity officer_ = certify("Müller, Polizei", &authority_);
  std::string anchors_ = pem_of(authority_.certificate.get());
};

TEST_F(SignedMessageTest, SaysWhatWasSignedAndByWhom) {
  const auto opened = open_signed_message(sign(officer_, 0), {}, anchors_, kNow);
  ASSERT_TRUE(opened) << name_of(opened.error());
  EXPECT_EQ(as_text(opened->content), kOrder);
  EXPECT_EQ(opened->signer.subject, "CN=Müller\\, Polizei");
  EXPECT_EQ(opened->signer.issuer, "CN=Root of Trust");
  EXPECT_EQ(opened->signer.mails, (std::vector<std::string>{"orders@polizei.example"}));
  EXPECT_EQ(opened->signer.not_after, kNow + kYear);
}

TEST_F(SignedMessageTest, TakesTheContentFromBesideIt) {
  const auto message = sign(officer_, CMS_DETACHED);
  const auto opened = open_signed_message(message, as_bytes(kOrder), anchors_, kNow);
  ASSERT_TRUE(opened) << name_of(opened.error());
  EXPECT_EQ(as_text(opened->content), kOrder);
  EXPECT_EQ(open_signed_message(message, as_bytes("another order"), anchors_, kNow).error(),
            CmsFault::bad_signature);
  EXPECT_FALSE(open_signed_message(message, {}, anchors_, kNow));
}

TEST_F(SignedMessageTest, TrustsNobodyButTheAnchorsAndTheirTime) {
  const auto stranger = certify("Root of Trust", nullptr);
  const auto forged = sign(certify("Müller, Polizei", &stranger), 0);
  EXPECT_EQ(open_signed_message(forged, {}, anchors_, kNow).error(), CmsFault::untrusted);
  const auto message = sign(officer_, 0);
  EXPECT_EQ(open_signed_message(message, {}, "", kNow).error(), CmsFault::untrusted);
  EXPECT_EQ(open_signed_message(message, {}, anchors_, kNow + 2 * kYear).error(), CmsFault::untrusted);
}

TEST_F(SignedMessageTest, AChangedMessageIsNone) {
  const auto message = sign(officer_, 0);
  for (std::size_t i = 0; i < message.size(); i += 5) {
    auto bad = message;
    bad[i] ^= 0x10;
    const auto opened = open_signed_message(bad, {}, anchors_, kNow);
    if (opened) EXPECT_EQ(as_text(opened->content), kOrder) << i;  // what is not signed says nothing
  }
  EXPECT_EQ(open_signed_message(as_bytes("no message"), {}, anchors_, kNow).error(), CmsFault::malformed);
  EXPECT_EQ(open_signed_message({}, {}, anchors_, kNow).error(), CmsFault::malformed);
}

TEST_F(SignedMessageTest, ACertificateIsReadFromItsText) {
  const auto facts = parse_certificate("whatever\n" + pem_of(officer_.certificate.get()));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->subject, "CN=Müller\\, Polizei");
  EXPECT_EQ(facts->fingerprint, facts_of(officer_.certificate.get()).fingerprint);
  EXPECT_FALSE(parse_certificate("none"));
}

}  // namespace
}  // namespace botschaft::crypto
