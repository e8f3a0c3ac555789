#pragma once
// AES-256 in counter mode as a stream, for the obfuscated transport: state carries over between calls, so a
// packet may be passed in any number of pieces. Not thread-safe; one per direction of a connection.
#include <array>
#include <memory>

#include "base/bytes.h"

struct evp_cipher_ctx_st;

namespace botschaft::crypto {

class AesCtr {
 public:
  // `iv` is the first counter block, big-endian. Both are copied.
  AesCtr(std::span<const std::uint8_t, 32> key, std::span<const std::uint8_t, 16> iv);

  void apply(MutableByteView data);  // encrypts or decrypts in place

 private:
  struct Free {
    void operator()(evp_cipher_ctx_st* context) const;
  };
  std::unique_ptr<evp_cipher_ctx_st, Free> context_;
};

}  // namespace botschaft::crypto
