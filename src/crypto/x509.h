#pragma once
// OpenSSL's certificates as values of this folder.
#include <openssl/bio.h>
#include <openssl/x509.h>

#include <memory>
#include <vector>

#include "crypto/certificate.h"

namespace botschaft::crypto {

struct FreeX509 {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeX509>;

CertificateFacts facts_of(const X509* certificate);
std::vector<Owned<X509>> certificates_of(std::string_view pem);  // all of the text, in order

}  // namespace botschaft::crypto
