#pragma once
// OpenSSL's big numbers as values of this folder. Numbers cross our interfaces as big-endian bytes, as
// MTProto and SRP write them.
#include <openssl/bn.h>

#include <array>
#include <memory>

#include "base/bytes.h"

namespace botschaft::crypto {

struct FreeBignum {
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
};
using Bignum = std::unique_ptr<BIGNUM, FreeBignum>;

// Scratch space of the calling thread; its allocations are reused from one operation to the next.
BN_CTX* bignum_scratch();

Bignum new_bignum();
Bignum to_bignum(ByteView big_endian);
std::array<std::uint8_t, 256> to_bytes_2048(const BIGNUM* number);  // left-padded; CHECKs that it fits

}  // namespace botschaft::crypto
