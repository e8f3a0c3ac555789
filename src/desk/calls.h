#pragma once
// What the people on call are told, and of which cases at all.
#include <string>
#include <vector>

#include "desk/desk.h"
#include "desk/language.h"

namespace botschaft::desk {

// Something about one case that somebody has to know now.
struct Call {
  std::int64_t case_id = 0;
  std::vector<Desk::Rung> rungs;
  std::vector<ClockKind> ended;  // time of others that has run out: no clarification, no validation came
};

// Authorities' letters and orders, and threats to life, wake people at every rung; what citizens and flaggers
// send in, whose clocks have days, at the last one.
bool wakes(const Case& about, int rung);
bool wakes(ClockKind ended);

// In both languages, for who is on call reads either.
std::string call_text(const Case& about, const Call& call);
std::string call_subject(const Case& about);

}  // namespace botschaft::desk
