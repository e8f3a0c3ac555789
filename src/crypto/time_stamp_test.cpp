#include "crypto/time_stamp.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace botschaft::crypto {
namespace {

// That a granted answer is read is shown with a real authority: tests/interop/desk_contact.test.mjs.
TEST(TimeStamp, TheQueryHasHashAndNonce) {
  const auto hash = sha256(as_bytes("checkpoint"));
  const auto query = time_stamp_query(hash, 0x0102030405060708);
  EXPECT_FALSE(std::ranges::search(query, hash).empty());
  const Bytes nonce = {2, 8, 1, 2, 3, 4, 5, 6, 7, 8};  // INTEGER of 8 bytes
  EXPECT_FALSE(std::ranges::search(query, nonce).empty());
  EXPECT_NE(query, time_stamp_query(hash, 1));
}

TEST(TimeStamp, WhatIsNoAnswerIsRefused) {
  const auto hash = sha256(as_bytes("checkpoint"));
  EXPECT_EQ(stamped_at({}, hash, 1).error(), "the answer is no time stamp");
  EXPECT_EQ(stamped_at(time_stamp_query(hash, 1), hash, 1).error(), "the answer is no time stamp");
  // TimeStampResp { PKIStatusInfo { status rejection(2) } }: RFC 3161, 2.4.2
  EXPECT_EQ(stamped_at(Bytes{0x30, 5, 0x30, 3, 2, 1, 2}, hash, 1).error(), "the time stamp was refused");
}

}  // namespace
}  // namespace botschaft::crypto
