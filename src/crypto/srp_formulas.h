#pragma once
// The part of SRP both sides compute alike, in the names of core.telegram.org/api/srp.
#include "crypto/bignum.h"
#include "crypto/dh.h"
#include "crypto/hash.h"

namespace botschaft::crypto {

Number2048 padded_generator();

// k*v mod p, k = H(p | g).
Bignum srp_masked_verifier(const Number2048& v);

// M1 = H(H(p) xor H(g) | H(salt1) | H(salt2) | g_a | g_b | k_a), k_a = H(shared).
Sha256 srp_m1(ByteView salt1, ByteView salt2, const Number2048& a, const Number2048& b,
              const Number2048& shared);

}  // namespace botschaft::crypto
