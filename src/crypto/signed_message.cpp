#include "crypto/signed_message.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

#include "base/check.h"
#include "crypto/x509.h"

namespace botschaft::crypto {
namespace {

constexpr std::size_t kMessageMax = 32 << 20;

struct FreeCms {
  void operator()(CMS_ContentInfo* message) const { CMS_ContentInfo_free(message); }
  void operator()(STACK_OF(X509) * stack) const {
    sk_X509_free(stack);
  }  // the certificates are the message's
};
using Cms = std::unique_ptr<CMS_ContentInfo, FreeCms>;

Owned<BIO> reader(ByteView bytes) {
  return Owned<BIO>(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

Cms from_pem(ByteView bytes) {
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* der = nullptr;
  long size = 0;
  if (PEM_read_bio(reader(bytes).get(), &name, &header, &der, &size) != 1) return nullptr;
  const unsigned char* at = der;
  const bool is_cms = std::string_view(name) == PEM_STRING_CMS || std::string_view(name) == PEM_STRING_PKCS7;
  Cms message(is_cms ? d2i_CMS_ContentInfo(nullptr, &at, size) : nullptr);
  OPENSSL_free(name);
  OPENSSL_free(header);
  OPENSSL_free(der);
  return message;
}

struct Parsed {
  Cms message;
  Owned<BIO> content;  // of multipart/signed
};

Parsed parse(ByteView bytes) {
  Parsed parsed;
  if (bytes.empty() || bytes.size() > kMessageMax) return parsed;
  if (bytes[0] == 0x30) {  // a SEQUENCE
    parsed.message.reset(d2i_CMS_bio(reader(bytes).get(), nullptr));
  } else if (as_text(bytes).starts_with("-----BEGIN")) {
    parsed.message = from_pem(bytes);
  } else {
    BIO* content = nullptr;
    parsed.message.reset(SMIME_read_CMS(reader(bytes).get(), &content));
    parsed.content.reset(content);
  }
  return parsed;
}

// Whom we trust, at the time of the question; certificates for mail alone, as S/MIME wants them.
Owned<X509_STORE> trust(std::string_view anchors, std::int64_t at) {
  Owned<X509_STORE> store(X509_STORE_new());
  CHECK(store != nullptr);
  for (const auto& anchor : certificates_of(anchors)) X509_STORE_add_cert(store.get(), anchor.get());
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), at);
  return store;
}

CmsFault fault_of_last_error() {
  for (unsigned long error = ERR_peek_error(); error != 0; error = ERR_get_error())
    if (ERR_GET_LIB(error) == ERR_LIB_CMS && ERR_GET_REASON(error) == CMS_R_CERTIFICATE_VERIFY_ERROR)
      return CmsFault::untrusted;
  return CmsFault::bad_signature;
}

}  // namespace

std::expected<SignedMessage, CmsFault> open_signed_message(ByteView message, ByteView detached,
                                                           std::string_view anchors, std::int64_t at) {
  auto parsed = parse(message);
  ERR_clear_error();
  if (!parsed.message) return std::unexpected(CmsFault::malformed);
  const auto* signers = CMS_get0_SignerInfos(parsed.message.get());
  if (!signers || sk_CMS_SignerInfo_num(signers) != 1) return std::unexpected(CmsFault::not_signed_by_one);
  if (!parsed.content && !detached.empty()) parsed.content = reader(detached);
  const Owned<BIO> content(BIO_new(BIO_s_mem()));
  CHECK(content != nullptr);
  const auto store = trust(anchors, at);
  if (CMS_verify(parsed.message.get(), nullptr, store.get(), parsed.content.get(), content.get(), 0) != 1) {
    const auto fault = fault_of_last_error();
    ERR_clear_error();
    return std::unexpected(fault);
  }
  const std::unique_ptr<STACK_OF(X509), FreeCms> certificates(CMS_get0_signers(parsed.message.get()));
  if (!certificates || sk_X509_num(certificates.get()) != 1)
    return std::unexpected(CmsFault::not_signed_by_one);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(content.get(), &data);
  return SignedMessage{.content = to_bytes(as_bytes(std::string_view(data, static_cast<std::size_t>(size)))),
                       .signer = facts_of(sk_X509_value(certificates.get(), 0))};
}

std::string_view name_of(CmsFault fault) {
  static constexpr std::array<std::string_view, 4> kNames = {"malformed", "not-signed-by-one", "untrusted",
                                                             "bad-signature"};
  return kNames[static_cast<std::size_t>(fault) - 1];
}

}  // namespace botschaft::crypto
