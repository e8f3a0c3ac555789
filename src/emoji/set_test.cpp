#include "emoji/set.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "base/gzip.h"

namespace botschaft::emoji {
namespace {

ByteView bytes_of(const std::string& path) {
  const auto* asset = find_asset(path);
  EXPECT_NE(asset, nullptr) << path;
  return asset != nullptr ? asset->bytes : ByteView();
}

TEST(EmojiSet, EveryEntryHasItsFiles) {
  std::size_t files = 0;
  for (const auto& entry : entries()) {
    const std::string name(entry.name);
    switch (entry.kind) {
      case Kind::reaction:
        for (const char* kind : {"appear", "select", "activate", "effect", "around", "center"}) {
          EXPECT_FALSE(bytes_of("reactions/" + name + "." + kind + ".tgs").empty());
          ++files;
        }
        EXPECT_FALSE(bytes_of("reactions/" + name + ".webp").empty());
        ++files;
        break;
      case Kind::sticker:
      case Kind::sign: {
        const std::string folder = entry.kind == Kind::sticker ? "stickers/" : "signs/";
        EXPECT_FALSE(bytes_of(folder + name + ".tgs").empty());
        EXPECT_FALSE(bytes_of(folder + name + ".webp").empty());
        files += 2;
        break;
      }
      case Kind::die:
        EXPECT_FALSE(bytes_of("dice/" + name + ".tgs").empty());
        ++files;
    }
  }
  EXPECT_EQ(files, assets().size());
  EXPECT_EQ(find_asset("reactions/nothing.webp"), nullptr);
}

// core.telegram.org/stickers#animation-requirements, as far as the text shows it.
TEST(EmojiSet, AnimationsAreWithinTheLimits) {
  std::size_t total = 0;
  for (const auto& asset : assets()) {
    total += asset.bytes.size();
    if (!asset.path.ends_with(".tgs")) {
      EXPECT_EQ(as_text(asset.bytes.subspan(8, 8)), "WEBPVP8L") << asset.path;
      continue;
    }
    EXPECT_LE(asset.bytes.size(), 64U * 1024) << asset.path;
    const auto text = gunzip(asset.bytes, 1 << 20);
    ASSERT_TRUE(text.has_value()) << asset.path;
    EXPECT_TRUE(as_text(*text).starts_with("{\"tgs\":1,")) << asset.path;
    EXPECT_NE(as_text(*text).find("\"fr\":60,\"ip\":0,\"op\":"), std::string_view::npos) << asset.path;
    EXPECT_NE(as_text(*text).find("\"w\":512,\"h\":512"), std::string_view::npos) << asset.path;
  }
  EXPECT_LT(total, 400'000U);
}

TEST(EmojiSet, GroupsAndKeywordsAreWhole) {
  std::set<std::string_view> known;
  for (const auto& entry : entries()) known.insert(entry.emoji);
  for (const auto& group : groups()) {
    EXPECT_TRUE(known.contains(group.sign)) << group.english;
    EXPECT_FALSE(group.german.empty());
    EXPECT_FALSE(group.emoji.empty());
  }
  std::set<std::string_view> seen;
  for (const auto& words : keywords()) {
    EXPECT_TRUE(seen.insert(words.emoji).second) << words.emoji;
    int number = 0;
    for_each_word(words.german, ", ", [&](std::string_view word) { number += !word.empty(); });
    EXPECT_GT(number, 0) << words.emoji;
    EXPECT_FALSE(words.english.empty()) << words.emoji;
  }
}

}  // namespace
}  // namespace botschaft::emoji
