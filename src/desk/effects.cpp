#include "desk/effects.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "desk/union_states.h"
#include "domain/restrictions/restriction.h"

namespace botschaft::desk {
namespace {

constexpr domain::Measure as_domain(Measure measure) {
  static_assert(static_cast<int>(Measure::withhold) == static_cast<int>(domain::Measure::withhold));
  static_assert(static_cast<int>(Measure::suspend_account) ==
                static_cast<int>(domain::Measure::suspend_account));
  return static_cast<domain::Measure>(measure);
}

}  // namespace

std::string territory_of(const std::vector<std::string>& countries, bool eu_is_eea) {
  std::string words;
  const auto add = [&](std::string_view country) {
    words += words.empty() ? "" : " ";
    words += country;
  };
  for (const auto& country : countries) {
    if (country != "EU") {
      add(country);
      continue;
    }
    for (const auto state : kUnionStates) add(state);
    if (!eu_is_eea) continue;
    for (const auto state : kOtherEeaStates) add(state);
  }
  return words;
}

bool can_take_effect(std::string_view target, const Decision& decision) {
  const auto* restriction = std::get_if<Restriction>(&decision);
  if (restriction == nullptr) return true;
  const auto what = domain::parse_target(target);
  // What names nothing of ours is restricted by hand, if at all; its entry says that nothing was found.
  return !what || domain::can_restrict(*what, as_domain(restriction->statement.fields().measure));
}

bool put_into_effect(store::Transaction& tx, const store::DeskCaseRow& about, const Decision& decision,
                     Seconds now, bool eu_is_eea) {
  const auto* restriction = std::get_if<Restriction>(&decision);
  const auto target = domain::parse_target(about.target);
  if (restriction == nullptr || !target) return false;
  const auto& said = restriction->statement.fields();
  return domain::restrict(tx, *target,
                          {.case_id = about.id,
                           .case_ref = about.ref,
                           .measure = as_domain(said.measure),
                           .territory = territory_of(said.territory, eu_is_eea),
                           .platforms = fmt::format("{}", fmt::join(said.platforms, " ")),
                           .by_law = said.ground == Ground::illegal,
                           .provision = said.provision,
                           .until = said.until.value_or(0)},
                          static_cast<std::int32_t>(now));
}

void take_back(store::Transaction& tx, const store::DeskCaseRow& about, Seconds now) {
  domain::lift_restrictions(tx, about.id, static_cast<std::int32_t>(now));
}

}  // namespace botschaft::desk
