// Notices, letters, and what has become of them, over the API and over the pages.
#include "desk/notice.h"
#include "desk/target.h"
#include "http/desk/desk_test_fixture.h"
#include "http/desk/form.h"
#include "store/channels.h"
#include "store/chat_invites.h"
#include "store/desk_log.h"
#include "store/desk_messages.h"
#include "store/users.h"

namespace botschaft::http {
namespace {

constexpr desk::Actor kModerator{desk::Role::moderator, 1, desk::IdentityLevel::strong};
constexpr desk::Actor kProgram{desk::Role::system, 0, desk::IdentityLevel::claimed};

class Intake : public DeskApi {
 protected:
  void SetUp() override {
    with_desk([&](desk::Desk&, store::Transaction& tx) {
      ada_ = store::insert_user(tx, {.phone = "4930111", .first_name = "Ada"});
      store::set_username(tx, PeerId::user(ada_), "ada_love");
      channel_ = store::insert_channel(tx, {.title = "News", .creator = ada_});
      store::set_username(tx, PeerId::channel(channel_), "DailyNews");
      store::put_chat_invite(tx, {.hash = "AbC-d_12", .peer = PeerId::channel(channel_), .admin = ada_});
    });
  }
  static json::object notice(std::string_view location = "https://chat.example/DailyNews/12") {
    return {{"category", "speech/hate"},
            {"reasons", "The post calls for violence against a person by name."},
            {"locations", json::array{json::string(location)}},
            {"name", "Jürgen Q"},
            {"mail", "Jq@Example.org"},
            {"good_faith", true},
            {"language", "de"}};
  }
  json::object filed(const json::object& body, Headers headers = {}) {
    const auto answer = post("/desk/api/v1/notices", body, std::move(headers));
    EXPECT_EQ(answer.status, 202) << answer.text;
    return answer.status == 202 ? answer.object().at("submissions").at(0).as_object() : json::object();
  }
  static std::string text(const json::object& of, std::string_view member) {
    return std::string(of.at(member).as_string());
  }
  json::object status(const std::string& receipt) {
    const auto answer = get("/desk/api/v1/submissions/" + receipt);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.object();
  }
  void act(const std::string& ref, desk::Action action, const desk::Actor& actor,
           desk::Particulars about = {}) {
    with_desk([&](desk::Desk& desk, store::Transaction&) {
      const auto done = desk.act(desk.find(ref)->id, action, actor, about);
      ASSERT_TRUE(done) << desk::name_of(action) << " " << static_cast<int>(done.error().why);
    });
  }
  void decide(const std::string& ref) {
    act(ref, desk::Action::view, kModerator);
    act(ref, desk::Action::decide, kModerator,
        {.text = {}, .decision = desk::NoAction{"It is satire."}, .pause = {}});
    with_desk([&](desk::Desk& desk, store::Transaction&) {
      const auto about = *desk.find(ref);
      for (const auto& each : desk.untold(about.id, 100)) desk.mark_told(about.id, each.id);
    });
    act(ref, desk::Action::inform, kProgram);
  }
  std::vector<store::DeskMailRow> mails() {
    std::vector<store::DeskMailRow> all;
    with_desk(
        [&](desk::Desk&, store::Transaction& tx) { all = store::desk_mails_due(tx, 4'000'000'000, 1'000); });
    return all;
  }

