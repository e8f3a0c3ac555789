// Clocks, gags, who may ask, statements: the tables.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "desk/clocks.h"
#include "desk/decision.h"
#include "desk/notice_policy.h"
#include "desk/who_may_ask.h"

namespace botschaft::desk {
namespace {

using I = Instrument;

constexpr Seconds at(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  using namespace std::chrono;
  return sys_seconds(sys_days(year_month_day(std::chrono::year(year), std::chrono::month(month),
                                             std::chrono::day(day))))
             .time_since_epoch()
             .count() +
         hour * kHour + minute * kMinute;
}

ClockRule rule(I instrument, ClockKind kind, OperatorTier tier = OperatorTier::hosting) {
  for (const auto& found : clock_rules(instrument, tier))
    if (found.kind == kind) return found;
  ADD_FAILURE() << "no such rule";
  return {};
}

Seconds length(I instrument, ClockKind kind) {
  return *due_at({rule(instrument, kind), 0, {}});
}

TEST(Clocks, GiveWhatTheLawGives) {
  EXPECT_EQ(length(I::tco_removal, ClockKind::give_effect), kHour);
  EXPECT_EQ(length(I::tco_removal, ClockKind::scrutiny_until), 48 * kHour);
  EXPECT_EQ(length(I::epoc, ClockKind::give_effect), 10 * kDay);
  EXPECT_EQ(length(I::epoc_emergency, ClockKind::give_effect), 8 * kHour);
  EXPECT_EQ(length(I::epoc_emergency, ClockKind::object_until), 96 * kHour);
  EXPECT_EQ(length(I::epoc_emergency, ClockKind::validate), 48 * kHour);
  EXPECT_EQ(length(I::epoc_preservation, ClockKind::preserve_until), 60 * kDay);
  EXPECT_EQ(length(I::epoc, ClockKind::clarify), 5 * kDay);
}

TEST(Clocks, PromisesAreTheOperatorsAndCanBeWithdrawn) {
  const ServiceLevels none{.manifest = 0, .other = 0, .information = 0};
  for (std::size_t i = 0; i < Names<I>::kAll.size(); ++i) {
    for (const auto& found : clock_rules(each<I>(i), OperatorTier::vlop, none)) EXPECT_TRUE(found.statutory);
    for (const auto& found : clock_rules(each<I>(i), OperatorTier::vlop)) {
      EXPECT_FALSE(found.basis.empty());
      EXPECT_GT(found.amount, 0);
    }
  }
  const auto promised = clock_rules(I::dsa10_order, OperatorTier::hosting);
  ASSERT_EQ(promised.size(), 1u);
  EXPECT_FALSE(promised[0].statutory);
  EXPECT_EQ(promised[0].amount, 48 * kHour);
}

TEST(Clocks, MonthsEndWithTheirDay) {
  const auto complain = rule(I::dsa16_notice, ClockKind::complain_until);
  EXPECT_EQ(due_at({complain, at(2026, 5, 23, 14), {}}), at(2026, 11, 24) - 1);
  EXPECT_EQ(due_at({complain, at(2026, 8, 31, 23, 59), {}}), at(2027, 3, 1) - 1);  // no 31 February
  EXPECT_EQ(due_at({complain, at(2027, 8, 31), {}}), at(2028, 3, 1) - 1);          // leap year
  EXPECT_EQ(add_months(at(2026, 1, 31, 5), 1), at(2026, 2, 28, 5));
  EXPECT_EQ(add_months(at(2026, 12, 15), 1), at(2027, 1, 15));
}

TEST(Clocks, TheHourStartsOverWhenItsCauseIsGone) {
  Clock clock{rule(I::tco_removal, ClockKind::give_effect), 1'000, {}};
  clock.pauses.push_back({PauseReason::incomplete, 1'600, std::nullopt});
  EXPECT_EQ(due_at(clock), std::nullopt);
  EXPECT_EQ(escalates_at(clock, 1), std::nullopt);
  clock.pauses[0].until = 9'000;
  EXPECT_EQ(due_at(clock), 9'000 + kHour);
  EXPECT_EQ(escalates_at(clock, 0), 9'000);
  EXPECT_FALSE(may_pause(clock.rule, PauseReason::clarification));
  EXPECT_TRUE(may_pause(clock.rule, PauseReason::force_majeure));
}

TEST(Clocks, OthersGoOnWithWhatIsLeft) {
  Clock clock{rule(I::epoc, ClockKind::give_effect), 0, {}};
  clock.pauses = {{PauseReason::incomplete, 1 * kDay, 3 * kDay},
                  {PauseReason::clarification, 5 * kDay, 6 * kDay}};
  EXPECT_EQ(due_at(clock), 13 * kDay);
  EXPECT_EQ(escalates_at(clock, 0), 0);
  EXPECT_EQ(escalates_at(clock, 1), 2 * kDay + kDay / 2 + 2 * kDay);
  EXPECT_EQ(escalates_at(clock, 3), 7 * kDay + kDay / 2 + 3 * kDay);
}

TEST(Clocks, WhatTheLawFixesForOthersDoesNotRest) {
  Clock clock{rule(I::epoc_preservation, ClockKind::preserve_until), 0, {}};
  clock.pauses = {{PauseReason::incomplete, kDay, 3 * kDay}};
  EXPECT_EQ(due_at(clock), 60 * kDay);
  EXPECT_EQ(escalates_at(clock, 0), std::nullopt);
}

TEST(Clocks, PeopleOnCallAreToldAtTheQuarters) {
  const Clock hour{rule(I::tco_removal, ClockKind::give_effect), 0, {}};
  for (std::size_t rung = 0; rung < 4; ++rung)
    EXPECT_EQ(escalates_at(hour, rung), static_cast<Seconds>(rung) * 15 * kMinute);
  EXPECT_EQ(escalates_at(hour, 4), std::nullopt);
}

TEST(NoticePolicy, EveryInstrumentHasItsRow) {
  for (std::size_t i = 0; i < Names<I>::kAll.size(); ++i)
    EXPECT_EQ(notice_policy(each<I>(i)).instrument, each<I>(i));
}

TEST(NoticePolicy, TcoIsGaggedSixWeeksAndSixMore) {
  const auto first = make_gag(I::tco_removal, 0, 42 * kDay, "TCO 11(3), BKA");
  ASSERT_TRUE(first);
  EXPECT_EQ(tell_at(I::tco_removal, 5, *first), 42 * kDay);
  EXPECT_EQ(make_gag(I::tco_removal, 0, 42 * kDay + 1, "x").error().why, Why::gag_too_long);
  const auto second = make_gag(I::tco_removal, 10, 84 * kDay, "again", *first);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->from, 42 * kDay);
  EXPECT_EQ(make_gag(I::tco_removal, 10, 90 * kDay, "thrice", *second).error().why, Why::gag_too_long);
}

TEST(NoticePolicy, NoGagWithoutBasisOrEnd) {
  EXPECT_EQ(make_gag(I::dsa10_order, 0, kDay, "").error().why, Why::bad_input);
  EXPECT_EQ(make_gag(I::dsa10_order, 5, 5, "x").error().why, Why::bad_input);
  EXPECT_EQ(make_gag(I::dsa10_order, 0, 400 * kDay, "x").error().why, Why::gag_too_long);
  EXPECT_EQ(make_gag(I::dsa16_notice, 0, kDay, "x").error().why, Why::no_gag_here);
  EXPECT_EQ(make_gag(I::epoc, 0, kDay, "x").error().why, Why::no_gag_here);
}

TEST(NoticePolicy, TheIssuerTellsOfProduction) {
  for (const I instrument : {I::epoc, I::epoc_emergency, I::epoc_preservation})
    EXPECT_EQ(tell_at(instrument, 100, {}), std::nullopt);
  EXPECT_EQ(tell_at(I::dsa10_order, 100, {}), 100);
}

TEST(WhoMayAsk, TheWholeMatrix) {
  using A = AuthorityType;
  using D = DataCategory;
  for (std::size_t i = 0; i < Names<I>::kAll.size(); ++i) {
    for (std::size_t a = 0; a < Names<A>::kAll.size(); ++a) {
      for (std::size_t d = 0; d < Names<D>::kAll.size(); ++d) {
        const auto instrument = each<I>(i);
        const auto issuer = each<A>(a);
        const auto data = each<D>(d);
        const bool judge = issuer <= A::investigating_judge;
        const bool justice = issuer <= A::prosecutor;
        const bool sensitive = data >= D::traffic;
        const bool epoc = instrument == I::epoc || instrument == I::epoc_emergency;
        const bool gives = data == D::none
                               ? instrument == I::dsa9_order || instrument == I::tco_removal ||
                                     instrument == I::free_letter || instrument == I::contact
                               : epoc || instrument == I::epoc_preservation || instrument == I::dsa10_order;
        auto expected = Verdict::wrong_instrument;
        if (gives) {
          bool may = true;
          if (epoc) may = sensitive ? judge : justice;
          if (instrument == I::epoc_preservation) may = justice;
          if (instrument == I::dsa10_order && sensitive) may = judge;
          expected = may ? Verdict::in_order : Verdict::needs_validation;
        }
        const Asked asked{instrument, issuer, {}, data, true};
        EXPECT_EQ(may_ask(asked), expected) << name_of(instrument) << name_of(issuer) << name_of(data);
        if (expected == Verdict::needs_validation) {
          auto validated = asked;
          validated.validator = A::judge;
          EXPECT_EQ(may_ask(validated), Verdict::in_order);
        }
        if (epoc && sensitive) {
          auto petty = asked;
          petty.serious_offence = false;
          EXPECT_EQ(may_ask(petty), Verdict::offence_too_small);
        }
      }
    }
  }
}

StatementFields sound() {
  return {.measure = Measure::withhold,
          .territory = {"DE"},
          .until = 5,
          .facts = "A post\nof two lines: \\n",
          .trigger = Trigger::order,
          .detection = Automation::none,
          .deciding = Automation::none,
          .ground = Ground::illegal,
          .provision = "StGB 86a",
          .explanation = "It shows the sign.",
          .redress = "Complaint within six months."};
}

TEST(Statement, IsNotMadeWithoutItsFields) {
  EXPECT_TRUE(Statement::make(sound()));
  const auto without = [](auto change) {
    auto fields = sound();
    change(fields);
    const auto made = Statement::make(std::move(fields));
    return made ? std::vector<StatementFault>{} : made.error();
  };
  using F = StatementFields;
  using enum StatementFault;
  const auto faults = [](StatementFault fault) { return std::vector{fault}; };
  EXPECT_EQ(without([](F& f) { f.measure = {}; }), faults(no_measure));
  EXPECT_EQ(without([](F& f) { f.territory = {"de"}; }), faults(bad_territory));
  EXPECT_EQ(without([](F& f) { f.facts.clear(); }), faults(no_facts));
  EXPECT_EQ(without([](F& f) { f.trigger = {}; }), faults(no_trigger));
  EXPECT_EQ(without([](F& f) { f.ground = {}; }), faults(no_ground));
  EXPECT_EQ(without([](F& f) { f.provision.clear(); }), faults(no_provision));
  EXPECT_EQ(without([](F& f) { f.explanation.clear(); }), faults(no_explanation));
  EXPECT_EQ(without([](F& f) { f.redress.clear(); }), faults(no_redress));
  EXPECT_EQ(without([](F& f) { f.facts.assign(5'001, 'x'); }), faults(too_long));
  EXPECT_EQ(without([](F& f) { f.deciding = Automation::fully; }), faults(decided_by_program));
}

static_assert(!std::is_default_constructible_v<Restriction> && !std::is_default_constructible_v<Statement>);

TEST(Decision, IsWrittenAndReadTheSame) {
  const Decision all[] = {
      NoAction{"Satire."}, Rejection{"No address.\nNo reasons."}, Reversal{"It was \\ satire."},
      Disclosure{DataCategory::subscriber, {"phone", "name: x"}, "StA Köln", "DSA 10, StPO 100j"},
      Restriction(*Statement::make(sound()))};
  for (const auto& decision : all) {
    EXPECT_TRUE(is_complete(decision));
    const auto text = canonical(decision);
    const auto again = parse_decision(text);
    ASSERT_TRUE(again) << text;
    EXPECT_EQ(again->index(), decision.index());
    EXPECT_EQ(canonical(*again), text);
  }
  EXPECT_FALSE(parse_decision(""));
  EXPECT_FALSE(parse_decision("decision: restriction\nmeasure: remove\n"));  // no statement, no restriction
  EXPECT_FALSE(is_complete(NoAction{}));
  EXPECT_FALSE(is_complete(Disclosure{DataCategory::subscriber, {}, "x", "y"}));
}

TEST(Decision, OrdersAndSmallOperatorsDoNotReport) {
  const Decision restriction = Restriction(*Statement::make(sound()));
  const auto goes = [&](I instrument, Subject subject, OperatorTier tier) {
    return goes_to_database(instrument, subject, tier, restriction);
  };
  EXPECT_TRUE(goes(I::dsa16_notice, Subject::public_content, OperatorTier::platform));
  EXPECT_FALSE(goes(I::dsa9_order, Subject::public_content, OperatorTier::platform));
  EXPECT_FALSE(goes(I::tco_removal, Subject::public_content, OperatorTier::vlop));
  EXPECT_FALSE(goes(I::dsa16_notice, Subject::private_content, OperatorTier::vlop));
  EXPECT_FALSE(goes(I::dsa16_notice, Subject::public_content, OperatorTier::micro_small_platform));
}

}  // namespace
}  // namespace botschaft::desk
