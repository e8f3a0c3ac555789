#include <algorithm>

#include "desk/identity/identification.h"
#include "http/desk/decision_json.h"
#include "http/desk/desk_test_fixture.h"
#include "store/desk_people.h"
#include "store/desk_registers.h"

namespace botschaft::http {
namespace {

constexpr int kOfficer = 104;  // as the fixture numbers them
constexpr int kModerator = 105;

Headers as(std::string_view role) {
  return {{"As", std::string(role)}};
}

json::object withholding() {
  return {{"kind", "restriction"},
          {"measure", "withhold"},
          {"territory", json::array{"DE"}},
          {"facts", "A sign."},
          {"trigger", "notice"},
          {"ground", "illegal"},
          {"provision", "StGB 86a"},
          {"explanation", "Forbidden there."},
          {"redress", "Complain here."}};
}

json::object disclosing() {
  return {{"kind", "disclosure"},
          {"data", "subscriber"},
          {"fields", json::array{"phone"}},
          {"recipient", "StA Köln"},
          {"legal_basis", "StPO 100j"}};
}

bool has(const auto& all, const auto& one) {
  return std::ranges::find(all, one) != all.end();
}

class DeskCases : public DeskApi {
 protected:
  std::string file(desk::Submission submission) {
    std::string ref;
    with_desk([&](desk::Desk& desk, store::Transaction&) { ref = desk.file(submission)->case_ref; });
    return ref;
  }
  std::string notice(std::string target, std::int64_t sender = 7, std::string_view words = "it is bad") {
    desk::Submission made;
    made.subject = desk::Subject::public_content;
    made.target = std::move(target);
    made.sender = {desk::Role::reporter, sender, desk::IdentityLevel::claimed};
    made.payload = as_bytes(words);
    return file(made);
  }
  std::string order(desk::Instrument instrument, desk::IdentityLevel level = desk::IdentityLevel::strong,
                    std::int64_t sender = kOfficer) {
    const bool data = instrument == desk::Instrument::dsa10_order;
    desk::Submission made;
    made.lane = desk::Lane::authorities;
    made.kind = desk::CaseKind::order;
    made.instrument = instrument;
    made.subject = data ? desk::Subject::account : desk::Subject::public_content;
    made.target = "user:9";
    made.sender = {desk::Role::officer, sender, level};
    made.asked = desk::Asked{instrument,
                             desk::AuthorityType::judge,
                             {},
                             data ? desk::DataCategory::subscriber : desk::DataCategory::none,
                             true};
    made.payload = as_bytes("an order");
    return file(made);
  }
  Answered act(const std::string& ref, std::string_view role, json::object body) {
    return post("/desk/api/v1/cases/" + ref + "/act", body, as(role));
  }
  Answered see(const std::string& ref, std::string_view role) {
    return get("/desk/api/v1/cases/" + ref, as(role));
  }
  std::vector<std::string> queue(std::string_view role, const std::string& query = "") {
    std::vector<std::string> refs;
    const auto body = get("/desk/api/v1/cases" + query, as(role)).object();
    if (const auto* cases = body.if_contains("cases"))
      for (const auto& one : cases->as_array()) refs.emplace_back(one.at("ref").as_string());
    return refs;
  }
  std::vector<std::string> steps(const std::string& ref, std::string_view role) {
    std::vector<std::string> actions;
    const auto body = see(ref, role).object();
    for (const auto& step : body.at("steps").as_array()) actions.emplace_back(step.at("action").as_string());
    std::ranges::sort(actions);
    actions.erase(std::unique(actions.begin(), actions.end()), actions.end());
    return actions;
  }
  std::vector<std::string> kinds(const std::string& ref, std::string_view role = "auditor") {
    std::vector<std::string> kinds;
    const auto body = get("/desk/api/v1/cases/" + ref + "/entries", as(role)).object();
    for (const auto& entry : body.at("entries").as_array())
      kinds.push_back(translog::parse_record(entry.at("record").as_string())->kind);
    return kinds;
  }
  void pass(std::int64_t seconds) { clock_.advance_us(seconds * 1'000'000); }
};

TEST_F(DeskCases, TheQueueBeginsWithWhatIsDueFirst) {
  const auto slow = notice("channel:1/post:1");
  const auto slower_order = order(desk::Instrument::dsa9_order);
  const auto urgent = order(desk::Instrument::tco_removal);
  EXPECT_EQ(queue("moderator"), (std::vector{urgent, slower_order, slow}));
  EXPECT_EQ(queue("moderator", "?lane=users"), std::vector{slow});
  EXPECT_EQ(queue("moderator", "?instrument=dsa-9"), std::vector{slower_order});
  EXPECT_EQ(queue("moderator", "?state=decided"), std::vector<std::string>{});
  EXPECT_EQ(queue("moderator", "?clock=overdue"), std::vector<std::string>{});
  EXPECT_EQ(queue("moderator", "?clock=day"), std::vector{urgent});
  pass(2 * desk::kHour);
  EXPECT_EQ(queue("moderator", "?clock=overdue"), std::vector{urgent});
  EXPECT_EQ(queue("moderator", "?clock=escalated"), std::vector<std::string>{});
  with_desk([](desk::Desk& desk, store::Transaction&) { desk.escalate(10); });
  with_desk([](desk::Desk& desk, store::Transaction&) { desk.escalate(10); });
  EXPECT_EQ(queue("moderator", "?clock=escalated"), std::vector{urgent});
  const auto counters = get("/desk/api/v1/cases", as("moderator")).object().at("counters").at("lanes");
  EXPECT_EQ(counters.at("authorities").at("open"), 2);
  EXPECT_EQ(counters.at("authorities").at("overdue"), 1);
  EXPECT_EQ(counters.at("users").at("open"), 1);
  EXPECT_EQ(get("/desk/api/v1/cases?lane=nobody", as("moderator")).status, 422);
  EXPECT_EQ(get("/desk/api/v1/cases?clock=never", as("moderator")).status, 422);
  EXPECT_EQ(get("/desk/api/v1/cases?limit=0", as("moderator")).status, 422);
}

TEST_F(DeskCases, PagesOfTheQueueHaveEachCaseOnce) {
  std::vector<std::string> all;
  for (int i = 0; i < 7; ++i) all.push_back(notice("channel:1/post:" + std::to_string(i)));
  std::vector<std::string> found;
  for (std::string query = "?limit=3";;) {
    const auto page = get("/desk/api/v1/cases" + query, as("moderator")).object();
    for (const auto& one : page.at("cases").as_array()) found.emplace_back(one.at("ref").as_string());
    if (page.at("next").is_null()) break;
    query = "?limit=3&after=" + std::string(page.at("next").as_string());
  }
  EXPECT_EQ(found, all);
}

TEST_F(DeskCases, NoticesOfOneTargetAreOneLineAndAreCounted) {
  const auto ref = notice("channel:1/post:1", 7);
  EXPECT_EQ(notice("channel:1/post:1", 8), ref);
  const auto seen = see(ref, "moderator").object();
  EXPECT_EQ(seen.at("submissions"), 2);
  EXPECT_EQ(seen.at("submitted").as_array().size(), 2u);
  EXPECT_EQ(seen.at("target"), "channel:1/post:1");
}

TEST_F(DeskCases, StrangersAndOtherSendersSeeNothing) {
  const auto ref = order(desk::Instrument::dsa9_order);
  EXPECT_EQ(see(ref, "officer").status, 200);
  EXPECT_EQ(see(ref, "flagger").code(), "no-such-case");
  EXPECT_EQ(act(ref, "flagger", {{"action", "reply"}, {"text", "hello"}}).code(), "no-such-case");
  EXPECT_EQ(get("/desk/api/v1/cases/" + ref).status, 401);
  EXPECT_EQ(see("NOSUCHCASE", "moderator").code(), "no-such-case");
  EXPECT_EQ(queue("officer"), std::vector{ref});
  EXPECT_EQ(queue("flagger"), std::vector<std::string>{});
}

TEST_F(DeskCases, AuditorsSeeNoPersonalData) {
  const auto ref = order(desk::Instrument::dsa9_order);
  act(ref, "moderator", {{"action", "view"}});
  act(ref, "officer", {{"action", "reply"}, {"text", "call Inspector Mustermann"}});
  act(ref, "moderator", {{"action", "propose"}, {"decision", withholding()}});
  const auto seen = see(ref, "auditor");
  EXPECT_EQ(seen.status, 200);
  for (const auto* hidden : {"user:9", "Mustermann", "A sign", "\"name\"", "StGB", "104", "105"})
    EXPECT_EQ(seen.text.find(hidden), std::string::npos) << hidden;
  EXPECT_EQ(seen.object().at("decision").at("measure"), "withhold");
  const auto list = get("/desk/api/v1/cases", as("auditor"));
  EXPECT_EQ(list.text.find("user:9"), std::string::npos);
  EXPECT_EQ(list.text.find("A sign"), std::string::npos);
  const auto entries = get("/desk/api/v1/cases/" + ref + "/entries", as("auditor"));
  EXPECT_EQ(entries.text.find("payload"), std::string::npos);
  EXPECT_EQ(entries.text.find("salt"), std::string::npos);
  EXPECT_NE(entries.text.find("botschaft/1 " + ref), std::string::npos);
  EXPECT_EQ(act(ref, "auditor", {{"action", "view"}}).status, 403);
}

TEST_F(DeskCases, StepsAreThoseOfTheTableForTheRole) {
  const auto ref = notice("channel:1/post:1");
  EXPECT_EQ(steps(ref, "moderator"), (std::vector<std::string>{"view", "withhold-interim"}));
  EXPECT_EQ(act(ref, "second-reviewer", {{"action", "decide"}, {"decision", withholding()}}).code(),
            "no-such-step");
  const auto viewed = act(ref, "moderator", {{"action", "view"}});
  EXPECT_EQ(viewed.status, 200);
  EXPECT_EQ(viewed.object().at("state"), "viewed");
  EXPECT_TRUE(has(steps(ref, "moderator"), "decide"));
  EXPECT_FALSE(has(steps(ref, "moderator"), "effect"));
  EXPECT_EQ(act(ref, "moderator", {{"action", "effect"}}).code(), "bad-field");
  EXPECT_EQ(act(ref, "second-reviewer", {{"action", "propose"}, {"decision", withholding()}}).code(),
            "not-your-role");
}

TEST_F(DeskCases, ARestrictionNeedsItsStatement) {
  const auto ref = notice("channel:1/post:1");
  act(ref, "moderator", {{"action", "view"}});
  auto bare = withholding();
  bare.erase("facts");
  bare["provision"] = "";
  const auto refused = act(ref, "moderator", {{"action", "decide"}, {"decision", bare}});
  EXPECT_EQ(refused.code(), "bad-decision");
  EXPECT_EQ(refused.object().at("faults"), (json::array{"no-facts", "no-provision"}));
  EXPECT_EQ(see(ref, "moderator").object().at("state"), "viewed");
  EXPECT_EQ(act(ref, "moderator", {{"action", "decide"}}).code(), "unmet-condition");
  EXPECT_EQ(act(ref, "moderator", {{"action", "decide"}, {"decision", withholding()}}).status, 200);
}

TEST_F(DeskCases, PreviewsSayWhatIsWrongAndWhatWouldBeSaid) {
  const auto ref = notice("channel:1/post:1");
  const auto path = "/desk/api/v1/cases/" + ref + "/preview";
  const auto empty = post(path, json::object{{"kind", "restriction"}}, as("moderator")).object();
  EXPECT_EQ(empty.at("faults").as_array().size(), 7u);
  EXPECT_TRUE(empty.at("letters").is_null());
  const auto whole = post(path, withholding(), as("moderator")).object();
  EXPECT_TRUE(whole.at("faults").as_array().empty());
  EXPECT_FALSE(whole.at("second_person").as_bool());
  const auto letter = [&](const char* language) {
    return std::string(whole.at("letters").at(language).at("sender").as_string());
  };
  EXPECT_NE(letter("en").find("was acted upon"), std::string::npos);
  EXPECT_NE(letter("de").find("wurde gehandelt"), std::string::npos);
  EXPECT_EQ(post(path, json::object{{"kind", "no-action"}}, as("moderator")).object().at("faults"),
            json::array{"no-reasons"});
  EXPECT_TRUE(post(path, disclosing(), as("moderator")).object().at("second_person").as_bool());
  EXPECT_EQ(kinds(ref), std::vector<std::string>{"received"});
}

TEST_F(DeskCases, ADisclosureTakesTwoPeople) {
  const auto ref = order(desk::Instrument::dsa10_order);
  act(ref, "moderator", {{"action", "view"}});
  const auto alone = act(ref, "moderator", {{"action", "decide"}, {"decision", disclosing()}});
  EXPECT_EQ(alone.code(), "unmet-condition");
  EXPECT_EQ(act(ref, "moderator", {{"action", "propose"}, {"decision", disclosing()}}).status, 200);
  const auto inbox = [&](std::string_view role) {
    return get("/desk/api/v1/inbox", as(role)).object().at("cases").as_array().at(0).as_object();
  };
  EXPECT_TRUE(inbox("moderator").at("mine").as_bool());
  EXPECT_FALSE(inbox("second-reviewer").at("mine").as_bool());
  EXPECT_EQ(inbox("second-reviewer").at("decision").at("recipient"), "StA Köln");
  EXPECT_EQ(inbox("second-reviewer").at("proposer").as_string(), std::to_string(kModerator));
  EXPECT_EQ(act(ref, "moderator", {{"action", "decide"}}).code(), "not-your-role");
  const auto decided = act(ref, "second-reviewer", {{"action", "decide"}});
  EXPECT_EQ(decided.status, 200);
  EXPECT_EQ(decided.object().at("state"), "decided");
  EXPECT_TRUE(get("/desk/api/v1/inbox", as("moderator")).object().at("cases").as_array().empty());
  EXPECT_EQ(kinds(ref), (std::vector<std::string>{"received", "viewed", "proposed", "decided"}));
}

TEST_F(DeskCases, WhoIsNotShownToBeWhoTheySayGetsNothingAndTheAttemptIsLogged) {
  const auto ref = order(desk::Instrument::dsa10_order, desk::IdentityLevel::domain);
  act(ref, "moderator", {{"action", "view"}});
  act(ref, "moderator", {{"action", "propose"}, {"decision", disclosing()}});
  const auto refused = act(ref, "second-reviewer", {{"action", "decide"}});
  EXPECT_EQ(refused.code(), "unmet-condition");
  EXPECT_TRUE(has(refused.object().at("missing").as_array(), json::value("identity level")));
  EXPECT_EQ(kinds(ref).back(), "attempted");
}

TEST_F(DeskCases, QuestionsRestTheClockAndAreMessages) {
  const auto ref = order(desk::Instrument::tco_removal);
  act(ref, "moderator", {{"action", "view"}});
  EXPECT_EQ(act(ref, "moderator", {{"action", "ask-clarification"}, {"text", "Which post?"}}).code(),
            "bad-input");
  const auto asked = act(ref, "moderator",
                         {{"action", "ask-clarification"}, {"text", "Which post?"}, {"pause", "incomplete"}});
  EXPECT_EQ(asked.object().at("state"), "waiting");
  EXPECT_TRUE(asked.object().at("clocks").at(0).at("rests").as_bool());
  act(ref, "officer", {{"action", "clarify"}, {"text", "Number 12.\nThe second line."}});
  const auto seen = see(ref, "officer").object();
  const auto& messages = seen.at("messages").as_array();
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].at("text"), "Which post?");
  EXPECT_EQ(messages[0].at("role"), "moderator");
  EXPECT_EQ(messages[1].at("text"), "Number 12.\nThe second line.");
  EXPECT_EQ(seen.if_contains("acts"), nullptr);
  EXPECT_EQ(seen.at("pauses").as_array().size(), 1u);
}

