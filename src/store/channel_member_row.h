#pragma once
// For the files that read channel_members: its columns, and the rows that they make.
#include <vector>

#include "store/channels.h"

namespace botschaft::store {

#define BOTSCHAFT_MEMBER_COLUMNS                                                                   \
  "channel, user_id, inside, admin_rights, rank, banned_rights, banned_until, acted_by, inviter, " \
  "joined_at, joined_pts, floor, read_inbox, posted_at, flags "

// The same where another table is joined.
#define BOTSCHAFT_MEMBER_COLUMNS_OF_M                                                                     \
  "m.channel, m.user_id, m.inside, m.admin_rights, m.rank, m.banned_rights, m.banned_until, m.acted_by, " \
  "m.inviter, m.joined_at, m.joined_pts, m.floor, m.read_inbox, m.posted_at, m.flags "

ChannelMemberRow channel_member_of(const Query& q);
std::vector<ChannelMemberRow> channel_members_of(Query q);

}  // namespace botschaft::store
