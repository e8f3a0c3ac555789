#pragma once
// Members of a channel by their names, and by who has them in the address book. Nobody is left out, however
// many members there are: the index of names (migrations/0015_people.sql) is asked first, and its answers for
// membership.
#include <string>
#include <string_view>
#include <vector>

#include "store/channels.h"
#include "store/transaction.h"

namespace botschaft::store {

struct MemberSearch {
  std::int64_t channel = 0;
  std::string match = {};            // an expression of SQLite's FTS5 over the columns `name` and `username`
  std::uint32_t without_rights = 0;  // admins with any of these rights are not found
};

// Those who are inside, in the order of their ids.
std::vector<ChannelMemberRow> find_members(Transaction&, const MemberSearch& search, int offset, int limit);
std::int32_t count_found_members(Transaction&, const MemberSearch& search, int up_to);

// Those inside whom `owner` has in his address book.
std::vector<ChannelMemberRow> contacts_inside(Transaction&, std::int64_t channel, UserId owner);

}  // namespace botschaft::store
