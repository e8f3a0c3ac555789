#include "desk/orders/order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "desk/orders/moment.h"
#include "desk/orders/replies.h"
#include "desk/orders/samples.h"
#include "desk/rows.h"
#include "store/channels.h"
#include "store/desk_log.h"
#include "store/desk_orders.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

constexpr std::string_view kBase = "https://chat.example";
constexpr Actor kOfficer{Role::officer, 50, IdentityLevel::claimed};
constexpr Actor kModerator{Role::moderator, 1, IdentityLevel::strong};
constexpr Actor kSecond{Role::second_reviewer, 2, IdentityLevel::strong};
constexpr Actor kProgram{Role::system, 0, IdentityLevel::claimed};

class OrderTest : public testing::Test {
 protected:
  template <class F>
  auto with_desk(F f) {
    std::invoke_result_t<F, Desk&, store::Transaction&> result;
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      Desk desk(tx, settings_, now_, random_);
      result = f(desk, tx);
      return {};
    });
    EXPECT_TRUE(done);
    return result;
  }
  Outcome<FiledOrder> file(FormKind kind, Values values, const Actor& actor = kOfficer) {
    return with_desk([&](Desk& desk, store::Transaction& tx) {
      return file_order(tx, desk, order_form(kind), std::move(values),
                        {.actor = actor, .scope = "officer:50", .idempotency_key = {}, .reply_to = {}}, now_,
                        kBase);
    });
  }
  Case find(const std::string& ref) {
    return *with_desk([&](Desk& desk, store::Transaction&) { return desk.find(ref); });
  }
  Outcome<Entry> act(const std::string& ref, Action action, const Actor& actor, Particulars about = {}) {
    return with_desk([&](Desk& desk, store::Transaction&) -> Outcome<Entry> {
      return desk.act(desk.find(ref)->id, action, actor, about);
    });
  }
  std::optional<Seconds> due(const std::string& ref, ClockKind kind) {
    const auto id = find(ref).id;
    return with_desk([&](Desk&, store::Transaction& tx) -> std::optional<Seconds> {
      for (const auto& clock : store::desk_clocks(tx, id))
        if (clock.kind == static_cast<int>(kind) && clock.stopped_at == 0) return clock.due_at;
      return std::nullopt;
    });
  }
  std::vector<Desk::Ended> end_clocks() {
    return with_desk([&](Desk& desk, store::Transaction&) { return desk.end_clocks(100); });
  }
  std::vector<std::string> log_of(const std::string& ref) {
    const auto id = find(ref).id;
    return with_desk([&](Desk&, store::Transaction& tx) {
      std::vector<std::string> kinds;
      for (const auto& row : store::desk_log_of_case(tx, id))
        kinds.push_back(translog::parse_record(row.record)->kind);
      return kinds;
    });
  }
  UserId person(std::string username) {
    return with_desk([&](Desk&, store::Transaction& tx) {
      const auto id = store::insert_user(tx, {.phone = "491701234567", .first_name = "P"});
      store::set_username(tx, PeerId::user(id), username);
      return id;
    });
  }
  void raise(const std::string& ref, IdentityLevel level) {
    with_desk(
        [&](Desk& desk, store::Transaction&) { return desk.raise_level(desk.find(ref)->id, level), 0; });
  }
  static Particulars disclosing(DataCategory data) {
    return {.text = {}, .decision = Disclosure{data, {"phone"}, "StA Köln", "Reg. 2023/1543"}, .pause = {}};
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  Settings settings_{.tier = OperatorTier::platform, .levels = {}};
  Seconds now_ = 1'800'000'000;
  SeededRandom random_{7};
};

