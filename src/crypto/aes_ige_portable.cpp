#include <openssl/evp.h>

#include <memory>

#include "base/check.h"
#include "crypto/aes_ige_kernels.h"

namespace botschaft::crypto::ige_portable {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

using Block = std::array<std::uint8_t, 16>;

void exclusive_or(Block& to, const Block& with) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] ^= with[i];
}

// Decryption is the same chain with the two halves of the iv exchanged and the block cipher inverted.
void run(const AesKey& key, Block before_cipher, Block after_cipher, MutableByteView data, bool encrypt) {
  const std::unique_ptr<EVP_CIPHER_CTX, FreeContext> context(EVP_CIPHER_CTX_new());
  CHECK(context != nullptr);
  CHECK(EVP_CipherInit_ex(context.get(), EVP_aes_256_ecb(), nullptr, key.data(), nullptr, encrypt) == 1);
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  for (std::size_t at = 0; at < data.size(); at += 16) {
    Block in;
    std::memcpy(in.data(), data.data() + at, 16);
    Block out = in;
    exclusive_or(out, before_cipher);
    int size = 0;
    CHECK(EVP_CipherUpdate(context.get(), out.data(), &size, out.data(), 16) == 1 && size == 16);
    exclusive_or(out, after_cipher);
    before_cipher = out;
    after_cipher = in;
    std::memcpy(data.data() + at, out.data(), 16);
  }
}

Block half(const IgeIv& iv, std::size_t at) {
  Block block;
  std::memcpy(block.data(), iv.data() + at, 16);
  return block;
}

}  // namespace

void encrypt(const IgeKey& key, MutableByteView data) {
  run(key.key, half(key.iv, 0), half(key.iv, 16), data, true);
}

void decrypt(const IgeKey& key, MutableByteView data) {
  run(key.key, half(key.iv, 16), half(key.iv, 0), data, false);
}

}  // namespace botschaft::crypto::ige_portable
