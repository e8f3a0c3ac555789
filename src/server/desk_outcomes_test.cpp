#include "server/desk_outcomes.h"

#include <gtest/gtest.h>

#include "desk/desk.h"
#include "store/messages.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::server {
namespace {

constexpr desk::Actor kModerator{desk::Role::moderator, 1, desk::IdentityLevel::strong};
constexpr desk::Actor kProgram{desk::Role::system, 0, desk::IdentityLevel::claimed};

class DeskOutcomes : public testing::Test {
 protected:
  template <class F>
  void run(F&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done);
  }
  UserId person(const std::string& phone) {
    UserId id = 0;
    run([&](store::Transaction& tx) { id = store::insert_user(tx, {.phone = phone, .first_name = "P"}); });
    return id;
  }
  template <class F>
  void with_desk(F&& body) {
    run([&](store::Transaction& tx) {
      desk::Desk desk(tx, settings_, now_, random_);
      body(desk);
    });
  }
  std::string report(UserId sender, const std::string& target, const std::string& language = "en") {
    std::string ref;
    with_desk([&](desk::Desk& desk) {
      desk::Submission notice;
      notice.subject = desk::Subject::public_content;
      notice.target = target;
      notice.sender = {desk::Role::reporter, sender, desk::IdentityLevel::claimed};
      notice.scope = "user:" + std::to_string(sender);
      notice.language = language;
      notice.payload = as_bytes("report");
      const auto filed = desk.file(notice);
      ASSERT_TRUE(filed);
      ref = filed->case_ref;
    });
    return ref;
  }
  void act(const std::string& ref, desk::Action action, const desk::Actor& actor,
           std::optional<desk::Decision> decision = {}) {
    with_desk([&](desk::Desk& desk) {
      const auto done =
          desk.act(desk.find(ref)->id, action, actor, {.text = {}, .decision = decision, .pause = {}});
      ASSERT_TRUE(done) << static_cast<int>(done.error().why);
    });
  }
  int tell(int limit = 100) {
    int told = 0;
    run([&](store::Transaction& tx) {
      told = tell_outcomes(tx, static_cast<std::int32_t>(now_), random_,
                           {"Test", "https://chat.example", true}, limit);
    });
    return told;
  }
  desk::State state(const std::string& ref) {
    desk::State found = {};
    with_desk([&](desk::Desk& desk) { found = desk.find(ref)->state; });
    return found;
  }
  std::vector<std::string> letters(UserId user) {
    std::vector<std::string> texts;
    run([&](store::Transaction& tx) {
      for (const auto& row :
           store::messages_newest_first(tx, user, PeerId::user(store::kServiceUser), {}, 100)) {
        EXPECT_FALSE(row.out());
        texts.push_back(row.body.text);
      }
    });
    return texts;
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
                                                     .redress = "Complain."}));
  }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  desk::Settings settings_;
  desk::Seconds now_ = 1'800'000'000;
  SeededRandom random_{7};
};

TEST_F(DeskOutcomes, EverybodyWhoReportedIsToldOnceInHisLanguage) {
  const auto anna = person("491"), ben = person("492");
  const auto ref = report(anna, "channel:5/post:1", "de");
  EXPECT_EQ(report(ben, "channel:5/post:1"), ref);
  EXPECT_EQ(tell(), 0) << "nothing is decided";
  act(ref, desk::Action::view, kModerator);
  EXPECT_EQ(tell(), 0);
  act(ref, desk::Action::decide, kModerator, desk::NoAction{"It is satire."});
  EXPECT_EQ(tell(), 2);
  ASSERT_EQ(letters(anna).size(), 1u);
  EXPECT_NE(letters(anna)[0].find("Begründung: It is satire."), std::string::npos) << letters(anna)[0];
  EXPECT_NE(letters(anna)[0].find(ref), std::string::npos);
  EXPECT_NE(letters(ben).at(0).find("Reasons: It is satire."), std::string::npos);
  EXPECT_EQ(state(ref), desk::State::closed);
  EXPECT_EQ(tell(), 0);
  EXPECT_EQ(letters(anna).size(), 1u);
}

TEST_F(DeskOutcomes, AMeasureIsToldWhenItIsInEffect) {
  const auto anna = person("491");
  const auto ref = report(anna, "channel:5/post:1");
  const auto other = report(anna, "channel:5/post:2");
  for (const auto& each : {ref, other}) act(each, desk::Action::view, kModerator);
  act(ref, desk::Action::decide, kModerator, removal());
  act(other, desk::Action::decide, kModerator, desk::Rejection{"It names nothing."});
  EXPECT_EQ(tell(), 1) << "what waits for its measure holds nobody up";
  EXPECT_EQ(state(ref), desk::State::decided);
  act(ref, desk::Action::effect, kProgram);
  EXPECT_EQ(tell(), 1);
  ASSERT_EQ(letters(anna).size(), 2u);
  EXPECT_EQ(state(ref), desk::State::effected) << "its author is still to be told";
}

TEST_F(DeskOutcomes, ManyAreToldAFewAtATime) {
  std::vector<UserId> people;
  std::string ref;
  for (int i = 0; i < 7; ++i) {
    people.push_back(person(std::to_string(490 + i)));
    ref = report(people.back(), "channel:5/post:1");
  }
  act(ref, desk::Action::view, kModerator);
  act(ref, desk::Action::decide, kModerator, desk::NoAction{"No."});
  EXPECT_EQ(tell(3), 3);
  EXPECT_EQ(state(ref), desk::State::decided);
  EXPECT_EQ(tell(3), 3);
  EXPECT_EQ(tell(3), 1);
  EXPECT_EQ(state(ref), desk::State::closed);
  for (const auto user : people) EXPECT_EQ(letters(user).size(), 1u);
}

TEST_F(DeskOutcomes, WhoHasLeftIsNotWaitedFor) {
  const auto anna = person("491");
  const auto ref = report(anna, "channel:5/post:1");
  run([&](store::Transaction& tx) { store::erase_user(tx, anna); });
  act(ref, desk::Action::view, kModerator);
  act(ref, desk::Action::decide, kModerator, desk::NoAction{"No."});
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(state(ref), desk::State::closed);
  EXPECT_TRUE(letters(anna).empty());
}

}  // namespace
}  // namespace botschaft::server
