#pragma once
// Coming into channels and leaving them, admins, bans.
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "domain/channels/rights.h"
#include "domain/messages/service.h"

namespace botschaft::domain {

inline constexpr std::int32_t kChannelsMax = 500;     // of one person
inline constexpr std::int32_t kMembersMax = 200'000;  // of a supergroup; broadcasts have no limit
inline constexpr std::size_t kAdminsMax = 50;
inline constexpr std::int32_t kRankMax = 16;  // UTF-16 units

// When a ban ends that was asked for until then: what is closer or farther than clients offer is for ever.
std::int32_t end_of_ban(std::int32_t until, std::int32_t now);

// The channel of somebody who may read it. CHANNEL_INVALID, CHANNEL_PRIVATE.
Result<InChannel> see_channel(store::Transaction& tx, const Actor& actor, std::int64_t id);

// The same of guests, too, who read comments alone (comments.h).
Result<InChannel> visit_channel(store::Transaction& tx, const Actor& actor, std::int64_t id);

// Puts somebody in, whoever asked for it: the row, his chat list, what he is told. Does not say it in the
// chat.
void let_in(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const store::ChannelRow& channel,
            store::ChannelMemberRow member, UserId inviter);

// The actor comes in, whoever opened the door (domain/invites): `said` is his message, in a supergroup.
// CHANNELS_TOO_MUCH, USERS_TOO_MUCH.
Result<void> enter_channel(store::Transaction& tx, const Actor& actor, const InChannel& in, UserId inviter,
                           Service said);

// USER_NOT_PARTICIPANT, USER_CREATOR.
Result<void> leave_channel(store::Transaction& tx, const Actor& actor, std::int64_t id);

// Returns whom the actor may not invite by their privacy settings. CHAT_ADMIN_REQUIRED, USER_KICKED (only one
// was named), USERS_TOO_MUCH.
Result<std::vector<UserId>> invite_to_channel(store::Transaction& tx, const Actor& actor, std::int64_t id,
                                              std::span<const UserId> users);

// Rights 0: an admin no longer. CHAT_ADMIN_REQUIRED, RIGHT_FORBIDDEN (not the actor's own), USER_CREATOR,
// USER_NOT_PARTICIPANT, ADMIN_RANK_INVALID, ADMINS_TOO_MUCH.
Result<void> set_channel_admin(store::Transaction& tx, const Actor& actor, std::int64_t id, UserId user,
                               std::uint32_t rights, std::string_view rank);

// Rights 0: lifts the ban. `until`: less than 30 seconds or more than 366 days ahead is for ever.
// USER_ADMIN_INVALID, CHAT_ADMIN_REQUIRED, USER_ID_INVALID.
Result<void> set_channel_banned(store::Transaction& tx, const Actor& actor, std::int64_t id, UserId user,
                                std::uint32_t rights, std::int32_t until);

// One event in the box of each admin who may do the deed.
void tell_channel_admins(store::Transaction& tx, BoxWriter& boxes, PeerId channel, EventKind kind, Deed deed);

// Puts one member out of a channel that ends.
void put_out(store::Transaction& tx, BoxWriter& boxes, const store::ChannelRow& channel,
             store::ChannelMemberRow member);

}  // namespace botschaft::domain
