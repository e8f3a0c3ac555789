#pragma once
// Ed25519 (RFC 8032): pure functions, thread-safe. They abort if OpenSSL lacks the algorithm.
#include <array>

#include "base/bytes.h"

namespace botschaft::crypto {

using Ed25519Seed = std::array<std::uint8_t, 32>;  // the private key, uniformly random
using Ed25519Key = std::array<std::uint8_t, 32>;   // the public one
using Ed25519Signature = std::array<std::uint8_t, 64>;

Ed25519Key ed25519_public(const Ed25519Seed& seed);
Ed25519Signature ed25519_sign(const Ed25519Seed& seed, ByteView message);
bool ed25519_verify(const Ed25519Key& key, ByteView message, ByteView signature);

}  // namespace botschaft::crypto