  UserId ada_ = 0;
  std::int64_t channel_ = 0;
};

TEST_F(Intake, ANoticeIsACaseWithASignedReceipt) {
  const auto made = filed(notice());
  const auto target = "channel:" + std::to_string(channel_) + "/post:12";
  EXPECT_EQ(text(made, "target"), target);
  EXPECT_EQ(text(made, "status"), "https://chat.example/status#" + text(made, "receipt"));
  const auto receipt = translog::open_receipt(text(made, "signed_receipt"), key_.verifier());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->record.case_ref, text(made, "case"));
  with_desk([&](desk::Desk& desk, store::Transaction& tx) {
    const auto about = desk.find(text(made, "case"));
    ASSERT_TRUE(about);
    EXPECT_EQ(about->subject, desk::Subject::public_content);
    const auto payload = store::desk_log_of_case(tx, about->id).front().payload;
    const auto kept = desk::parse_notice(as_text(*payload));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->mail, "jq@example.org");
    EXPECT_EQ(kept->reasons, "The post calls for violence against a person by name.");
    EXPECT_TRUE(kept->good_faith);
  });
  const auto other = filed(notice("https://t.me/dailynews/12"));
  EXPECT_EQ(text(other, "case"), text(made, "case")) << "one work item";
  EXPECT_NE(text(other, "receipt"), text(made, "receipt"));
}

TEST_F(Intake, WhatArticle16AsksForHasToBeThere) {
  const auto without = [](std::string_view member) {
    auto body = notice();
    body.erase(member);
    return body;
  };
  const auto with = [](std::string_view member, json::value value) {
    auto body = notice();
    body[member] = std::move(value);
    return body;
  };
  const auto code = [&](const json::object& body) { return post("/desk/api/v1/notices", body).code(); };
  for (const auto* needed : {"category", "reasons", "locations", "name", "mail", "good_faith"})
    EXPECT_EQ(code(without(needed)), "missing-field") << needed;
  EXPECT_EQ(code(with("good_faith", false)), "missing-field");
  EXPECT_EQ(code(with("reasons", "bad")), "too-short");
  EXPECT_EQ(code(with("mail", "x@y\r\nBcc: z@z.org")), "bad-field");
  EXPECT_EQ(code(with("category", "speech")), "bad-field") << "no leaf";
  EXPECT_EQ(code(with("locations", json::array{"https://chat.example/nobody_there/1"})), "unknown-location");
  EXPECT_EQ(code(with("more", 1)), "unknown-field");
  auto nameless = without("name");
  nameless.erase("mail");
  nameless["category"] = "minors/abuse";
  EXPECT_EQ(code(nameless), "");
}

TEST_F(Intake, OneOfSeveralLocationsThatLeadsNowhereKeepsAllOut) {
  auto body = notice();
  body["locations"] = json::array{"@ada_love", "https://chat.example/DailyNews/3", "@nobody_there"};
  const auto refused = post("/desk/api/v1/notices", body);
  EXPECT_EQ(refused.object().at("field").as_string(), "locations[2]");
  body["locations"] =
      json::array{"@ada_love", "https://chat.example/DailyNews/3", "tg://resolve?domain=ADA_love"};
  const auto made = post("/desk/api/v1/notices", body).object().at("submissions").as_array();
  ASSERT_EQ(made.size(), 2u);
  EXPECT_EQ(made[0].at("target").as_string(), "user:" + std::to_string(ada_));
  EXPECT_FALSE(made[1].at("signed_receipt").as_string().empty());
}

TEST_F(Intake, ARetryEntersOnce) {
  const Headers key{{"Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324"}};
  const auto first = filed(notice(), key);
  EXPECT_EQ(filed(notice(), key), first);
  auto other = notice();
  other["reasons"] = "Something else altogether is wrong.";
  EXPECT_EQ(post("/desk/api/v1/notices", other, key).code(), "key-reused");
  with_desk([&](desk::Desk& desk, store::Transaction&) {
    EXPECT_EQ(desk.find(text(first, "case"))->submissions, 1);
  });
  EXPECT_EQ(mails().size(), 1u) << "one receipt by mail";
}

