#include "rpc/views/rights.h"

namespace botschaft::rpc {
namespace {

template <class View>
struct Bit {
  std::uint32_t right;
  bool View::* field;
};

constexpr Bit<tl::chatBannedRights> kBanned[] = {
    {domain::kBanViewMessages, &tl::chatBannedRights::view_messages},
    {domain::kBanSendMessages, &tl::chatBannedRights::send_messages},
    {domain::kBanSendMedia, &tl::chatBannedRights::send_media},
    {domain::kBanSendStickers, &tl::chatBannedRights::send_stickers},
    {domain::kBanSendGifs, &tl::chatBannedRights::send_gifs},
    {domain::kBanSendGames, &tl::chatBannedRights::send_games},
    {domain::kBanSendInline, &tl::chatBannedRights::send_inline},
    {domain::kBanEmbedLinks, &tl::chatBannedRights::embed_links},
    {domain::kBanSendPolls, &tl::chatBannedRights::send_polls},
    {domain::kBanChangeInfo, &tl::chatBannedRights::change_info},
    {domain::kBanInviteUsers, &tl::chatBannedRights::invite_users},
    {domain::kBanPinMessages, &tl::chatBannedRights::pin_messages},
    {domain::kBanManageTopics, &tl::chatBannedRights::manage_topics},
    {domain::kBanSendPhotos, &tl::chatBannedRights::send_photos},
    {domain::kBanSendVideos, &tl::chatBannedRights::send_videos},
    {domain::kBanSendRoundvideos, &tl::chatBannedRights::send_roundvideos},
    {domain::kBanSendAudios, &tl::chatBannedRights::send_audios},
    {domain::kBanSendVoices, &tl::chatBannedRights::send_voices},
    {domain::kBanSendDocs, &tl::chatBannedRights::send_docs},
    {domain::kBanSendPlain, &tl::chatBannedRights::send_plain},
    {domain::kBanEditRank, &tl::chatBannedRights::edit_rank},
    {domain::kBanSendReactions, &tl::chatBannedRights::send_reactions},
};

constexpr Bit<tl::chatAdminRights> kAdmin[] = {
    {domain::kAdminChangeInfo, &tl::chatAdminRights::change_info},
    {domain::kAdminPostMessages, &tl::chatAdminRights::post_messages},
    {domain::kAdminEditMessages, &tl::chatAdminRights::edit_messages},
    {domain::kAdminDeleteMessages, &tl::chatAdminRights::delete_messages},
    {domain::kAdminBanUsers, &tl::chatAdminRights::ban_users},
    {domain::kAdminInviteUsers, &tl::chatAdminRights::invite_users},
    {domain::kAdminPinMessages, &tl::chatAdminRights::pin_messages},
    {domain::kAdminAddAdmins, &tl::chatAdminRights::add_admins},
    {domain::kAdminAnonymous, &tl::chatAdminRights::anonymous},
    {domain::kAdminManageCall, &tl::chatAdminRights::manage_call},
    {domain::kAdminOther, &tl::chatAdminRights::other},
    {domain::kAdminManageTopics, &tl::chatAdminRights::manage_topics},
    {domain::kAdminPostStories, &tl::chatAdminRights::post_stories},
    {domain::kAdminEditStories, &tl::chatAdminRights::edit_stories},
    {domain::kAdminDeleteStories, &tl::chatAdminRights::delete_stories},
    {domain::kAdminManageDirectMessages, &tl::chatAdminRights::manage_direct_messages},
    {domain::kAdminManageRanks, &tl::chatAdminRights::manage_ranks},
};

template <class View, std::size_t N>
void set(View& view, const Bit<View> (&bits)[N], std::uint32_t rights) {
  for (const auto& bit : bits) view.*bit.field = (rights & bit.right) != 0;
}

template <class View, std::size_t N>
std::uint32_t get(const View& view, const Bit<View> (&bits)[N]) {
  std::uint32_t rights = 0;
  for (const auto& bit : bits) {
    if (view.*bit.field) rights |= bit.right;
  }
  return rights;
}

}  // namespace

tl::Box<tl::ChatBannedRights> banned_rights_view(std::uint32_t rights, std::int32_t until) {
  auto view = tl::make<tl::chatBannedRights>();
  set(*view, kBanned, rights);
  view->until_date = until;
  return view;
}

std::uint32_t banned_rights_of(const tl::chatBannedRights& view) {
  return get(view, kBanned);
}

tl::Box<tl::ChatAdminRights> admin_rights_view(std::uint32_t rights) {
  auto view = tl::make<tl::chatAdminRights>();
  set(*view, kAdmin, rights);
  return view;
}

std::uint32_t admin_rights_of(const tl::chatAdminRights& view) {
  return get(view, kAdmin);
}

}  // namespace botschaft::rpc
