#include "base/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "base/random.h"

namespace botschaft {
namespace {

TEST(Gzip, RoundTrip) {
  for (const std::size_t size : {0u, 1u, 1000u, 100'000u}) {
    Bytes noise(size);
    SeededRandom(size).fill(noise);
    EXPECT_EQ(gunzip(gzip(noise), size), noise);
    const Bytes zeros(size);
    EXPECT_EQ(gunzip(gzip(zeros), size), zeros);
  }
}

TEST(Gzip, ReadsZlibFormat) {
  const Bytes plain(5000, 'x');
  uLongf size = compressBound(plain.size());
  Bytes packed(size);
  ASSERT_EQ(compress(packed.data(), &size, plain.data(), plain.size()), Z_OK);
  packed.resize(size);
  EXPECT_EQ(gunzip(packed, 5000), plain);
}

TEST(Gzip, BombStopsAtTheLimit) {
  const Bytes bomb = gzip(Bytes(50u << 20));
  EXPECT_LT(bomb.size(), 300'000u);
  EXPECT_EQ(gunzip(bomb, 1 << 20), std::nullopt);
  EXPECT_EQ(gunzip(gzip(Bytes(1001)), 1000), std::nullopt);
}

TEST(Gzip, DamageIsRefused) {
  const Bytes packed = gzip(as_bytes("some text, some text, some text"));
  EXPECT_EQ(gunzip({}, 100), std::nullopt);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_EQ(gunzip(ByteView{packed}.first(size), 100), std::nullopt) << "cut to " << size;
  }
  Bytes longer = packed;
  longer.push_back(0);
  EXPECT_EQ(gunzip(longer, 100), std::nullopt);
  Bytes wrong_sum = packed;
  wrong_sum[packed.size() - 8] ^= 1;
  EXPECT_EQ(gunzip(wrong_sum, 100), std::nullopt);
}

}  // namespace
}  // namespace botschaft
