#pragma once
// For tests: keys with certificates that they have signed themselves.
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdint>
#include <ctime>
#include <string>

namespace botschaft::crypto {

enum class TestKey : std::uint8_t { rsa, p256 };

struct TestCertificate {
  std::string key_pem;
  std::string certificate_pem;
};

inline std::string text_of(BIO* bio) {
  const char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free_all(bio);
  return text;
}

// Valid from one of the moments to the other (unix seconds).
inline TestCertificate make_certificate(TestKey kind, std::int64_t from, std::int64_t until) {
  EVP_PKEY* key = kind == TestKey::rsa ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  ASN1_TIME_set(X509_getm_notBefore(certificate), static_cast<std::time_t>(from));
  ASN1_TIME_set(X509_getm_notAfter(certificate), static_cast<std::time_t>(until));
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  const auto* common = reinterpret_cast<const unsigned char*>("An authority");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, common, -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, key, EVP_sha256());

  BIO* key_bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(key_bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  BIO* certificate_bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(certificate_bio, certificate);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return {text_of(key_bio), text_of(certificate_bio)};
}

}  // namespace botschaft::crypto
