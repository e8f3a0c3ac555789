#pragma once
// AES-256 in infinite garble extension mode, in place: c[i] = E(p[i] ^ c[i-1]) ^ p[i-1]. Data must be a whole
// number of 16-byte blocks (CHECKed). All functions are thread-safe.
//
// One message is bound by the latency of AES, since each block needs the one before. A fan-out encrypts many
// messages under different keys; aes_ige_encrypt_batch runs up to eight of them side by side, about four
// times as fast as one after the other.
#include <array>
#include <span>

#include "base/bytes.h"

namespace botschaft::crypto {

using AesKey = std::array<std::uint8_t, 32>;
using IgeIv = std::array<std::uint8_t, 32>;  // c[-1], then p[-1]

struct IgeKey {
  AesKey key;
  IgeIv iv;
};

struct IgeMessage {
  IgeKey key;
  MutableByteView data;
};

void aes_ige_encrypt(const IgeKey& key, MutableByteView data);
void aes_ige_decrypt(const IgeKey& key, MutableByteView data);

// Any number of messages, each of its own length. Their data must not overlap.
void aes_ige_encrypt_batch(std::span<const IgeMessage> messages);

}  // namespace botschaft::crypto
