// The clocks of a case: begun and stopped by what is done, stored with the moments at which somebody must
// know.
#include <algorithm>

#include "desk/desk.h"
#include "desk/rows.h"

namespace botschaft::desk {
namespace {

// What begins a clock. All others begin with the case.
bool begins_with(ClockKind kind, Action action) {
  using enum ClockKind;
  switch (kind) {
    case complain_until:
      return action == Action::inform;
    case preserve_until:
      return action == Action::preserve || action == Action::effect;
    case scrutiny_until:
      return action == Action::effect;
    case object_until:
      return action == Action::hand_over_conditionally;
    case clarify:
      return action == Action::ask_clarification;
    default:
      return false;
  }
}
bool begins_with_case(ClockKind kind) {
  for (std::size_t i = 0; i < Names<Action>::kAll.size(); ++i)
    if (begins_with(kind, each<Action>(i))) return false;
  return true;
}

bool stops(Action action, ClockKind kind) {
  using enum ClockKind;
  if (action == Action::withdraw || action == Action::inform)
    return kind <= feedback || kind == clarify || kind == named_deadline;
  if (action == Action::clarify) return kind == clarify;
  if (action == Action::decide) return kind == decide;
  if (action == Action::effect || action == Action::hand_over_conditionally)
    return kind == give_effect || kind == decide || kind == named_deadline;
  if (action == Action::validate) return kind == ClockKind::validate;
  return action == Action::release && kind == object_until;
}

// Reg. 2023/1543, Art. 11(1): once by 30 days. A confirmation has no end in the law; ours is that of every
// gag, and whoever still waits then can say so again.
constexpr Seconds kExtension = 30 * kDay;
constexpr Seconds kConfirmed = 183 * kDay;
constexpr int kEndedKinds[] = {static_cast<int>(ClockKind::preserve_until),
                               static_cast<int>(ClockKind::object_until),
                               static_cast<int>(ClockKind::clarify), static_cast<int>(ClockKind::validate)};

// A clock's due time, and its next rung after `now` if it still runs.
void wind(store::DeskClockRow& row, Instrument instrument, const std::vector<store::DeskPauseRow>& pauses) {
  const auto clock = clock_of(instrument, row, pauses);
  row.due_at = clock ? due_at(*clock) : std::nullopt;
  row.rung_at =
      clock && row.stopped_at == 0 ? escalates_at(*clock, static_cast<std::size_t>(row.rung)) : std::nullopt;
}

}  // namespace

void Desk::start_clocks(const store::DeskCaseRow& row, Action action) {
  const auto instrument = instrument_of(row);
  const bool new_case = action == Action{};
  for (const auto& rule : clock_rules(instrument, settings_.tier, settings_.levels)) {
    if (new_case ? !begins_with_case(rule.kind) : !begins_with(rule.kind, action)) continue;
    store::DeskClockRow clock{.case_id = row.id,
                              .kind = static_cast<int>(rule.kind),
                              .statutory = rule.statutory,
                              .amount = rule.amount,
                              .started_at = now_};
    wind(clock, instrument, {});
    store::put_desk_clock(tx_, clock);
  }
}

void Desk::wind_clocks(const store::DeskCaseRow& row) {
  const auto pauses = store::desk_pauses(tx_, row.id);
  for (auto& clock : store::desk_clocks(tx_, row.id)) {
    if (clock.stopped_at != 0) continue;
    wind(clock, instrument_of(row), pauses);
    store::put_desk_clock(tx_, clock);
  }
}

void Desk::stop_clocks(const store::DeskCaseRow& row, Action action) {
  for (auto& clock : store::desk_clocks(tx_, row.id)) {
    if (clock.stopped_at != 0 || !stops(action, static_cast<ClockKind>(clock.kind))) continue;
    clock.stopped_at = now_;
    clock.rung_at.reset();
    store::put_desk_clock(tx_, clock);
  }
}

bool is_extended(const store::DeskClockRow& preservation) {
  const auto clock = clock_of(Instrument::epoc_preservation, preservation, {});
  for (const auto& rule : statutory_rules())
    if (clock && rule.instrument == Instrument::epoc_preservation && rule.kind == ClockKind::preserve_until)
      return preservation.amount > rule.amount;
  return true;
}

void Desk::hold_longer(const store::DeskCaseRow& row, Action action) {
  if (action != Action::extend && action != Action::confirm) return;
  for (auto& clock : store::desk_clocks(tx_, row.id)) {
    if (clock.kind != static_cast<int>(ClockKind::preserve_until)) continue;
    const auto amount =
        action == Action::extend ? clock.amount + kExtension : now_ - clock.started_at + kConfirmed;
    clock.amount = static_cast<std::int32_t>(amount);
    wind(clock, instrument_of(row), {});
    store::put_desk_clock(tx_, clock);
  }
}

void Desk::name_deadline(std::int64_t case_id, Seconds at) {
  const auto row = store::find_desk_case(tx_, case_id);
  if (!row) return;
  constexpr Seconds kMost = 10 * 366 * kDay;
  const auto rule = named_deadline_rule(instrument_of(*row));
  store::DeskClockRow clock{.case_id = case_id,
                            .kind = static_cast<int>(rule.kind),
                            .statutory = rule.statutory,
                            .amount = static_cast<std::int32_t>(std::clamp<Seconds>(at - now_, 0, kMost)),
                            .started_at = now_};
  wind(clock, rule.instrument, {});
  store::put_desk_clock(tx_, clock);
}

std::vector<Desk::Ended> Desk::end_clocks(int limit) {
  std::vector<Ended> ended;
  for (auto& clock : store::ending_desk_clocks(tx_, now_, limit)) {
    clock.stopped_at = now_;
    store::put_desk_clock(tx_, clock);
    if (std::ranges::find(kEndedKinds, clock.kind) == std::end(kEndedKinds)) continue;
    const auto kind = static_cast<ClockKind>(clock.kind);
    note(clock.case_id, LogKind::expired, "clock: " + std::string(name_of(kind)) + "\n");
    ended.push_back({.case_id = clock.case_id, .clock = kind});
    if (kind == ClockKind::object_until) (void)act(clock.case_id, Action::release, {.role = Role::system});
  }
  return ended;
}

std::optional<Seconds> Desk::next_due() {
  return store::next_desk_due(tx_);
}

std::vector<Desk::Rung> Desk::escalate(int limit) {
  std::vector<Rung> rungs;
  for (auto& clock : store::desk_rungs(tx_, now_, limit)) {
    auto row = store::find_desk_case(tx_, clock.case_id);
    if (!row) continue;
    const auto kind = static_cast<ClockKind>(clock.kind);
    rungs.push_back({.case_id = row->id, .clock = kind, .rung = clock.rung, .due_at = clock.due_at});
    log(*row, LogKind::escalated,
        as_bytes("clock: " + std::string(name_of(kind)) + "\nrung: " + std::to_string(clock.rung) + "\n"));
    store::update_desk_case(tx_, *row);
    ++clock.rung;
    wind(clock, instrument_of(*row), store::desk_pauses(tx_, row->id));
    store::put_desk_clock(tx_, clock);
  }
  return rungs;
}

}  // namespace botschaft::desk
