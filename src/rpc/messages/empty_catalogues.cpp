// Effects, quick replies, attachment menus: none here yet.
#include "rpc/empty_catalogue.h"

namespace botschaft::rpc {

BOTSCHAFT_EMPTY_CATALOGUE(messages_getOldFeaturedStickers, messages_featuredStickers)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getAvailableEffects, messages_availableEffects)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getAttachMenuBots, attachMenuBots)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getQuickReplies, messages_quickReplies)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getEmojiStatusGroups, messages_emojiGroups)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getEmojiProfilePhotoGroups, messages_emojiGroups)
BOTSCHAFT_EMPTY_CATALOGUE(messages_getSponsoredMessages, messages_sponsoredMessagesEmpty)

}  // namespace botschaft::rpc
