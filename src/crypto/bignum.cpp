#include "crypto/bignum.h"

#include "base/check.h"

namespace botschaft::crypto {

BN_CTX* bignum_scratch() {
  struct Free {
    void operator()(BN_CTX* context) const { BN_CTX_free(context); }
  };
  static thread_local const std::unique_ptr<BN_CTX, Free> context(BN_CTX_new());
  CHECK(context != nullptr);
  return context.get();
}

Bignum new_bignum() {
  Bignum number(BN_new());
  CHECK(number != nullptr);
  return number;
}

Bignum to_bignum(ByteView big_endian) {
  Bignum number(BN_bin2bn(big_endian.data(), static_cast<int>(big_endian.size()), nullptr));
  CHECK(number != nullptr);
  return number;
}

std::array<std::uint8_t, 256> to_bytes_2048(const BIGNUM* number) {
  std::array<std::uint8_t, 256> bytes;
  CHECK(BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size())) == static_cast<int>(bytes.size()));
  return bytes;
}

}  // namespace botschaft::crypto
