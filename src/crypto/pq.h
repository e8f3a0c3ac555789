#pragma once
// The proof of work of resPQ: the server shows a product of two primes, the client factors it. It must be
// fresh for every handshake, or a flood could reuse one answer.
#include <array>

#include "base/bytes.h"
#include "base/random.h"

namespace botschaft::crypto {

struct Pq {
  std::uint32_t
      p;  // p < q, both primes of 31 bits, so the product is below 2^62 (clients take at most 2^63 - 1)
  std::uint32_t q;

  std::array<std::uint8_t, 8> product() const;  // big-endian, as resPQ carries it

  // Whether the big-endian numbers a client sent are p and q in this order; leading zero bytes do not matter.
  bool is_factored_by(ByteView p_bytes, ByteView q_bytes) const;
};

Pq generate_pq(Random& random);

// Exact for all 32-bit numbers.
bool is_prime(std::uint32_t number);

}  // namespace botschaft::crypto
