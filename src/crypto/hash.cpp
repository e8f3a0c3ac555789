#include "crypto/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "base/check.h"

namespace botschaft::crypto {
namespace {

// OpenSSL 3 looks an algorithm up on every SHA256() or EVP_sha256() call, which costs more than hashing a
// short message. So each algorithm is fetched once per process and each thread keeps one context.
const EVP_MD* fetch(const char* name) {
  EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
  CHECK(digest != nullptr);
  return digest;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

template <std::size_t size>
std::array<std::uint8_t, size> digest(EVP_MD_CTX* context, const EVP_MD* algorithm,
                                      std::initializer_list<ByteView> parts) {
  CHECK(EVP_DigestInit_ex(context, algorithm, nullptr) == 1);
  for (const auto part : parts) CHECK(EVP_DigestUpdate(context, part.data(), part.size()) == 1);
  std::array<std::uint8_t, size> out;
  CHECK(EVP_DigestFinal_ex(context, out.data(), nullptr) == 1);
  return out;
}

EVP_MD_CTX* sha256_context() {
  static thread_local const Context context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  return context.get();
}

const EVP_MD* sha256_algorithm() {
  static const EVP_MD* algorithm = fetch("SHA2-256");
  return algorithm;
}

const EVP_MD* md5_algorithm() {
  static const EVP_MD* algorithm = fetch("MD5");
  return algorithm;
}

}  // namespace

template <std::size_t kSize>
Digest<kSize>::Digest() : context_(EVP_MD_CTX_new()) {
  CHECK(context_ != nullptr);
  begin();
}

template <std::size_t kSize>
Digest<kSize>::~Digest() {
  EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_));
}

template <std::size_t kSize>
void Digest<kSize>::begin() {
  const auto* algorithm = kSize == 32 ? sha256_algorithm() : md5_algorithm();
  CHECK(EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), algorithm, nullptr) == 1);
}

template <std::size_t kSize>
void Digest<kSize>::update(ByteView data) {
  CHECK(EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), data.data(), data.size()) == 1);
}

template <std::size_t kSize>
std::array<std::uint8_t, kSize> Digest<kSize>::finish() {
  std::array<std::uint8_t, kSize> out;
  CHECK(EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), out.data(), nullptr) == 1);
  begin();
  return out;
}

template class Digest<16>;
template class Digest<32>;

Md5 md5(ByteView data) {
  static thread_local const Context context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  return digest<16>(context.get(), md5_algorithm(), {data});
}

Sha1 sha1(std::initializer_list<ByteView> parts) {
  static const EVP_MD* algorithm = fetch("SHA1");
  static thread_local const Context context(EVP_MD_CTX_new());
  CHECK(context != nullptr);
  return digest<20>(context.get(), algorithm, parts);
}

Sha256 sha256(std::initializer_list<ByteView> parts) {
  return digest<32>(sha256_context(), sha256_algorithm(), parts);
}

Sha256 hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
  constexpr std::size_t kBlock = 64;
  std::array<std::uint8_t, kBlock> block{};
  if (key.size() > kBlock) {
    std::ranges::copy(sha256(key), block.begin());
  } else {
    std::ranges::copy(key, block.begin());
  }
  for (auto& b : block) b ^= 0x36;
  EVP_MD_CTX* context = sha256_context();
  CHECK(EVP_DigestInit_ex(context, sha256_algorithm(), nullptr) == 1);
  CHECK(EVP_DigestUpdate(context, block.data(), block.size()) == 1);
  for (const auto part : parts) CHECK(EVP_DigestUpdate(context, part.data(), part.size()) == 1);
  Sha256 inner;
  CHECK(EVP_DigestFinal_ex(context, inner.data(), nullptr) == 1);
  for (auto& b : block) b ^= 0x36 ^ 0x5c;
  return sha256({block, inner});
}

Sha512 pbkdf2_sha512(ByteView password, ByteView salt, int iterations) {
  static const EVP_MD* algorithm = fetch("SHA2-512");
  Sha512 out;
  CHECK(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password.data()), static_cast<int>(password.size()),
                          salt.data(), static_cast<int>(salt.size()), iterations, algorithm,
                          static_cast<int>(out.size()), out.data()) == 1);
  return out;
}

Key256 derive_key(const Key256& master, std::string_view label) {
  static constexpr std::uint8_t kFirstBlock[] = {1};
  return hmac_sha256(master, {as_bytes(label), kFirstBlock});
}

}  // namespace botschaft::crypto