TEST_F(DeskCases, SendersDoNotSeeWhatIsOnlyProposed) {
  const auto ref = order(desk::Instrument::dsa9_order);
  act(ref, "moderator", {{"action", "view"}});
  act(ref, "moderator", {{"action", "propose"}, {"decision", withholding()}});
  EXPECT_EQ(see(ref, "officer").object().if_contains("decision"), nullptr);
  act(ref, "second-reviewer", {{"action", "decide"}});
  EXPECT_EQ(see(ref, "officer").object().at("decision").at("measure"), "withhold");
}

TEST_F(DeskCases, ARestrictionTakesEffectWhenItIsDecided) {
  const auto ref = order(desk::Instrument::tco_removal);
  act(ref, "moderator", {{"action", "view"}});
  const auto decided = act(ref, "moderator", {{"action", "decide"}, {"decision", withholding()}});
  EXPECT_EQ(decided.object().at("state"), "effected") << decided.text;
  EXPECT_EQ(kinds(ref), (std::vector<std::string>{"received", "viewed", "decided", "effected"}));
  EXPECT_EQ(act(ref, "moderator", {{"action", "ask-scrutiny"}, {"text", "A report of the press."}}).status,
            200);
  EXPECT_EQ(kinds(ref).back(), "replied");
  pass(48 * desk::kHour + 1);
  EXPECT_EQ(act(ref, "moderator", {{"action", "ask-scrutiny"}, {"text", "x"}}).code(), "unmet-condition");
}

