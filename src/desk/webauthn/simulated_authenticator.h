#pragma once
// An authenticator for tests: makes keys of every kind we take and answers as a browser hands it in. Each
// field of what it writes can be spoilt beforehand.
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>

#include "crypto/hash.h"
#include "desk/webauthn/webauthn.h"

namespace botschaft::desk {

class SimulatedAuthenticator {
 public:
  explicit SimulatedAuthenticator(crypto::SignatureScheme scheme = crypto::SignatureScheme::es256,
                                  std::string_view id = "credential-1")
      : scheme_(scheme), id_(to_bytes(as_bytes(id))) {
    if (scheme == crypto::SignatureScheme::es256)
      key_.reset(EVP_EC_gen("P-256"));
    else if (scheme == crypto::SignatureScheme::rs256)
      key_.reset(EVP_RSA_gen(2048));
    else
      key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  }

  ClientData client(std::string_view type, ByteView challenge) const {
    ClientData data{.type = std::string(type),
                    .challenge = to_base64url(challenge),
                    .origin = origin,
                    .cross_origin = cross_origin,
                    .raw = {}};
    data.raw = to_bytes(as_bytes("{\"type\":\"" + data.type + "\",\"challenge\":\"" + data.challenge +
                                 "\",\"origin\":\"" + data.origin +
                                 "\",\"crossOrigin\":" + (cross_origin ? "true" : "false") + "}"));
    return data;
  }

  Bytes attestation_object() {
    auto data = authenticator_data(static_cast<std::uint8_t>(flags | 64));
    data.resize(data.size() + 16);  // AAGUID: none
    data.push_back(static_cast<std::uint8_t>(id_.size() >> 8));
    data.push_back(static_cast<std::uint8_t>(id_.size()));
    append(data, id_);
    append(data, cose_key());
    append(data, extensions);
    Bytes out = {0xa3};
    text(out, "fmt");
    text(out, "none");
    text(out, "attStmt");
    out.push_back(0xa0);
    text(out, "authData");
    string(out, 2, data);
    return out;
  }

  Assertion assertion(ByteView challenge) {
    ++counter;
    Assertion made{.client = client("webauthn.get", challenge), .authenticator_data = {}, .signature = {}};
    made.authenticator_data = authenticator_data(flags);
    auto message = made.authenticator_data;
    append(message, crypto::sha256(made.client.raw));
    made.signature = sign(message);
    return made;
  }

  Bytes cose_key() const {
    Bytes out;
    switch (scheme_) {
      case crypto::SignatureScheme::es256: {
        out = {0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21};  // kty EC2, alg ES256, crv P-256, x
        string(out, 2, number(OSSL_PKEY_PARAM_EC_PUB_X));
        out.push_back(0x22);
        string(out, 2, number(OSSL_PKEY_PARAM_EC_PUB_Y));
        break;
      }
      case crypto::SignatureScheme::rs256: {
        out = {0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20};  // kty RSA, alg RS256, n
        string(out, 2, number(OSSL_PKEY_PARAM_RSA_N));
        out.push_back(0x21);
        string(out, 2, Bytes{1, 0, 1});
        break;
      }
      case crypto::SignatureScheme::ed25519: {
        out = {0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21};  // kty OKP, alg EdDSA, crv Ed25519, x
        Bytes raw(32);
        std::size_t size = raw.size();
        EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
        string(out, 2, raw);
        break;
      }
    }
    return out;
  }

  Bytes sign(ByteView message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const bool pure = scheme_ == crypto::SignatureScheme::ed25519;
    EVP_DigestSignInit(context.get(), nullptr, pure ? nullptr : EVP_sha256(), nullptr, key_.get());
    Bytes signature(1'024);
    std::size_t size = signature.size();
    EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size());
    signature.resize(size);
    return signature;
  }

  const Bytes& id() const { return id_; }

  std::string site = "chat.example";
  std::string origin = "https://chat.example";
  bool cross_origin = false;
  std::uint8_t flags = 1 | 4;  // present, verified
  std::uint32_t counter = 0;
  Bytes extensions;  // with flag 128

 private:
  static void append(Bytes& out, ByteView more) { out.insert(out.end(), more.begin(), more.end()); }
  static void string(Bytes& out, int major, ByteView bytes) {
    const auto head = static_cast<std::uint8_t>(major << 5);
    if (bytes.size() < 24) {
      out.push_back(static_cast<std::uint8_t>(head | bytes.size()));
    } else if (bytes.size() < 256) {
      out.push_back(head | 24);
      out.push_back(static_cast<std::uint8_t>(bytes.size()));
    } else {
      out.push_back(head | 25);
      out.push_back(static_cast<std::uint8_t>(bytes.size() >> 8));
      out.push_back(static_cast<std::uint8_t>(bytes.size()));
    }
    append(out, bytes);
  }
  static void text(Bytes& out, std::string_view word) { string(out, 3, as_bytes(word)); }

  Bytes number(const char* name) const {
    BIGNUM* value = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &value);
    Bytes out(scheme_ == crypto::SignatureScheme::es256 ? 32 : static_cast<std::size_t>(BN_num_bytes(value)));
    BN_bn2binpad(value, out.data(), static_cast<int>(out.size()));
    BN_free(value);
    return out;
  }
  Bytes authenticator_data(std::uint8_t with_flags) const {
    auto data = to_bytes(crypto::sha256(as_bytes(site)));
    data.push_back(with_flags);
    for (int shift = 24; shift >= 0; shift -= 8) data.push_back(static_cast<std::uint8_t>(counter >> shift));
    return data;
  }

  crypto::SignatureScheme scheme_;
  Bytes id_;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_{nullptr, EVP_PKEY_free};
};

}  // namespace botschaft::desk
