#pragma once
// What the desk tells a person who asks what it has (GDPR Art. 15), and what stays when he has himself erased
// (Art. 17(3)).
#include <string>
#include <vector>

#include "desk/desk.h"

namespace botschaft::desk {

// JSON: account data by field; the person's own notices and complaints; decisions that concern him, with
// their statements; disclosures with recipient, legal basis and time; what is held and until when it is
// looked at next. Cases of which a gag in force, or the instrument, says that he is not to be told are not in
// it; once the gag has ended they are. Orders by which nothing was done do not concern him.
std::string copy_for_person(store::Transaction& tx, std::int64_t person, Seconds now);

// Refs of cases for which something of the person's is held and will be, whatever becomes of the account.
// Without those he is not to be told of.
std::vector<std::string> legal_holds_on(store::Transaction& tx, std::int64_t person, Seconds now);

}  // namespace botschaft::desk
