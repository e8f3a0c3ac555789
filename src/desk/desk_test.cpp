#include "desk/desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "store/desk_log.h"
#include "store/simulated.h"

namespace botschaft::desk {
namespace {

constexpr Actor kModerator{Role::moderator, 1, IdentityLevel::strong};
constexpr Actor kSecond{Role::second_reviewer, 2, IdentityLevel::strong};
constexpr Actor kAppeals{Role::appeal_reviewer, 3, IdentityLevel::strong};
constexpr Actor kProgram{Role::system, 0, IdentityLevel::claimed};

Decision withholding(Measure measure = Measure::withhold) {
  return Restriction(*Statement::make({.measure = measure,
                                       .territory = {"DE"},
                                       .until = {},
                                       .facts = "A sign.",
                                       .trigger = Trigger::notice,
                                       .ground = Ground::illegal,
                                       .provision = "StGB 86a",
                                       .explanation = "Forbidden there.",
                                       .redress = "Complain here."}));
}

Decision disclosing(DataCategory data = DataCategory::subscriber) {
  return Disclosure{data, {"phone"}, "StA Köln", "StPO 100j"};
}

class DeskTest : public testing::Test {
 protected:
  template <class F>
  auto with_desk(F f) {
    std::invoke_result_t<F, Desk&> result;
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      Desk desk(tx, settings_, now_, random_);
      result = f(desk);
      return {};
    });
    EXPECT_TRUE(done);
    return result;
  }
  Outcome<Filed> file(const Submission& submission) {
    return with_desk([&](Desk& desk) { return desk.file(submission); });
  }
  Outcome<Entry> act(const std::string& ref, Action action, const Actor& actor,
                     const Particulars& about = {}) {
    return with_desk(
        [&](Desk& desk) -> Outcome<Entry> { return desk.act(desk.find(ref)->id, action, actor, about); });
  }
  Case find(const std::string& ref) {
    return *with_desk([&](Desk& desk) { return desk.find(ref); });
  }
  Submission notice(std::string target, std::int64_t sender, std::string_view payload) {
    Submission made;
    made.subject = Subject::public_content;
    made.target = std::move(target);
    made.sender = {Role::reporter, sender, IdentityLevel::claimed};
    made.scope = "user:" + std::to_string(sender);
    made.payload = as_bytes(payload);
    return made;
  }
  Submission order(Instrument instrument, DataCategory data, AuthorityType issuer = AuthorityType::judge) {
    Submission made;
    made.lane = Lane::authorities;
    made.kind = CaseKind::order;
    made.instrument = instrument;
    made.subject = data == DataCategory::none ? Subject::public_content : Subject::account;
    made.target = "user:9";
    made.sender = {Role::officer, 50, IdentityLevel::claimed};
    made.asked = Asked{instrument, issuer, {}, data, true};
    made.payload = as_bytes("order");
    return made;
  }
  std::vector<std::string> log_of(const std::string& ref) {
    std::vector<std::string> kinds;
    for (const auto& row : entries(find(ref).id)) kinds.push_back(translog::parse_record(row.record)->kind);
    return kinds;
  }
  std::vector<store::DeskLogRow> entries(std::int64_t case_id) {
    std::vector<store::DeskLogRow> rows;
    EXPECT_TRUE(store_->read_sync([&](store::Transaction& tx) -> Result<void> {
      rows = store::desk_log_of_case(tx, case_id);
      return {};
    }));
    return rows;
  }
  void tell_all(const std::string& ref) {
    with_desk([&](Desk& desk) {
      const auto id = desk.find(ref)->id;
      for (const auto& row : desk.untold(id, 1'000)) desk.mark_told(id, row.id);
      return 0;
    });
  }
  Outcome<void> tell_person(const std::string& ref) {
    return with_desk([&](Desk& desk) { return desk.mark_person_told(desk.find(ref)->id); });
  }
  void raise(const std::string& ref, IdentityLevel level) {
    with_desk([&](Desk& desk) { return desk.raise_level(desk.find(ref)->id, level), 0; });
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  Settings settings_{.tier = OperatorTier::platform, .levels = {}};
  Seconds now_ = 1'800'000'000;
  SeededRandom random_{7};
};

TEST_F(DeskTest, OneWorkItemForATargetAndEachNoticeCounted) {
  std::set<std::string> receipts;
  std::string ref;
  for (int i = 0; i < 20; ++i) {
    const auto filed = file(notice("channel:5/post:1", 100 + i, "bad"));
    ASSERT_TRUE(filed);
    EXPECT_EQ(filed->clustered, i > 0);
    EXPECT_EQ(filed->entry.record.seq, i);
    receipts.insert(filed->receipt);
    ref = filed->case_ref;
  }
  EXPECT_EQ(receipts.size(), 20u);
  EXPECT_EQ(find(ref).submissions, 20);
  EXPECT_NE(file(notice("channel:5/post:2", 100, "bad"))->case_ref, ref);
  EXPECT_NE(file(notice("", 100, "bad"))->case_ref, file(notice("", 100, "bad"))->case_ref);

  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::decide, kModerator, {.decision = NoAction{"Satire."}}));
  EXPECT_EQ(act(ref, Action::inform, kProgram).error().missing, Set<Condition>{Condition::told});
  tell_all(ref);
  ASSERT_TRUE(act(ref, Action::inform, kProgram));
  EXPECT_EQ(find(ref).state, State::closed);
  EXPECT_NE(file(notice("channel:5/post:1", 100, "again"))->case_ref, ref);  // that work is done
}

TEST_F(DeskTest, ATrustedFlaggerLiftsTheLane) {
  const auto ref = file(notice("user:1", 100, "x"))->case_ref;
  auto flagged = notice("user:1", 101, "y");
  flagged.lane = Lane::trusted_flaggers;
  EXPECT_EQ(file(flagged)->case_ref, ref);
  EXPECT_EQ(find(ref).lane, Lane::trusted_flaggers);
}

TEST_F(DeskTest, ARepetitionGetsTheSameReceipt) {
  auto first = notice("user:1", 100, "text");
  first.idempotency_key = "k";
  const auto filed = *file(first);
  const auto again = *file(first);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.receipt, filed.receipt);
  EXPECT_EQ(again.case_ref, filed.case_ref);
  EXPECT_EQ(again.entry.record, filed.entry.record);
  EXPECT_EQ(again.entry.salt, filed.entry.salt);
  auto other = first;
  other.payload = as_bytes("other");
  EXPECT_EQ(file(other).error().why, Why::key_reused);
  auto stranger = first;
  stranger.scope = "user:101";
  EXPECT_FALSE(file(stranger)->repeated);
  EXPECT_EQ(find(filed.case_ref).submissions, 2);
}

