#include "server/desk_letters.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "server/desk_outcomes.h"
#include "store/channels.h"
#include "store/messages.h"
#include "store/restrictions.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::server {
namespace {

using desk::Action;
using desk::State;

constexpr desk::Actor kModerator{desk::Role::moderator, 1, desk::IdentityLevel::strong};
constexpr desk::Actor kAppeals{desk::Role::appeal_reviewer, 3, desk::IdentityLevel::strong};
constexpr desk::Actor kProgram{desk::Role::system, 0, desk::IdentityLevel::claimed};

class DeskLetters : public testing::Test {
 protected:
  DeskLetters() {
    run([&](store::Transaction& tx) {
      author_ = store::insert_user(tx, {.phone = "4915", .first_name = "Anna"});
      reporter_ = store::insert_user(tx, {.phone = "4916", .first_name = "Ben"});
      const auto id = store::insert_channel(tx, {.title = "News", .creator = author_});
      store::insert_message(tx, {.peer = PeerId::channel(id),
                                 .id = 2,
                                 .date = 100,
                                 .has_body = true,
                                 .body = {.text = "A sign"},
                                 .author = author_});
      channel_ = PeerId::channel(id);
    });
  }
  template <class F>
  void run(F&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text();
  }
  template <class F>
  void with_desk(F&& body) {
    run([&](store::Transaction& tx) {
      desk::Desk desk(tx, settings_, now_, random_);
      body(desk);
    });
  }
  std::string file(desk::CaseKind kind, desk::Instrument instrument, UserId sender,
                   std::optional<std::string> appeal_of = {}) {
    std::string ref;
    with_desk([&](desk::Desk& desk) {
      desk::Submission made;
      made.kind = kind;
      made.instrument = instrument;
      made.subject = desk::Subject::public_content;
      made.target = "channel:" + std::to_string(channel_.bare()) + "/post:2";
      made.sender = {desk::Role::reporter, sender, desk::IdentityLevel::claimed};
      made.scope = "user:" + std::to_string(sender);
      made.appeal_of = std::move(appeal_of);
      made.payload = as_bytes("words");
      if (kind == desk::CaseKind::order) {
        made.lane = desk::Lane::authorities;
        made.sender = {desk::Role::officer, 50, desk::IdentityLevel::strong};
        made.asked =
            desk::Asked{instrument, desk::AuthorityType::administrative, {}, desk::DataCategory::none};
      }
      const auto filed = desk.file(made);
      ASSERT_TRUE(filed) << static_cast<int>(filed.error().why);
      ref = filed->case_ref;
    });
    return ref;
  }
  void act(const std::string& ref, Action action, const desk::Actor& actor,
           std::optional<desk::Decision> decision = {}) {
    with_desk([&](desk::Desk& desk) {
      const auto done =
          desk.act(desk.find(ref)->id, action, actor, {.text = {}, .decision = decision, .pause = {}});
      ASSERT_TRUE(done) << desk::name_of(action) << " " << static_cast<int>(done.error().why);
    });
  }
  void take_effect(const std::string& ref) {
    act(ref, Action::view, kModerator);
    act(ref, Action::decide, kModerator, removal());
    act(ref, Action::effect, kProgram);
  }
  void tick() {
    run([&](store::Transaction& tx) {
      const auto now = static_cast<std::int32_t>(now_);
      (void)write_desk_letters(tx, settings_, now, random_, "Test", 10);
      (void)tell_outcomes(tx, now, random_, {"Test", "https://chat.example", false}, 10);
    });
  }
  State state(const std::string& ref) {
    State found = {};
    with_desk([&](desk::Desk& desk) { found = desk.find(ref)->state; });
    return found;
  }
  std::vector<std::string> letters(UserId user) {  // newest first
    std::vector<std::string> texts;
    run([&](store::Transaction& tx) {
      for (const auto& row :
           store::messages_newest_first(tx, user, PeerId::user(store::kServiceUser), {}, 100))
        texts.push_back(row.body.text);
    });
    return texts;
  }
  bool is_hidden() {
    bool hidden = false;
    run([&](store::Transaction& tx) {
      hidden = store::is_restricted(*store::find_message(tx, 0, channel_, 2));
    });
    return hidden;
  }
  static desk::Decision removal() {
    return desk::Restriction(*desk::Statement::make({.measure = desk::Measure::remove,
                                                     .territory = {},
                                                     .until = {},
                                                     .facts = "A sign.",
                                                     .trigger = desk::Trigger::notice,
                                                     .ground = desk::Ground::illegal,
                                                     .provision = "StGB 86a",
                                                     .explanation = "Forbidden.",
                                                     .redress = "Complain to us."}));
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  desk::Settings settings_{.tier = desk::OperatorTier::platform, .levels = {}};
  desk::Seconds now_ = 1'800'000'000;
  SeededRandom random_{7};
  UserId author_ = 0, reporter_ = 0;
  PeerId channel_;
};

TEST_F(DeskLetters, TheAuthorGetsTheStatementOnceAndTheReporterTheOutcome) {
  const auto ref = file(desk::CaseKind::notice, desk::Instrument::dsa16_notice, reporter_);
  tick();
  EXPECT_TRUE(letters(author_).empty()) << "whoever is reported is told nothing";
  take_effect(ref);
  tick();
  tick();
  ASSERT_EQ(letters(author_).size(), 1u);
  for (const auto* words :
       {"A sign.", "StGB 86a", "Forbidden.", "removed", "everywhere", "Complain to us.", "six months"})
    EXPECT_NE(letters(author_)[0].find(words), std::string::npos) << words << "\n" << letters(author_)[0];
  EXPECT_NE(letters(author_)[0].find(ref), std::string::npos);
  EXPECT_EQ(letters(reporter_).size(), 1u);
  EXPECT_EQ(state(ref), State::closed);
}

TEST_F(DeskLetters, UnderAGagTheAuthorIsToldWhenItEnds) {
  const auto ref = file(desk::CaseKind::order, desk::Instrument::tco_removal, 0);
  act(ref, Action::view, kModerator);
  act(ref, Action::decide, kModerator, removal());
  with_desk([&](desk::Desk& desk) {
    EXPECT_TRUE(desk.set_gag(desk.find(ref)->id, kModerator, now_ + 42 * desk::kDay, "TCO 11(3)"));
  });
  act(ref, Action::effect, kProgram);
  now_ += 41 * desk::kDay;
  tick();
  EXPECT_TRUE(letters(author_).empty());
  now_ += 2 * desk::kDay;
  tick();
  EXPECT_EQ(letters(author_).size(), 1u);
}

TEST_F(DeskLetters, AnAppealIsDecidedByAnotherAndWhatIsReversedIsThereAgainAndBothAreTold) {
  const auto ref = file(desk::CaseKind::notice, desk::Instrument::dsa16_notice, reporter_);
  take_effect(ref);
  tick();
  const auto appeal = file(desk::CaseKind::appeal, desk::Instrument::dsa20_complaint, author_, ref);
  EXPECT_EQ(state(ref), State::appealed);
  act(appeal, Action::view, kAppeals);
  with_desk([&](desk::Desk& desk) {  // not by whoever decided first, in whatever role
    EXPECT_TRUE(desk.act(desk.find(appeal)->id, Action::decide,
                         {desk::Role::operator_, kModerator.person, desk::IdentityLevel::strong},
                         {.text = {}, .decision = desk::Reversal{"Satire."}, .pause = {}})
                    .error()
                    .missing.has(desk::Condition::fresh_eyes));
  });
  EXPECT_TRUE(is_hidden());
  act(appeal, Action::decide, kAppeals, desk::Reversal{"Satire."});
  tick();
  tick();
  EXPECT_FALSE(is_hidden());
  EXPECT_EQ(state(ref), State::closed);
  EXPECT_EQ(state(appeal), State::closed);
  const auto author = letters(author_);
  ASSERT_EQ(author.size(), 3u);  // the statement, that it is restored, and the outcome of the complaint
  EXPECT_TRUE(std::ranges::any_of(author, [](const auto& text) { return text.contains("Satire."); }));
  EXPECT_TRUE(
      std::ranges::any_of(author, [](const auto& text) { return text.contains("as it was before"); }));
  ASSERT_EQ(letters(reporter_).size(), 2u);
  EXPECT_NE(letters(reporter_)[0].find("taken back"), std::string::npos);
}

TEST_F(DeskLetters, AComplaintIsTakenInTheLastMinuteOfTheSixthMonthAndNotAfter) {
  const auto ref = file(desk::CaseKind::notice, desk::Instrument::dsa16_notice, reporter_);
  take_effect(ref);
  tick();
  ASSERT_EQ(state(ref), State::closed);
  const auto end_of_day = desk::add_months(now_, 6) / desk::kDay * desk::kDay + desk::kDay;
  now_ = end_of_day + 1;
  with_desk([&](desk::Desk& desk) {
    desk::Submission late;
    late.kind = desk::CaseKind::appeal;
    late.instrument = desk::Instrument::dsa20_complaint;
    late.sender = {desk::Role::reporter, author_, {}};
    late.appeal_of = ref;
    late.payload = as_bytes("late");
    EXPECT_TRUE(desk.file(late).error().missing.has(desk::Condition::in_time));
  });
  now_ = end_of_day - 60;
  const auto appeal = file(desk::CaseKind::appeal, desk::Instrument::dsa20_complaint, author_, ref);
  EXPECT_EQ(state(appeal), State::received);
  act(appeal, Action::view, kAppeals);
  act(appeal, Action::decide, kAppeals, desk::NoAction{"It stays."});
  tick();
  EXPECT_EQ(state(ref), State::closed);
  EXPECT_TRUE(is_hidden());
  EXPECT_NE(letters(author_)[0].find("It stays."), std::string::npos);
}

TEST_F(DeskLetters, WhoIsGoneIsNotWaitedFor) {
  const auto ref = file(desk::CaseKind::notice, desk::Instrument::dsa16_notice, reporter_);
  take_effect(ref);
  run([&](store::Transaction& tx) { store::erase_user(tx, author_); });
  tick();
  EXPECT_EQ(state(ref), State::closed);
  EXPECT_TRUE(letters(author_).empty());
}

}  // namespace
}  // namespace botschaft::server