TEST_F(DeskCases, AnEmergencyOrderIsValidatedAfterwards) {
  const auto ref = order(desk::Instrument::epoc_emergency);
  const auto validate = [&](json::object more) {
    more["action"] = "validate";
    more["text"] = "AG Köln, 5 Gs 1/27";
    return act(ref, "moderator", more);
  };
  EXPECT_EQ(validate({}).code(), "bad-input");
  EXPECT_EQ(validate({{"validator", "king"}}).code(), "bad-field");
  EXPECT_EQ(validate({{"validator", "court"}}).status, 200);
  with_desk([&](desk::Desk& desk, store::Transaction&) {
    EXPECT_EQ(desk.find(ref)->asked->validator, desk::AuthorityType::court);
  });
}

TEST_F(DeskCases, GagsAreBoundByTheInstrument) {
  const auto ref = order(desk::Instrument::tco_removal);
  const auto now = clock_.unix_us() / 1'000'000;
  const auto gag = [&](const std::string& of, std::int64_t until) {
    return post("/desk/api/v1/cases/" + of + "/gag",
                json::object{{"until", until}, {"basis", "TCO 11(3), BKA"}}, as("moderator"));
  };
  EXPECT_EQ(gag(ref, now + 50 * desk::kDay).code(), "gag-too-long");
  EXPECT_EQ(gag(ref, now + 42 * desk::kDay).status, 200);
  EXPECT_TRUE(see(ref, "moderator").object().at("gag").at("in_force").as_bool());
  EXPECT_EQ(gag(notice("channel:1/post:1"), now + desk::kDay).code(), "no-gag-here");
}

