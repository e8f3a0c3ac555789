// Stickers, effects, saved pictures: none here yet.
#include "rpc/empty_catalogue.h"

namespace botschaft::rpc {

BOTSCHAFT_EMPTY_CATALOGUE(messages_getAllStickers, messages_allStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getMaskStickers, messages_allStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getEmojiStickers, messages_allStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getFavedStickers, messages_favedStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getRecentStickers, messages_recentStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getFeaturedStickers, messages_featuredStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getFeaturedEmojiStickers, messages_featuredStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getOldFeaturedStickers, messages_featuredStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getArchivedStickers, messages_archivedStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getMyStickers, messages_myStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getStickers, messages_stickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getSavedGifs, messages_savedGifs)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getAvailableEffects, messages_availableEffects)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getAttachMenuBots, attachMenuBots)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getQuickReplies, messages_quickReplies)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getEmojiGroups, messages_emojiGroups)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getEmojiStatusGroups, messages_emojiGroups)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getEmojiProfilePhotoGroups, messages_emojiGroups)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getEmojiStickerGroups, messages_emojiGroups)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getSponsoredMessages, messages_sponsoredMessagesEmpty)
BOTSCHAFT_EMPTY_VECTOR(messages_getEmojiKeywordsLanguages)

// There are no sets, so whichever is asked for is not one.
Result<tl::Box<tl::messages_StickerSet>> handle(Context&, const tl::messages_getStickerSet&) {
  return fail(Err::STICKERSET_INVALID);
}

Result<tl::Box<tl::EmojiKeywordsDifference>> handle(Context&, const tl::messages_getEmojiKeywords& request) {
  auto reply = tl::make<tl::emojiKeywordsDifference>();
  reply->lang_code = request.lang_code;
  reply->version = 1;
  return reply;
}

Result<tl::Box<tl::EmojiKeywordsDifference>> handle(Context&,
                                                    const tl::messages_getEmojiKeywordsDifference& request) {
  auto reply = tl::make<tl::emojiKeywordsDifference>();
  reply->lang_code = request.lang_code;
  reply->from_version = request.from_version;
  reply->version = request.from_version;
  return reply;
}

}  // namespace botschaft::rpc
