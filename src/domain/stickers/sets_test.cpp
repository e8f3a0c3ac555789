#include "domain/stickers/sets.h"

#include <gtest/gtest.h>

#include "domain/stickers/installed.h"
#include "domain/stickers/lists.h"
#include "domain/stickers/short_names.h"
#include "store/simulated.h"

namespace botschaft::domain {
namespace {

using store::StickerKind;

class Sets : public ::testing::Test {
 protected:
  template <class Body>
  void run(Body&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text();
  }

  static File picture(std::int32_t width = 512, std::int32_t height = 300) {
    return {.content = {.size = 1000}, .mime = "image/webp", .image = ImageAttribute{width, height}};
  }
  FileId file(store::Transaction& tx, File file = picture()) {
    const BlobHash hash = {++files_};
    store::keep_blob(tx, {.hash = hash, .size = file.content.size});
    file.content.blob = hash;
    return add_file(tx, file, 1'700'000'000'000 + files_, 0);
  }
  NewSticker sticker(store::Transaction& tx, const std::string& emoji = "👍") {
    return {.file = file(tx), .emoji = emoji};
  }
  Making making() { return {.unix_ms = 1'800'000'000'000 + 1000 * ++made_, .random = random_}; }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  SeededRandom random_{3};
  std::uint8_t files_ = 0;
  std::int64_t made_ = 0;
  const Actor anna_{.user = 1, .now = 100}, ben_{.user = 2, .now = 100};
};

TEST_F(Sets, AreMadeOfFilesThatBecomeStickers) {
  run([&](store::Transaction& tx) {
    const auto original = sticker(tx, "👍😢");
    const auto set = create_sticker_set(tx, anna_, making(), {.title = "Katzen", .short_name = "Katzen_1"},
                                        std::vector{original, sticker(tx, "❤\uFE0F")});
    ASSERT_TRUE(set) << set.error().text();
    EXPECT_EQ(set->count, 2);
    const auto rows = store::stickers_of_set(tx, set->id);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].emoji, "👍 😢");
    EXPECT_EQ(rows[1].emoji, "❤");
    EXPECT_NE(rows[0].file, original.file);
    const auto made = domain::find_file(tx, rows[0].file);
    EXPECT_EQ(made->sticker, (StickerAttribute{.alt = "👍", .set = set->id}));
    EXPECT_EQ(made->uploader, anna_.user);
    EXPECT_EQ(store::find_sticker_set(tx, "KATZEN_1")->id, set->id);
  });
}

TEST_F(Sets, SayWhatIsWrong) {
  run([&](store::Transaction& tx) {
    const auto error = [&](const NewStickerSet& wanted, const std::vector<NewSticker>& stickers) {
      const auto made = create_sticker_set(tx, anna_, making(), wanted, stickers);
      return made ? Err::INTERNAL : made.error().err;
    };
    const std::vector good = {sticker(tx)};
    const NewStickerSet wanted{.title = "Katzen", .short_name = "katzen"};
    EXPECT_EQ(error({.title = " ", .short_name = "a"}, good), Err::PACK_TITLE_INVALID);
    EXPECT_EQ(error({.title = std::string(65, 'a'), .short_name = "a"}, good), Err::PACK_TITLE_INVALID);
    for (const char* name : {"", "1a", "a__b", "a_", "kätzchen", "a-b"})
      EXPECT_EQ(error({.title = "A", .short_name = name}, good), Err::PACK_SHORT_NAME_INVALID) << name;
    EXPECT_EQ(error(wanted, {}), Err::STICKERS_EMPTY);
    EXPECT_EQ(error(wanted, {{.file = good[0].file, .emoji = "abc"}}), Err::STICKER_EMOJI_INVALID);
    EXPECT_EQ(error(wanted, {{.file = good[0].file, .emoji = ""}}), Err::STICKER_EMOJI_INVALID);
    EXPECT_EQ(error(wanted, {{.file = 77, .emoji = "👍"}}), Err::STICKER_FILE_INVALID);
    EXPECT_EQ(error(wanted, std::vector(kStickersMax + 1, good[0])), Err::STICKERS_TOO_MUCH);
    EXPECT_EQ(error(wanted, good), Err::INTERNAL);
    EXPECT_EQ(error({.title = "B", .short_name = "KATZEN"}, good), Err::PACK_SHORT_NAME_OCCUPIED);
  });
}

