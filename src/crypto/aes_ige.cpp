#include "crypto/aes_ige.h"

#include "base/check.h"
#include "crypto/aes_ige_kernels.h"

namespace botschaft::crypto {
namespace {

bool has_aesni() {
  static const bool supported = ige_aesni::supported();
  return supported;
}

}  // namespace

void aes_ige_encrypt(const IgeKey& key, MutableByteView data) {
  CHECK(data.size() % 16 == 0);
  has_aesni() ? ige_aesni::encrypt(key, data) : ige_portable::encrypt(key, data);
}

void aes_ige_decrypt(const IgeKey& key, MutableByteView data) {
  CHECK(data.size() % 16 == 0);
  has_aesni() ? ige_aesni::decrypt(key, data) : ige_portable::decrypt(key, data);
}

void aes_ige_encrypt_batch(std::span<const IgeMessage> messages) {
  for (const auto& message : messages) CHECK(message.data.size() % 16 == 0);
  if (has_aesni()) return ige_aesni::encrypt_batch(messages);
  for (const auto& message : messages) ige_portable::encrypt(message.key, message.data);
}

}  // namespace botschaft::crypto
