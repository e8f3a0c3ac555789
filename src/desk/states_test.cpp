#include "desk/states.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

namespace botschaft::desk {
namespace {

using C = Condition;

Set<Condition> everything() {
  Set<Condition> all;
  for (const C condition : all_conditions()) all.add(condition);
  return all;
}

template <class F>
void for_each_step(F f) {
  for (std::size_t s = 0; s < Names<State>::kAll.size(); ++s)
    for (std::size_t k = 0; k < Names<CaseKind>::kAll.size(); ++k)
      for (std::size_t a = 0; a < Names<Action>::kAll.size(); ++a)
        f(each<State>(s), each<CaseKind>(k), each<Action>(a));
}

const Transition* row_of(State state, CaseKind kind, Action action) {
  for (const auto& row : transitions())
    if (row.from == state && row.action == action && row.kinds.has(kind)) return &row;
  return nullptr;
}

TEST(States, NoStepButThoseOfTheTable) {
  int walked = 0;
  for_each_step([&](State state, CaseKind kind, Action action) {
    const auto* row = row_of(state, kind, action);
    for (std::size_t r = 0; r < Names<Role>::kAll.size(); ++r) {
      const auto role = each<Role>(r);
      const auto got = step(state, kind, action, role, everything());
      if (!row) {
        ASSERT_EQ(got.error(), (Refusal{Why::no_such_step, {}}));
      } else if (!row->who.has(role)) {
        ASSERT_EQ(got.error(), (Refusal{Why::not_your_role, {}}));
      } else {
        ASSERT_TRUE(got);
        ASSERT_EQ(got->to, row->to);
        ++walked;
      }
    }
  });
  EXPECT_GT(walked, 200);
}

TEST(States, OneRowForEachStateKindAndAction) {
  for_each_step([&](State state, CaseKind kind, Action action) {
    int rows = 0;
    for (const auto& row : transitions())
      rows += row.from == state && row.action == action && row.kinds.has(kind) ? 1 : 0;
    EXPECT_LE(rows, 1) << name_of(state) << " " << name_of(kind) << " " << name_of(action);
  });
}

TEST(States, EachConditionIsNeededByItself) {
  for (const auto& row : transitions()) {
    for (const C condition : all_conditions()) {
      Set<C> without = everything().without({condition});
      for (std::size_t r = 0; r < Names<Role>::kAll.size(); ++r) {
        if (!row.who.has(each<Role>(r))) continue;
        for (std::size_t k = 0; k < Names<CaseKind>::kAll.size(); ++k) {
          if (!row.kinds.has(each<CaseKind>(k))) continue;
          const auto got = step(row.from, each<CaseKind>(k), row.action, each<Role>(r), without);
          ASSERT_EQ(got.has_value(), !row.needs.has(condition));
          if (!got) {
            ASSERT_EQ(got.error(), (Refusal{Why::unmet_condition, {condition}}));
          }
        }
      }
    }
  }
}

// All states a case can come to without walking a row for which `closed` is true.
std::set<State> reachable(CaseKind kind, auto closed) {
  std::set<State> found = {State::received};
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const auto& row : transitions())
      if (found.contains(row.from) && row.kinds.has(kind) && !closed(row)) found.insert(row.to);
  }
  return found;
}

TEST(States, NothingTakesEffectBeforeAPersonDecidedWithAStatement) {
  for (std::size_t k = 0; k < Names<CaseKind>::kAll.size(); ++k) {
    const auto found = reachable(each<CaseKind>(k), [](const Transition& row) {
      return row.action == Action::decide && row.needs.has(C::human) && row.needs.has(C::decision) &&
             (row.needs.has(C::statement) || row.kinds == Set<CaseKind>{CaseKind::appeal});
    });
    for (const State state : {State::decided, State::conditional, State::effected, State::closed,
                              State::appealed, State::reversed})
      EXPECT_FALSE(found.contains(state)) << name_of(state);
  }
}

TEST(States, NothingIsDisclosedWithoutASecondPersonLevelAndTitle) {
  for (const auto& row : transitions()) {
    if (row.action != Action::decide || !row.kinds.has(CaseKind::order)) continue;
    EXPECT_TRUE(row.needs.has(C::second_person) || row.needs.has(C::one_is_enough));
    EXPECT_TRUE(row.needs.has(C::level));
    EXPECT_TRUE(row.needs.has(C::entitled));
  }
  for (const auto& row : transitions()) {
    const bool disclosed = row.log == LogKind::disclosed || row.action == Action::effect;
    EXPECT_TRUE(!disclosed || row.from == State::decided);
  }
}

TEST(States, EveryStateIsReachedAndLeft) {
  std::set<State> reached;
  for (std::size_t k = 0; k < Names<CaseKind>::kAll.size(); ++k)
    reached.merge(reachable(each<CaseKind>(k), [](const Transition&) { return false; }));
  EXPECT_EQ(reached.size(), Names<State>::kAll.size());
  for (const State state : reached) {
    bool left = state == State::withdrawn;
    for (const auto& row : transitions()) left |= row.from == state && row.to != state;
    EXPECT_TRUE(left) << name_of(state);
  }
}

TEST(States, ThoseConcernedDecideNothing) {
  for (const auto& row : transitions())
    for (const Role role : {Role::reporter, Role::flagger, Role::officer, Role::auditor})
      if (row.who.has(role)) {
        EXPECT_TRUE(row.action == Action::reply || row.action == Action::clarify ||
                    row.action == Action::withdraw || row.action == Action::appeal ||
                    row.action == Action::extend || row.action == Action::confirm);
        EXPECT_NE(role, Role::auditor);
      }
}

TEST(StatesDocument, IsWhatTheTableSays) {
  const std::string path = BOTSCHAFT_SOURCE "/docs/desk/states.md";
  if (std::getenv("BOTSCHAFT_WRITE_DOCS")) std::ofstream(path) << states_document();
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), states_document());
}

}  // namespace
}  // namespace botschaft::desk
