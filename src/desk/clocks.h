#pragma once
// Statutory clocks: how long each instrument gives, to whom it runs, what stops it, and when people on call
// are told. One table; everything else is arithmetic on seconds since 1970.
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "desk/states.h"

namespace botschaft::desk {

enum class ClockKind : std::uint8_t {
  acknowledge = 1,  // receipt to whoever wrote
  decide,
  give_effect,
  feedback,        // the reply form: Annex II of TCO, effect message of DSA 9 and 10
  preserve_until,  // data is held until then, and destroyed after it
  complain_until,  // until then a complaint is taken
  scrutiny_until,  // until then scrutiny may be asked for: TCO 4(3), 4(4)
  clarify,         // the issuer's time to clarify: Reg. 2023/1543, Art. 10(6)
  object_until,    // the enforcing authority's
  validate,        // the issuer's time to have an emergency order validated, Art. 4(5)
  named_deadline,  // what the order itself names
};

enum class Unit : std::uint8_t { seconds, months };

// Whose time it is. The operator's own are escalated; of the others the end is all that matters.
enum class RunsFor : std::uint8_t { operator_, other };

// What ends a pause does to the clock.
enum class OnResume : std::uint8_t { never_pauses, goes_on, starts_over };

struct ClockRule {
  Instrument instrument;
  ClockKind kind;
  std::int32_t amount;
  Unit unit;
  RunsFor runs_for;
  OnResume on_resume;
  OperatorTier from_tier;  // binds operators of this tier and above
  bool statutory;          // false: the law says "without undue delay" and this is the operator's own promise
  std::string_view basis;
};

// A promise of the operator on top of the law; the old NetzDG's numbers are the usual ones. 0: none made.
struct ServiceLevels {
  Seconds manifest = 24 * kHour;     // manifestly illegal content
  Seconds other = 7 * kDay;          // all other notices and complaints
  Seconds information = 48 * kHour;  // answers to authorities
};

enum class PauseReason : std::uint8_t {
  incomplete = 1,  // TCO 3(8), EPOC Annex III
  manifest_error,
  force_majeure,  // TCO 3(7): what the operator cannot help
  clarification,  // a question to whoever wrote
};

struct Pause {
  PauseReason reason = {};
  Seconds from = 0;
  std::optional<Seconds> until;  // nothing: it still rests
  friend bool operator==(const Pause&, const Pause&) = default;
};

struct Clock {
  ClockRule rule;
  Seconds started_at = 0;
  std::vector<Pause> pauses;  // in order, not overlapping
};

// The rules in force, service levels among them as rules that are not statutory.
std::vector<ClockRule> clock_rules(Instrument instrument, OperatorTier tier,
                                   const ServiceLevels& levels = {});
std::span<const ClockRule> statutory_rules();
ClockRule named_deadline_rule(Instrument instrument);  // its amount is the order's

// When the time is over; nothing while it rests. Of months the day is what counts, and its last second (UTC)
// belongs to it: Reg. 1182/71, Art. 3(2)(c); where the month has no such day, its last day does.
std::optional<Seconds> due_at(const Clock& clock);

// Fixed fractions at which the people on call are told, the next rung each time: minutes 0, 15, 30 and 45 of
// the hour of TCO, and the same quarters of every other clock of the operator's.
inline constexpr std::array<std::int32_t, 4> kEscalationQuarters = {0, 1, 2, 3};
std::optional<Seconds> escalates_at(const Clock& clock, std::size_t rung);

bool may_pause(const ClockRule& rule, PauseReason reason);

// A calendar month later, or more: the same day, or the last of the month; the time of day stays.
Seconds add_months(Seconds from, std::int32_t months);

template <>
struct Names<ClockKind> {
  static constexpr std::array<std::string_view, 11> kAll = {
      "acknowledge",    "decide",  "give-effect",  "feedback", "preserve-until", "complain-until",
      "scrutiny-until", "clarify", "object-until", "validate", "named-deadline"};
};
template <>
struct Names<PauseReason> {
  static constexpr std::array<std::string_view, 4> kAll = {"incomplete", "manifest-error", "force-majeure",
                                                           "clarification"};
};

}  // namespace botschaft::desk
