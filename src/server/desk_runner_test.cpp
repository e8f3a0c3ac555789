#include "server/desk_runner.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "desk/orders/order.h"
#include "desk/orders/samples.h"
#include "store/desk_log.h"
#include "store/messages.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::server {
namespace {

using desk::kDay;
using desk::kHour;
using desk::kMinute;

class DeskRunnerTest : public testing::Test {
 protected:
  DeskRunnerTest() {
    write([&](store::Transaction& tx) {
      anna_ = store::insert_user(tx, {.phone = "4917012345", .first_name = "Anna"});
      ben_ = store::insert_user(tx, {.phone = "4917012346", .first_name = "Ben"});
      store::set_username(tx, PeerId::user(ben_), "ben_on_call");
    });
    people_ = {
        .accounts = {"+4917012345", "@ben_on_call"}, .mails = {"on-call@chat.example"}, .command = {"tee"}};
    restart();
  }
  // As after a crash: what was in memory is gone.
  void restart() {
    runner_.emplace(DeskRunner::Parts{.store = *store_,
                                      .clock = clock_,
                                      .random = random_,
                                      .settings = {},
                                      .people = people_,
                                      .deliver = [this](const store::DeskCallRow& row) {
                                        attempts_.push_back(row);
                                        return !broken_;
                                      }});
  }
  template <class F>
  void write(F&& body) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      body(tx);
      return {};
    });
    ASSERT_TRUE(done);
  }
  template <class F>
  void with_desk(F&& body) {
    write([&](store::Transaction& tx) {
      desk::Desk desk(tx, settings_, clock_.unix_seconds(), random_);
      body(desk, tx);
    });
  }
  std::string file(desk::FormKind kind, desk::Values values) {
    std::string ref;
    with_desk([&](desk::Desk& desk, store::Transaction& tx) {
      const auto filed = desk::file_order(tx, desk, desk::order_form(kind), std::move(values),
                                          {.actor = {desk::Role::officer, 50, {}},
                                           .scope = "officer:50",
                                           .idempotency_key = {},
                                           .reply_to = {}},
                                          clock_.unix_seconds(), "https://chat.example");
      ASSERT_TRUE(filed);
      ref = filed->filed.case_ref;
    });
    return ref;
  }
  std::string report(const std::string& target) {
    std::string ref;
    with_desk([&](desk::Desk& desk, store::Transaction&) {
      desk::Submission notice;
      notice.subject = desk::Subject::public_content;
      notice.target = target;
      notice.sender = {desk::Role::reporter, 7, {}};
      notice.payload = as_bytes("report");
      ref = desk.file(notice)->case_ref;
    });
    return ref;
  }
  std::vector<std::string> messages(UserId user) {
    std::vector<std::string> texts;
    write([&](store::Transaction& tx) {
      for (const auto& row :
           store::messages_newest_first(tx, user, PeerId::user(store::kServiceUser), {}, 100))
        texts.push_back(row.body.text);
    });
    return texts;
  }
  int tellings(const std::string& ref, std::string_view way) {
    int count = 0;
    with_desk([&](desk::Desk& desk, store::Transaction& tx) {
      for (const auto& row : store::desk_log_of_case(tx, desk.find(ref)->id))
        if (as_text(*row.payload).starts_with("to: on call\nway: " + std::string(way))) ++count;
    });
    return count;
  }
  void pass(std::int64_t seconds) { clock_.advance_us(seconds * 1'000'000); }

  std::unique_ptr<store::SimulatedStore> store_ = store::open_simulated();
  ManualClock clock_{1'800'000'000'000'000};
  SeededRandom random_{7};
  desk::Settings settings_;
  OnCall people_;
  UserId anna_ = 0, ben_ = 0;
  bool broken_ = false;
  std::vector<store::DeskCallRow> attempts_;
  std::optional<DeskRunner> runner_;
};

TEST_F(DeskRunnerTest, PeopleOnCallAreToldAtTheQuartersOfTheHour) {
  const auto ref = file(desk::FormKind::tco, desk::samples::tco());
  for (std::size_t rung = 0; rung < 4; ++rung) {
    runner_->run();
    runner_->run();  // none twice
    EXPECT_EQ(messages(anna_).size(), rung + 1);
    EXPECT_EQ(messages(ben_).size(), rung + 1);
    EXPECT_EQ(attempts_.size(), 2 * (rung + 1));
    pass(15 * kMinute - 1);
    runner_->run();
    EXPECT_EQ(messages(anna_).size(), rung + 1);
    pass(1);
  }
  runner_->run();
  EXPECT_EQ(messages(anna_).size(), 4u);
  EXPECT_EQ(tellings(ref, "chat"), 8);
  EXPECT_EQ(tellings(ref, "mail"), 4);
  EXPECT_EQ(tellings(ref, "command"), 4);
  const auto first = messages(anna_).back();
  EXPECT_TRUE(first.starts_with("Case " + ref +
                                " (tco):\n- effect: the time has begun, due 15 January 2027, 09:00:00 UTC\n"
                                "- reply form: the time has begun, due 15 January 2027, 09:00:00 UTC\n"))
      << first;
  EXPECT_NE(first.find("Vorgang " + ref), std::string::npos);
  EXPECT_NE(messages(anna_).front().find("three quarters"), std::string::npos);
}

