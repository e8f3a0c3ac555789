#pragma once
// Restrictions as they work: put on, seen by viewers, lifted. All of them can be undone: nothing is deleted,
// and what is lifted is there again under its own id. Who decides, and why, is the desk's (src/desk).
#include <optional>
#include <string>
#include <vector>

#include "domain/events.h"
#include "domain/restrictions/target.h"
#include "store/restrictions.h"
#include "store/users.h"

namespace botschaft::domain {

// Of EventKind (domain/events.h), in a channel's box; arg: when. What each viewer may see of the channel has
// changed.
inline constexpr auto kChannelRestrictedEvent = static_cast<EventKind>(195);

// Stored numbers, those of desk::Measure.
enum class Measure : std::uint8_t {
  withhold = 1,  // a text is shown instead, to viewers of the territory
  remove,        // to everybody
  limit,         // is found by no search and forwarded by nobody
  age_restrict,  // is shown behind a warning
  freeze_account,
  suspend_account,
};

struct Restricting {
  std::int64_t case_id = 0;
  std::string case_ref = {};
  Measure measure = {};
  std::string territory = {};  // as in store::RestrictionRow
  std::string platforms = {};
  bool by_law = false;
  std::string provision = {};
  std::int64_t until = 0;  // 0: until lifted
};

// Whether such a thing can be restricted in such a way at all. Basic groups have no restriction in TL.
bool can_restrict(const Target& target, Measure measure);

// False: it is not there any more; then there is nothing to do. Online clients of all who may have it before
// them are told.
bool restrict(store::Transaction& tx, const Target& target, const Restricting& what, std::int32_t now);

// Takes back all that is in force of a case. False: nothing was.
bool lift_restrictions(store::Transaction& tx, std::int64_t case_id, std::int32_t now);

// Restrictions whose time is over. Returns how many.
int end_restrictions(store::Transaction& tx, std::int32_t now, int limit);

// What a viewer in `country` (ISO 3166-1; none: unknown) is to be told of. Who might be anywhere is told what
// those in the territory are: an order binds before it is known where everybody is.
std::vector<store::RestrictionRow> restrictions_for(store::Transaction& tx, store::MessageKey on,
                                                    const std::optional<std::string>& country,
                                                    std::int32_t now);

// With it on, a viewer whom it reaches gets nothing of the thing itself. Of one that is for some platforms
// the server cannot know which one will show it, and leaves it to the client, as the protocol has it.
bool hides_content(const store::RestrictionRow& row);

bool is_suspended(store::Transaction& tx, UserId user);

// The restriction by which an account is frozen; none: it is not.
std::optional<store::RestrictionRow> freeze_of(store::Transaction& tx, UserId user);

}  // namespace botschaft::domain
