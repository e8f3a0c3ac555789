#include "domain/messages/extra.h"

#include <gtest/gtest.h>

namespace botschaft::domain {
namespace {

TEST(Extra, OfAPlainMessageIsEmpty) {
  EXPECT_TRUE(encode_extra({}).empty());
  EXPECT_EQ(decode_extra({}), MessageExtra{});
}

TEST(Extra, ReadsWhatItWrote) {
  const Service actions[] = {
      {.action = ServiceAction::pin_message},
      {.action = ServiceAction::chat_create, .title = "Grüße", .users = {1, 1'000'001, 5'000'000'000}},
      {.action = ServiceAction::chat_migrate_to, .number = 1'234'567'890'123},
      {.action = ServiceAction::set_messages_ttl, .number = 0},
  };
  for (const auto& action : actions) {
    const MessageExtra extra{.service = action};
    EXPECT_EQ(decode_extra(encode_extra(extra)), extra);
  }
  const MessageExtra forward{.forward = ForwardHeader{.from = PeerId::channel(7), .date = 5}};
  EXPECT_EQ(decode_extra(encode_extra(forward)), forward);
}

// Rows written before service messages had details.
TEST(Extra, ReadsAnActionWithoutDetails) {
  const std::uint8_t blob[] = {4, 1, 2};
  EXPECT_EQ(decode_extra(blob).service, Service{.action = ServiceAction::pin_message});
}

}  // namespace
}  // namespace botschaft::domain
