#include "crypto/cms.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <climits>
#include <ctime>
#include <memory>

namespace botschaft::crypto {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};
void free_stack(STACK_OF(X509) * certificates) {
  sk_X509_free(certificates);
}
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using Certificates = std::unique_ptr<STACK_OF(X509), Freed<free_stack>>;

Bio reading(ByteView bytes) {
  if (bytes.size() > INT_MAX) return nullptr;
  const void* data = bytes.empty() ? "" : static_cast<const void*>(bytes.data());  // it takes no null
  return Bio(BIO_new_mem_buf(data, static_cast<int>(bytes.size())));
}

Bytes taken(BIO& bio) {
  const char* data = nullptr;
  const auto size = BIO_get_mem_data(&bio, &data);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(data);
  return {begin, begin + size};
}

Certificate certificate_of(std::string_view pem) {
  const auto bio = reading(as_bytes(pem));
  return Certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
}

bool is_valid(const X509& certificate, std::int64_t now) {
  auto at = static_cast<std::time_t>(now);
  return X509_cmp_time(X509_get0_notBefore(&certificate), &at) < 0 &&
         X509_cmp_time(X509_get0_notAfter(&certificate), &at) > 0;
}

}  // namespace

std::optional<Bytes> cms_envelop(ByteView data, std::string_view certificate_pem, std::int64_t now) {
  auto certificate = certificate_of(certificate_pem);
  const auto in = reading(data);
  if (!certificate || !in || !is_valid(*certificate, now)) return std::nullopt;
  const Certificates recipients(sk_X509_new_null());
  if (!recipients || sk_X509_push(recipients.get(), certificate.get()) == 0) return std::nullopt;
  const Cms cms(CMS_encrypt(recipients.get(), in.get(), EVP_aes_256_cbc(), CMS_BINARY));
  const Bio out(BIO_new(BIO_s_mem()));
  if (!cms || !out || i2d_CMS_bio(out.get(), cms.get()) != 1) return std::nullopt;
  return taken(*out);
}

std::optional<Bytes> cms_open(ByteView der, std::string_view key_pem, std::string_view certificate_pem) {
  const auto certificate = certificate_of(certificate_pem);
  const auto key_bio = reading(as_bytes(key_pem));
  const Key key(key_bio ? PEM_read_bio_PrivateKey(key_bio.get(), nullptr, nullptr, nullptr) : nullptr);
  const auto in = reading(der);
  const Cms cms(in ? d2i_CMS_bio(in.get(), nullptr) : nullptr);
  const Bio out(BIO_new(BIO_s_mem()));
  if (!certificate || !key || !cms || !out) return std::nullopt;
  if (CMS_decrypt(cms.get(), key.get(), certificate.get(), nullptr, out.get(), CMS_BINARY) != 1)
    return std::nullopt;
  return taken(*out);
}

}  // namespace botschaft::crypto
