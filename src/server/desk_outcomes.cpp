#include "server/desk_outcomes.h"

#include <algorithm>
#include <string>

#include "base/log.h"
#include "desk/desk.h"
#include "desk/letters.h"
#include "domain/messages/service_account.h"
#include "store/users.h"

namespace botschaft::server {
namespace {

constexpr int kToldAtOnce = 200;  // people in one transaction
constexpr int kCasesAtOnce = 50;
constexpr int kUntoldAtOnce = 500;

// What a restriction was decided for is told once it is in effect.
bool is_to_be_told(const desk::Case& about) {
  if (!about.decision) return false;
  return about.state != desk::State::decided || !std::holds_alternative<desk::Restriction>(*about.decision);
}

bool was_reversed(store::Transaction& tx, std::int64_t case_id) {
  return std::ranges::any_of(store::desk_acts(tx, case_id), [](const store::DeskActRow& act) {
    return act.action == static_cast<int>(desk::Action::reverse);
  });
}

int tell_case(store::Transaction& tx, desk::Desk& desk, const desk::Case& about, std::int32_t now,
              std::string_view server_name, int limit) {
  const bool reversed = was_reversed(tx, about.id);
  int told = 0;
  for (const auto& submission : desk.untold(about.id, kUntoldAtOnce)) {
    if (told == limit) break;
    if (submission.sender == 0) continue;  // by mail, or on the status page
    const auto user = store::find_user(tx, submission.sender);
    if (user && !user->deleted) {
      const auto language = desk::language_of(submission.language);
      domain::say_to(tx, user->id,
                     desk::outcome_letter(language, server_name, about.ref, *about.decision, reversed), now);
    }
    desk.mark_told(about.id, submission.id);
    ++told;
  }
  return told;
}

}  // namespace

int tell_outcomes(store::Transaction& tx, std::int32_t now, Random& random, std::string_view server_name,
                  int limit) {
  const desk::Settings settings;
  desk::Desk desk(tx, settings, now, random);
  int told = 0;
  std::int64_t after = 0;
  while (told < limit) {
    const auto rows = store::desk_notices_to_tell(tx, after, kCasesAtOnce);
    if (rows.empty()) break;
    for (const auto& row : rows) {
      after = row.id;
      const auto about = desk.find(row.id);
      if (told == limit || !about || !is_to_be_told(*about)) continue;
      told += tell_case(tx, desk, *about, now, server_name, limit - told);
      // Refused while somebody is still to be told.
      (void)desk.act(about->id, desk::Action::inform, {.role = desk::Role::system, .person = 0, .level = {}});
    }
  }
  return told;
}

void tell_outcomes(store::Store& store, std::int32_t now, Random& random, std::string_view server_name) {
  store.write(
      [now, &random, name = std::string(server_name)](store::Transaction& tx) -> Result<void> {
        (void)tell_outcomes(tx, now, random, name, kToldAtOnce);
        return {};
      },
      [](Result<void> result) {
        if (!result) log::warn("server: outcomes were not told error={}", result.error().text());
      });
}

}  // namespace botschaft::server
