#include "domain/access.h"

#include <iterator>
#include <optional>

#include "domain/rights.h"

namespace botschaft::domain {
namespace {

constexpr std::uint32_t kAny = ~std::uint32_t{0};
constexpr std::uint32_t kOwner = 0;
constexpr std::nullopt_t kNo = std::nullopt;
constexpr std::uint32_t kYes = 0;
constexpr std::uint32_t kBanText = kBanSendMessages | kBanSendPlain;
constexpr std::uint32_t kBanPoll = kBanSendMessages | kBanSendPolls;
constexpr std::uint32_t kBanMedia = kBanSendMessages | kBanSendMedia;
constexpr std::uint32_t kBanPhoto = kBanMedia | kBanSendPhotos;
constexpr std::uint32_t kBanVideo = kBanMedia | kBanSendVideos;
constexpr std::uint32_t kBanRound = kBanMedia | kBanSendRoundvideos;
constexpr std::uint32_t kBanAudio = kBanMedia | kBanSendAudios;
constexpr std::uint32_t kBanVoice = kBanMedia | kBanSendVoices;
constexpr std::uint32_t kBanDoc = kBanMedia | kBanSendDocs;
constexpr std::uint32_t kBanSticker = kBanSendMessages | kBanSendStickers;
constexpr std::uint32_t kBanGif = kBanSendMessages | kBanSendGifs;

// Admins need one of these rights; kOwner: only the creator may. Plain members may unless one of these is
// forbidden to them; kNo: they may not. The creator may everything.
struct Cell {
  std::uint32_t admin;
  std::optional<std::uint32_t> member;
};
struct Row {
  Deed deed;
  Cell basic_group, supergroup, broadcast;
};

// clang-format off
using enum Deed;
constexpr Row kAccess[] = {
  // deed           basic group              supergroup, broadcast
  {read,            {kAny, kBanViewMessages}, {kAny, kBanViewMessages}, {kAny, kBanViewMessages}},
  {read_comments,   {kAny, kBanViewMessages}, {kAny, kBanViewMessages}, {kAny, kBanViewMessages}},
  {write,           {kAny, kBanText},        {kAny, kBanText}, {kAdminPostMessages, kNo}},
  {send_poll,       {kAny, kBanPoll},        {kAny, kBanPoll}, {kAdminPostMessages, kNo}},
  {send_photo,      {kAny, kBanPhoto},       {kAny, kBanPhoto}, {kAdminPostMessages, kNo}},
  {send_video,      {kAny, kBanVideo},       {kAny, kBanVideo}, {kAdminPostMessages, kNo}},
  {send_round_video, {kAny, kBanRound},      {kAny, kBanRound}, {kAdminPostMessages, kNo}},
  {send_audio,      {kAny, kBanAudio},       {kAny, kBanAudio}, {kAdminPostMessages, kNo}},
  {send_voice,      {kAny, kBanVoice},       {kAny, kBanVoice}, {kAdminPostMessages, kNo}},
  {send_document,   {kAny, kBanDoc},         {kAny, kBanDoc}, {kAdminPostMessages, kNo}},
  {send_sticker,    {kAny, kBanSticker},     {kAny, kBanSticker}, {kAdminPostMessages, kNo}},
  {send_gif,        {kAny, kBanGif},         {kAny, kBanGif}, {kAdminPostMessages, kNo}},
  {react,           {kAny, kBanSendReactions}, {kAny, kBanSendReactions}, {kAny, kBanSendReactions}},
  {edit_others,     {kOwner, kNo},           {kOwner, kNo}, {kAdminEditMessages, kNo}},
  {delete_others,   {kAny, kNo},             {kAdminDeleteMessages, kNo}, {kAdminDeleteMessages, kNo}},
  {pin,             {kAny, kBanPinMessages}, {kAdminPinMessages, kBanPinMessages}, {kAdminEditMessages, kNo}},
  {change_info,     {kAny, kBanChangeInfo},  {kAdminChangeInfo, kBanChangeInfo}, {kAdminChangeInfo, kNo}},
  {invite,          {kAny, kBanInviteUsers}, {kAdminInviteUsers, kBanInviteUsers}, {kAdminInviteUsers, kNo}},
  {manage_invites,  {kAny, kNo},             {kAdminInviteUsers, kNo}, {kAdminInviteUsers, kNo}},
  {ban,             {kAny, kNo},             {kAdminBanUsers, kNo}, {kAdminBanUsers, kNo}},
  {appoint,         {kOwner, kNo},           {kAdminAddAdmins, kNo}, {kAdminAddAdmins, kNo}},
  {limit_reactions, {kAny, kNo},             {kAdminChangeInfo, kNo}, {kAdminChangeInfo, kNo}},
  {rank_oneself,    {kAny, kBanEditRank},    {kAny, kBanEditRank}, {kAny, kNo}},
  {rank_others,     {kAny, kNo},             {kAdminManageRanks, kNo}, {kOwner, kNo}},
  {list_members,    {kAny, kYes},            {kAny, kYes}, {kAny, kNo}},
  {list_banned,     {kOwner, kNo},           {kAny, kNo}, {kAny, kNo}},
  {read_log,        {kOwner, kNo},           {kAny, kNo}, {kAny, kNo}},
  {create_topic,    {kOwner, kNo},           {kAdminManageTopics, kBanManageTopics}, {kOwner, kNo}},
  {manage_topics,   {kOwner, kNo},           {kAdminManageTopics, kNo}, {kOwner, kNo}},
  {erase,           {kOwner, kNo},           {kOwner, kNo}, {kOwner, kNo}},
  {own,             {kOwner, kNo},           {kOwner, kNo}, {kOwner, kNo}},
};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < std::size(kAccess); ++i) {
    if (static_cast<std::size_t>(kAccess[i].deed) != i) return false;
  }
  return std::size(kAccess) == static_cast<std::size_t>(Deed::own) + 1;
}
static_assert(in_order(), "a row for each deed, in the order of the enumeration");

