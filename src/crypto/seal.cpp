#include "crypto/seal.h"

#include <openssl/evp.h>

#include <memory>

#include "base/check.h"

namespace botschaft::crypto {
namespace {

constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;
static_assert(kSealOverhead == 1 + kNonce + kTag);

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

Context gcm(const Key256& key, ByteView nonce, std::string_view context_text, bool encrypt) {
  Context context(EVP_CIPHER_CTX_new());
  CHECK(context != nullptr && nonce.size() == kNonce);  // 12 bytes are GCM's default
  CHECK(EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), nonce.data(), encrypt) == 1);
  int size = 0;
  CHECK(EVP_CipherUpdate(context.get(), nullptr, &size, &kFormat, 1) == 1);
  CHECK(EVP_CipherUpdate(context.get(), nullptr, &size, as_bytes(context_text).data(),
                         static_cast<int>(context_text.size())) == 1);
  return context;
}

}  // namespace

Bytes seal(const Key256& key, std::string_view context, ByteView secret, Random& random) {
  Bytes sealed(kSealOverhead + secret.size());
  sealed[0] = kFormat;
  const MutableByteView nonce = MutableByteView(sealed).subspan(1, kNonce);
  random.fill(nonce);
  std::uint8_t* const body = nonce.data() + kNonce;
  const Context cipher = gcm(key, nonce, context, true);
  int size = 0;
  CHECK(EVP_CipherUpdate(cipher.get(), body, &size, secret.data(), static_cast<int>(secret.size())) == 1);
  CHECK(static_cast<std::size_t>(size) == secret.size());
  CHECK(EVP_CipherFinal_ex(cipher.get(), body + secret.size(), &size) == 1 && size == 0);
  CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTag, body + secret.size()) == 1);
  return sealed;
}

std::optional<Bytes> open_seal(const Key256& key, std::string_view context, ByteView sealed) {
  if (sealed.size() < kSealOverhead || sealed[0] != kFormat) return std::nullopt;
  const Context cipher = gcm(key, sealed.subspan(1, kNonce), context, false);
  const ByteView body = sealed.subspan(1 + kNonce, sealed.size() - kSealOverhead);
  Bytes tag = to_bytes(sealed.last(kTag));
  Bytes secret(body.size());
  int size = 0;
  CHECK(EVP_CipherUpdate(cipher.get(), secret.data(), &size, body.data(), static_cast<int>(body.size())) ==
        1);
  CHECK(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()) == 1);
  std::uint8_t none;
  if (EVP_CipherFinal_ex(cipher.get(), &none, &size) != 1) return std::nullopt;
  return secret;
}

}  // namespace botschaft::crypto