TEST_F(DeskRunnerTest, WhatDidNotGetThroughIsTriedAgainAlsoAfterACrash) {
  broken_ = true;
  const auto ref = file(desk::FormKind::tco, desk::samples::tco());
  runner_->run();
  EXPECT_EQ(attempts_.size(), 2u);
  runner_->run();  // not before its time
  EXPECT_EQ(attempts_.size(), 2u);
  restart();
  broken_ = false;
  pass(10);
  runner_->run();
  ASSERT_EQ(attempts_.size(), 4u);
  EXPECT_EQ(attempts_[2].id, attempts_[0].id);
  EXPECT_EQ(attempts_[2].address, "on-call@chat.example");
  restart();
  pass(kMinute);
  runner_->run();
  EXPECT_EQ(attempts_.size(), 4u);
  EXPECT_EQ(messages(anna_).size(), 1u);
  EXPECT_EQ(tellings(ref, "mail"), 1);
  EXPECT_EQ(tellings(ref, "command"), 1);
  EXPECT_EQ(boost::json::parse(call_json(attempts_[1])).at("kind"), "desk-call");
}

TEST_F(DeskRunnerTest, WhatCitizensReportWakesNobodyUntilTheLastRung) {
  for (int i = 0; i < 250; ++i) report("channel:5/post:" + std::to_string(i));
  runner_->run();
  EXPECT_TRUE(messages(anna_).empty());
  pass(7 * kDay / 2);
  runner_->run();
  EXPECT_TRUE(messages(anna_).empty());
  const auto ref = file(desk::FormKind::tco, desk::samples::tco());
  runner_->run();
  EXPECT_EQ(messages(anna_).size(), 1u);
  EXPECT_EQ(tellings(ref, "chat"), 2);
  report("channel:6");
  pass(21 * kDay / 4);
  runner_->run();
  EXPECT_GT(messages(anna_).size(), 4u);
}

TEST_F(DeskRunnerTest, GagsEndByThemselves) {
  auto values = desk::samples::tco();
  values["non_disclosure"] = {"true"};
  const auto ref = file(desk::FormKind::tco, values);
  const auto told = [&] {
    bool could = false;
    with_desk([&](desk::Desk& desk, store::Transaction&) {
      could = desk.mark_person_told(desk.find(ref)->id).has_value();
    });
    return could;
  };
  pass(42 * kDay - 1);
  runner_->run();
  EXPECT_FALSE(told());
  pass(1);
  runner_->run();
  EXPECT_TRUE(told());
  with_desk([&](desk::Desk& desk, store::Transaction& tx) {
    int ended = 0;
    for (const auto& row : store::desk_log_of_case(tx, desk.find(ref)->id))
      ended += translog::parse_record(row.record)->kind == "gag-ended" ? 1 : 0;
    EXPECT_EQ(ended, 1);
  });
}

TEST_F(DeskRunnerTest, PeopleAreToldThatNoValidationCame) {
  auto values = desk::samples::epoc();
  values["emergency"] = {"A hostage."};
  const auto ref = file(desk::FormKind::epoc_emergency, values);
  runner_->run();
  pass(48 * kHour);
  runner_->run();
  const auto before = messages(anna_).size();
  pass(1);
  runner_->run();
  ASSERT_EQ(messages(anna_).size(), before + 1);
  EXPECT_NE(messages(anna_).front().find("validation of the emergency order: the time has run out"),
            std::string::npos);
}

TEST_F(DeskRunnerTest, RunsByItselfOnAThread) {
  const auto ref = file(desk::FormKind::tco, desk::samples::tco());
  runner_->start();
  for (int i = 0; i < 3'000 && tellings(ref, "command") == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  runner_->stop();
  EXPECT_EQ(tellings(ref, "command"), 1);
  EXPECT_EQ(messages(anna_).size(), 1u);
}

}  // namespace
}  // namespace botschaft::server
