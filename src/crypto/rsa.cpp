#include "crypto/rsa.h"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/encoder.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>

#include "base/check.h"
#include "crypto/aes_ige.h"
#include "crypto/bignum.h"
#include "crypto/hash.h"

namespace botschaft::crypto {
namespace {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeEncoder {
  void operator()(OSSL_ENCODER_CTX* context) const { OSSL_ENCODER_CTX_free(context); }
};
struct FreeKeyContext {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeKeyContext>;

Bignum number_of(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  CHECK(EVP_PKEY_get_bn_param(key, name, &number) == 1);
  return Bignum(number);
}

// A number as a bare TL string: length, shortest big-endian bytes, zeros up to a multiple of four.
Bytes tl_string(const BIGNUM* number) {
  Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number)));
  BN_bn2bin(number, bytes.data());
  const auto size = static_cast<std::uint32_t>(bytes.size());
  Bytes out;
  if (size < 254) {
    out = {static_cast<std::uint8_t>(size)};
  } else {
    out.resize(4);
    store_le<std::uint32_t>(out.data(), 254 | size << 8);
  }
  out.insert(out.end(), bytes.begin(), bytes.end());
  out.resize((out.size() + 3) / 4 * 4);
  return out;
}

bool has_our_shape(const EVP_PKEY* key) {
  return EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) == 2048 &&
         BN_is_word(number_of(key, OSSL_PKEY_PARAM_RSA_E).get(), 65537);
}

std::string to_pem(const EVP_PKEY* key, int selection, const char* structure) {
  const std::unique_ptr<OSSL_ENCODER_CTX, FreeEncoder> encoder(
      OSSL_ENCODER_CTX_new_for_pkey(key, selection, "PEM", structure, nullptr));
  CHECK(encoder != nullptr);
  unsigned char* text = nullptr;
  std::size_t size = 0;
  CHECK(OSSL_ENCODER_to_data(encoder.get(), &text, &size) == 1);
  std::string pem(reinterpret_cast<const char*>(text), size);
  OPENSSL_clear_free(text, size);
  return pem;
}

// Without this OpenSSL would ask on the terminal for the passphrase of an encrypted file.
int no_passphrase(char*, int, int, void*) {
  return -1;
}

}  // namespace

RsaKey::RsaKey(std::shared_ptr<evp_pkey_st> key)
    : key_(std::move(key)),
      fingerprint_(rsa_fingerprint(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N).get(),
                                   number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E).get())) {}

RsaKey RsaKey::generate() {
  for (;;) {
    std::shared_ptr<EVP_PKEY> pair(EVP_RSA_gen(2048), &EVP_PKEY_free);
    CHECK(pair != nullptr);
    RsaKey key(std::move(pair));
    if (static_cast<std::uint64_t>(key.fingerprint()) >> 60 != 0) return key;
  }
}

std::optional<RsaKey> RsaKey::from_private_pem(std::string_view pem) {
  const std::unique_ptr<BIO, FreeBio> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  CHECK(bio != nullptr);
  std::shared_ptr<EVP_PKEY> pair(PEM_read_bio_PrivateKey(bio.get(), nullptr, &no_passphrase, nullptr),
                                 &EVP_PKEY_free);
  if (!pair || !has_our_shape(pair.get())) {
    ERR_clear_error();  // OpenSSL's errors would otherwise wait for the thread's next, unrelated call
    return std::nullopt;
  }
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, pair.get(), nullptr));
  CHECK(context != nullptr);
  if (EVP_PKEY_pairwise_check(context.get()) != 1) return std::nullopt;
  return RsaKey(std::move(pair));
}

std::string RsaKey::private_pem() const {
  return to_pem(key_.get(), EVP_PKEY_KEYPAIR, "PrivateKeyInfo");
}

std::string RsaKey::public_pem() const {
  std::string pem = to_pem(key_.get(), EVP_PKEY_PUBLIC_KEY, "type-specific");
  while (pem.ends_with('\n')) pem.pop_back();
  return pem;
}

Number2048 RsaKey::modulus() const {
  return to_bytes_2048(number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N).get());
}

std::optional<Number2048> RsaKey::decrypt_raw(const Number2048& block) const {
  const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
  CHECK(context != nullptr);
  CHECK(EVP_PKEY_decrypt_init(context.get()) == 1);
  CHECK(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1);
  Number2048 out;
  std::size_t size = out.size();
  if (EVP_PKEY_decrypt(context.get(), out.data(), &size, block.data(), block.size()) != 1) {
    ERR_clear_error();
    return std::nullopt;
  }
  CHECK(size == out.size());
  return out;
}

std::int64_t rsa_fingerprint(const BIGNUM* n, const BIGNUM* e) {
  return load_le<std::int64_t>(sha1({tl_string(n), tl_string(e)}).data() + 12);
}

std::optional<std::array<std::uint8_t, 192>> open_rsa_pad(const Number2048& decrypted) {
  const ByteView masked_key = ByteView(decrypted).first(32);
  const ByteView encrypted = ByteView(decrypted).subspan(32);
  const Sha256 mask = sha256(encrypted);
  IgeKey temporary{};
  for (std::size_t i = 0; i < mask.size(); ++i) temporary.key[i] = masked_key[i] ^ mask[i];

  Bytes reversed_with_hash = to_bytes(encrypted);
  aes_ige_decrypt(temporary, reversed_with_hash);
  std::array<std::uint8_t, 192> data;
  std::reverse_copy(reversed_with_hash.begin(), reversed_with_hash.begin() + 192, data.begin());
  const Sha256 expected = sha256({temporary.key, data});
  if (!equal_constant_time(expected, ByteView(reversed_with_hash).subspan(192))) return std::nullopt;
  return data;
}

ByteView old_rsa_data(const Number2048& decrypted) {
  return ByteView(decrypted).subspan(1 + 20);
}

bool old_rsa_hash_matches(const Number2048& decrypted, std::size_t data_size) {
  CHECK(data_size <= old_rsa_data(decrypted).size());
  const Sha1 expected = sha1(old_rsa_data(decrypted).first(data_size));
  return decrypted[0] == 0 && equal_constant_time(expected, ByteView(decrypted).subspan(1, 20));
}

}  // namespace botschaft::crypto