TEST_F(OrderTest, IsFiledWithItsTargets) {
  const auto werbung = person("werbung");
  auto values = samples::dsa10();
  values["persons"] = {"@Werbung", "+49 170 1234567", "@nobody_here"};
  const auto filed = file(FormKind::dsa10, values);
  ASSERT_TRUE(filed);
  const auto target = "user:" + std::to_string(werbung);
  EXPECT_EQ(filed->targets, (std::vector{target, target}));
  const auto about = find(filed->filed.case_ref);
  EXPECT_EQ(about.lane, Lane::authorities);
  EXPECT_EQ(about.kind, CaseKind::order);
  EXPECT_EQ(about.subject, Subject::account);
  EXPECT_EQ(about.target, target);
  const auto rows =
      with_desk([&](Desk&, store::Transaction& tx) { return store::desk_targets(tx, about.id); });
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[2].locator, "@nobody_here");
  EXPECT_EQ(rows[2].target, "");
  const auto order =
      with_desk([&](Desk&, store::Transaction& tx) { return order_of_case(tx, about, kBase); });
  ASSERT_TRUE(order);
  EXPECT_EQ(order->values, values);
}

TEST_F(OrderTest, IsTakenThoughItIsIncomplete) {
  const auto filed = file(FormKind::tco, {{"reference", {"1"}}});
  ASSERT_TRUE(filed);
  EXPECT_GT(filed->order.findings.size(), 10u);
  EXPECT_FALSE(filed->filed.receipt.empty());
  EXPECT_EQ(due(filed->filed.case_ref, ClockKind::give_effect), now_ + kHour);
}

TEST_F(OrderTest, TheSameKeyAndOrderIsOneCase) {
  const auto once = [&](const std::string& reference) {
    auto values = samples::tco();
    values["reference"] = {reference};
    return with_desk([&](Desk& desk, store::Transaction& tx) {
      return file_order(tx, desk, order_form(FormKind::tco), values,
                        {.actor = kOfficer, .scope = "officer:50", .idempotency_key = "k1", .reply_to = {}},
                        now_, kBase);
    });
  };
  const auto first = once("a");
  const auto again = once("a");
  EXPECT_TRUE(again->filed.repeated);
  EXPECT_EQ(again->filed.case_ref, first->filed.case_ref);
  EXPECT_EQ(once("b").error().why, Why::key_reused);
}

TEST_F(OrderTest, AWishNotToTellBindsFromTheStart) {
  auto values = samples::tco();
  values["non_disclosure"] = {"true"};
  const auto ref = file(FormKind::tco, values)->filed.case_ref;
  EXPECT_EQ(log_of(ref), (std::vector<std::string>{"received", "gag-set"}));
  const auto id = find(ref).id;
  const auto told = with_desk([&](Desk& desk, store::Transaction&) { return desk.mark_person_told(id); });
  EXPECT_FALSE(told);
  now_ += 42 * kDay;
  EXPECT_EQ(with_desk([&](Desk& desk, store::Transaction&) { return desk.end_gags(10); }), std::vector{id});
  EXPECT_TRUE(with_desk([&](Desk& desk, store::Transaction&) { return desk.mark_person_told(id); }));
}

TEST_F(OrderTest, ANamedDeadlineIsAClockAndEscalates) {
  auto values = samples::dsa9();
  values["deadline"] = {iso_moment(now_ + 4 * kHour)};
  const auto ref = file(FormKind::dsa9, values)->filed.case_ref;
  EXPECT_EQ(due(ref, ClockKind::named_deadline), now_ + 4 * kHour);
  now_ += kHour;
  const auto rungs = with_desk([&](Desk& desk, store::Transaction&) { return desk.escalate(10); });
  const auto named = std::ranges::count(rungs, ClockKind::named_deadline, &Desk::Rung::clock);
  EXPECT_EQ(named, 1);
  // One that is over already is due at once.
  values["deadline"] = {iso_moment(now_ - kDay)};
  values["reference"] = {"another"};
  const auto late = file(FormKind::dsa9, values)->filed.case_ref;
  EXPECT_EQ(due(late, ClockKind::named_deadline), now_);
}

