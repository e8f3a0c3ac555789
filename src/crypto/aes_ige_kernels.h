#pragma once
// The two implementations behind aes_ige.h. Apart from aes_ige.cpp only its test includes this.
#include "crypto/aes_ige.h"

namespace botschaft::crypto {

// One OpenSSL call per block: any CPU, but slow.
namespace ige_portable {
void encrypt(const IgeKey& key, MutableByteView data);
void decrypt(const IgeKey& key, MutableByteView data);
}  // namespace ige_portable

// x86 AES instructions. Call the others only if supported() said so.
namespace ige_aesni {
bool supported();
void encrypt(const IgeKey& key, MutableByteView data);
void decrypt(const IgeKey& key, MutableByteView data);
void encrypt_batch(std::span<const IgeMessage> messages);
}  // namespace ige_aesni

}  // namespace botschaft::crypto