bool takes_part(Deed deed, const Standing& who) {
  const bool reads = deed == Deed::read || deed == Deed::read_comments;
  return who.inside || (who.open && reads) || (who.guest && (is_said(deed) || deed == Deed::read_comments));
}

}  // namespace

bool is_said(Deed deed) {
  return deed >= Deed::write && deed <= Deed::react;
}

std::uint32_t forbidding(Deed deed) {
  return kAccess[static_cast<std::size_t>(deed)].supergroup.member.value_or(0);
}

Err refusal(Deed deed) {
  switch (deed) {
    case send_poll:
      return Err::CHAT_SEND_POLL_FORBIDDEN;
    case send_photo:
      return Err::CHAT_SEND_PHOTOS_FORBIDDEN;
    case send_video:
      return Err::CHAT_SEND_VIDEOS_FORBIDDEN;
    case send_round_video:
      return Err::CHAT_SEND_ROUNDVIDEOS_FORBIDDEN;
    case send_audio:
      return Err::CHAT_SEND_AUDIOS_FORBIDDEN;
    case send_voice:
      return Err::CHAT_SEND_VOICES_FORBIDDEN;
    case send_document:
      return Err::CHAT_SEND_DOCS_FORBIDDEN;
    case send_sticker:
      return Err::CHAT_SEND_STICKERS_FORBIDDEN;
    case send_gif:
      return Err::CHAT_SEND_GIFS_FORBIDDEN;
    case write:
      return Err::CHAT_SEND_PLAIN_FORBIDDEN;
    default:
      return Err::CHAT_WRITE_FORBIDDEN;
  }
}

bool allowed(Deed deed, const Standing& who) {
  const Row& row = kAccess[static_cast<std::size_t>(deed)];
  const Cell& cell = who.kind == ChatKind::basic_group  ? row.basic_group
                     : who.kind == ChatKind::supergroup ? row.supergroup
                                                        : row.broadcast;
  if (who.inside && (who.creator || (who.admin_rights & cell.admin) != 0)) return true;
  return takes_part(deed, who) && cell.member && (who.forbidden & *cell.member) == 0;
}

}  // namespace botschaft::domain
