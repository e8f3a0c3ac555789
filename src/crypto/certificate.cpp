#include "crypto/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "base/check.h"
#include "crypto/x509.h"

namespace botschaft::crypto {
namespace {

struct FreeNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

std::string name_text(const X509_NAME* name) {
  const Owned<BIO> out(BIO_new(BIO_s_mem()));
  CHECK(out != nullptr);
  // Multi-byte characters as they are, everything that could end a component escaped.
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  char* data = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::int64_t seconds_of(const ASN1_TIME* time) {
  std::tm broken{};
  if (ASN1_TIME_to_tm(time, &broken) != 1) return 0;
  return ::timegm(&broken);
}

std::vector<std::string> mails_of(const X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, FreeNames> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> mails;
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    int type = 0;
    const auto* value = static_cast<const ASN1_STRING*>(
        GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &type));
    if (type == GEN_EMAIL)
      mails.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                         static_cast<std::size_t>(ASN1_STRING_length(value)));
  }
  return mails;
}

}  // namespace

CertificateFacts facts_of(const X509* certificate) {
  CertificateFacts facts{.fingerprint = {},
                         .subject = name_text(X509_get_subject_name(certificate)),
                         .issuer = name_text(X509_get_issuer_name(certificate)),
                         .mails = mails_of(certificate),
                         .not_before = seconds_of(X509_get0_notBefore(certificate)),
                         .not_after = seconds_of(X509_get0_notAfter(certificate))};
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  CHECK(size > 0);
  facts.fingerprint = sha256(ByteView(der, static_cast<std::size_t>(size)));
  OPENSSL_free(der);
  return facts;
}

std::vector<Owned<X509>> certificates_of(std::string_view pem) {
  const Owned<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  std::vector<Owned<X509>> found;
  while (auto* certificate = PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr))
    found.emplace_back(certificate);
  ERR_clear_error();
  return found;
}

std::optional<CertificateFacts> parse_certificate(std::string_view pem) {
  const auto found = certificates_of(pem);
  return found.empty() ? std::nullopt : std::optional(facts_of(found.front().get()));
}

}  // namespace botschaft::crypto
