#pragma once
// What the desk writes to the person whom a decision concerns, and about complaints, in English and German.
#include <string>

#include "desk/decision.h"
#include "desk/language.h"

namespace botschaft::desk {

// The statement of reasons of DSA 17(3), or what DSA 9(5), 10(5) and TCO 11 have the person told: what was
// done to what, where, until when, why, and how to complain. `target`: canonical; `server`: the name people
// know it by.
std::string person_letter(Language language, std::string_view server, std::string_view ref,
                          std::string_view target, const Decision& decision);

// The measure was taken back.
std::string restored_letter(Language language, std::string_view server, std::string_view ref);

// A complaint in the chat of the service account: it has come (ref of its own), or why it cannot be taken.
std::string complaint_receipt(Language language, std::string_view server, std::string_view about,
                              std::string_view ref);
std::string complaint_too_late(Language language, std::string_view about);
std::string complaint_not_now(Language language, std::string_view about);

// DSA 20(5): the outcome, with reasons, and the out-of-court body.
std::string complaint_outcome(Language language, std::string_view server, std::string_view ref,
                              const Decision& decision);

}  // namespace botschaft::desk