TEST_F(OrderTest, DataOfAPreservationOrderIsHeldAtOnceAndSixtyDays) {
  const auto ref = file(FormKind::epoc_pr, samples::epoc_pr())->filed.case_ref;
  EXPECT_EQ(log_of(ref), (std::vector<std::string>{"received", "preserved"}));
  const auto received = now_;
  EXPECT_EQ(due(ref, ClockKind::preserve_until), received + 60 * kDay);
  now_ += 59 * kDay;
  EXPECT_TRUE(end_clocks().empty());
  ASSERT_TRUE(file(FormKind::epoc_pr_extension, samples::extension(ref)));
  EXPECT_EQ(due(ref, ClockKind::preserve_until), received + 90 * kDay);
  // Once only.
  EXPECT_EQ(file(FormKind::epoc_pr_extension, samples::extension(ref)).error().missing,
            Set<Condition>{Condition::in_time});
  now_ = received + 90 * kDay + 1;
  const auto ended = end_clocks();
  ASSERT_EQ(ended.size(), 1u);
  EXPECT_EQ(ended[0].clock, ClockKind::preserve_until);
  EXPECT_EQ(log_of(ref).back(), "expired");
  EXPECT_TRUE(end_clocks().empty());
  EXPECT_FALSE(file(FormKind::epoc_pr_confirmation, samples::confirmation(ref)));
}

TEST_F(OrderTest, AConfirmedPreservationWaitsForItsProduction) {
  const auto ref = file(FormKind::epoc_pr, samples::epoc_pr())->filed.case_ref;
  now_ += 50 * kDay;
  ASSERT_TRUE(file(FormKind::epoc_pr_confirmation, samples::confirmation(ref)));
  EXPECT_EQ(due(ref, ClockKind::preserve_until), now_ + 183 * kDay);
}

TEST_F(OrderTest, FollowUpsAreTheSendersAlone) {
  const auto filed = file(FormKind::epoc_pr, samples::epoc_pr());
  const auto& ref = filed->filed.case_ref;
  const Actor other{Role::officer, 51, IdentityLevel::claimed};
  const Actor stranger{Role::officer, 0, IdentityLevel::claimed};
  EXPECT_EQ(file(FormKind::epoc_pr_extension, samples::extension(ref), other).error().why, Why::no_such_case);
  EXPECT_EQ(file(FormKind::epoc_pr_extension, samples::extension(ref), stranger).error().why,
            Why::no_such_case);
  auto with_receipt = samples::extension(ref);
  with_receipt["receipt"] = {filed->filed.receipt};
  EXPECT_TRUE(file(FormKind::epoc_pr_extension, with_receipt, stranger));
  const auto removal = file(FormKind::tco, samples::tco())->filed.case_ref;
  EXPECT_EQ(file(FormKind::epoc_pr_extension, samples::extension(removal)).error().why, Why::no_such_case);
}

// Scenario 6: an EPOC by a prosecutor for content, corrected in the case by a judge.
TEST_F(OrderTest, ACorrectedOrderIsWhatCounts) {
  auto values = samples::epoc();
  values["data_categories"] = {"content"};
  const auto ref = file(FormKind::epoc, values)->filed.case_ref;
  raise(ref, IdentityLevel::strong);
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::propose, kModerator, disclosing(DataCategory::content)));
  EXPECT_TRUE(act(ref, Action::decide, kSecond).error().missing.has(Condition::entitled));
  ASSERT_TRUE(act(ref, Action::return_proposal, kSecond,
                  {.text = "Not by a prosecutor.", .decision = {}, .pause = {}}));
  const auto asked_at = now_;
  ASSERT_TRUE(act(ref, Action::ask_clarification, kModerator,
                  {.text = "A judge is needed.", .decision = {}, .pause = PauseReason::manifest_error}));
  EXPECT_EQ(due(ref, ClockKind::clarify), asked_at + 5 * kDay);
  EXPECT_EQ(due(ref, ClockKind::give_effect), std::nullopt);
  now_ += kDay;
  values["authority_type"] = {"judge"};
  const auto& form = order_form(FormKind::epoc);
  const auto corrected = read_order(form, values, now_, kBase);
  auto wrong = corrected.asked;
  wrong.instrument = Instrument::dsa10_order;
  EXPECT_EQ(act(ref, Action::clarify, kOfficer, {.text = "x", .decision = {}, .pause = {}, .asked = wrong})
                .error()
                .why,
            Why::bad_input);
  ASSERT_TRUE(act(ref, Action::clarify, kOfficer,
                  {.text = canonical(form, values), .decision = {}, .pause = {}, .asked = corrected.asked}));
  EXPECT_EQ(due(ref, ClockKind::give_effect), asked_at + 10 * kDay + kDay);
  const auto about = find(ref);
  EXPECT_EQ(about.asked->issuer, AuthorityType::judge);
  const auto order =
      with_desk([&](Desk&, store::Transaction& tx) { return order_of_case(tx, about, kBase); });
  EXPECT_EQ(value(order->values, "authority_type"), "judge");
  ASSERT_TRUE(act(ref, Action::propose, kModerator, disclosing(DataCategory::content)));
  ASSERT_TRUE(act(ref, Action::decide, kSecond));
}

