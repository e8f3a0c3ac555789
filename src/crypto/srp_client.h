#pragma once
// The client's half of srp.h, for tests and for setting a password from the command line.
#include <string_view>

#include "crypto/srp.h"

namespace botschaft::crypto {

// About 50 ms, as the scheme intends.
SrpVerifier make_srp_verifier(std::string_view password, Bytes salt1, Bytes salt2);

struct SrpProof {
  Number2048 a;
  Sha256 m1;
};

// `secret` is the client's random exponent, `b` the srp_B it was given. About 50 ms.
SrpProof make_srp_proof(std::string_view password, ByteView salt1, ByteView salt2, const Number2048& b,
                        ByteView secret);

}  // namespace botschaft::crypto
