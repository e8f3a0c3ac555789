#pragma once
// What the desk writes to those who have told it something, in English and German.
#include <string>
#include <vector>

#include "desk/decision.h"
#include "desk/language.h"

namespace botschaft::desk {

// The receipt of DSA 16(4): that it has come in, under which refs. `server`: the name people know it by.
std::string receipt_letter(Language language, std::string_view server, const std::vector<std::string>& refs);

// The outcome of DSA 16(5): what was decided, why, by whom, and where to turn to. `reversed`: on an appeal,
// and the measure was taken back.
std::string outcome_letter(Language language, std::string_view server, std::string_view ref,
                           const Decision& decision, bool reversed);

}  // namespace botschaft::desk