TEST_F(OrderTest, EachCategoryIsGivenByItsOwnRule) {
  auto values = samples::epoc();
  values["data_categories"] = {"content", "subscriber"};
  const auto ref = file(FormKind::epoc, values)->filed.case_ref;
  raise(ref, IdentityLevel::strong);
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::propose, kModerator, disclosing(DataCategory::subscriber)));
  EXPECT_TRUE(act(ref, Action::decide, kSecond));  // a prosecutor may have that
  const auto other = file(FormKind::epoc, values)->filed.case_ref;
  raise(other, IdentityLevel::strong);
  ASSERT_TRUE(act(other, Action::view, kModerator));
  ASSERT_TRUE(act(other, Action::propose, kModerator, disclosing(DataCategory::traffic)));  // not asked for
  EXPECT_TRUE(act(other, Action::decide, kSecond).error().missing.has(Condition::entitled));
}

TEST_F(OrderTest, AnEmergencyIsGivenBeforeItsValidationWhichEndsInTwoDays) {
  auto values = samples::epoc();
  values["emergency"] = {"A hostage."};
  values["authority_type"] = {"law-enforcement"};
  values["without_validation"] = {"true"};
  const auto ref = file(FormKind::epoc_emergency, values)->filed.case_ref;
  EXPECT_EQ(due(ref, ClockKind::give_effect), now_ + 8 * kHour);
  EXPECT_EQ(due(ref, ClockKind::validate), now_ + 48 * kHour);
  raise(ref, IdentityLevel::strong);
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::propose, kModerator, disclosing(DataCategory::subscriber)));
  ASSERT_TRUE(act(ref, Action::decide, kSecond));
  ASSERT_TRUE(act(ref, Action::hand_over_conditionally, kProgram));
  EXPECT_EQ(act(ref, Action::validate, kModerator, {.text = "x"}).error().why, Why::bad_input);
  auto validated = *find(ref).asked;
  validated.validator = AuthorityType::judge;
  validated.issuer = AuthorityType::court;  // only the validator counts
  ASSERT_TRUE(act(ref, Action::validate, kModerator,
                  {.text = "AG Köln, 5 Gs 1/27", .decision = {}, .pause = {}, .asked = validated}));
  EXPECT_EQ(due(ref, ClockKind::validate), std::nullopt);
  EXPECT_EQ(find(ref).asked->issuer, AuthorityType::law_enforcement);
  EXPECT_EQ(find(ref).asked->validator, AuthorityType::judge);
  // The enforcing authority has 96 hours; then it is final.
  now_ += 96 * kHour;
  EXPECT_TRUE(end_clocks().empty());
  now_ += 1;
  ASSERT_EQ(end_clocks().size(), 1u);
  EXPECT_EQ(find(ref).state, State::effected);
}