TEST_F(Intake, LinksOfAllKindsNameTheirTarget) {
  const auto channel = "channel:" + std::to_string(channel_);
  const auto user = "user:" + std::to_string(ada_);
  const std::pair<std::string, std::string> kLinks[] = {
      {"https://chat.example/DailyNews", channel},
      {"http://CHAT.example/dailynews/12?single", channel + "/post:12"},
      {"chat.example/dailynews/7/12", channel + "/post:12"},
      {"https://t.me/s/dailynews/12", channel + "/post:12"},
      {" <https://t.me/+AbC-d_12> ", channel},
      {"https://telegram.me/joinchat/AbC-d_12", channel},
      {"tg://join?invite=AbC-d_12", channel},
      {"tg:resolve?domain=dailynews&post=5", channel + "/post:5"},
      {"https://t.me/c/1000000555/9", "channel:1000000555/post:9"},
      {"tg://privatepost?channel=1000000555&post=9", "channel:1000000555/post:9"},
      {"tg://user?id=77", "user:77"},
      {"@Ada_Love", user},
      {"https://example.org/DailyNews/12", ""},
      {"https://chat.example.org/DailyNews", ""},
      {"https://chat.example/", ""},
      {"https://chat.example/DailyNews/x", ""},
      {"https://t.me/+nothing", ""},
      {"https://t.me/c/1000000555", ""},
      {"DailyNews", ""},
      {"", ""},
      {"@", ""},
      {"tg://", ""},
      {std::string(600, 'a'), ""},
  };
  with_desk([&](desk::Desk&, store::Transaction& tx) {
    for (const auto& [link, canonical] : kLinks) {
      const auto target = desk::target_of_link(tx, link, "https://chat.example");
      EXPECT_EQ(target ? target->canonical : "", canonical) << link;
    }
  });
}

TEST_F(Intake, FlaggersHaveTheirLaneAndNoLimit) {
  DeskLimits limits;
  limits.intake.each = {.burst = 1, .per_second = 0.01};
  restart(limits);
  EXPECT_EQ(post("/desk/api/v1/notices", notice()).status, 202);
  EXPECT_EQ(post("/desk/api/v1/notices", notice()).status, 429);
  auto body = notice();
  body.erase("name");
  body.erase("mail");
  std::string ref;
  for (int i = 0; i < 5; ++i) ref = text(filed(body, {{"As", "flagger"}}), "case");
  with_desk([&](desk::Desk& desk, store::Transaction&) {
    const auto about = desk.find(ref);
    EXPECT_EQ(about->lane, desk::Lane::trusted_flaggers);
    EXPECT_EQ(about->submissions, 6);
  });
}

TEST_F(Intake, ALetterOfAnAuthorityIsReadByThoseWhoReadAuthorities) {
  json::object letter{
      {"subject", "Contact"}, {"text", "Whom do we write to?"}, {"as", "authority"}, {"mail", "a@b.bund.de"}};
  const auto made = post("/desk/api/v1/contact-requests", letter);
  ASSERT_EQ(made.status, 202) << made.text;
  with_desk([&](desk::Desk& desk, store::Transaction& tx) {
    const auto about = desk.find(text(made.object().at("submissions").at(0).as_object(), "case"));
    EXPECT_EQ(about->lane, desk::Lane::authorities);
    EXPECT_EQ(about->level, desk::IdentityLevel::claimed);
    const auto entry = store::desk_log_of_case(tx, about->id).front();
    EXPECT_EQ(desk::parse_contact_request(as_text(*entry.payload))->text, "Whom do we write to?");
  });
}

