#include "rpc/stickers/sticker_scene.h"

namespace botschaft::rpc {
namespace {

const tl::messages_stickerSet& full(const Result<tl::Box<tl::messages_StickerSet>>& answer) {
  EXPECT_TRUE(answer.has_value()) << answer.error().text();
  return *answer->as<tl::messages_stickerSet>();
}
const tl::stickerSet& set_of(const tl::messages_stickerSet& view) {
  return *view.set.as<tl::stickerSet>();
}
const tl::document& sticker_at(const tl::messages_stickerSet& view, std::size_t at) {
  return *view.documents[at].as<tl::document>();
}
std::string emoji_of(const tl::messages_stickerSet& view) {
  std::string all;
  for (const auto& document : view.documents) {
    for (const auto& attribute : document.as<tl::document>()->attributes) {
      if (const auto* sticker = attribute.as<tl::documentAttributeSticker>()) all += sticker->alt;
      if (const auto* custom = attribute.as<tl::documentAttributeCustomEmoji>()) all += custom->alt;
    }
  }
  return all;
}

class Stickers : public StickerScene {
 protected:
  Result<tl::Box<tl::messages_StickerSet>> look(UserId user, tl::Box<tl::InputStickerSet> set,
                                                std::int32_t hash = 0) {
    tl::messages_getStickerSet request;
    request.stickerset = std::move(set);
    request.hash = hash;
    return ask(user, request);
  }
  auto install(UserId user, const std::string& name, bool archived = false) {
    tl::messages_installStickerSet request;
    request.stickerset = named(name);
    request.archived = archived;
    return ask(user, request);
  }
  std::string installed(UserId user) {
    const auto answer = ask(user, tl::messages_getAllStickers());
    std::string names;
    for (const auto& set : answer->as<tl::messages_allStickers>()->sets)
      names += set.as<tl::stickerSet>()->short_name + " ";
    return names;
  }

