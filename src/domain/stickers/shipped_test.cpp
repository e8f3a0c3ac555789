#include "domain/stickers/shipped.h"

#include <gtest/gtest.h>

#include <map>

#include "store/simulated.h"

namespace botschaft::domain {
namespace {

class Shipped : public ::testing::Test {
 protected:
  template <class Body>
  void run(Body&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text();
  }
  void ship_all() {
    run([&](store::Transaction& tx) { ship(tx, {.unix_ms = ++now_ms_ * 1000, .random = random_}, 5); });
  }
  std::map<std::string, FileId> files() {
    std::map<std::string, FileId> all;
    run([&](store::Transaction& tx) {
      for (const auto& row : store::shipped_files(tx)) all.emplace(row.name, row.file);
    });
    return all;
  }

  SeededRandom random_{7};
  std::int64_t now_ms_ = 1'700'000'000;
  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
};

TEST_F(Shipped, IsThereOnceHoweverOftenTheProgramStarts) {
  run([&](store::Transaction& tx) { EXPECT_FALSE(is_shipped(tx)); });
  ship_all();
  const auto first = files();
  EXPECT_GT(first.size(), 300U);
  run([&](store::Transaction& tx) {
    EXPECT_TRUE(is_shipped(tx));
    const auto set = store::find_sticker_set(tx, static_cast<store::StickerSetId>(ShippedSet::stickers));
    ASSERT_TRUE(set.has_value());
    EXPECT_EQ(set->version, 1);
    EXPECT_EQ(set->count, 13);
  });
  ship_all();
  EXPECT_EQ(files(), first);
}

TEST_F(Shipped, ReplacesWhatIsOtherInThisProgram) {
  ship_all();
  const auto first = files();
  run([&](store::Transaction& tx) {
    // As an older program left it: another picture of one, one that there is no more, and one missing.
    store::put_shipped_file(tx,
                            {.name = "stickers/hello", .digest = {1}, .file = first.at("stickers/hello")});
    store::put_shipped_file(tx, {.name = "stickers/gone", .digest = {2}, .file = first.at("dice/1")});
    store::delete_shipped_file(tx, "emoji/fire");
    EXPECT_FALSE(is_shipped(tx));
  });
  ship_all();
  const auto second = files();
  EXPECT_NE(second.at("stickers/hello"), first.at("stickers/hello"));
  EXPECT_NE(second.at("emoji/fire"), first.at("emoji/fire"));
  EXPECT_EQ(second.at("stickers/love"), first.at("stickers/love"));
  EXPECT_FALSE(second.contains("stickers/gone"));
  run([&](store::Transaction& tx) {
    const auto stickers = store::stickers_of_set(tx, static_cast<store::StickerSetId>(ShippedSet::stickers));
    EXPECT_EQ(stickers.front().file, second.at("stickers/hello"));
    EXPECT_EQ(store::find_sticker_set(tx, static_cast<store::StickerSetId>(ShippedSet::stickers))->version,
              2);
    EXPECT_EQ(store::find_sticker_set(tx, static_cast<store::StickerSetId>(ShippedSet::die))->version, 1);
  });
}

TEST_F(Shipped, FilesSayWhatTheyAre) {
  ship_all();
  run([&](store::Transaction& tx) {
    const auto icon = domain::find_file(tx, *shipped_file(tx, "reactions/fire.webp"));
    EXPECT_EQ(icon->mime, "image/webp");
    EXPECT_EQ(icon->image, (ImageAttribute{100, 100}));
    EXPECT_EQ(icon->sticker->alt, "🔥");
    EXPECT_EQ(icon->uploader, 0);
    const auto custom = domain::find_file(tx, *shipped_custom_emoji(tx, "🔥"));
    EXPECT_TRUE(custom->sticker->custom_emoji);
    EXPECT_EQ(custom->mime, "application/x-tgsticker");
    ASSERT_EQ(custom->sizes.size(), 1U);
    EXPECT_EQ(custom->sizes[0].content, icon->content);
    EXPECT_EQ(store::find_sticker(tx, custom->id)->set, static_cast<store::StickerSetId>(ShippedSet::emoji));
    EXPECT_EQ(shipped_custom_emoji(tx, "🧿"), std::nullopt);
  });
}

}  // namespace
}  // namespace botschaft::domain