TEST_F(Intake, TheStatusTellsWhatWasDoneAndSaid) {
  const auto made = filed(notice());
  const auto other = filed(notice());
  const auto ref = text(made, "case");
  const auto receipt = text(made, "receipt");
  EXPECT_EQ(text(status(receipt), "state"), "received");
  EXPECT_TRUE(status(receipt).at("may").at("write").as_bool());
  act(ref, desk::Action::view, kModerator);
  act(ref, desk::Action::ask_clarification, kModerator,
      {.text = "Which sentence?", .decision = {}, .pause = desk::PauseReason::clarification});
  EXPECT_EQ(
      post("/desk/api/v1/submissions/" + receipt + "/messages", json::object{{"text", "The last."}}).status,
      202);
  auto now = status(receipt);
  EXPECT_EQ(text(now, "state"), "viewed");
  ASSERT_EQ(now.at("messages").as_array().size(), 2u);
  EXPECT_EQ(now.at("messages").at(0).at("text").as_string(), "Which sentence?");
  EXPECT_EQ(now.at("messages").at(1).at("from").as_string(), "you");
  EXPECT_EQ(status(text(other, "receipt")).at("messages").as_array().size(), 1u)
      << "what one says is not shown to others";
  EXPECT_FALSE(text(now, "signed_receipt").empty());
  EXPECT_EQ(get("/desk/api/v1/submissions/NOSUCHRECEIPT").code(), "no-such-submission");
}

TEST_F(Intake, TheDecisionIsToldAndCanBeComplainedAbout) {
  const auto made = filed(notice());
  const auto receipt = text(made, "receipt");
  EXPECT_FALSE(status(receipt).contains("decision"));
  EXPECT_EQ(post("/desk/api/v1/submissions/" + receipt + "/appeal", json::object{{"reasons", "No."}}).status,
            409);
  decide(text(made, "case"));
  const auto now = get("/desk/api/v1/submissions/" + receipt + "?lang=de").object();
  EXPECT_EQ(now.at("decision").at("kind").as_string(), "no-action");
  EXPECT_NE(text(now.at("decision").as_object(), "letter").find("It is satire."), std::string::npos);
  EXPECT_GT(now.at("appeal_until").as_int64(), clock_.unix_us() / 1'000'000 + 150 * desk::kDay);
  const auto appeal =
      post("/desk/api/v1/submissions/" + receipt + "/appeal", json::object{{"reasons", "It is not."}});
  ASSERT_EQ(appeal.status, 202) << appeal.text;
  EXPECT_EQ(text(status(receipt), "state"), "appealed");
  EXPECT_EQ(text(status(text(appeal.object(), "receipt")), "kind"), "appeal");
}

TEST_F(Intake, WithdrawingOnesOwnLeavesThatOfOthers) {
  const auto mine = filed(notice());
  const auto other = filed(notice());
  const auto withdraw = [&](const json::object& one) {
    return post("/desk/api/v1/submissions/" + text(one, "receipt") + "/withdraw", json::object());
  };
  EXPECT_EQ(withdraw(mine).status, 202);
  EXPECT_EQ(text(status(text(mine, "receipt")), "state"), "received");
  with_desk(
      [&](desk::Desk& desk, store::Transaction&) { EXPECT_EQ(desk.find(text(mine, "case"))->untold, 1); });
  const auto alone = filed(notice("@ada_love"));
  EXPECT_EQ(withdraw(alone).status, 202);
  EXPECT_EQ(text(status(text(alone, "receipt")), "state"), "withdrawn");
  EXPECT_EQ(text(status(text(other, "receipt")), "state"), "received");
}

TEST_F(Intake, NobodyIsSentMailWithoutEnd) {
  for (int i = 0; i < 8; ++i) filed(notice("https://chat.example/DailyNews/" + std::to_string(i + 1)));
  EXPECT_EQ(mails().size(), 5u);
  EXPECT_EQ(mails().front().recipient, "jq@example.org");
  EXPECT_NE(mails().front().body.find("/status#"), std::string::npos);
  EXPECT_NE(mails().front().subject.find("angekommen"), std::string::npos);
}

class Pages : public Intake {
 protected:
  static std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
    return out;
  }
  Answered submit(std::string target, const Pairs& filled) {
    std::string body;
    for (const auto& [name, value] : filled) body += (body.empty() ? "" : "&") + name + "=" + encoded(value);
    return ask(Method::post, std::move(target), body,
               {{"Content-Type", "application/x-www-form-urlencoded"}});
  }
  static Pairs filled() {
    return {{"language", "en"},
            {"key", "0123456789abcdef0123"},
            {"locations", "https://chat.example/DailyNews/12\r\n@ada_love"},
            {"category", "speech/hate"},
            {"reasons", "It calls for violence against <b>somebody</b>."},
            {"name", "J"},
            {"mail", "j@example.org"},
            {"good_faith", "on"}};
  }
};

