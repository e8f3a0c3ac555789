#pragma once
// Who may do what in a channel: the one table that every method asks.
#include <cstdint>
#include <optional>

#include "base/error.h"
#include "domain/rights.h"
#include "store/channels.h"

namespace botschaft::domain {

// A channel and one person's relation to it; who never was there has a row with nothing in it.
struct InChannel {
  store::ChannelRow channel;
  store::ChannelMemberRow self;
  bool guest = false;  // not inside, but may read the broadcast that is discussed here

  bool creator() const { return channel.creator == self.user; }
  bool admin() const { return creator() || (self.inside && self.admin_rights != 0); }
  bool broadcast() const { return channel.broadcast(); }
  PeerId peer() const { return channel.peer(); }
};

// Nothing if there is no such channel, or no more. Bans that have ended are left out.
std::optional<InChannel> look_at_channel(store::Transaction& tx, std::int64_t id, UserId user,
                                         std::int32_t now);
store::ChannelMemberRow member_now(store::ChannelMemberRow row, std::int32_t now);
bool kicked(const store::ChannelMemberRow& row);

enum class Deed : std::uint8_t {
  read,   // members, everybody where the channel has a username, and guests
  write,  // in a discussion group also who is no member, unless only members may
  send_poll,
  edit_others,  // messages
  delete_others,
  pin,
  change_info,
  invite,
  manage_invites,  // links, and who asks to come in
  ban,             // others, and set what nobody may do
  appoint,         // admins
  rank_oneself,
  rank_others,
  list_members,
  list_banned,
  read_log,
  erase,  // the whole channel, or its history for all
  create_topic,
  manage_topics,  // of others
};

// read: CHANNEL_PRIVATE. write, send_poll: CHAT_WRITE_FORBIDDEN, USER_BANNED_IN_CHANNEL,
// CHAT_GUEST_SEND_FORBIDDEN, and CHAT_SEND_PLAIN_FORBIDDEN or CHAT_SEND_POLL_FORBIDDEN.
// All others: CHAT_ADMIN_REQUIRED.
Result<void> check_deed(const InChannel& in, Deed deed);

inline constexpr std::uint32_t kEveryAdminRight =
    kAdminChangeInfo | kAdminPostMessages | kAdminEditMessages | kAdminDeleteMessages | kAdminBanUsers |
    kAdminInviteUsers | kAdminPinMessages | kAdminAddAdmins | kAdminManageCall | kAdminOther |
    kAdminManageTopics | kAdminPostStories | kAdminEditStories | kAdminDeleteStories |
    kAdminManageDirectMessages | kAdminManageRanks;

}  // namespace botschaft::domain
