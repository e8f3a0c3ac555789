#include "store/members_search.h"

#include "store/channel_member_row.h"

namespace botschaft::store {
namespace {

// ?1 match, ?2 channel. The index of names is read in the order of ids, and no further than asked for.
#define BOTSCHAFT_NAMED_MEMBERS                                                                           \
  "FROM people CROSS JOIN channel_members m ON m.channel = ?2 AND m.user_id = people.rowid WHERE people " \
  "MATCH ?1 "
#define BOTSCHAFT_INSIDE "AND m.inside = 1 AND m.admin_rights & ?3 = 0 "

}  // namespace

std::vector<ChannelMemberRow> find_members(Transaction& tx, const MemberSearch& search, int offset,
                                           int limit) {
  static constexpr Sql kSelect{
      "SELECT " BOTSCHAFT_MEMBER_COLUMNS_OF_M BOTSCHAFT_NAMED_MEMBERS BOTSCHAFT_INSIDE
      "ORDER BY people.rowid LIMIT ?5 OFFSET ?4"};
  return channel_members_of(
      tx.run(kSelect, search.match, search.channel, search.without_rights, offset, limit));
}

std::int32_t count_found_members(Transaction& tx, const MemberSearch& search, int up_to) {
  static constexpr Sql kCount{"SELECT count(*) FROM (SELECT 1 " BOTSCHAFT_NAMED_MEMBERS BOTSCHAFT_INSIDE
                              "LIMIT ?4)"};
  auto q = tx.run(kCount, search.match, search.channel, search.without_rights, up_to);
  return q.next() ? q.int32(0) : 0;
}

std::vector<ChannelMemberRow> contacts_inside(Transaction& tx, std::int64_t channel, UserId owner) {
  static constexpr Sql kSelect{
      "SELECT " BOTSCHAFT_MEMBER_COLUMNS_OF_M
      "FROM contacts c CROSS JOIN channel_members m ON m.channel = ?1 "
      "AND m.user_id = c.user_id WHERE c.owner = ?2 AND m.inside = 1 ORDER BY c.user_id"};
  return channel_members_of(tx.run(kSelect, channel, owner));
}

}  // namespace botschaft::store