TEST_F(DeskTest, EachDeedLeavesItsEntryAndItsCommitmentHolds) {
  const auto filed = *file(notice("user:1", 100, "text"));
  ASSERT_TRUE(act(filed.case_ref, Action::view, kModerator));
  ASSERT_TRUE(act(filed.case_ref, Action::decide, kModerator, {.decision = withholding()}));
  ASSERT_TRUE(act(filed.case_ref, Action::effect, kProgram));
  tell_all(filed.case_ref);
  ASSERT_TRUE(tell_person(filed.case_ref));
  ASSERT_TRUE(act(filed.case_ref, Action::inform, kProgram));
  EXPECT_EQ(log_of(filed.case_ref),
            (std::vector<std::string>{"received", "viewed", "decided", "effected", "notified", "notified"}));
  std::int64_t seq = 0;
  for (const auto& row : entries(find(filed.case_ref).id)) {
    const auto record = translog::parse_record(row.record);
    translog::Salt salt;
    std::ranges::copy(*row.salt, salt.begin());
    EXPECT_EQ(record->commitment, translog::commit(salt, *row.payload));
    EXPECT_EQ(record->seq, seq++);
  }
}

TEST_F(DeskTest, DisclosureTakesTwoPeopleALevelAndTheRight) {
  const auto ref = file(order(Instrument::epoc, DataCategory::subscriber))->case_ref;
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  const auto alone = act(ref, Action::decide, kModerator, {.decision = disclosing()});
  EXPECT_TRUE(alone.error().missing.has(Condition::one_is_enough));
  ASSERT_TRUE(act(ref, Action::propose, kModerator, {.decision = disclosing()}));
  raise(ref, IdentityLevel::strong);
  const Actor same{Role::operator_, kModerator.person, IdentityLevel::strong};
  EXPECT_EQ(act(ref, Action::decide, same).error().missing, Set<Condition>{Condition::second_person});
  EXPECT_EQ(act(ref, Action::decide, kSecond, {.decision = disclosing(DataCategory::content)}).error().why,
            Why::bad_input);
  ASSERT_TRUE(act(ref, Action::decide, kSecond));
  ASSERT_TRUE(act(ref, Action::hand_over_conditionally, kProgram));
  ASSERT_TRUE(act(ref, Action::release, kProgram));
  const auto kinds = log_of(ref);
  EXPECT_EQ(std::ranges::count(kinds, "attempted"), 2);
  EXPECT_EQ(std::ranges::count(kinds, "disclosed"), 1);
  EXPECT_EQ(tell_person(ref).error().why, Why::no_such_step);  // the issuer tells
  tell_all(ref);
  EXPECT_TRUE(act(ref, Action::inform, kProgram));
}

