#pragma once
// What may be forbidden to members of a group or channel, and what admins may do. Bits are the flags of
// chatBannedRights and chatAdminRights in TL, so that a set of rights is one number in a row.
#include <cstdint>

namespace botschaft::domain {

// A bit that is set forbids.
enum BannedRight : std::uint32_t {
  kBanViewMessages = 1U << 0,
  kBanSendMessages = 1U << 1,
  kBanSendMedia = 1U << 2,
  kBanSendStickers = 1U << 3,
  kBanSendGifs = 1U << 4,
  kBanSendGames = 1U << 5,
  kBanSendInline = 1U << 6,
  kBanEmbedLinks = 1U << 7,
  kBanSendPolls = 1U << 8,
  kBanChangeInfo = 1U << 10,
  kBanInviteUsers = 1U << 15,
  kBanPinMessages = 1U << 17,
  kBanManageTopics = 1U << 18,
  kBanSendPhotos = 1U << 19,
  kBanSendVideos = 1U << 20,
  kBanSendRoundvideos = 1U << 21,
  kBanSendAudios = 1U << 22,
  kBanSendVoices = 1U << 23,
  kBanSendDocs = 1U << 24,
  kBanSendPlain = 1U << 25,
  kBanEditRank = 1U << 26,
  kBanSendReactions = 1U << 27,
};

// A bit that is set allows.
enum AdminRight : std::uint32_t {
  kAdminChangeInfo = 1U << 0,
  kAdminPostMessages = 1U << 1,
  kAdminEditMessages = 1U << 2,
  kAdminDeleteMessages = 1U << 3,
  kAdminBanUsers = 1U << 4,
  kAdminInviteUsers = 1U << 5,
  kAdminPinMessages = 1U << 7,
  kAdminAddAdmins = 1U << 9,
  kAdminAnonymous = 1U << 10,
  kAdminManageCall = 1U << 11,
  kAdminOther = 1U << 12,
  kAdminManageTopics = 1U << 13,
  kAdminPostStories = 1U << 14,
  kAdminEditStories = 1U << 15,
  kAdminDeleteStories = 1U << 16,
  kAdminManageDirectMessages = 1U << 17,
  kAdminManageRanks = 1U << 18,
};

// What every admin of a basic group may do; there one is admin or not.
inline constexpr std::uint32_t kGroupAdminRights = kAdminChangeInfo | kAdminDeleteMessages | kAdminBanUsers |
                                                   kAdminInviteUsers | kAdminPinMessages | kAdminManageCall |
                                                   kAdminOther;

}  // namespace botschaft::domain
