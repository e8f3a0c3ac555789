#include "crypto/signatures.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <memory>

#include "base/check.h"
#include "crypto/bignum.h"

namespace botschaft::crypto {
namespace {

constexpr int kRsaBitsMin = 2048;
constexpr int kRsaBitsMax = 8192;

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
  void operator()(OSSL_PARAM* params) const { OSSL_PARAM_free(params); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

std::optional<Bytes> spki_of(const EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0) return std::nullopt;
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

// What OpenSSL said of a bad key is nobody's business.
std::optional<Bytes> made(const char* type, OSSL_PARAM* params) {
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  CHECK(context != nullptr);
  EVP_PKEY* raw = nullptr;
  const bool is_key = EVP_PKEY_fromdata_init(context.get()) == 1 &&
                      EVP_PKEY_fromdata(context.get(), &raw, EVP_PKEY_PUBLIC_KEY, params) == 1;
  const Owned<EVP_PKEY> key(raw);
  std::optional<Bytes> out;
  if (is_key) {
    const Owned<EVP_PKEY_CTX> check(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
    if (check && EVP_PKEY_public_check(check.get()) == 1) out = spki_of(key.get());
  }
  ERR_clear_error();
  return out;
}

const char* type_of(SignatureScheme scheme) {
  switch (scheme) {
    case SignatureScheme::es256:
      return "EC";
    case SignatureScheme::rs256:
      return "RSA";
    case SignatureScheme::ed25519:
      return "ED25519";
  }
  return "";
}

}  // namespace

std::optional<Bytes> p256_public_key(ByteView x, ByteView y) {
  if (x.size() != 32 || y.size() != 32) return std::nullopt;
  Bytes point{4};  // uncompressed, SEC 1
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  CHECK(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1);
  CHECK(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) == 1);
  const Owned<OSSL_PARAM> params(OSSL_PARAM_BLD_to_param(builder.get()));
  return made("EC", params.get());
}

std::optional<Bytes> rsa_public_key(ByteView modulus, ByteView exponent) {
  if (modulus.empty() || modulus.size() > kRsaBitsMax / 8 + 1 || exponent.empty() || exponent.size() > 4)
    return std::nullopt;
  const Bignum n(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr));
  const Bignum e(BN_bin2bn(exponent.data(), static_cast<int>(exponent.size()), nullptr));
  const int bits = BN_num_bits(n.get());
  if (bits < kRsaBitsMin || bits > kRsaBitsMax || !BN_is_odd(n.get()) || !BN_is_odd(e.get()) ||
      BN_is_one(e.get()))
    return std::nullopt;
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  CHECK(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1);
  CHECK(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1);
  const Owned<OSSL_PARAM> params(OSSL_PARAM_BLD_to_param(builder.get()));
  return made("RSA", params.get());
}

std::optional<Bytes> ed25519_public_key(ByteView key) {
  const Owned<EVP_PKEY> made_of(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  ERR_clear_error();
  return made_of ? spki_of(made_of.get()) : std::nullopt;
}

bool verify_signature(SignatureScheme scheme, ByteView public_key, ByteView message, ByteView signature) {
  const unsigned char* at = public_key.data();
  const Owned<EVP_PKEY> key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
  if (!key || !EVP_PKEY_is_a(key.get(), type_of(scheme))) {
    ERR_clear_error();
    return false;
  }
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const EVP_MD* digest = scheme == SignatureScheme::ed25519 ? nullptr : EVP_sha256();
  const bool valid = EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key.get()) == 1 &&
                     EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                      message.size()) == 1;
  ERR_clear_error();
  return valid;
}

std::optional<Bytes> ecdsa_der(ByteView r_and_s) {
  if (r_and_s.size() != 64) return std::nullopt;
  const Owned<ECDSA_SIG> signature(ECDSA_SIG_new());
  CHECK(ECDSA_SIG_set0(signature.get(), BN_bin2bn(r_and_s.data(), 32, nullptr),
                       BN_bin2bn(r_and_s.data() + 32, 32, nullptr)) == 1);
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return std::nullopt;
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

}  // namespace botschaft::crypto