TEST_F(DeskTest, NoDataBelowTheLevelNorForWhoMayNotAsk) {
  const auto low = file(order(Instrument::dsa10_order, DataCategory::subscriber))->case_ref;
  ASSERT_TRUE(act(low, Action::view, kModerator));
  ASSERT_TRUE(act(low, Action::preserve, kProgram));  // what may be a fake is kept, not given
  ASSERT_TRUE(act(low, Action::propose, kModerator, {.decision = disclosing()}));
  EXPECT_EQ(act(low, Action::decide, kSecond).error().missing, Set<Condition>{Condition::level});

  const auto prosecutor =
      file(order(Instrument::epoc, DataCategory::content, AuthorityType::prosecutor))->case_ref;
  raise(prosecutor, IdentityLevel::signed_order);
  ASSERT_TRUE(act(prosecutor, Action::view, kModerator));
  ASSERT_TRUE(act(prosecutor, Action::propose, kModerator, {.decision = disclosing(DataCategory::content)}));
  EXPECT_EQ(act(prosecutor, Action::decide, kSecond).error().missing, Set<Condition>{Condition::entitled});
  ASSERT_TRUE(act(prosecutor, Action::return_proposal, kSecond, {.text = "Not in order."}));
  // More than was asked for is not given either.
  const auto subscriber = file(order(Instrument::epoc, DataCategory::subscriber))->case_ref;
  raise(subscriber, IdentityLevel::strong);
  ASSERT_TRUE(act(subscriber, Action::view, kModerator));
  ASSERT_TRUE(act(subscriber, Action::propose, kModerator, {.decision = disclosing(DataCategory::content)}));
  EXPECT_EQ(act(subscriber, Action::decide, kSecond).error().missing, Set<Condition>{Condition::entitled});
}

TEST_F(DeskTest, ANoticeNeverGivesData) {
  const auto ref = file(notice("user:1", 100, "who is that?"))->case_ref;
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  EXPECT_FALSE(act(ref, Action::propose, kModerator, {.decision = disclosing()}));
  EXPECT_FALSE(act(ref, Action::decide, kModerator, {.decision = disclosing()}));
}

TEST_F(DeskTest, WithinTheHourWhatCanBeUndoneIsDoneAtOnce) {
  const auto ref = file(order(Instrument::tco_removal, DataCategory::none))->case_ref;
  EXPECT_EQ(act(ref, Action::withhold_interim, kProgram, {.decision = withholding()}).error().missing,
            Set<Condition>{Condition::level});
  raise(ref, IdentityLevel::domain);
  EXPECT_EQ(act(ref, Action::withhold_interim, kProgram, {.decision = withholding(Measure::remove)})
                .error()
                .missing,
            Set<Condition>{Condition::reversible});
  EXPECT_EQ(act(ref, Action::withhold_interim, kProgram, {.decision = NoAction{"x"}}).error().missing,
            (Set<Condition>{Condition::statement, Condition::reversible}));
  EXPECT_TRUE(act(ref, Action::withhold_interim, kProgram, {.decision = withholding()}));
  EXPECT_EQ(find(ref).state, State::received);  // the order itself waits for a person
}

TEST_F(DeskTest, TheHourEscalatesAndRestsWhileTheOrderIsUnclear) {
  const auto begin = now_;
  const auto ref = file(order(Instrument::tco_removal, DataCategory::none))->case_ref;
  const auto rungs = [&](Seconds at) {
    now_ = at;
    return with_desk([&](Desk& desk) { return desk.escalate(100); }).size();
  };
  EXPECT_EQ(rungs(begin), 2u);  // effect and feedback
  EXPECT_EQ(rungs(begin), 0u);
  EXPECT_EQ(rungs(begin + 15 * kMinute), 2u);
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::ask_clarification, kModerator,
                  {.text = "Which post?", .decision = {}, .pause = PauseReason::incomplete}));
  EXPECT_EQ(rungs(begin + 3 * kHour), 0u);
  ASSERT_TRUE(act(ref, Action::clarify, {Role::officer, 50, {}}, {.text = "This one."}));
  EXPECT_EQ(rungs(begin + 3 * kHour + 29 * kMinute), 0u);  // the first two rungs were
  EXPECT_EQ(rungs(begin + 3 * kHour + 30 * kMinute), 2u);
  raise(ref, IdentityLevel::register_match);
  ASSERT_TRUE(act(ref, Action::decide, kModerator, {.decision = withholding()}));
  ASSERT_TRUE(act(ref, Action::effect, kProgram));
  EXPECT_EQ(rungs(begin + 3 * kHour + 45 * kMinute), 1u);  // the feedback is still due
  tell_all(ref);
  ASSERT_TRUE(tell_person(ref));
  ASSERT_TRUE(act(ref, Action::inform, kProgram));
  EXPECT_EQ(rungs(begin + 9 * kHour), 0u);
}

