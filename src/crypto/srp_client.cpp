#include "crypto/srp_client.h"

#include "base/check.h"
#include "crypto/srp_formulas.h"

namespace botschaft::crypto {
namespace {

Sha256 salted(ByteView data, ByteView salt) {
  return sha256({salt, data, salt});
}

// The document's x = PH2(password, salt1, salt2).
Sha256 password_hash(std::string_view password, ByteView salt1, ByteView salt2) {
  const Sha256 once = salted(salted(as_bytes(password), salt1), salt2);
  return salted(pbkdf2_sha512(once, salt1, 100'000), salt2);
}

}  // namespace

SrpVerifier make_srp_verifier(std::string_view password, Bytes salt1, Bytes salt2) {
  const Number2048 v = dh_power_of_generator(password_hash(password, salt1, salt2));
  return {.salt1 = std::move(salt1), .salt2 = std::move(salt2), .v = v};
}

SrpProof make_srp_proof(std::string_view password, ByteView salt1, ByteView salt2, const Number2048& b,
                        ByteView secret) {
  const Sha256 x = password_hash(password, salt1, salt2);
  SrpProof proof;
  proof.a = dh_power_of_generator(secret);
  const Sha256 u = sha256({proof.a, b});

  // s = (B - k*v) ^ (a + u*x)
  const Bignum base = new_bignum();
  CHECK(BN_mod_sub(base.get(), to_bignum(b).get(), srp_masked_verifier(dh_power_of_generator(x)).get(),
                   to_bignum(dh_prime()).get(), bignum_scratch()) == 1);
  const Bignum exponent = new_bignum();
  CHECK(BN_mul(exponent.get(), to_bignum(u).get(), to_bignum(x).get(), bignum_scratch()) == 1);
  CHECK(BN_add(exponent.get(), exponent.get(), to_bignum(secret).get()) == 1);
  Bytes exponent_bytes(static_cast<std::size_t>(BN_num_bytes(exponent.get())));
  BN_bn2bin(exponent.get(), exponent_bytes.data());
  const Number2048 shared = dh_power(to_bytes_2048(base.get()), exponent_bytes);
  proof.m1 = srp_m1(salt1, salt2, proof.a, b, shared);
  return proof;
}

}  // namespace botschaft::crypto
