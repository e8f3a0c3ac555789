// Letters of the desk to a real mail server, which may be away for a while.
#include "server/desk_mail.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "desk/desk.h"
#include "server/desk_outcomes.h"
#include "store/desk_messages.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"
#include "tests/support/smtp_server.h"

namespace botschaft::server {
namespace {

constexpr int kPatience_ms = 30'000;

class DeskMailTest : public testing::Test {
 protected:
  DeskMailTest() : server_(directory_.path() / "mails") {
    store_ = std::move(*store::open_sqlite({.directory = directory_.data()}));
  }
  template <class F>
  void run(F f) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      f(tx);
      return {};
    });
    ASSERT_TRUE(done);
  }
  void queue(const std::string& recipient, const std::string& subject, const std::string& body) {
    run([&](store::Transaction& tx) {
      store::insert_desk_mail(tx,
                              {.recipient = recipient, .subject = subject, .body = body, .next_at = now()});
    });
  }
  std::int64_t now() const { return clock_.unix_us() / 1'000'000; }
  std::vector<store::DeskMailRow> waiting() {
    std::vector<store::DeskMailRow> rows;
    run([&](store::Transaction& tx) { rows = store::desk_mails_due(tx, now() + 1'000'000, 100); });
    return rows;
  }
  std::unique_ptr<DeskMail> start() {
    auto mail = std::make_unique<DeskMail>(
        *store_,
        std::make_unique<SmtpDelivery>(SmtpDelivery::Account{.url = server_.url(),
                                                             .user = "",
                                                             .password = "",
                                                             .from = "desk@example.org",
                                                             .server_name = "Täst"}),
        clock_);
    mail->start();
    return mail;
  }
  template <class P>
  bool soon(P predicate) {
    for (int i = 0; i < kPatience_ms / 20 && !predicate(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return predicate();
  }

  store::TemporaryDirectory directory_;
  test::SmtpServer server_;
  ManualClock clock_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(DeskMailTest, WhatWaitsIsSentOnce) {
  queue("ada@example.org", "Größe", "Hallo Ada\n");
  queue("ben@example.org", "Two", "Hello Ben\n");
  auto mail = start();
  EXPECT_TRUE(soon([&] { return waiting().empty(); }));
  mail->stop();
  const auto taken = server_.mails();
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_TRUE(taken[0].starts_with("RCPT ada@example.org\n")) << taken[0];
  EXPECT_NE(taken[0].find("SGFsbG8gQWRhC"), std::string::npos) << "the text in base64: " << taken[0];
  EXPECT_TRUE(taken[1].starts_with("RCPT ben@example.org\n"));
}

TEST_F(DeskMailTest, AServerThatWasAwayGetsThemLater) {
  server_.stop();
  queue("ada@example.org", "S", "B");
  auto mail = start();
  EXPECT_TRUE(soon([&] { return waiting().size() == 1 && waiting()[0].tries == 1; }));
  mail->stop();
  server_.start();
  clock_.advance_us(61'000'000);
  mail = start();
  EXPECT_TRUE(soon([&] { return waiting().empty(); }));
  mail->stop();
  EXPECT_EQ(server_.mails().size(), 1u);
}

TEST_F(DeskMailTest, OutcomesReachWhoeverLeftAnAddress) {
  const desk::Settings settings;
  const desk::Actor moderator{desk::Role::moderator, 1, desk::IdentityLevel::strong};
  run([&](store::Transaction& tx) {
    desk::Desk desk(tx, settings, now(), system_random());
    std::string ref;
    for (const auto* address : {"ada@example.org", "", "ben@example.org"}) {
      desk::Submission notice;
      notice.target = "user:7";
      notice.scope = "web";
      notice.language = "de";
      notice.reply_to = address;
      notice.payload = as_bytes(std::string_view(address));
      ref = desk.file(notice)->case_ref;
    }
    const auto id = desk.find(ref)->id;
    ASSERT_TRUE(desk.act(id, desk::Action::view, moderator));
    ASSERT_TRUE(
        desk.act(id, desk::Action::reply, moderator, {.text = "Danke.", .decision = {}, .pause = {}}));
    ASSERT_TRUE(desk.act(id, desk::Action::decide, moderator,
                         {.text = {}, .decision = desk::NoAction{"Satire."}, .pause = {}}));
    const DeskTelling telling{"Test", "https://chat.example", true};
    tell_messages(tx, static_cast<std::int32_t>(now()), telling, 10);
    EXPECT_EQ(tell_outcomes(tx, static_cast<std::int32_t>(now()), system_random(), telling, 10), 3)
        << "who left none reads it on the status page";
    EXPECT_EQ(desk.find(ref)->state, desk::State::closed);
  });
  auto mail = start();
  EXPECT_TRUE(soon([&] { return waiting().empty(); }));
  mail->stop();
  std::size_t for_ada = 0;
  for (const auto& each : server_.mails()) for_ada += each.starts_with("RCPT ada@example.org\n") ? 1 : 0;
  EXPECT_EQ(for_ada, 2u) << "a message and the outcome";
  EXPECT_EQ(server_.mails().size(), 4u);
}

}  // namespace
}  // namespace botschaft::server
