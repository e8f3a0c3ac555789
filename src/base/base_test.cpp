#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/random.h"

namespace botschaft {
namespace {

TEST(Error, TextCarriesItsArgument) {
  const Error flood{Err::FLOOD_WAIT_X, 17};
  EXPECT_EQ(flood.code(), 420);
  EXPECT_EQ(flood.text(), "FLOOD_WAIT_17");
  EXPECT_EQ((Error{Err::METHOD_INVALID}.code()), 400);
}

Result<int> half(int value) {
  if (value % 2 != 0) return fail(Err::INPUT_REQUEST_INVALID);
  return value / 2;
}

Result<int> quarter(int value) {
  TRY_ASSIGN(const int once, half(value));
  TRY(half(once));
  return half(once);
}

TEST(Error, TryPassesErrorsUp) {
  EXPECT_EQ(quarter(8), 2);
  EXPECT_EQ(quarter(6).error().err, Err::INPUT_REQUEST_INVALID);
}

TEST(Bytes, HexAndBase64UrlRoundTrip) {
  SeededRandom random(1);
  for (std::size_t size = 0; size < 70; ++size) {
    Bytes bytes(size);
    random.fill(bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
  }
  EXPECT_FALSE(from_hex("0g"));
  EXPECT_FALSE(from_hex("123"));
  EXPECT_FALSE(from_base64url("A"));
  EXPECT_FALSE(from_base64url("AB"));  // non-zero bits behind the last byte
  EXPECT_FALSE(from_base64url("AA=="));
}

TEST(Ids, PeerRangesAreTheBotApis) {
  EXPECT_EQ(PeerId::channel(1).value, -1'000'000'000'001);
  EXPECT_TRUE(PeerId::channel(1).is_channel());
  EXPECT_TRUE(PeerId::chat(5).is_chat());
  EXPECT_FALSE(PeerId::chat(5).is_channel());
  EXPECT_EQ(PeerId::channel(77).bare(), 77);
  EXPECT_EQ(PeerId::chat(77).bare(), 77);
}

TEST(Random, BelowStaysBelow) {
  SeededRandom random(3);
  for (int i = 0; i < 1000; ++i) EXPECT_LT(random.below(7), 7u);
}

}  // namespace
}  // namespace botschaft