TEST_F(DeskCases, WhatWasSentInIsOpenedOneByOneAndEachLookIsLogged) {
  const auto ref = notice("channel:1/post:1", 7, "a cruel picture");
  const auto seen = see(ref, "moderator");
  EXPECT_EQ(seen.text.find("cruel"), std::string::npos);
  const auto entry = std::to_string(seen.object().at("submitted").at(0).at("entry").as_int64());
  const auto listed = get("/desk/api/v1/cases/" + ref + "/entries", as("moderator"));
  EXPECT_EQ(listed.text.find("cruel"), std::string::npos);
  const auto path = "/desk/api/v1/cases/" + ref + "/submissions/";
  const auto opened = post(path + entry, json::object{}, as("moderator"));
  EXPECT_EQ(opened.object().at("payload"), "a cruel picture");
  EXPECT_EQ(kinds(ref), (std::vector<std::string>{"received", "evidence-viewed"}));
  EXPECT_EQ(post(path + "999", json::object{}, as("moderator")).status, 404);
  const auto other = notice("channel:1/post:2");
  EXPECT_EQ(
      post("/desk/api/v1/cases/" + other + "/submissions/" + entry, json::object{}, as("moderator")).status,
      404);
}

TEST_F(DeskCases, HowWhoAsksWasShownIsSeen) {
  std::int64_t mediator = 0;
  std::int64_t officer = 0;
  with_desk([&](desk::Desk&, store::Transaction& tx) {
    mediator = store::insert_desk_person(tx, {.name = "An Association"});
    officer = store::insert_desk_person(tx, {.name = "Olga"});
    store::insert_desk_introduction(tx, {.mediator = mediator,
                                         .person = officer,
                                         .text = "mediator-name: An Association\nas: head of office\n",
                                         .made_at = 1,
                                         .until_at = 2});
  });
  const auto ref = order(desk::Instrument::dsa9_order, desk::IdentityLevel::domain, officer);
  with_desk([&](desk::Desk& desk, store::Transaction& tx) {
    store::put_desk_proof(tx, {.case_id = desk.find(ref)->id,
                               .proof = static_cast<int>(desk::Proof::mail),
                               .person = mediator,
                               .at = 5,
                               .detail = "bka.example"});
  });
  const auto seen = see(ref, "moderator").object();
  EXPECT_EQ(seen.at("level"), 1);
  EXPECT_EQ(seen.at("proofs").at(0).at("proof"), "mail");
  EXPECT_EQ(seen.at("proofs").at(0).at("by"), "An Association");
  EXPECT_EQ(seen.at("introductions").at(0).at("by"), "An Association");
  EXPECT_EQ(seen.at("introductions").at(0).at("as"), "head of office");
  EXPECT_FALSE(seen.at("introductions").at(0).at("in_force").as_bool());
  const auto outline = see(ref, "auditor");
  EXPECT_FALSE(outline.object().at("proofs").at(0).as_object().contains("by"));
  EXPECT_EQ(outline.text.find("Association"), std::string::npos);
}

TEST_F(DeskCases, EntriesOpenTheirRecords) {
  const auto ref = notice("channel:1/post:1");
  act(ref, "moderator", {{"action", "view"}});
  const auto body = get("/desk/api/v1/cases/" + ref + "/entries", as("moderator")).object();
  const auto& entry = body.at("entries").at(1);
  const auto record = translog::parse_record(entry.at("record").as_string());
  const auto salt = translog::from_base64(entry.at("salt").as_string());
  ASSERT_TRUE(record && salt && salt->size() == 32);
  translog::Salt whole{};
  std::ranges::copy(*salt, whole.begin());
  EXPECT_EQ(translog::commit(whole, as_bytes(entry.at("payload").as_string())), record->commitment);
  EXPECT_TRUE(body.at("entries").at(0).at("sealed").as_bool());
}

}  // namespace
}  // namespace botschaft::http
