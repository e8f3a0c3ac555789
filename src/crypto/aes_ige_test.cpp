#define OPENSSL_SUPPRESS_DEPRECATED  // AES_ige_encrypt, the reference
#include "crypto/aes_ige.h"

#include <gtest/gtest.h>
#include <openssl/aes.h>

#include "base/random.h"
#include "crypto/aes_ige_kernels.h"

namespace botschaft::crypto {
namespace {

IgeKey random_key(Random& random) {
  IgeKey key;
  random.fill(key.key);
  random.fill(key.iv);
  return key;
}

Bytes random_bytes(Random& random, std::size_t size) {
  Bytes bytes(size);
  random.fill(bytes);
  return bytes;
}

Bytes openssl_encrypt(const IgeKey& key, const Bytes& data) {
  AES_KEY schedule;
  AES_set_encrypt_key(key.key.data(), 256, &schedule);
  IgeIv iv = key.iv;
  Bytes out(data.size());
  AES_ige_encrypt(data.data(), out.data(), data.size(), &schedule, iv.data(), AES_ENCRYPT);
  return out;
}

using InPlace = void (*)(const IgeKey&, MutableByteView);

void expect_agrees_with_openssl(InPlace encrypt, InPlace decrypt) {
  SeededRandom random(1);
  for (std::size_t blocks = 0; blocks < 70; ++blocks) {
    const IgeKey key = random_key(random);
    const Bytes plain = random_bytes(random, blocks * 16);
    Bytes data = plain;
    encrypt(key, data);
    ASSERT_EQ(data, openssl_encrypt(key, plain)) << blocks;
    decrypt(key, data);
    ASSERT_EQ(data, plain) << blocks;
  }
}

TEST(AesIge, PortableAgreesWithOpenSsl) {
  expect_agrees_with_openssl(&ige_portable::encrypt, &ige_portable::decrypt);
}

TEST(AesIge, AesNiAgreesWithOpenSsl) {
  if (!ige_aesni::supported()) GTEST_SKIP() << "this CPU has no AES instructions";
  expect_agrees_with_openssl(&ige_aesni::encrypt, &ige_aesni::decrypt);
}

TEST(AesIge, PublicFunctionsAgreeWithOpenSsl) {
  expect_agrees_with_openssl(&aes_ige_encrypt, &aes_ige_decrypt);
}

TEST(AesIge, UnalignedDataIsFine) {
  SeededRandom random(2);
  const IgeKey key = random_key(random);
  const Bytes plain = random_bytes(random, 64);
  Bytes buffer(65);
  std::copy(plain.begin(), plain.end(), buffer.begin() + 1);
  aes_ige_encrypt(key, MutableByteView(buffer).subspan(1));
  EXPECT_EQ(Bytes(buffer.begin() + 1, buffer.end()), openssl_encrypt(key, plain));
}

// Every number of lanes, and lengths that make lanes finish and refill at different times.
TEST(AesIge, BatchAgreesWithOpenSslForEveryLaneCount) {
  SeededRandom random(3);
  for (std::size_t count = 0; count <= 40; ++count) {
    std::vector<Bytes> expected;
    std::vector<Bytes> data;
    std::vector<IgeMessage> messages;
    for (std::size_t i = 0; i < count; ++i) data.push_back(random_bytes(random, random.below(20) * 16));
    for (auto& each : data) {
      messages.push_back({random_key(random), each});
      expected.push_back(openssl_encrypt(messages.back().key, each));
    }
    aes_ige_encrypt_batch(messages);
    ASSERT_EQ(data, expected) << count;
  }
}

TEST(AesIgeDeathTest, PartialBlocksAreABrokenInvariant) {
  Bytes data(17);
  EXPECT_DEATH(aes_ige_encrypt(IgeKey{}, data), "CHECK|size");
}

}  // namespace
}  // namespace botschaft::crypto