TEST_F(DeskTest, AGagEndsByItselfAndThenThePersonIsTold) {
  const auto ref = file(order(Instrument::tco_removal, DataCategory::none))->case_ref;
  const auto id = find(ref).id;
  const auto gag = [&](Seconds until) {
    return with_desk([&](Desk& desk) { return desk.set_gag(id, kModerator, until, "TCO 11(3)"); });
  };
  EXPECT_EQ(gag(now_ + 50 * kDay).error().why, Why::gag_too_long);
  ASSERT_TRUE(gag(now_ + 42 * kDay));
  EXPECT_FALSE(tell_person(ref));
  const auto end = [&] { return with_desk([&](Desk& desk) { return desk.end_gags(10); }); };
  now_ += 42 * kDay - 1;
  EXPECT_TRUE(end().empty());
  now_ += 1;
  EXPECT_EQ(end(), std::vector<std::int64_t>{id});
  EXPECT_TRUE(end().empty());
  EXPECT_TRUE(tell_person(ref));
  EXPECT_EQ(log_of(ref), (std::vector<std::string>{"received", "gag-set", "gag-ended", "notified"}));
}

TEST_F(DeskTest, AnAppealIsTakenToTheLastMinuteAndDecidedByAnother) {
  const auto ref = file(notice("channel:5/post:1", 100, "bad"))->case_ref;
  ASSERT_TRUE(act(ref, Action::view, kModerator));
  ASSERT_TRUE(act(ref, Action::decide, kModerator, {.decision = withholding()}));
  ASSERT_TRUE(act(ref, Action::effect, kProgram));
  tell_all(ref);
  ASSERT_TRUE(tell_person(ref));
  ASSERT_TRUE(act(ref, Action::inform, kProgram));
  Submission appeal;
  appeal.kind = CaseKind::appeal;
  appeal.instrument = Instrument::dsa20_complaint;
  appeal.subject = Subject::public_content;
  appeal.sender = {Role::reporter, 7, {}};
  appeal.appeal_of = ref;
  appeal.payload = as_bytes("It was satire.");
  const auto told_at = now_;
  now_ = add_months(told_at, 6) + kDay;
  EXPECT_EQ(file(appeal).error().missing, Set<Condition>{Condition::in_time});
  now_ = add_months(told_at, 6);
  const auto filed = file(appeal);
  ASSERT_TRUE(filed);
  EXPECT_EQ(find(ref).state, State::appealed);
  ASSERT_TRUE(act(filed->case_ref, Action::view, kAppeals));
  const Actor same{Role::appeal_reviewer, kModerator.person, {}};
  EXPECT_EQ(act(filed->case_ref, Action::decide, same, {.decision = Reversal{"Satire."}}).error().missing,
            Set<Condition>{Condition::fresh_eyes});
  ASSERT_TRUE(act(filed->case_ref, Action::decide, kAppeals, {.decision = Reversal{"Satire."}}));
  EXPECT_EQ(find(ref).state, State::reversed);
  ASSERT_TRUE(act(ref, Action::restore, kProgram));
  tell_all(filed->case_ref);
  ASSERT_TRUE(act(filed->case_ref, Action::inform, kProgram));
  EXPECT_EQ(find(filed->case_ref).state, State::closed);
}

TEST_F(DeskTest, ErasedIsThePayloadAndNeverTheRecord) {
  const auto filed = *file(notice("user:1", 100, "my name is Anna"));
  const auto erase = [&] { return with_desk([&](Desk& desk) { return desk.erase(filed.entry.id); }); };
  EXPECT_EQ(erase().error().why, Why::held);  // it is being worked on
  ASSERT_TRUE(act(filed.case_ref, Action::withdraw, {Role::reporter, 100, {}}));
  ASSERT_TRUE(erase());
  const auto rows = entries(find(filed.case_ref).id);
  EXPECT_FALSE(rows[0].payload || rows[0].salt);
  EXPECT_EQ(rows[0].record, translog::canonical(filed.entry.record));
  EXPECT_EQ(translog::parse_record(rows.back().record)->kind, "erased");
}

TEST_F(DeskTest, BadInputIsRefusedBeforeAnythingIsWritten) {
  auto wrong = notice("user:1", 1, "x");
  wrong.kind = CaseKind::order;  // without what is asked
  EXPECT_EQ(file(wrong).error().why, Why::bad_input);
  wrong = notice(std::string(513, 'x'), 1, "x");
  EXPECT_EQ(file(wrong).error().why, Why::bad_input);
  auto order_by_user = order(Instrument::dsa9_order, DataCategory::none);
  order_by_user.lane = Lane::users;
  EXPECT_EQ(file(order_by_user).error().why, Why::bad_input);
  EXPECT_EQ(with_desk([](Desk& desk) { return desk.act(77, Action::view, kModerator); }).error().why,
            Why::no_such_case);
}

}  // namespace
}  // namespace botschaft::desk