TEST_F(Sets, TakeWhatIsASticker) {
  run([&](store::Transaction& tx) {
    const auto error = [&](const File& what, StickerKind kind = StickerKind::sticker) {
      const NewSticker one{.file = file(tx, what), .emoji = "👍"};
      const auto made = create_sticker_set(
          tx, anna_, making(), {.kind = kind, .title = "A", .short_name = "a" + std::to_string(files_)},
          std::vector{one});
      return made ? Err::INTERNAL : made.error().err;
    };
    EXPECT_EQ(error(picture(512, 512)), Err::INTERNAL);
    EXPECT_EQ(error(picture(100, 100), StickerKind::emoji), Err::INTERNAL);
    EXPECT_EQ(error(picture(511, 512)), Err::INTERNAL);
    EXPECT_EQ(error(picture(600, 512)), Err::STICKER_PNG_DIMENSIONS);
    EXPECT_EQ(error(picture(512, 512), StickerKind::emoji), Err::STICKER_PNG_DIMENSIONS);
    auto jpeg = picture();
    jpeg.mime = "image/jpeg";
    EXPECT_EQ(error(jpeg), Err::STICKER_PNG_NOPNG);
    auto large = picture();
    large.content.size = 513 * 1024;
    EXPECT_EQ(error(large), Err::STICKER_FILE_INVALID);
    File animation{.content = {.size = 64 * 1024}, .mime = "application/x-tgsticker"};
    EXPECT_EQ(error(animation), Err::INTERNAL);
    ++animation.content.size;
    EXPECT_EQ(error(animation), Err::STICKER_TGS_NOTGS);
    File video{.content = {.size = 100}, .mime = "video/webm", .video = VideoAttribute{2.9, 512, 400}};
    EXPECT_EQ(error(video), Err::INTERNAL);
    video.video->duration = 4;
    EXPECT_EQ(error(video), Err::STICKER_VIDEO_NOWEBM);
    video.content.size = 257 * 1024;
    EXPECT_EQ(error(video), Err::STICKER_VIDEO_BIG);
  });
}

TEST_F(Sets, AreChangedByTheirMakerAlone) {
  run([&](store::Transaction& tx) {
    const auto made = *create_sticker_set(tx, anna_, making(), {.title = "A", .short_name = "a"},
                                          std::vector{sticker(tx, "👍"), sticker(tx, "👎")});
    const auto order = [&] {
      std::string all;
      for (const auto& row : store::stickers_of_set(tx, made.id)) all += row.emoji;
      return all;
    };
    const auto first = store::stickers_of_set(tx, made.id)[0].file;
    EXPECT_EQ(add_sticker(tx, ben_, making(), made.id, sticker(tx)).error().err, Err::STICKERSET_INVALID);
    EXPECT_EQ(remove_sticker(tx, ben_, first).error().err, Err::STICKER_INVALID);
    EXPECT_EQ(delete_sticker_set(tx, ben_, made.id).error().err, Err::STICKERSET_INVALID);

    EXPECT_EQ(add_sticker(tx, anna_, making(), made.id, sticker(tx, "🔥"))->version, made.version + 1);
    EXPECT_EQ(order(), "👍👎🔥");
    EXPECT_TRUE(move_sticker(tx, anna_, first, 1));
    EXPECT_EQ(order(), "👎👍🔥");
    EXPECT_TRUE(move_sticker(tx, anna_, first, 99));
    EXPECT_EQ(order(), "👎🔥👍");
    EXPECT_TRUE(change_sticker(tx, anna_, first, {.emoji = "💯", .keywords = " zwei Worte, eins,,"}));
    EXPECT_EQ(store::find_sticker(tx, first)->keywords, "zwei Worte,eins");
    EXPECT_TRUE(replace_sticker(tx, anna_, making(), first, sticker(tx, "🎉")));
    EXPECT_EQ(order(), "👎🔥🎉");
    EXPECT_EQ(move_sticker(tx, anna_, first, 0).error().err, Err::STICKER_INVALID);
    EXPECT_EQ(rename_sticker_set(tx, anna_, made.id, "B")->title, "B");
    EXPECT_EQ(set_sticker_set_thumb(tx, anna_, made.id, 77).error().err, Err::STICKER_THUMB_PNG_NOPNG);
    EXPECT_EQ(set_sticker_set_thumb(tx, anna_, made.id, file(tx))->thumb_version, 1);
    EXPECT_TRUE(delete_sticker_set(tx, anna_, made.id));
    EXPECT_EQ(store::find_sticker_set(tx, "a"), std::nullopt);
  });
}