TEST_F(OrderTest, ScrutinyIsAskedForWithinTwoDaysOfTheEffect) {
  person("werbung");  // what the order is about is there
  const auto ref = file(FormKind::tco, samples::tco())->filed.case_ref;
  raise(ref, IdentityLevel::register_match);
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  const Decision removal = Restriction(*Statement::make({.measure = Measure::withhold,
                                                         .territory = {"DE"},
                                                         .until = {},
                                                         .facts = "A call.",
                                                         .trigger = Trigger::order,
                                                         .ground = Ground::illegal,
                                                         .provision = "TCO 3",
                                                         .explanation = "It calls.",
                                                         .redress = "VG Wiesbaden."}));
  ASSERT_TRUE(act(ref, Action::decide, kModerator, {.text = {}, .decision = removal, .pause = {}}));
  EXPECT_EQ(act(ref, Action::ask_scrutiny, kModerator, {.text = "x"}).error().why, Why::no_such_step);
  ASSERT_TRUE(act(ref, Action::effect, kProgram));
  now_ += 48 * kHour;
  ASSERT_TRUE(act(ref, Action::ask_scrutiny, kModerator, {.text = "It is a report of the press."}));
  now_ += 1;
  EXPECT_EQ(act(ref, Action::ask_scrutiny, kModerator, {.text = "x"}).error().missing,
            Set<Condition>{Condition::in_time});
  // The copy is held for six months.
  EXPECT_EQ(due(ref, ClockKind::preserve_until),
            (add_months(now_ - 1 - 48 * kHour, 6) / kDay + 1) * kDay - 1);
}

TEST_F(OrderTest, TheReplyFormIsWhatItsClockWaitsFor) {
  person("werbung");  // what the order is about is there
  auto values = samples::tco();
  values["non_disclosure"] = {"true"};
  const auto ref = file(FormKind::tco, values)->filed.case_ref;
  raise(ref, IdentityLevel::register_match);
  const auto reply = [&] {
    return with_desk([&](Desk& desk, store::Transaction& tx) -> Outcome<Entry> {
      return send_reply(tx, desk, *desk.find(ref), kModerator, "Annex II", now_);
    });
  };
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(reply());  // a word before the decision is not it
  EXPECT_EQ(due(ref, ClockKind::feedback), now_ + kHour);
  const Decision removal = Restriction(*Statement::make({.measure = Measure::withhold,
                                                         .territory = {"DE"},
                                                         .until = {},
                                                         .facts = "A call.",
                                                         .trigger = Trigger::order,
                                                         .ground = Ground::illegal,
                                                         .provision = "TCO 3",
                                                         .explanation = "It calls.",
                                                         .redress = "VG Wiesbaden."}));
  ASSERT_TRUE(act(ref, Action::decide, kModerator, {.text = {}, .decision = removal, .pause = {}}));
  ASSERT_TRUE(act(ref, Action::effect, kProgram));
  EXPECT_EQ(due(ref, ClockKind::feedback), now_ + kHour);
  ASSERT_TRUE(reply());
  EXPECT_EQ(due(ref, ClockKind::feedback), std::nullopt);
  EXPECT_EQ(find(ref).untold, 0);
  EXPECT_EQ(find(ref).state, State::closed);  // the person may not be told yet
  EXPECT_TRUE(reply());                       // and the talk goes on
}

TEST_F(OrderTest, TheNextThingThatIsDueIsKnown) {
  const auto next = [&] {
    return with_desk([&](Desk& desk, store::Transaction&) { return desk.next_due(); });
  };
  EXPECT_EQ(next(), std::nullopt);
  (void)file(FormKind::tco, samples::tco());
  EXPECT_EQ(next(), now_);
  const auto escalate = [&] {
    return with_desk([&](Desk& desk, store::Transaction&) { return desk.escalate(10); });
  };
  EXPECT_EQ(escalate().size(), 2u);  // effect and feedback
  EXPECT_EQ(next(), now_ + 15 * kMinute);
}

}  // namespace
}  // namespace botschaft::desk
