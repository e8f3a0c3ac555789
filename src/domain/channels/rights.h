#pragma once
// A channel as somebody finds it, and what he may do there.
#include <cstdint>
#include <optional>

#include "base/error.h"
#include "domain/access.h"
#include "domain/rights.h"
#include "store/channels.h"

namespace botschaft::domain {

// A channel and one person's relation to it; who never was there has a row with nothing in it.
struct InChannel {
  store::ChannelRow channel;
  store::ChannelMemberRow self;
  std::int32_t at = 0;  // when he looked
  bool guest = false;   // not inside of a private group, but may read the broadcast that is discussed here

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

// Members, and everybody where the channel has a username. CHANNEL_PRIVATE, but PEER_ID_INVALID to guests,
// who are not to take it for a channel that they have lost.
Result<void> check_can_read(const InChannel& in);

// Guests, too: who uses it looks at each message with domain/channels/comments.h. CHANNEL_PRIVATE.
Result<void> check_can_read_comments(const InChannel& in);

// By the table of domain/access.h. What is said: CHAT_WRITE_FORBIDDEN, USER_BANNED_IN_CHANNEL,
// CHAT_GUEST_SEND_FORBIDDEN, and CHAT_SEND_*_FORBIDDEN by its kind. All others: CHAT_ADMIN_REQUIRED.
Result<void> check_deed(const InChannel& in, Deed deed);

inline constexpr std::uint32_t kEveryAdminRight =
    kAdminChangeInfo | kAdminPostMessages | kAdminEditMessages | kAdminDeleteMessages | kAdminBanUsers |
    kAdminInviteUsers | kAdminPinMessages | kAdminAddAdmins | kAdminManageCall | kAdminOther |
    kAdminManageTopics | kAdminPostStories | kAdminEditStories | kAdminDeleteStories |
    kAdminManageDirectMessages | kAdminManageRanks;

}  // namespace botschaft::domain
