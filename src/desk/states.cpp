#include "desk/states.h"

#include <fmt/format.h>

namespace botschaft::desk {
namespace {

using enum Action;
using C = Condition;

constexpr Set<CaseKind> kAny = {CaseKind::notice, CaseKind::order, CaseKind::contact_request,
                                CaseKind::appeal};
constexpr Set<CaseKind> kContent = {CaseKind::notice, CaseKind::order};
constexpr Set<CaseKind> kOrder = {CaseKind::order};
constexpr Set<CaseKind> kAppeal = {CaseKind::appeal};
constexpr Set<CaseKind> kButAppeal = {CaseKind::notice, CaseKind::order, CaseKind::contact_request};

constexpr Set<Role> kStaff = {Role::moderator, Role::second_reviewer, Role::appeal_reviewer, Role::operator_};
constexpr Set<Role> kDeciders = {Role::moderator, Role::operator_};
constexpr Set<Role> kSecond = {Role::second_reviewer, Role::operator_};
constexpr Set<Role> kAppeals = {Role::appeal_reviewer, Role::operator_};
constexpr Set<Role> kProgram = {Role::system, Role::moderator, Role::operator_};
constexpr Set<Role> kSender = {Role::reporter, Role::flagger, Role::officer};
constexpr Set<Role> kTalk = {Role::reporter, Role::flagger, Role::officer, Role::moderator, Role::operator_};

constexpr Set<Role> kHolding = {Role::officer, Role::moderator, Role::operator_};

constexpr Set<Condition> kInterim = {C::statement, C::public_content, C::reversible, C::level};
constexpr Set<Condition> kAlone = {C::human, C::decision, C::statement,
                                   C::level, C::entitled, C::one_is_enough};
constexpr Set<Condition> kTogether = {C::human, C::decision, C::statement,
                                      C::level, C::entitled, C::second_person};
constexpr Set<Condition> kAgain = {C::human, C::decision, C::fresh_eyes};

constexpr Transition kTransitions[] = {
    {State::received, view, kAny, State::viewed, kStaff, {C::human}, LogKind::viewed},
    {State::received, preserve, kOrder, State::received, kProgram, {}, LogKind::preserved},
    {State::viewed, preserve, kOrder, State::viewed, kProgram, {}, LogKind::preserved},
    {State::waiting, preserve, kOrder, State::waiting, kProgram, {}, LogKind::preserved},
    {State::received, withhold_interim, kContent, State::received, kProgram, kInterim, LogKind::effected},
    {State::viewed, withhold_interim, kContent, State::viewed, kProgram, kInterim, LogKind::effected},
    {State::waiting, withhold_interim, kContent, State::waiting, kProgram, kInterim, LogKind::effected},
    {State::viewed,
     lift_interim,
     kContent,
     State::viewed,
     kDeciders,
     {C::human, C::reasons},
     LogKind::reversed},
    {State::waiting,
     lift_interim,
     kContent,
     State::waiting,
     kDeciders,
     {C::human, C::reasons},
     LogKind::reversed},
    {State::received, reply, kAny, State::received, kSender, {}, LogKind::replied},
    {State::viewed, reply, kAny, State::viewed, kTalk, {}, LogKind::replied},
    {State::waiting, reply, kAny, State::waiting, kTalk, {}, LogKind::replied},
    {State::decided, reply, kAny, State::decided, kTalk, {}, LogKind::replied},
    {State::conditional, reply, kOrder, State::conditional, kTalk, {}, LogKind::replied},
    {State::effected, reply, kContent, State::effected, kTalk, {}, LogKind::replied},
    {State::closed, reply, kAny, State::closed, kTalk, {}, LogKind::replied},
    {State::viewed,
     ask_clarification,
     kAny,
     State::waiting,
     kDeciders,
     {C::human, C::reasons},
     LogKind::clock_paused},
    {State::waiting, clarify, kAny, State::viewed, kTalk, {}, LogKind::clock_resumed},
    {State::viewed,
     propose,
     kAny,
     State::proposed,
     kDeciders,
     {C::human, C::decision, C::statement},
     LogKind::proposed},
    {State::proposed,
     return_proposal,
     kAny,
     State::viewed,
     kSecond,
     {C::human, C::second_person, C::reasons},
     LogKind::returned},
    {State::proposed, decide, kButAppeal, State::decided, kSecond, kTogether, LogKind::decided},
    {State::viewed, decide, kButAppeal, State::decided, kDeciders, kAlone, LogKind::decided},
    {State::viewed, decide, kAppeal, State::decided, kAppeals, kAgain, LogKind::decided},
    {State::decided,
     effect,
     kContent,
     State::effected,
     kProgram,
     {C::measure, C::statement},
     LogKind::effected},
    {State::decided,
     hand_over_conditionally,
     kOrder,
     State::conditional,
     kProgram,
     {C::measure, C::statement},
     LogKind::disclosed},
    {State::conditional, release, kOrder, State::effected, kProgram, {C::measure}, LogKind::effected},
    {State::conditional, recall, kOrder, State::closed, kDeciders, {C::reasons}, LogKind::reversed},
    {State::decided, inform, kAny, State::closed, kProgram, {C::no_measure, C::told}, LogKind::notified},
    {State::effected, inform, kContent, State::closed, kProgram, {C::told}, LogKind::notified},
    {State::effected, Action::appeal, kContent, State::appealed, kSender, {C::in_time}, LogKind::appealed},
    {State::closed, Action::appeal, kContent, State::appealed, kSender, {C::in_time}, LogKind::appealed},
    {State::appealed, uphold, kContent, State::closed, kAppeals, kAgain, LogKind::decided},
    {State::appealed, reverse, kContent, State::reversed, kAppeals, kAgain, LogKind::reversed},
    {State::reversed, restore, kContent, State::effected, kProgram, {}, LogKind::effected},
    {State::received, withdraw, kAny, State::withdrawn, kSender, {}, LogKind::withdrawn},
    {State::viewed, withdraw, kAny, State::withdrawn, kSender, {}, LogKind::withdrawn},
    {State::waiting, withdraw, kAny, State::withdrawn, kSender, {}, LogKind::withdrawn},
    {State::proposed, withdraw, kAny, State::withdrawn, kSender, {}, LogKind::withdrawn},
    {State::received, extend, kOrder, State::received, kHolding, {C::in_time}, LogKind::preserved},
    {State::viewed, extend, kOrder, State::viewed, kHolding, {C::in_time}, LogKind::preserved},
    {State::waiting, extend, kOrder, State::waiting, kHolding, {C::in_time}, LogKind::preserved},
    {State::decided, extend, kOrder, State::decided, kHolding, {C::in_time}, LogKind::preserved},
    {State::effected, extend, kOrder, State::effected, kHolding, {C::in_time}, LogKind::preserved},
    {State::closed, extend, kOrder, State::closed, kHolding, {C::in_time}, LogKind::preserved},
    {State::received, confirm, kOrder, State::received, kHolding, {C::in_time}, LogKind::preserved},
    {State::viewed, confirm, kOrder, State::viewed, kHolding, {C::in_time}, LogKind::preserved},
    {State::waiting, confirm, kOrder, State::waiting, kHolding, {C::in_time}, LogKind::preserved},
    {State::decided, confirm, kOrder, State::decided, kHolding, {C::in_time}, LogKind::preserved},
    {State::effected, confirm, kOrder, State::effected, kHolding, {C::in_time}, LogKind::preserved},
    {State::closed, confirm, kOrder, State::closed, kHolding, {C::in_time}, LogKind::preserved},
    {State::received, validate, kOrder, State::received, kDeciders, {C::human, C::reasons}, LogKind::acked},
    {State::viewed, validate, kOrder, State::viewed, kDeciders, {C::human, C::reasons}, LogKind::acked},
    {State::waiting, validate, kOrder, State::waiting, kDeciders, {C::human, C::reasons}, LogKind::acked},
    {State::decided, validate, kOrder, State::decided, kDeciders, {C::human, C::reasons}, LogKind::acked},
    {State::conditional,
     validate,
     kOrder,
     State::conditional,
     kDeciders,
     {C::human, C::reasons},
     LogKind::acked},
    {State::effected, validate, kOrder, State::effected, kDeciders, {C::human, C::reasons}, LogKind::acked},
    {State::closed, validate, kOrder, State::closed, kDeciders, {C::human, C::reasons}, LogKind::acked},
    {State::effected,
     ask_scrutiny,
     kOrder,
     State::effected,
     kDeciders,
     {C::human, C::reasons, C::in_time},
     LogKind::replied},
    {State::closed,
     ask_scrutiny,
     kOrder,
     State::closed,
     kDeciders,
     {C::human, C::reasons, C::in_time},
     LogKind::replied},
};

constexpr Condition kConditions[] = {C::human,          C::decision,      C::statement,     C::measure,
                                     C::no_measure,     C::second_person, C::one_is_enough, C::level,
                                     C::reasons,        C::told,          C::in_time,       C::fresh_eyes,
                                     C::public_content, C::reversible,    C::entitled};
constexpr std::string_view kConditionNames[] = {
    "a person",        "a decision",    "a statement of reasons", "a measure",  "no measure",
    "a second person", "one is enough", "identity level",         "reasons",    "everyone told",
    "in time",         "fresh eyes",    "public content",         "reversible", "entitled to ask"};
static_assert(std::size(kConditions) == std::size(kConditionNames));

template <class E>
std::string list(Set<E> set) {
  std::string words;
  for (std::size_t i = 0; i < Names<E>::kAll.size(); ++i) {
    if (!set.has(each<E>(i))) continue;
    words += (words.empty() ? "" : ", ") + std::string(Names<E>::kAll[i]);
  }
  return words;
}

std::string list(Set<Condition> set) {
  std::string words;
  for (const Condition condition : kConditions)
    if (set.has(condition)) words += (words.empty() ? "" : ", ") + std::string(name_of(condition));
  return words;
}

}  // namespace

std::span<const Transition> transitions() {
  return kTransitions;
}

std::span<const Condition> all_conditions() {
  return kConditions;
}

std::string_view name_of(Condition condition) {
  for (std::size_t i = 0; i < std::size(kConditions); ++i)
    if (kConditions[i] == condition) return kConditionNames[i];
  return "";
}

Outcome<Transition> step(State state, CaseKind kind, Action action, Role role, Set<Condition> met) {
  for (const Transition& row : kTransitions) {
    if (row.from != state || row.action != action || !row.kinds.has(kind)) continue;
    if (!row.who.has(role)) return refuse(Why::not_your_role);
    const auto missing = row.needs.without(met);
    if (!missing.empty()) return refuse(Why::unmet_condition, missing);
    return row;
  }
  return refuse(Why::no_such_step);
}

std::string states_document() {
  std::string text =
      "# The states of a case\n\n"
      "Drawn from the table in `src/desk/states.cpp`; a test compares. After a change of the table:\n"
      "`BOTSCHAFT_WRITE_DOCS=1 botschaft_desk_test --gtest_filter='StatesDocument.*'`.\n\n"
      "```mermaid\nstateDiagram-v2\n  [*] --> received\n";
  for (const Transition& row : kTransitions)
    if (row.from != row.to)
      text += fmt::format("  {} --> {}: {}\n", name_of(row.from), name_of(row.to), name_of(row.action));
  text +=
      "  closed --> [*]\n  withdrawn --> [*]\n```\n\n"
      "| from | step | cases | to | who | needs | entry in the log |\n|---|---|---|---|---|---|---|\n";
  for (const Transition& row : kTransitions)
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", name_of(row.from), name_of(row.action),
                        list(row.kinds), name_of(row.to), list(row.who), list(row.needs), name_of(row.log));
  return text;
}

}  // namespace botschaft::desk
