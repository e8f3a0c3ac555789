// Every answer that does not depend on the caller must exist and encode: an absent required field would be a
// 500 to a client that retries for ever.
#include "rpc/auth/sign_in_scene.h"
#include "tl/codec.h"
#include "tl/writer.h"

namespace botschaft::rpc {
namespace {

class Catalogues : public SignInScene {
 protected:
  Catalogues() { arrive(1, "49301234567"); }

  template <class Request>
  void answers(const Request& request) {
    const auto answer = ask(1, request);
    ASSERT_TRUE(answer.has_value()) << answer.error().text();
    if constexpr (requires { answer->get(); }) {
      ASSERT_TRUE(static_cast<bool>(*answer));
      tl::Writer out;
      EXPECT_TRUE(tl::encode(*answer->get(), out).has_value());
    }
  }
};

TEST_F(Catalogues, OfAccounts) {
  answers(tl::account_getAutoDownloadSettings());
  answers(tl::account_getAutoSaveSettings());
  answers(tl::account_getBusinessChatLinks());
  answers(tl::account_getChannelDefaultEmojiStatuses());
  answers(tl::account_getChannelRestrictedStatusEmojis());
  answers(tl::account_getChatThemes());
  answers(tl::account_getCollectibleEmojiStatuses());
  answers(tl::account_getConnectedBots());
  answers(tl::account_getDefaultBackgroundEmojis());
  answers(tl::account_getDefaultEmojiStatuses());
  answers(tl::account_getDefaultGroupPhotoEmojis());
  answers(tl::account_getDefaultProfilePhotoEmojis());
  answers(tl::account_getPasskeys());
  answers(tl::account_getRecentEmojiStatuses());
  answers(tl::account_getSavedMusicIds());
  answers(tl::account_getSavedRingtones());
  answers(tl::account_getThemes());
  answers(tl::account_getUniqueGiftChatThemes());
  answers(tl::account_getWallPapers());
  answers(tl::account_getWebAuthorizations());
}

TEST_F(Catalogues, OfMessages) {
  answers(tl::messages_getAllStickers());
  answers(tl::messages_getArchivedStickers());
  answers(tl::messages_getAttachMenuBots());
  answers(tl::messages_getAvailableEffects());
  answers(tl::messages_getAvailableReactions());
  answers(tl::messages_getDefaultTagReactions());
  answers(tl::messages_getEmojiGroups());
  answers(tl::messages_getEmojiKeywords());
  answers(tl::messages_getEmojiKeywordsDifference());
  answers(tl::messages_getEmojiKeywordsLanguages());
  answers(tl::messages_getEmojiProfilePhotoGroups());
  answers(tl::messages_getEmojiStatusGroups());
  answers(tl::messages_getEmojiStickerGroups());
  answers(tl::messages_getEmojiStickers());
  answers(tl::messages_getFavedStickers());
  answers(tl::messages_getFeaturedEmojiStickers());
  answers(tl::messages_getFeaturedStickers());
  answers(tl::messages_getMaskStickers());
  answers(tl::messages_getMyStickers());
  answers(tl::messages_getOldFeaturedStickers());
  answers(tl::messages_getQuickReplies());
  answers(tl::messages_getRecentReactions());
  answers(tl::messages_getRecentStickers());
  answers(tl::messages_getSavedGifs());
  answers(tl::messages_getSavedReactionTags());
  answers(tl::messages_getSponsoredMessages());
  answers(tl::messages_getTopReactions());
}

TEST_F(Catalogues, OfHelpAndLanguages) {
  answers(tl::help_getAppUpdate());
  answers(tl::help_getCdnConfig());
  answers(tl::help_getDeepLinkInfo());
  answers(tl::help_getInviteText());
  answers(tl::help_getPeerColors());
  answers(tl::help_getPeerProfileColors());
  answers(tl::help_getPremiumPromo());
  answers(tl::help_getPromoData());
  answers(tl::help_getRecentMeUrls());
  answers(tl::help_getTermsOfServiceUpdate());
  answers(tl::langpack_getDifference());
  answers(tl::langpack_getLangPack());
}

TEST_F(Catalogues, OfTheRest) {
  answers(tl::aicompose_getTones());
  answers(tl::bots_getAdminedBots());
  answers(tl::bots_getPopularAppBots());
  answers(tl::channels_getChannelRecommendations());
  answers(tl::channels_getGroupsForDiscussion());
  answers(tl::channels_getLeftChannels());
  answers(tl::payments_getPremiumGiftCodeOptions());
  answers(tl::payments_getSavedStarGifts());
  answers(tl::payments_getStarGiftActiveAuctions());
  answers(tl::payments_getStarGiftCollections());
  answers(tl::payments_getStarGifts());
  answers(tl::payments_getStarsGiftOptions());
  answers(tl::payments_getStarsStatus());
  answers(tl::payments_getStarsTopupOptions());
  answers(tl::premium_getMyBoosts());
  answers(tl::stories_getAlbumStories());
  answers(tl::stories_getAlbums());
  answers(tl::stories_getAllReadPeerStories());
  answers(tl::stories_getAllStories());
  answers(tl::stories_getChatsToSend());
  answers(tl::stories_getPinnedStories());
  answers(tl::stories_getStoriesArchive());
  answers(tl::users_getSavedMusic());
}

TEST_F(Catalogues, ConfigNamesTheDataCentreTheClientCameTo) {
  for (const std::int32_t dc : {1, 4, -2, 10'003, -10'001}) {
    dc_ = dc;
    const auto answer = ask(1, tl::help_getConfig());
    const auto* config = answer->as<tl::config>();
    EXPECT_EQ(config->this_dc, std::abs(dc) % 10'000);
    EXPECT_EQ(config->test_mode, std::abs(dc) > 10'000);
    ASSERT_EQ(config->dc_options.size(), 5U);
    const auto* option = config->dc_options[0].as<tl::dcOption>();
    EXPECT_EQ(option->ip_address, "127.0.0.1");
    EXPECT_EQ(option->port, 8080);
    EXPECT_FALSE(option->static_);  // TDLib would dial it through proxies alone
    EXPECT_EQ(ask(1, tl::help_getNearestDc())->as<tl::nearestDc>()->this_dc, config->this_dc);
  }
}

TEST_F(Catalogues, HashesSpareWhatIsKnown) {
  tl::help_getAppConfig app;
  app.hash = ask(1, app)->as<tl::help_appConfig>()->hash;
  EXPECT_TRUE(ask(1, app)->is<tl::help_appConfigNotModified>());
  tl::help_getCountriesList countries;
  const auto list = ask(1, countries);
  EXPECT_GT(list->as<tl::help_countriesList>()->countries.size(), 200U);
  countries.hash = list->as<tl::help_countriesList>()->hash;
  EXPECT_TRUE(ask(1, countries)->is<tl::help_countriesListNotModified>());
  tl::help_getTimezonesList zones;
  zones.hash = ask(1, zones)->as<tl::help_timezonesList>()->hash;
  EXPECT_TRUE(ask(1, zones)->is<tl::help_timezonesListNotModified>());
}

TEST_F(Catalogues, CountriesShareCodes) {
  const auto list = ask(1, tl::help_getCountriesList());
  int german = 0, dominican = 0, kazakh = 0;
  for (const auto& box : list->as<tl::help_countriesList>()->countries) {
    const auto* country = box.as<tl::help_country>();
    const auto* first = country->country_codes[0].as<tl::help_countryCode>();
    if (country->iso2 == "DE") german += first->country_code == "49" && !first->prefixes;
    if (country->iso2 == "DO") dominican += country->country_codes.size() == 3;
    if (country->iso2 == "KZ") kazakh += first->country_code == "7" && first->prefixes->size() == 2;
  }
  EXPECT_EQ(german + dominican + kazakh, 3);
}

TEST_F(Catalogues, LanguagePacksAreEmptyAtVersionOne) {
  tl::langpack_getLangPack pack;
  pack.lang_code = "de";
  EXPECT_EQ(ask(1, pack)->as<tl::langPackDifference>()->version, 1);
  EXPECT_TRUE(ask(1, tl::langpack_getStrings())->empty());
  EXPECT_EQ(ask(1, tl::langpack_getLanguages())->size(), 1U);
  tl::langpack_getLanguage language;
  language.lang_code = "tlh";
  EXPECT_EQ(ask(1, language).error().err, Err::LANG_CODE_NOT_SUPPORTED);
}

TEST_F(Catalogues, OfSomebody) {
  const auto self = user_of(1);
  tl::stories_getPeerStories stories;
  stories.peer = input_peer(self, self);
  answers(stories);
  tl::stories_getPeerMaxIDs ids;
  ids.id.push_back(input_peer(self, self));
  EXPECT_EQ(ask(1, ids)->size(), 1U);
  EXPECT_EQ(ask(1, tl::messages_getStickerSet()).error().err, Err::STICKERSET_INVALID);
  const auto support = ask(1, tl::help_getSupport());
  EXPECT_EQ(support->as<tl::help_support>()->user.as<tl::user>()->id, 777000);
}

}  // namespace
}  // namespace botschaft::rpc
