#include "server/desk_letters.h"

#include <algorithm>
#include <string>

#include "base/log.h"
#include "desk/concerned.h"
#include "desk/evidence.h"
#include "desk/person_letters.h"
#include "domain/messages/service_account.h"
#include "domain/restrictions/restriction.h"
#include "store/users.h"

namespace botschaft::server {
namespace {

constexpr int kAtOnce = 100;
constexpr int kComplainersAtOnce = 100;
constexpr desk::Actor kProgram{desk::Role::system, 0, desk::IdentityLevel::claimed};

bool can_be_told(store::Transaction& tx, std::int64_t person) {
  const auto user = person == 0 ? std::nullopt : store::find_user(tx, person);
  return user && !user->deleted;
}

bool was_restored(store::Transaction& tx, std::int64_t case_id) {
  return std::ranges::any_of(store::desk_acts(tx, case_id), [](const store::DeskActRow& act) {
    return act.action == static_cast<int>(desk::Action::restore);
  });
}

int restore_reversed(store::Transaction& tx, desk::Desk& desk, int limit) {
  const auto rows = store::desk_cases_in_state(tx, static_cast<int>(desk::State::reversed), limit);
  for (const auto& row : rows) (void)desk.act(row.id, desk::Action::restore, kProgram);
  return static_cast<int>(rows.size());
}

// False: a gag is in force.
bool tell_person(store::Transaction& tx, desk::Desk& desk, const desk::Case& about, std::int32_t now,
                 std::string_view server) {
  const auto person = desk::person_concerned(tx, about);
  const bool there = can_be_told(tx, person);
  if (!desk.mark_person_told(about.id, there)) return false;
  if (there) {
    const auto language = desk::language_of_person(tx, person);
    auto letter = desk::person_letter(language, server, about.ref, about.target, *about.decision);
    const bool restored = !letter.empty() && was_restored(tx, about.id);
    if (restored) letter = desk::restored_letter(language, server, about.ref);
    if (!letter.empty()) domain::say_to(tx, person, letter, now);
  }
  (void)desk.act(about.id, desk::Action::inform, kProgram);  // refused while somebody is still to be told
  return true;
}

int tell_persons(store::Transaction& tx, desk::Desk& desk, std::int32_t now, std::string_view server,
                 int limit) {
  int told = 0;
  std::int64_t after = 0;
  while (told < limit) {
    const auto rows = store::desk_persons_to_tell(tx, after, kAtOnce);
    if (rows.empty()) break;
    for (const auto& row : rows) {
      after = row.id;
      const auto about = desk.find(row.id);
      if (told < limit && about && about->decision && tell_person(tx, desk, *about, now, server)) ++told;
    }
  }
  return told;
}

int answer_complaints(store::Transaction& tx, desk::Desk& desk, std::int32_t now, std::string_view server,
                      int limit) {
  const auto rows = store::desk_appeals_to_tell(tx, 0, limit);
  for (const auto& row : rows) {
    const auto about = desk.find(row.id);
    if (!about || !about->decision) continue;
    for (const auto& sent : desk.untold(row.id, kComplainersAtOnce)) {
      // Others are told by mail, with the outcomes of all else (desk_outcomes.h).
      if (!sent.scope.starts_with("user:") || !can_be_told(tx, sent.sender)) continue;
      const auto language = desk::language_of(sent.language);
      domain::say_to(tx, sent.sender, desk::complaint_outcome(language, server, about->ref, *about->decision),
                     now);
      desk.mark_told(row.id, sent.id);
    }
    (void)desk.act(row.id, desk::Action::inform, kProgram);
  }
  return static_cast<int>(rows.size());
}

}  // namespace

int write_desk_letters(store::Transaction& tx, const desk::Settings& settings, std::int32_t now,
                       Random& random, std::string_view server_name, int limit) {
  desk::Desk desk(tx, settings, now, random);
  int done = domain::end_restrictions(tx, now, limit);
  done += restore_reversed(tx, desk, limit);
  done += tell_persons(tx, desk, now, server_name, limit);
  done += answer_complaints(tx, desk, now, server_name, limit);
  done += desk::expire_evidence(tx, desk, now, limit);
  return done;
}

void write_desk_letters(store::Store& store, const desk::Settings& settings, std::int32_t now, Random& random,
                        std::string_view server_name) {
  store.write(
      [settings, now, &random, name = std::string(server_name)](store::Transaction& tx) -> Result<void> {
        (void)write_desk_letters(tx, settings, now, random, name, kAtOnce);
        return {};
      },
      [](Result<void> result) {
        if (!result) log::warn("server: the desk's letters were not written error={}", result.error().text());
      });
}

}  // namespace botschaft::server
