#pragma once
// One person as another sees them.
#include <cstdint>
#include <string>
#include <vector>

#include "store/users.h"

namespace botschaft::domain {

// When somebody was last online, as exactly as their privacy lets the viewer know.
struct LastSeen {
  enum class Kind : std::uint8_t { unknown, online, offline, recently, last_week, last_month };
  Kind kind = Kind::unknown;
  std::int32_t at = 0;  // online: until when it holds; offline: since when
};

struct Person {
  UserId id = 0;
  bool self = false;
  bool contact = false;         // in the viewer's address book
  bool mutual_contact = false;  // and the viewer in theirs
  bool close_friend = false;    // of the viewer's contacts
  bool deleted = false;
  bool service = false;
  std::string first_name;  // as the viewer calls a contact
  std::string last_name;
  std::string username;
  std::string phone;  // empty: none, or not for this viewer
  LastSeen last_seen;
};

// What is known of a person's presence beside their row, which is written late.
struct OnlineTime {
  std::int32_t until = 0;  // of the present time online as their clients claimed it; 0: not online
  std::int32_t last = 0;   // end of the last one; 0: the row knows
};

Person person_seen_by(store::Transaction& tx, UserId viewer, const store::UserRow& user,
                      const OnlineTime& online, std::int32_t now);

// Whether the viewer may know exactly. Who hides their own time from somebody does not see that person's
// either.
bool may_see_status(store::Transaction& tx, UserId viewer, UserId user);

// Who is told when the user comes or goes: those who have him in the address book or a chat with him, if
// privacy lets them know.
std::vector<UserId> status_viewers(store::Transaction& tx, UserId user);

// Blurred for those who may not know exactly.
LastSeen last_seen_by(store::Transaction& tx, UserId viewer, const store::UserRow& user,
                      const OnlineTime& online, std::int32_t now);

}  // namespace botschaft::domain