TEST_F(Pages, TheFormIsInTheLanguageOfWhoeverAsks) {
  EXPECT_NE(get("/report").text.find("Report illegal content"), std::string::npos);
  EXPECT_NE(get("/report?lang=de").text.find("Rechtswidrige Inhalte melden"), std::string::npos);
  const auto german = get("/report", {{"Accept-Language", "de-DE,de;q=0.9"}});
  EXPECT_NE(german.text.find("<html lang=\"de\">"), std::string::npos);
  EXPECT_EQ(german.header("Content-Type"), "text/html; charset=utf-8");
}

TEST_F(Pages, AFilledFormIsANotice) {
  const auto done = submit("/report?lang=en", filled());
  ASSERT_EQ(done.status, 202) << done.text;
  EXPECT_NE(done.text.find("We have received your report"), std::string::npos);
  EXPECT_NE(done.text.find("user:" + std::to_string(ada_)), std::string::npos);
  EXPECT_EQ(submit("/report?lang=en", filled()).text, done.text) << "sent again by the browser";
  EXPECT_EQ(mails().size(), 1u);
}

TEST_F(Pages, WhatWasWrittenIsNotLostWhenItIsRefused) {
  auto incomplete = filled();
  std::erase_if(incomplete, [](const auto& each) { return each.first == "mail"; });
  const auto again = submit("/report?lang=de", incomplete);
  EXPECT_EQ(again.status, 422);
  EXPECT_NE(again.text.find("role=\"alert\""), std::string::npos);
  EXPECT_NE(again.text.find("against &lt;b&gt;somebody&lt;/b&gt;"), std::string::npos);
  EXPECT_EQ(again.text.find("<b>somebody"), std::string::npos);
  EXPECT_NE(again.text.find("value=\"speech/hate\" selected"), std::string::npos);
  EXPECT_NE(again.text.find("value=\"0123456789abcdef0123\""), std::string::npos) << "the key stays";
  DeskLimits limits;
  limits.intake.each = {.burst = 0.5, .per_second = 0.1};
  restart(limits);
  const auto later = submit("/report?lang=en", filled());
  EXPECT_EQ(later.status, 429);
  EXPECT_EQ(later.header("Retry-After"), "5");
  EXPECT_NE(later.text.find("in 5 seconds"), std::string::npos);
}

TEST_F(Pages, TheStatusPageShowsAndDoes) {
  const auto made = filed(notice("@ada_love"));
  const auto receipt = text(made, "receipt");
  EXPECT_NE(get("/status").text.find("/desk/status.js"), std::string::npos);
  const auto shown = submit("/status?lang=en", {{"receipt", receipt}});
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_NE(shown.text.find(text(made, "case")), std::string::npos);
  EXPECT_NE(shown.text.find("/receipt/v1"), std::string::npos) << "the signed receipt";
  EXPECT_EQ(submit("/status", {{"receipt", "WRONG"}}).status, 404);
  const auto said =
      submit("/status/messages?lang=en", {{"receipt", receipt}, {"text", "One <i>more</i> thing."}});
  EXPECT_NE(said.text.find("One &lt;i&gt;more&lt;/i&gt; thing."), std::string::npos) << said.text;
  const auto withdrawn = submit("/status/withdraw?lang=de", {{"receipt", receipt}});
  EXPECT_NE(withdrawn.text.find("zurückgezogen"), std::string::npos);
  EXPECT_EQ(submit("/status/withdraw?lang=de", {{"receipt", receipt}}).status, 409);
}

}  // namespace
}  // namespace botschaft::http
