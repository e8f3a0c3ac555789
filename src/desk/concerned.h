#pragma once
// Whom a case concerns: the author of what was restricted, or the person whose data was asked for.
#include "desk/desk.h"
#include "desk/language.h"

namespace botschaft::desk {

std::int64_t person_concerned(store::Transaction& tx, const Case& about);  // 0: nobody who could be told

// May complain about the decision: who is concerned, and whoever sent something in.
bool may_complain(store::Transaction& tx, const Case& about, std::int64_t person);

// Of the device that somebody used last.
Language language_of_person(store::Transaction& tx, std::int64_t person);

}  // namespace botschaft::desk
