#pragma once
// What deciding does in the world: a restriction is put on its target when it takes effect, and taken off
// when it is lifted or reversed. Called by the steps of desk.cpp alone.
#include "desk/decision.h"
#include "store/desk_cases.h"

namespace botschaft::desk {

// Whether what the case is about can be restricted in that way. Everything but a restriction can be decided.
bool can_take_effect(std::string_view target, const Decision& decision);

// False: what was to be restricted is not there any more.
bool put_into_effect(store::Transaction& tx, const store::DeskCaseRow& about, const Decision& decision,
                     Seconds now, bool eu_is_eea);
void take_back(store::Transaction& tx, const store::DeskCaseRow& about, Seconds now);

// The countries of a statement, "EU" being written out: the 27 states of the Union, or those of the EEA.
std::string territory_of(const std::vector<std::string>& countries, bool eu_is_eea);

}  // namespace botschaft::desk
