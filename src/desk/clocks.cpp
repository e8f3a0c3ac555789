#include "desk/clocks.h"

#include <algorithm>
#include <chrono>

namespace botschaft::desk {
namespace {

using enum ClockKind;
using I = Instrument;
using T = OperatorTier;

constexpr auto kOurs = RunsFor::operator_;
constexpr auto kTheirs = RunsFor::other;
constexpr auto kFirm = OnResume::never_pauses;
constexpr auto kGoesOn = OnResume::goes_on;
constexpr auto kStartsOver = OnResume::starts_over;

constexpr ClockRule months(I instrument, ClockKind kind, std::int32_t amount, T tier,
                           std::string_view basis) {
  return {instrument, kind, amount, Unit::months, kTheirs, kFirm, tier, true, basis};
}

constexpr ClockRule span(I instrument, ClockKind kind, Seconds amount, RunsFor whose, OnResume resume,
                         std::string_view basis) {
  return {instrument, kind, static_cast<std::int32_t>(amount), Unit::seconds, whose, resume, T::hosting,
          true,       basis};
}

// The law's own numbers; DSA 20 binds platforms that are not small, and all others here by our own promise.
// TCO 3(7) and 3(8): the hour begins when the cause is gone. Of EPOC Art. 10(6) says that the duties do not
// apply until clarity is given; the stricter reading is taken: what was used up stays used up.
constexpr ClockRule kRules[] = {
    months(I::dsa16_notice, complain_until, 6, T::hosting, "DSA 20(1)"),
    months(I::dsa9_order, complain_until, 6, T::hosting, "DSA 9(5), 20(1)"),
    span(I::tco_removal, give_effect, kHour, kOurs, kStartsOver, "TCO 3(3)"),
    span(I::tco_removal, feedback, kHour, kOurs, kStartsOver, "TCO 3(6)"),
    months(I::tco_removal, preserve_until, 6, T::hosting, "TCO 6(2)"),
    months(I::tco_removal, complain_until, 6, T::hosting, "TCO 10, DSA 20(1)"),
    span(I::tco_removal, scrutiny_until, 48 * kHour, kTheirs, kFirm, "TCO 4(4)"),
    span(I::epoc, give_effect, 10 * kDay, kOurs, kGoesOn, "e-Evidence 10(2), 10(3)"),
    span(I::epoc, object_until, 10 * kDay, kTheirs, kFirm, "e-Evidence 10(2)"),
    span(I::epoc, clarify, 5 * kDay, kTheirs, kFirm, "e-Evidence 10(6)"),
    span(I::epoc_emergency, give_effect, 8 * kHour, kOurs, kGoesOn, "e-Evidence 10(4)"),
    span(I::epoc_emergency, object_until, 96 * kHour, kTheirs, kFirm, "e-Evidence 10(4)"),
    span(I::epoc_emergency, validate, 48 * kHour, kTheirs, kFirm, "e-Evidence 4(5)"),
    span(I::epoc_emergency, clarify, 5 * kDay, kTheirs, kFirm, "e-Evidence 10(6)"),
    span(I::epoc_preservation, preserve_until, 60 * kDay, kTheirs, kFirm, "e-Evidence 11(1)"),
    span(I::epoc_preservation, clarify, 5 * kDay, kTheirs, kFirm, "e-Evidence 11(5)"),
    months(I::data_subject, decide, 1, T::hosting, "GDPR 12(3)"),
};

// "Without undue delay": what the operator promises is chosen by what is asked of it.
struct Promise {
  I instrument;
  ClockKind kind;
  Seconds ServiceLevels::* level;
  std::string_view basis;
};
constexpr Promise kPromises[] = {
    {I::dsa16_notice, decide, &ServiceLevels::other, "DSA 16(6)"},
    {I::dsa20_complaint, decide, &ServiceLevels::other, "DSA 20(4)"},
    {I::dsa9_order, give_effect, &ServiceLevels::manifest, "DSA 9(1)"},
    {I::dsa10_order, give_effect, &ServiceLevels::information, "DSA 10(1)"},
    {I::free_letter, decide, &ServiceLevels::information, "DSA 11"},
    {I::contact, decide, &ServiceLevels::information, "DSA 11, 12"},
    {I::epoc_preservation, give_effect, &ServiceLevels::manifest, "e-Evidence 11(1)"},
    {I::threat_to_life, give_effect, &ServiceLevels::manifest, "DSA 18, TCO 14(5)"},
};

// The time that has been taken from the clock, and where it began to run last. Nothing while it rests.
struct Run {
  Seconds begin = 0;
  Seconds rested = 0;
};
std::optional<Run> running(const Clock& clock) {
  Run run{.begin = clock.started_at};
  for (const Pause& pause : clock.pauses) {
    if (clock.rule.on_resume == OnResume::never_pauses) continue;
    if (!pause.until) return std::nullopt;
    if (clock.rule.on_resume == OnResume::starts_over)
      run = {.begin = *pause.until};
    else
      run.rested += *pause.until - pause.from;
  }
  return run;
}

Seconds end_of_day(Seconds at) {
  return (at / kDay) * kDay + kDay - 1;
}

}  // namespace

std::span<const ClockRule> statutory_rules() {
  return kRules;
}

ClockRule named_deadline_rule(Instrument instrument) {
  auto rule = span(instrument, named_deadline, 0, kOurs, kGoesOn, "as the order names it");
  rule.statutory = false;
  return rule;
}

std::vector<ClockRule> clock_rules(Instrument instrument, OperatorTier tier, const ServiceLevels& levels) {
  std::vector<ClockRule> rules;
  for (const ClockRule& rule : kRules)
    if (rule.instrument == instrument && tier >= rule.from_tier) rules.push_back(rule);
  for (const Promise& promise : kPromises) {
    if (promise.instrument != instrument || levels.*promise.level == 0) continue;
    auto rule = span(instrument, promise.kind, levels.*promise.level, kOurs, kGoesOn, promise.basis);
    rule.statutory = false;
    rules.push_back(rule);
  }
  return rules;
}

std::optional<Seconds> due_at(const Clock& clock) {
  const auto run = running(clock);
  if (!run) return std::nullopt;
  if (clock.rule.unit == Unit::months) return end_of_day(add_months(run->begin, clock.rule.amount));
  return run->begin + run->rested + clock.rule.amount;
}

std::optional<Seconds> escalates_at(const Clock& clock, std::size_t rung) {
  if (clock.rule.runs_for != RunsFor::operator_ || rung >= kEscalationQuarters.size()) return std::nullopt;
  const auto due = due_at(clock);
  const auto run = running(clock);
  if (!due || !run) return std::nullopt;
  const Seconds length = *due - run->begin - run->rested;
  const Seconds used = length * kEscalationQuarters[rung] / 4;
  // Rests lie where they lie: a rung that was reached before one is not put off by it.
  Seconds at = run->begin + used;
  for (const Pause& pause : clock.pauses)
    if (pause.until && pause.from >= run->begin && pause.from <= at) at += *pause.until - pause.from;
  return at;
}

bool may_pause(const ClockRule& rule, PauseReason reason) {
  if (rule.on_resume == OnResume::never_pauses) return false;
  // The hour of TCO stops for its three causes only; a mere question does not stop it.
  return rule.instrument != Instrument::tco_removal || reason != PauseReason::clarification;
}

Seconds add_months(Seconds from, std::int32_t count) {
  using namespace std::chrono;
  const sys_seconds at{seconds(from)};
  const auto midnight = floor<days>(at);
  auto date = year_month_day(midnight) + std::chrono::months(count);
  if (!date.ok()) date = date.year() / date.month() / last;
  return duration_cast<seconds>((sys_days(date) + (at - midnight)).time_since_epoch()).count();
}

}  // namespace botschaft::desk
