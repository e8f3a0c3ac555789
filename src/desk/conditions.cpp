// What holds of a case, found in its rows: the other half of the table in states.cpp.
#include <algorithm>

#include "desk/desk.h"
#include "desk/effects.h"
#include "desk/rows.h"

namespace botschaft::desk {
namespace {

// Without an action of one's own in the first decision.
constexpr Action kDeciding[] = {Action::propose, Action::return_proposal, Action::decide, Action::uphold,
                                Action::reverse};

bool fits(const Decision& decision, CaseKind kind) {
  const bool appeal = kind == CaseKind::appeal;
  if (std::holds_alternative<Reversal>(decision)) return appeal;
  if (appeal)
    return std::holds_alternative<NoAction>(decision) || std::holds_alternative<Rejection>(decision);
  if (std::holds_alternative<Disclosure>(decision)) return kind == CaseKind::order;
  if (std::holds_alternative<Restriction>(decision)) return kind != CaseKind::contact_request;
  return true;
}

// Only a correction and a validation change what is asked, and neither what it rests on.
bool fits(const std::optional<Asked>& asked, const store::DeskCaseRow& row, Action action) {
  if (action == Action::validate)
    return asked && asked->validator && instrument_of(row) == Instrument::epoc_emergency;
  if (!asked) return true;
  return action == Action::clarify && kind_of(row) == CaseKind::order &&
         asked->instrument == instrument_of(row);
}

// An order for data gives the data that was asked for, and no more; every other disclosure is none.
bool is_entitled(const std::optional<Asked>& asked, const Decision& decision) {
  const auto* disclosure = std::get_if<Disclosure>(&decision);
  if (!disclosure) return true;
  if (!asked || disclosure->data == DataCategory::none) return false;
  if (asked->data != disclosure->data && !asked->also.has(disclosure->data)) return false;
  auto this_alone = *asked;
  this_alone.data = disclosure->data;
  return may_ask(this_alone) == Verdict::in_order || waits_for_validation(this_alone);
}

}  // namespace

bool Desk::has_fresh_eyes(const store::DeskCaseRow& row, const Actor& actor) {
  const auto of = row.appeal_of.value_or(row.id);
  return std::ranges::none_of(store::desk_acts(tx_, of), [&](const store::DeskActRow& act) {
    return act.person == actor.person &&
           std::ranges::find(kDeciding, static_cast<Action>(act.action)) != std::end(kDeciding);
  });
}

// Of data that is preserved: once more, while it is.
bool Desk::can_hold_longer(const store::DeskCaseRow& row, Action action) {
  if (instrument_of(row) != Instrument::epoc_preservation) return false;
  for (const auto& clock : store::desk_clocks(tx_, row.id))
    if (clock.kind == static_cast<int>(ClockKind::preserve_until) && clock.stopped_at == 0)
      return clock.due_at && now_ <= *clock.due_at && (action == Action::confirm || !is_extended(clock));
  return false;
}

bool Desk::in_time(const store::DeskCaseRow& row, Action action) {
  if (action == Action::extend || action == Action::confirm) return can_hold_longer(row, action);
  if (action == Action::ask_scrutiny) {
    for (const auto& clock : store::desk_clocks(tx_, row.id))
      if (clock.kind == static_cast<int>(ClockKind::scrutiny_until))
        return clock.due_at && now_ <= *clock.due_at;
    return false;
  }
  for (const auto& clock : store::desk_clocks(tx_, row.id))
    if (clock.kind == static_cast<int>(ClockKind::complain_until))
      return clock.due_at && now_ <= *clock.due_at;
  return state_of(row) == State::effected;  // nobody was told yet: the time has not begun
}

bool Desk::everyone_told(const store::DeskCaseRow& row) {
  if (row.untold > 0) return false;
  const bool restricted = row.effected_at != 0;
  if (!restricted || row.person_told_at != 0) return true;
  if (notice_policy(instrument_of(row)).telling != Telling::told) return true;
  const auto gag = store::last_desk_gag(tx_, row.id);
  return gag && gag->ended_at == 0 && gag->until_at > now_;
}

Set<Condition> Desk::conditions(const store::DeskCaseRow& row, Action action, const Actor& actor,
                                const Particulars& about, const std::optional<Decision>& decision) {
  using C = Condition;
  Set<Condition> met;
  const auto kind = kind_of(row);
  const auto level = static_cast<IdentityLevel>(row.level);
  met.add(C::human, actor.person != 0 && actor.role != Role::system);
  met.add(C::reasons, !about.text.empty());
  met.add(C::public_content, is_platform(static_cast<Subject>(row.subject)));
  met.add(C::in_time, in_time(row, action));
  met.add(C::told, everyone_told(row));
  met.add(C::fresh_eyes, has_fresh_eyes(row, actor));
  met.add(C::second_person, row.proposer != 0 && actor.person != row.proposer);
  const auto* restriction = decision ? std::get_if<Restriction>(&*decision) : nullptr;
  const bool discloses = decision && std::holds_alternative<Disclosure>(*decision);
  const bool sound = decision && fits(*decision, kind) && is_complete(*decision);
  met.add(C::decision, sound);
  met.add(C::statement, sound && (restriction || action != Action::withhold_interim));
  met.add(C::measure, sound && (restriction || discloses));
  met.add(C::no_measure, sound && !restriction && !discloses);
  met.add(C::one_is_enough, sound && !needs_second_person(*decision));
  met.add(C::reversible, restriction && is_reversible(restriction->statement.fields().measure));
  met.add(C::entitled, sound && is_entitled(unpack_asked(row.asked), *decision));
  // Who writes as anybody need not prove who they are; who asks with an authority's name has to.
  const auto deed = action == Action::withhold_interim ? Deed::withhold_interim
                    : decision                         ? deed_of(*decision)
                                                       : Deed::answer;
  const bool as_authority = row.lane == static_cast<int>(Lane::authorities) || kind == CaseKind::order;
  met.add(C::level, !as_authority || level >= needed_level(deed));
  return met;
}

Outcome<Transition> Desk::check(store::DeskCaseRow& row, Action action, const Actor& actor,
                                const Particulars& about) {
  if (about.decision && action != Action::propose && action != Action::decide &&
      action != Action::withhold_interim)
    return refuse(Why::bad_input);
  // A second person says yes or no to what was proposed, and puts nothing else in its place.
  if (about.decision && action == Action::decide && state_of(row) == State::proposed)
    return refuse(Why::bad_input);
  if (action == Action::ask_clarification && !about.pause) return refuse(Why::bad_input);
  if (!fits(about.asked, row, action)) return refuse(Why::bad_input);
  const auto decision = about.decision ? about.decision : parse_decision(row.decision);
  auto row_to_walk =
      step(state_of(row), kind_of(row), action, actor.role, conditions(row, action, actor, about, decision));
  const bool about_a_measure = action == Action::propose || action == Action::decide ||
                               action == Action::withhold_interim || action == Action::effect;
  if (row_to_walk && about_a_measure && decision && !can_take_effect(row.target, *decision))
    return refuse(Why::bad_input);
  return row_to_walk;
}

}  // namespace botschaft::desk
