#pragma once
// The life of a case: one table, from which docs/desk/states.md is drawn and which is the only way from one
// state to another. A row says what must hold before it is walked; desk.cpp finds out what does hold.
#include <expected>
#include <span>
#include <string>

#include "desk/terms.h"

namespace botschaft::desk {

enum class State : std::uint8_t {
  received = 1,
  viewed,
  waiting,   // for a clarification: the clock rests
  proposed,  // for a second person
  decided,
  conditional,  // handed over on condition that the enforcing authority does not refuse: Reg. 2023/1543, Art.
                // 10
  effected,
  closed,
  appealed,
  reversed,  // the measure is to be undone
  withdrawn,
};

enum class Action : std::uint8_t {
  view = 1,
  preserve,
  withhold_interim,
  lift_interim,
  reply,
  ask_clarification,
  clarify,
  propose,
  return_proposal,
  decide,
  effect,
  hand_over_conditionally,
  release,
  recall,
  inform,
  appeal,
  uphold,
  reverse,
  restore,
  withdraw,
  extend,        // of data that is preserved: Reg. 2023/1543, Annex VI
  confirm,       // that a request for production follows: Annex V
  validate,      // an emergency order was validated afterwards: Reg. 2023/1543, Art. 4(5)
  ask_scrutiny,  // by the authority of the operator's own State: TCO 4(4)
};

// What must hold, as bits. Evidence for them comes from stored rows, never from the caller's word.
enum class Condition : std::uint32_t {
  human = 1u << 0,          // a person does it, no program (DSA 20(6) and our own rule)
  decision = 1u << 1,       // a decision is written down
  statement = 1u << 2,      // and, if it restricts, has its statement of reasons
  measure = 1u << 3,        // the decision restricts or discloses
  no_measure = 1u << 4,     // it does neither
  second_person = 1u << 5,  // another than who proposed
  one_is_enough = 1u << 6,  // the decision discloses nothing
  level = 1u << 7,          // who asks was shown to be who they say, as far as this needs
  reasons = 1u << 8,        // said why
  told = 1u << 9,           // everyone was told, or a gag in force says who may not be
  in_time = 1u << 10,       // the time to complain is not over
  fresh_eyes = 1u << 11,    // took no part in the decision appealed against
  public_content = 1u << 12,
  reversible = 1u << 13,
  entitled = 1u << 14,  // who asks may ask for that: who_may_ask.h
};

// A set of conditions, kinds of cases or roles.
template <class E>
class Set {
 public:
  constexpr Set() = default;
  constexpr Set(std::initializer_list<E> members) {
    for (const E member : members) add(member);
  }
  constexpr bool has(E member) const { return (bits_ & bit(member)) != 0; }
  constexpr Set& add(E member, bool really = true) {
    if (really) bits_ |= bit(member);
    return *this;
  }
  constexpr Set without(Set other) const { return from(bits_ & ~other.bits_); }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(Set, Set) = default;

 private:
  static constexpr Set from(std::uint32_t bits) {
    Set made;
    made.bits_ = bits;
    return made;
  }
  static constexpr std::uint32_t bit(E member) {
    if constexpr (std::is_same_v<E, Condition>)
      return static_cast<std::uint32_t>(member);
    else
      return 1u << static_cast<unsigned>(member);
  }
  std::uint32_t bits_ = 0;
};

struct Transition {
  State from;
  Action action;
  Set<CaseKind> kinds;
  State to;
  Set<Role> who;
  Set<Condition> needs;
  LogKind log;  // the entry it leaves
};

std::span<const Transition> transitions();

enum class Why : std::uint8_t {
  no_such_case = 1,
  no_such_step,  // the table has none from this state
  not_your_role,
  unmet_condition,  // `missing` says which
  key_reused,       // an idempotency key with another body (HTTP 422)
  bad_input,
  gag_too_long,
  no_gag_here,
  held,  // under legal hold or in an open case: not erased
};

struct Refusal {
  Why why = {};
  Set<Condition> missing = {};
  friend bool operator==(const Refusal&, const Refusal&) = default;
};
template <class T>
using Outcome = std::expected<T, Refusal>;
inline std::unexpected<Refusal> refuse(Why why, Set<Condition> missing = {}) {
  return std::unexpected(Refusal{why, missing});
}

// The row to walk, or why not.
Outcome<Transition> step(State state, CaseKind kind, Action action, Role role, Set<Condition> met);

// Work is over, as far as the desk itself can tell.
constexpr bool is_settled(State state) {
  return state == State::closed || state == State::withdrawn;
}
// Further notices of the same target are of the same work item.
constexpr bool takes_notices(State state) {
  return state <= State::proposed;
}

std::string states_document();  // docs/desk/states.md

template <>
struct Names<State> {
  static constexpr std::array<std::string_view, 11> kAll = {"received", "viewed",      "waiting",  "proposed",
                                                            "decided",  "conditional", "effected", "closed",
                                                            "appealed", "reversed",    "withdrawn"};
};
template <>
struct Names<Action> {
  static constexpr std::array<std::string_view, 24> kAll = {
      "view",    "preserve", "withhold-interim", "lift-interim", "reply",    "ask-clarification",
      "clarify", "propose",  "return",           "decide",       "effect",   "hand-over-conditionally",
      "release", "recall",   "inform",           "appeal",       "uphold",   "reverse",
      "restore", "withdraw", "extend",           "confirm",      "validate", "ask-scrutiny"};
};
std::string_view name_of(Condition condition);
std::span<const Condition> all_conditions();

}  // namespace botschaft::desk
