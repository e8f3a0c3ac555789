#include "crypto/rsa.h"

#include <gtest/gtest.h>
#include <openssl/decoder.h>
#include <openssl/evp.h>

#include <algorithm>

#include "base/random.h"
#include "crypto/aes_ige.h"
#include "crypto/bignum.h"
#include "crypto/hash.h"

namespace botschaft::crypto {
namespace {

const RsaKey& test_key() {
  static const RsaKey key = RsaKey::generate();
  return key;
}

// A client's view: n and e read from the public PEM.
struct PublicKey {
  explicit PublicKey(const std::string& pem) {
    BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    EVP_PKEY* key = nullptr;
    OSSL_DECODER_CTX* decoder =
        OSSL_DECODER_CTX_new_for_pkey(&key, "PEM", nullptr, "RSA", EVP_PKEY_PUBLIC_KEY, nullptr, nullptr);
    EXPECT_EQ(OSSL_DECODER_from_bio(decoder, bio), 1);
    OSSL_DECODER_CTX_free(decoder);
    BIO_free(bio);
    BIGNUM* n_number = nullptr;
    BIGNUM* e_number = nullptr;
    EXPECT_EQ(EVP_PKEY_get_bn_param(key, "n", &n_number), 1);
    EXPECT_EQ(EVP_PKEY_get_bn_param(key, "e", &e_number), 1);
    n.reset(n_number);
    e.reset(e_number);
    EVP_PKEY_free(key);
  }
  Number2048 encrypt(const Number2048& block) const {
    const Bignum out = new_bignum();
    EXPECT_EQ(BN_mod_exp(out.get(), to_bignum(block).get(), e.get(), n.get(), bignum_scratch()), 1);
    return to_bytes_2048(out.get());
  }
  Bignum n;
  Bignum e;
};

TEST(Rsa, PublicPemFitsWhereClientsCarryTheirs) {
  const std::string pem = test_key().public_pem();
  EXPECT_EQ(pem.size(), 425u);
  EXPECT_TRUE(pem.starts_with("-----BEGIN RSA PUBLIC KEY-----\n"));
  EXPECT_TRUE(pem.ends_with("\n-----END RSA PUBLIC KEY-----"));
}

TEST(Rsa, FingerprintHasSixteenHexDigits) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_NE(static_cast<std::uint64_t>(RsaKey::generate().fingerprint()) >> 60, 0u);
  }
}

TEST(Rsa, PrivatePemRoundTrips) {
  const auto copy = RsaKey::from_private_pem(test_key().private_pem());
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->fingerprint(), test_key().fingerprint());
  EXPECT_EQ(copy->public_pem(), test_key().public_pem());
}

TEST(Rsa, OtherPemsAreRefused) {
  EXPECT_FALSE(RsaKey::from_private_pem(""));
  EXPECT_FALSE(RsaKey::from_private_pem(test_key().public_pem()));
  std::string cut = test_key().private_pem();
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(RsaKey::from_private_pem(cut));
}

// Telegram's own production key; its fingerprint is listed in core.telegram.org/mtproto/samples-auth_key as
// the bytes 85fd64de851d9dd0.
TEST(Rsa, FingerprintFormulaGivesTelegramsFingerprintForTelegramsKey) {
  const PublicKey telegram(
      "-----BEGIN RSA PUBLIC KEY-----\n"
      "MIIBCgKCAQEA6LszBcC1LGzyr992NzE0ieY+BSaOW622Aa9Bd4ZHLl+TuFQ4lo4g\n"
      "5nKaMBwK/BIb9xUfg0Q29/2mgIR6Zr9krM7HjuIcCzFvDtr+L0GQjae9H0pRB2OO\n"
      "62cECs5HKhT5DZ98K33vmWiLowc621dQuwKWSQKjWf50XYFw42h21P2KXUGyp2y/\n"
      "+aEyZ+uVgLLQbRA1dEjSDZ2iGRy12Mk5gpYc397aYp438fsJoHIgJ2lgMv5h7WY9\n"
      "t6N/byY9Nw9p21Og3AoXSL2q/2IJ1WRUhebgAdGVMlV1fkuOQoEzR7EdpqtQD9Cs\n"
      "5+bfo3Nhmcyvk5ftB0WkJ9z6bNZ7yxrP8wIDAQAB\n"
      "-----END RSA PUBLIC KEY-----");
  EXPECT_EQ(static_cast<std::uint64_t>(rsa_fingerprint(telegram.n.get(), telegram.e.get())),
            0xd09d1d85de64fd85u);
}

TEST(Rsa, RawDecryptionInvertsTheClientsPower) {
  const PublicKey client(test_key().public_pem());
  SeededRandom random(1);
  for (int i = 0; i < 20; ++i) {
    Number2048 block;
    random.fill(block);
    block[0] &= 0x7f;
    EXPECT_EQ(test_key().decrypt_raw(client.encrypt(block)), block);
  }
  EXPECT_EQ(test_key().modulus(), to_bytes_2048(client.n.get()));
  EXPECT_FALSE(test_key().decrypt_raw(test_key().modulus()));
  Number2048 largest;
  largest.fill(0xff);
  EXPECT_FALSE(test_key().decrypt_raw(largest));
}

// The client's RSA_PAD of core.telegram.org/mtproto/auth_key, 4.1, without the last step (RSA).
Number2048 rsa_pad(ByteView data, Random& random) {
  std::array<std::uint8_t, 192> padded;
  random.fill(padded);
  std::ranges::copy(data, padded.begin());
  IgeKey key{};
  random.fill(key.key);
  const Sha256 hash = sha256({key.key, padded});
  Bytes encrypted(padded.rbegin(), padded.rend());
  encrypted.insert(encrypted.end(), hash.begin(), hash.end());
  aes_ige_encrypt(key, encrypted);
  const Sha256 mask = sha256(encrypted);
  Number2048 block;
  for (std::size_t i = 0; i < 32; ++i) block[i] = key.key[i] ^ mask[i];
  std::ranges::copy(encrypted, block.begin() + 32);
  return block;
}

TEST(Rsa, PadOpensToDataAndPadding) {
  SeededRandom random(2);
  const Bytes data(100, 7);
  const auto opened = open_rsa_pad(rsa_pad(data, random));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(std::ranges::equal(ByteView(*opened).first(100), data));
}

TEST(Rsa, PadWithAnyBitChangedIsRefused) {
  SeededRandom random(3);
  const Number2048 block = rsa_pad(Bytes(144, 1), random);
  for (std::size_t bit = 0; bit < 2048; bit += 7) {
    Number2048 changed = block;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    ASSERT_FALSE(open_rsa_pad(changed)) << bit;
  }
}

TEST(Rsa, OldSchemeChecksTheHashOfExactlyTheData) {
  Number2048 block{};
  const Bytes data(96, 5);
  std::ranges::copy(sha1(data), block.begin() + 1);
  std::ranges::copy(data, block.begin() + 21);
  block.back() = 99;  // padding is free
  EXPECT_TRUE(std::ranges::equal(old_rsa_data(block).first(96), data));
  EXPECT_EQ(old_rsa_data(block).size(), 235u);
  EXPECT_TRUE(old_rsa_hash_matches(block, 96));
  EXPECT_FALSE(old_rsa_hash_matches(block, 92));
  EXPECT_FALSE(old_rsa_hash_matches(block, 235));
  block[0] = 1;
  EXPECT_FALSE(old_rsa_hash_matches(block, 96));
}

}  // namespace
}  // namespace botschaft::crypto
