#include "domain/stickers/emoji_text.h"

#include <gtest/gtest.h>

namespace botschaft::domain {
namespace {

using Words = std::vector<std::string>;

TEST(SplitEmoji, TakesEachWithWhatBelongsToIt) {
  EXPECT_EQ(split_emoji("👍😢"), (Words{"👍", "😢"}));
  EXPECT_EQ(split_emoji("❤\uFE0F🔥"), (Words{"❤", "🔥"}));
  EXPECT_EQ(split_emoji("👍🏽👋"), (Words{"👍🏽", "👋"}));
  EXPECT_EQ(split_emoji("👨\u200d💻❤\uFE0F\u200d🔥"), (Words{"👨\u200d💻", "❤\u200d🔥"}));
  EXPECT_EQ(split_emoji("🇩🇪🇫🇷"), (Words{"🇩🇪", "🇫🇷"}));
  EXPECT_EQ(split_emoji("1\uFE0F\u20E3"), (Words{"1\u20E3"}));
  EXPECT_EQ(split_emoji(""), Words{});
}

TEST(SplitEmoji, TakesNothingElse) {
  for (const char* text : {"a", "👍 ", "7", "👍ok", "🇩", "\u200d", "❤\uFE0F\u200d", "\xff", "ß", "𝐀"})
    EXPECT_EQ(split_emoji(text), std::nullopt) << text;
}

}  // namespace
}  // namespace botschaft::domain
