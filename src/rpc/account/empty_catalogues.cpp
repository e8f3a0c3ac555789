// Themes, sounds, statuses and the like that exist in no account here.
#include "rpc/empty_catalogue.h"

namespace botschaft::rpc {

BOTSCHAFT_EMPTY_CATALOGUE(account_getThemes, account_themes)
BOTSCHAFT_EMPTY_CATALOGUE(account_getChatThemes, account_themes)
BOTSCHAFT_EMPTY_CATALOGUE(account_getUniqueGiftChatThemes, account_chatThemes)
BOTSCHAFT_EMPTY_CATALOGUE(account_getWallPapers, account_wallPapers)
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

tl::Box<tl::AutoDownloadSettings> downloads(std::int32_t photo, std::int64_t video, std::int64_t file) {
  auto settings = tl::make<tl::autoDownloadSettings>();
  settings->photo_size_max = photo;
  settings->video_size_max = video;
  settings->file_size_max = file;
  settings->video_upload_maxbitrate = 100;
  settings->small_queue_active_operations_max = 5;
  settings->large_queue_active_operations_max = 2;
  return settings;
}

constexpr std::int32_t kMegabyte = 1 << 20;

}  // namespace

// What clients may load by themselves, in the three presets they offer.
Result<tl::Box<tl::account_AutoDownloadSettings>> handle(Context&,
                                                         const tl::account_getAutoDownloadSettings&) {
  auto reply = tl::make<tl::account_autoDownloadSettings>();
  reply->low = downloads(kMegabyte, 0, 0);
  reply->medium = downloads(kMegabyte, 10 * kMegabyte, kMegabyte);
  reply->high = downloads(kMegabyte, 15 * kMegabyte, 3 * kMegabyte);
  return reply;
}

Result<tl::Box<tl::account_AutoSaveSettings>> handle(Context&, const tl::account_getAutoSaveSettings&) {
  auto reply = tl::make<tl::account_autoSaveSettings>();
  reply->users_settings = saves_nothing();
  reply->chats_settings = saves_nothing();
  reply->broadcasts_settings = saves_nothing();
  return reply;
}

}  // namespace botschaft::rpc