  const UserId anna_ = person("Anna"), ben_ = person("Ben");
};

TEST_F(Stickers, ASetIsMadeSeenAndInstalled) {
  auto request = new_set(anna_, "cats", {"👍😢", "🔥"});
  request.stickers[1].as<tl::inputStickerSetItem>()->keywords = "feuer,heiß";
  const auto made = ask(anna_, request);
  const auto& view = full(made);
  EXPECT_TRUE(set_of(view).creator);
  EXPECT_EQ(set_of(view).count, 2);
  ASSERT_EQ(view.packs.size(), 3U);
  EXPECT_EQ(view.packs[1].as<tl::stickerPack>()->emoticon, "😢");
  ASSERT_EQ(view.keywords.size(), 1U);
  EXPECT_EQ(view.keywords[0].as<tl::stickerKeyword>()->keyword.size(), 2U);

  const auto seen = look(ben_, named("CATS"));
  EXPECT_FALSE(set_of(full(seen)).creator);
  EXPECT_FALSE(set_of(full(seen)).installed_date.has_value());
  auto by_id = tl::make<tl::inputStickerSetID>();
  by_id->id = set_of(view).id;
  by_id->access_hash = set_of(view).access_hash + 1;
  EXPECT_EQ(look(ben_, std::move(by_id)).error().err, Err::STICKERSET_INVALID);
  EXPECT_TRUE(look(ben_, named("cats"), set_of(view).hash)->is<tl::messages_stickerSetNotModified>());

  const auto before = pts(ben_);
  EXPECT_TRUE(install(ben_, "cats")->is<tl::messages_stickerSetInstallResultSuccess>());
  const auto told = updates_after(ben_, before);
  ASSERT_EQ(told.size(), 1U);
  const auto* fresh = told[0].as<tl::updateNewStickerSet>();
  ASSERT_NE(fresh, nullptr);
  EXPECT_EQ(emoji_of(*fresh->stickerset.as<tl::messages_stickerSet>()), "👍🔥");
  EXPECT_EQ(installed(ben_), "cats ");
  tl::messages_getAllStickers again;
  again.hash = ask(ben_, again)->as<tl::messages_allStickers>()->hash;
  EXPECT_TRUE(ask(ben_, again)->is<tl::messages_allStickersNotModified>());
}

TEST_F(Stickers, ItsMakerChangesIt) {
  const auto made = ask(anna_, new_set(anna_, "cats", {"👍", "👎"}));
  ASSERT_TRUE(install(anna_, "cats"));
  const auto before = pts(anna_);
  tl::stickers_addStickerToSet add;
  add.stickerset = named("cats");
  add.sticker = item(anna_, "🎉");
  EXPECT_EQ(emoji_of(full(ask(anna_, add))), "👍👎🎉");
  EXPECT_EQ(ask(ben_, add).error().err, Err::STICKERSET_INVALID);
  EXPECT_TRUE(updates_after(anna_, before).at(0).is<tl::updateStickerSets>());

  tl::stickers_changeStickerPosition move;
  move.sticker = input_of(sticker_at(full(made), 0));
  move.position = 2;
  EXPECT_EQ(emoji_of(full(ask(anna_, move))), "👎🎉👍");
  tl::stickers_changeSticker change;
  change.sticker = input_of(sticker_at(full(made), 0));
  change.emoji = "💯";
  EXPECT_EQ(emoji_of(full(ask(anna_, change))), "👎🎉💯");
  EXPECT_EQ(ask(ben_, change).error().err, Err::STICKER_INVALID);
  tl::stickers_replaceSticker replace;
  replace.sticker = input_of(sticker_at(full(made), 1));
  replace.new_sticker = item(anna_, "🔥");
  EXPECT_EQ(emoji_of(full(ask(anna_, replace))), "🔥🎉💯");
  tl::stickers_removeStickerFromSet remove;
  remove.sticker = input_of(sticker_at(full(made), 0));
  EXPECT_EQ(emoji_of(full(ask(anna_, remove))), "🔥🎉");
  EXPECT_EQ(ask(anna_, remove).error().err, Err::STICKER_INVALID);
  tl::stickers_renameStickerSet rename;
  rename.stickerset = named("cats");
  rename.title = "Kater";
  EXPECT_EQ(set_of(full(ask(anna_, rename))).title, "Kater");
  tl::stickers_setStickerSetThumb thumb;
  thumb.stickerset = named("cats");
  thumb.thumb = picture(anna_, 100);
  EXPECT_EQ(set_of(full(ask(anna_, thumb))).thumb_version, 1);
  tl::stickers_deleteStickerSet gone;
  gone.stickerset = named("cats");
  EXPECT_EQ(ask(ben_, gone).error().err, Err::STICKERSET_INVALID);
  EXPECT_TRUE(*ask(anna_, gone));
  EXPECT_EQ(installed(anna_), "");
}

TEST_F(Stickers, ARefusalChangesNothing) {
  auto request = new_set(anna_, "cats", {"👍", "words"});
  EXPECT_EQ(ask(anna_, request).error().err, Err::STICKER_EMOJI_INVALID);
  request.user_id = input_user(anna_, ben_);
  EXPECT_EQ(ask(anna_, request).error().err, Err::USER_ID_INVALID);
  EXPECT_EQ(look(anna_, named("cats")).error().err, Err::STICKERSET_INVALID);
  auto strange = new_set(anna_, "dogs", {"👍"});
  strange.stickers[0].as<tl::inputStickerSetItem>()->document.as<tl::inputDocument>()->access_hash += 1;
  EXPECT_EQ(ask(anna_, strange).error().err, Err::STICKER_FILE_INVALID);
}

TEST_F(Stickers, NamesAreCheckedAndSuggested) {
  tl::stickers_checkShortName check;
  check.short_name = "cats";
  EXPECT_TRUE(*ask(anna_, check));
  ASSERT_TRUE(ask(anna_, new_set(anna_, "Cats", {"👍"})));
  EXPECT_EQ(ask(ben_, check).error().err, Err::SHORT_NAME_OCCUPIED);
  check.short_name = "7cats";
  EXPECT_EQ(ask(ben_, check).error().err, Err::SHORT_NAME_INVALID);
  tl::stickers_suggestShortName suggest;
  EXPECT_EQ(ask(ben_, suggest).error().err, Err::TITLE_INVALID);
  suggest.title = "Cats";
  const auto name = ask(ben_, suggest)->as<tl::stickers_suggestedShortName>()->short_name;
  EXPECT_TRUE(name.starts_with("Cats_")) << name;
}

TEST_F(Stickers, AreOrderedArchivedAndTakenOut) {
  std::vector<std::int64_t> ids;
  for (const char* name : {"one", "two", "three"}) {
    ids.push_back(set_of(full(ask(anna_, new_set(anna_, name, {"👍"})))).id);
    ASSERT_TRUE(install(ben_, name));
  }
  auto before = pts(ben_);
  tl::messages_reorderStickerSets order;
  order.order = {ids[0], ids[2], ids[1]};
  EXPECT_TRUE(*ask(ben_, order));
  auto told = updates_after(ben_, before);
  EXPECT_EQ(told.at(0).as<tl::updateStickerSetsOrder>()->order, order.order);
  EXPECT_EQ(installed(ben_), "one three two ");

  before = pts(ben_);
  tl::messages_toggleStickerSets toggle;
  toggle.archive = true;
  toggle.stickersets.push_back(named("three"));
  EXPECT_TRUE(*ask(ben_, toggle));
  EXPECT_TRUE(updates_after(ben_, before).at(0).is<tl::updateStickerSets>());
  EXPECT_EQ(installed(ben_), "one two ");
  tl::messages_getArchivedStickers archived;
  archived.limit = 10;
  const auto list = ask(ben_, archived);
  EXPECT_EQ(list->as<tl::messages_archivedStickers>()->count, 1);
  tl::messages_uninstallStickerSet uninstall;
  uninstall.stickerset = named("one");
  EXPECT_TRUE(*ask(ben_, uninstall));
  EXPECT_EQ(installed(ben_), "two ");

  tl::messages_getMyStickers mine;
  mine.limit = 2;
  const auto first = ask(anna_, mine);
  EXPECT_EQ(first->as<tl::messages_myStickers>()->count, 3);
  EXPECT_EQ(first->as<tl::messages_myStickers>()->sets.size(), 2U);
  mine.offset_id = ids[1];
  EXPECT_EQ(ask(anna_, mine)->as<tl::messages_myStickers>()->sets.size(), 1U);
}

TEST_F(Stickers, EmojiAndMasksAreKeptApart) {
  auto request = new_set(anna_, "signs", {});
  request.emojis = true;
  request.stickers.push_back(item(anna_, "⭐", 100));
  const auto made = ask(anna_, request);
  EXPECT_EQ(emoji_of(full(made)), "⭐");
  EXPECT_TRUE(set_of(full(made)).emojis);
  auto masks = new_set(anna_, "masks", {"😎"});
  masks.masks = true;
  auto coords = tl::make<tl::maskCoords>();
  coords->n = 1;
  coords->zoom = 1.5;
  masks.stickers[0].as<tl::inputStickerSetItem>()->mask_coords = std::move(coords);
  const auto masked = ask(anna_, masks);
  double zoom = 0;
  for (const auto& attribute : sticker_at(full(masked), 0).attributes) {
    if (const auto* sticker = attribute.as<tl::documentAttributeSticker>())
      zoom = sticker->mask_coords.as<tl::maskCoords>()->zoom;
  }
  EXPECT_EQ(zoom, 1.5);
  ASSERT_TRUE(install(ben_, "signs"));
  ASSERT_TRUE(install(ben_, "masks"));
  EXPECT_EQ(installed(ben_), "");
  EXPECT_EQ(ask(ben_, tl::messages_getEmojiStickers())->as<tl::messages_allStickers>()->sets.size(), 1U);
  EXPECT_EQ(ask(ben_, tl::messages_getMaskStickers())->as<tl::messages_allStickers>()->sets.size(), 1U);

  tl::messages_getCustomEmojiDocuments documents;
  documents.document_id = {sticker_at(full(made), 0).id, 12345, sticker_at(full(masked), 0).id};
  EXPECT_EQ(ask(ben_, documents)->size(), 1U);
}

TEST_F(Stickers, ListsAreKeptAndTold) {
  const auto made = ask(anna_, new_set(anna_, "cats", {"👍", "👎"}));
  auto before = pts(ben_);
  tl::messages_saveRecentSticker recent;
  recent.id = input_of(sticker_at(full(made), 0));
  EXPECT_TRUE(*ask(ben_, recent));
  recent.id = input_of(sticker_at(full(made), 1));
  EXPECT_TRUE(*ask(ben_, recent));
  EXPECT_TRUE(updates_after(ben_, before).at(0).is<tl::updateRecentStickers>());
  tl::messages_getRecentStickers look_recent;
  const auto list = ask(ben_, look_recent);
  const auto* stickers = list->as<tl::messages_recentStickers>();
  ASSERT_EQ(stickers->stickers.size(), 2U);
  EXPECT_EQ(stickers->stickers[0].as<tl::document>()->id, sticker_at(full(made), 1).id);
  EXPECT_EQ(stickers->dates.size(), 2U);
  EXPECT_EQ(stickers->packs.size(), 2U);
  look_recent.hash = stickers->hash;
  EXPECT_TRUE(ask(ben_, look_recent)->is<tl::messages_recentStickersNotModified>());
  EXPECT_TRUE(*ask(ben_, tl::messages_clearRecentStickers()));
  EXPECT_TRUE(ask(ben_, look_recent)->as<tl::messages_recentStickers>()->stickers.empty());

  before = pts(ben_);
  tl::messages_faveSticker fave;
  fave.id = input_of(sticker_at(full(made), 0));
  EXPECT_TRUE(*ask(ben_, fave));
  EXPECT_TRUE(updates_after(ben_, before).at(0).is<tl::updateFavedStickers>());
  EXPECT_EQ(ask(ben_, tl::messages_getFavedStickers())->as<tl::messages_favedStickers>()->stickers.size(),
            1U);
  fave.unfave = true;
  EXPECT_TRUE(*ask(ben_, fave));
  EXPECT_TRUE(ask(ben_, tl::messages_getFavedStickers())->as<tl::messages_favedStickers>()->stickers.empty());
  fave.unfave = false;
  fave.id = picture(ben_);
  EXPECT_EQ(ask(ben_, fave).error().err, Err::STICKER_ID_INVALID);

  before = pts(ben_);
  tl::messages_saveGif gif;
  gif.id = file(ben_, {.mime = "video/mp4", .animated = true, .video = domain::VideoAttribute{2, 100, 100}});
  EXPECT_TRUE(*ask(ben_, gif));
  EXPECT_TRUE(updates_after(ben_, before).at(0).is<tl::updateSavedGifs>());
  EXPECT_EQ(ask(ben_, tl::messages_getSavedGifs())->as<tl::messages_savedGifs>()->gifs.size(), 1U);
  gif.id = picture(ben_);
  EXPECT_EQ(ask(ben_, gif).error().err, Err::GIF_ID_INVALID);
}

TEST_F(Stickers, WhatIsSentIsKeptAtHand) {
  const auto made = ask(anna_, new_set(anna_, "cats", {"👍"}));
  const auto send_file = [&](tl::Box<tl::InputDocument> document, std::int64_t random_id) {
    auto media = tl::make<tl::inputMediaDocument>();
    media->id = std::move(document);
    tl::messages_sendMedia request;
    request.peer = peer(ben_, anna_);
    request.media = std::move(media);
    request.random_id = random_id;
    const auto answer = ask(ben_, request);
    EXPECT_TRUE(answer.has_value()) << answer.error().text();
  };
  send_file(input_of(sticker_at(full(made), 0)), 1);
  send_file(file(ben_, {.mime = "video/mp4", .animated = true, .video = domain::VideoAttribute{2, 100, 100}}),
            2);
  send_file(file(ben_, {.mime = "text/plain"}), 3);
  EXPECT_EQ(ask(ben_, tl::messages_getRecentStickers())->as<tl::messages_recentStickers>()->stickers.size(),
            1U);
  EXPECT_EQ(ask(ben_, tl::messages_getSavedGifs())->as<tl::messages_savedGifs>()->gifs.size(), 1U);
}

TEST_F(Stickers, AreFound) {
  ASSERT_TRUE(ask(anna_, new_set(anna_, "cats", {"👍", "🐱"})));
  tl::messages_searchStickerSets sets;
  sets.q = "SET ca";
  EXPECT_EQ(ask(ben_, sets)->as<tl::messages_foundStickerSets>()->sets.size(), 1U);
  sets.q = "botsch";
  const auto found = ask(ben_, sets);
  EXPECT_EQ(found->as<tl::messages_foundStickerSets>()->sets.size(), 1U);
  sets.hash = found->as<tl::messages_foundStickerSets>()->hash;
  EXPECT_TRUE(ask(ben_, sets)->is<tl::messages_foundStickerSetsNotModified>());
  tl::messages_searchEmojiStickerSets emoji_sets;
  emoji_sets.q = "botschaft";
  EXPECT_EQ(ask(ben_, emoji_sets)->as<tl::messages_foundStickerSets>()->sets.size(), 1U);

  tl::messages_getStickers by_emoji;
  EXPECT_EQ(ask(ben_, by_emoji).error().err, Err::EMOTICON_EMPTY);
  by_emoji.emoticon = "🐱";
  EXPECT_EQ(ask(ben_, by_emoji)->as<tl::messages_stickers>()->stickers.size(), 1U);
  tl::messages_searchStickers by_word;
  by_word.q = "kätz";
  by_word.limit = 10;
  EXPECT_EQ(ask(ben_, by_word)->as<tl::messages_foundStickers>()->stickers.size(), 1U);
  tl::messages_searchCustomEmoji custom;
  custom.emoticon = "🔥";
  EXPECT_EQ(ask(ben_, custom)->as<tl::emojiList>()->document_id.size(), 1U);
}

TEST_F(Stickers, WhatComesWithTheProgramIsOffered) {
  const auto featured = ask(ben_, tl::messages_getFeaturedStickers());
  ASSERT_EQ(featured->as<tl::messages_featuredStickers>()->sets.size(), 1U);
  EXPECT_EQ(ask(ben_, tl::messages_getFeaturedEmojiStickers())->as<tl::messages_featuredStickers>()->count,
            1);
  const auto caller = caller_of(ben_);
  Context context{caller, services_, clock_.unix_seconds()};
  EXPECT_TRUE(*handle(context, tl::messages_readFeaturedStickers()));
  EXPECT_EQ(full(look(ben_, tl::make<tl::inputStickerSetAnimatedEmoji>())).documents.size(), 42U);
  EXPECT_EQ(full(look(ben_, tl::make<tl::inputStickerSetAnimatedEmojiAnimations>())).documents.size(), 31U);
  EXPECT_EQ(full(look(ben_, tl::make<tl::inputStickerSetEmojiGenericAnimations>())).documents.size(), 3U);
  EXPECT_TRUE(set_of(full(look(ben_, tl::make<tl::inputStickerSetEmojiDefaultTopicIcons>()))).emojis);
  EXPECT_EQ(look(ben_, tl::make<tl::inputStickerSetPremiumGifts>()).error().err, Err::STICKERSET_INVALID);
  auto dice = tl::make<tl::inputStickerSetDice>();
  dice->emoticon = "🎲";
  EXPECT_EQ(full(look(ben_, std::move(dice))).documents.size(), 7U);
  auto darts = tl::make<tl::inputStickerSetDice>();
  darts->emoticon = "🎯";
  EXPECT_EQ(look(ben_, std::move(darts)).error().err, Err::EMOTICON_STICKERPACK_MISSING);
  tl::messages_getAttachedStickers attached;
  EXPECT_TRUE(ask(ben_, attached)->empty());
}

TEST_F(Stickers, ReactionsHavePictures) {
  const auto answer = ask(ben_, tl::messages_getAvailableReactions());
  const auto* list = answer->as<tl::messages_availableReactions>();
  int whole = 0;
  for (const auto& box : list->reactions) {
    const auto* reaction = box.as<tl::availableReaction>();
    if (reaction->static_icon.is<tl::documentEmpty>()) continue;
    EXPECT_EQ(reaction->static_icon.as<tl::document>()->mime_type, "image/webp");
    for (const auto* one :
         {&reaction->appear_animation, &reaction->select_animation, &reaction->activate_animation,
          &reaction->effect_animation, &reaction->around_animation, &reaction->center_icon}) {
      EXPECT_EQ(one->as<tl::document>()->mime_type, "application/x-tgsticker");
    }
    ++whole;
  }
  EXPECT_EQ(whole, 31);
  tl::messages_getAvailableReactions again;
  again.hash = list->hash;
  EXPECT_TRUE(ask(ben_, again)->is<tl::messages_availableReactionsNotModified>());
}

TEST_F(Stickers, EmojiHaveWordsAndHeadings) {
  const auto groups = ask(ben_, tl::messages_getEmojiGroups());
  EXPECT_EQ(groups->as<tl::messages_emojiGroups>()->groups.size(), 11U);
  tl::messages_getEmojiStickerGroups again;
  again.hash = groups->as<tl::messages_emojiGroups>()->hash;
  EXPECT_TRUE(ask(ben_, again)->is<tl::messages_emojiGroupsNotModified>());
  const auto caller = caller_of(ben_);
  Context context{caller, services_, clock_.unix_seconds()};
  tl::messages_getEmojiKeywords words;
  words.lang_code = "de";
  const auto german = handle(context, words);
  const auto* list = german->as<tl::emojiKeywordsDifference>();
  EXPECT_EQ(list->version, 1);
  EXPECT_GT(list->keywords.size(), 200U);
  tl::messages_getEmojiKeywordsDifference later;
  later.lang_code = "de";
  later.from_version = 1;
  EXPECT_TRUE(handle(context, later)->as<tl::emojiKeywordsDifference>()->keywords.empty());
  later.from_version = 0;
  EXPECT_EQ(handle(context, later)->as<tl::emojiKeywordsDifference>()->keywords.size(),
            list->keywords.size());
  tl::messages_getEmojiKeywordsLanguages languages;
  languages.lang_codes = {"de-AT"};
  EXPECT_EQ(handle(context, languages)->size(), 2U);
}

}  // namespace
}  // namespace botschaft::rpc
