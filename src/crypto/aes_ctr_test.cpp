#include "crypto/aes_ctr.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace botschaft::crypto {
namespace {

// NIST SP 800-38A, F.5.5.
struct Example {
  Bytes key = *from_hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  Bytes counter = *from_hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
  Bytes plain = *from_hex(
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
      "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
  Bytes cipher = *from_hex(
      "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
      "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6");
  AesCtr stream() const {
    return {std::span<const std::uint8_t, 32>(key), std::span<const std::uint8_t, 16>(counter)};
  }
};

TEST(AesCtr, NistExample) {
  const Example example;
  Bytes data = example.plain;
  example.stream().apply(data);
  EXPECT_EQ(data, example.cipher);
}

TEST(AesCtr, StateCarriesOverBetweenPiecesOfAnySize) {
  const Example example;
  SeededRandom random(1);
  for (int round = 0; round < 200; ++round) {
    AesCtr stream = example.stream();
    Bytes data = example.plain;
    for (MutableByteView rest = data; !rest.empty();) {
      const std::size_t size = std::min<std::size_t>(rest.size(), random.below(23));
      stream.apply(rest.first(size));
      rest = rest.subspan(size);
    }
    ASSERT_EQ(data, example.cipher);
  }
}

}  // namespace
}  // namespace botschaft::crypto
