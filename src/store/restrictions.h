#pragma once
// What the desk has restricted (migrations/0031_restrictions.sql). What the numbers mean is in
// domain/restrictions.
#include <string>
#include <vector>

#include "store/reactions.h"

namespace botschaft::store {

// Of MessageRow::flags, beside those of MessageFlag; never set by people.
inline constexpr std::uint32_t kRestricted = 1U << 21;  // there are restrictions on it
inline constexpr std::uint32_t kUnlisted = 1U << 22;    // and by one of them no search finds it
inline bool is_restricted(const MessageRow& row) {
  return (row.flags & kRestricted) != 0;
}
inline bool is_unlisted(const MessageRow& row) {
  return (row.flags & kUnlisted) != 0;
}
// The same of ChannelRow::flags, beside those of ChannelFlag.
inline constexpr std::uint32_t kChannelRestricted = 1U << 14;
inline constexpr std::uint32_t kChannelUnlisted = 1U << 15;

struct RestrictionRow {
  std::int64_t id = 0;
  std::int64_t case_id = 0;
  std::string case_ref = {};
  MessageKey on = {};  // a person or channel itself: {peer, 0}
  int measure = 0;
  std::string territory = {};  // countries separated by spaces; empty: everywhere
  std::string platforms = {};  // likewise; empty: all
  bool by_law = false;
  std::string provision = {};
  UserId person = 0;  // 0: nobody who could be told
  std::int64_t since = 0;
  std::int64_t until_at = 0;   // 0: until it is lifted
  std::int64_t lifted_at = 0;  // 0: in force
};
void insert_restriction(Transaction&, const RestrictionRow& row);
// Those in force, the oldest first.
std::vector<RestrictionRow> restrictions_on(Transaction&, MessageKey key);
std::vector<RestrictionRow> restrictions_of_case(Transaction&, std::int64_t case_id, bool lifted_too = false);
std::vector<RestrictionRow> ending_restrictions(Transaction&, std::int64_t now, int limit);
void lift_restriction(Transaction&, std::int64_t id, std::int64_t at);
// For a message whose key changes.
void move_restrictions(Transaction&, MessageKey from, MessageKey to);

// Bits of users.restricted.
enum UserRestriction : std::uint32_t {
  kUserShownWith = 1,  // a text is shown instead of the profile, to some or all
  kUserFrozen = 2,     // reads, and writes nothing
  kUserSuspended = 4,  // does not sign in
  kUserUnlisted = 8,   // is found by nobody who does not have the name
};
void set_user_restricted(Transaction&, UserId user, std::uint32_t bits);
std::uint32_t user_restricted(Transaction&, UserId user);

}  // namespace botschaft::store