TEST_F(Sets, AreInstalledOrderedAndArchived) {
  run([&](store::Transaction& tx) {
    std::vector<store::StickerSetId> ids;
    for (const char* name : {"a", "b", "c"}) {
      ids.push_back(create_sticker_set(tx, anna_, making(), {.title = name, .short_name = name},
                                       std::vector{sticker(tx)})
                        ->id);
      EXPECT_TRUE(install_sticker_set(tx, ben_, ids.back(), false));
    }
    const auto installed = [&](bool archived = false) {
      std::vector<store::StickerSetId> found;
      for (const auto& row : store::installed_sets(tx, ben_.user, StickerKind::sticker, archived))
        found.push_back(row.set);
      return found;
    };
    EXPECT_EQ(installed(), (std::vector{ids[2], ids[1], ids[0]}));
    reorder_sticker_sets(tx, ben_, StickerKind::sticker, std::vector{ids[0], 999L, ids[2]});
    EXPECT_EQ(installed(), (std::vector{ids[0], ids[2], ids[1]}));
    toggle_sticker_sets(tx, ben_, std::vector{ids[2]}, SetToggle::archive);
    EXPECT_EQ(installed(), (std::vector{ids[0], ids[1]}));
    EXPECT_EQ(installed(true), std::vector{ids[2]});
    toggle_sticker_sets(tx, ben_, std::vector{ids[2]}, SetToggle::unarchive);
    EXPECT_EQ(installed(), (std::vector{ids[2], ids[0], ids[1]}));
    EXPECT_TRUE(*uninstall_sticker_set(tx, ben_, ids[0]));
    EXPECT_FALSE(*uninstall_sticker_set(tx, ben_, ids[0]));
    EXPECT_EQ(install_sticker_set(tx, ben_, 4711, false).error().err, Err::STICKERSET_INVALID);
    EXPECT_TRUE(delete_sticker_set(tx, anna_, ids[1]));
    EXPECT_EQ(installed(), std::vector{ids[2]});
  });
}

TEST_F(Sets, TheOldestGoesIntoTheArchiveWhenThereIsNoRoom) {
  run([&](store::Transaction& tx) {
    for (std::size_t i = 0; i < kInstalledSetsMax; ++i) {
      const auto id = static_cast<store::StickerSetId>(1'000'000 + i);
      store::insert_sticker_set(
          tx, {.id = id, .creator = 1, .title = "x", .short_name = "x" + std::to_string(i)});
      EXPECT_TRUE(install_sticker_set(tx, ben_, id, false)->empty());
    }
    store::insert_sticker_set(tx, {.id = 5, .creator = 1, .title = "x", .short_name = "last"});
    EXPECT_EQ(*install_sticker_set(tx, ben_, 5, false), std::vector<store::StickerSetId>{1'000'000});
    EXPECT_EQ(store::installed_sets(tx, ben_.user, StickerKind::sticker, false).size(), kInstalledSetsMax);
  });
}

TEST_F(Sets, ListsKeepTheLatestFirstAndHaveAnEnd) {
  run([&](store::Transaction& tx) {
    const auto set = *create_sticker_set(tx, anna_, making(), {.title = "A", .short_name = "a"},
                                         std::vector{sticker(tx), sticker(tx)});
    const auto rows = store::stickers_of_set(tx, set.id);
    const auto faved = store::FileList::faved;
    EXPECT_TRUE(keep_file(tx, ben_, faved, rows[0].file));
    EXPECT_TRUE(keep_file(tx, ben_, faved, rows[1].file));
    EXPECT_TRUE(keep_file(tx, ben_, faved, rows[0].file));
    const auto listed = store::listed_files(tx, ben_.user, faved, 10);
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed[0].file, rows[0].file);
    EXPECT_EQ(keep_file(tx, ben_, faved, file(tx)).error().err, Err::STICKER_ID_INVALID);
    EXPECT_EQ(keep_file(tx, ben_, store::FileList::gifs, rows[0].file).error().err, Err::GIF_ID_INVALID);
    store::put_listed_file(tx, ben_.user, faved, {.file = rows[1].file}, 1);
    EXPECT_EQ(store::listed_files(tx, ben_.user, faved, 10).size(), 1U);
    forget_files(tx, ben_, faved);
    EXPECT_TRUE(store::listed_files(tx, ben_.user, faved, 10).empty());
  });
}

TEST_F(Sets, NamesAreSuggestedFromTheTitle) {
  run([&](store::Transaction& tx) {
    const auto suggested = [&](const char* title) {
      return suggest_short_name(tx, title, [] { return 7U; });
    };
    EXPECT_EQ(suggested("Cats & dogs"), "Cats_dogs");
    EXPECT_EQ(suggested("1 2 3"), "set");
    EXPECT_EQ(suggested("猫"), "set");
    EXPECT_EQ(suggested("Ärger im Büro!"), "Aerger_im_Buero");
    store::insert_sticker_set(tx, {.id = 9, .creator = 1, .title = "x", .short_name = "CATS_DOGS"});
    EXPECT_EQ(suggested("Cats & dogs"), "Cats_dogs_7");
    EXPECT_TRUE(is_short_name(suggested(std::string(300, 'x').c_str())));
  });
}

}  // namespace
}  // namespace botschaft::domain
