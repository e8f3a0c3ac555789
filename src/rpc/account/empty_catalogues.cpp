// Themes, sounds, statuses and the like that exist in no account here.
#include "rpc/empty_catalogue.h"

namespace botschaft::rpc {

BOTSCHAFT_EMPTY_CATALOGUE(account_getThemes, account_themes)
BOTSCHAFT_EMPTY_CATALOGUE(account_getUniqueGiftChatThemes, account_chatThemes)
BOTSCHAFT_EMPTY_CATALOGUE(account_getSavedRingtones, account_savedRingtones)
BOTSCHAFT_EMPTY_CATALOGUE(account_getSavedMusicIds, account_savedMusicIds)
BOTSCHAFT_EMPTY_CATALOGUE(account_getPasskeys, account_passkeys)
BOTSCHAFT_EMPTY_CATALOGUE(account_getWebAuthorizations, account_webAuthorizations)
BOTSCHAFT_EMPTY_CATALOGUE(account_getConnectedBots, account_connectedBots)
BOTSCHAFT_EMPTY_CATALOGUE(account_getBusinessChatLinks, account_businessChatLinks)
BOTSCHAFT_EMPTY_CATALOGUE(account_getDefaultEmojiStatuses, account_emojiStatuses)
BOTSCHAFT_EMPTY_CATALOGUE(account_getRecentEmojiStatuses, account_emojiStatuses)
BOTSCHAFT_EMPTY_CATALOGUE(account_getCollectibleEmojiStatuses, account_emojiStatuses)
BOTSCHAFT_EMPTY_CATALOGUE(account_getChannelDefaultEmojiStatuses, account_emojiStatuses)
BOTSCHAFT_EMPTY_CATALOGUE(account_getDefaultProfilePhotoEmojis, emojiList)
BOTSCHAFT_EMPTY_CATALOGUE(account_getDefaultGroupPhotoEmojis, emojiList)
BOTSCHAFT_EMPTY_CATALOGUE(account_getDefaultBackgroundEmojis, emojiList)
BOTSCHAFT_EMPTY_CATALOGUE(account_getChannelRestrictedStatusEmojis, emojiList)

namespace {

tl::Box<tl::AutoSaveSettings> saves_nothing() {
  return tl::make<tl::autoSaveSettings>();
}

}  // namespace

Result<tl::Box<tl::account_AutoSaveSettings>> handle(Context&, const tl::account_getAutoSaveSettings&) {
  auto reply = tl::make<tl::account_autoSaveSettings>();
  reply->users_settings = saves_nothing();
  reply->chats_settings = saves_nothing();
  reply->broadcasts_settings = saves_nothing();
  return reply;
}

}  // namespace botschaft::rpc
