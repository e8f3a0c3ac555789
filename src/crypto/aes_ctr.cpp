#include "crypto/aes_ctr.h"

#include <openssl/evp.h>

#include <algorithm>

#include "base/check.h"

namespace botschaft::crypto {

void AesCtr::Free::operator()(evp_cipher_ctx_st* context) const {
  EVP_CIPHER_CTX_free(context);
}

AesCtr::AesCtr(std::span<const std::uint8_t, 32> key, std::span<const std::uint8_t, 16> iv)
    : context_(EVP_CIPHER_CTX_new()) {
  CHECK(context_ != nullptr);
  CHECK(EVP_EncryptInit_ex(context_.get(), EVP_aes_256_ctr(), nullptr, key.data(), iv.data()) == 1);
}

void AesCtr::apply(MutableByteView data) {
  constexpr std::size_t kPieceMax = 1 << 30;  // OpenSSL counts in int
  while (!data.empty()) {
    const std::size_t size = std::min(data.size(), kPieceMax);
    int written = 0;
    CHECK(EVP_EncryptUpdate(context_.get(), data.data(), &written, data.data(), static_cast<int>(size)) == 1);
    CHECK(static_cast<std::size_t>(written) == size);
    data = data.subspan(size);
  }
}

}  // namespace botschaft::crypto
