#pragma once
// Cases as the desk's API shows them, to those who may see them and as far as they may.
#include "desk/desk.h"
#include "http/desk/endpoint.h"
#include "store/desk_log.h"
#include "store/desk_queue.h"

namespace botschaft::http {

// How much of a case somebody sees.
enum class Sight : std::uint8_t {
  nothing = 0,
  outline,  // auditors: what, when, by which role; nobody's name, no text, no target
  own,      // whoever sent it in: what they said and were told
  full,     // those who work on it
};
Sight sight_of(store::Transaction& tx, const Caller& caller, std::int64_t case_id);

// Of somebody of the desk; of others, the number of their account.
std::string name_of_person(store::Transaction& tx, std::int64_t person);

// A line of the queue.
json::object queue_json(const store::DeskQueueRow& line, Sight sight);

// The whole case. Steps are those that the caller's roles may take from where it stands, with what they need.
json::object case_json(DeskCall& call, const desk::Case& about, Sight sight);

// One entry of its log: the public record, and salt and payload for those with full sight. What was sent in
// is evidence, which is shown when it is asked for and not along the way.
json::object entry_json(const store::DeskLogRow& row, Sight sight);

// What was said in an act: the words after "text: <n> bytes"; "" if there are none.
std::string_view words_of_act(std::string_view payload);

}  // namespace botschaft::http
