#include "mtproto/message_ids.h"

#include <gtest/gtest.h>

namespace botschaft::mtproto {
namespace {

TEST(MessageIds, Time) {
  EXPECT_EQ(msg_id_at(1'700'000'000'500'000), (std::int64_t{1'700'000'000} << 32) + (std::int64_t{1} << 31));
  ServerMsgIds ids;
  const auto first = ids.next(5'000'000, ServerMsgIds::Kind::kNotice);
  const auto second = ids.next(5'000'000, ServerMsgIds::Kind::kAnswer);
  const auto third = ids.next(5'000'000, ServerMsgIds::Kind::kNotice);
  EXPECT_EQ(first, (std::int64_t{5} << 32) + 3);
  EXPECT_EQ(second, (std::int64_t{5} << 32) + 5);
  EXPECT_EQ(third, (std::int64_t{5} << 32) + 7);
}

}  // namespace
}  // namespace botschaft::mtproto
