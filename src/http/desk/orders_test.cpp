#include "desk/orders/moment.h"
#include "desk/orders/samples.h"
#include "http/desk/desk_test_fixture.h"
#include "http/desk/order_json.h"

namespace botschaft::http {
namespace {

using desk::FormKind;

class Orders : public DeskApi {
 protected:
  static json::object order(FormKind kind, const desk::Values& values) {
    return {{"form", desk::name_of(kind)}, {"fields", fields_json(desk::order_form(kind), values)}};
  }
  Answered send(FormKind kind, const desk::Values& values, Headers headers = kOfficer) {
    return post("/desk/api/v1/orders", order(kind, values), std::move(headers));
  }
  static std::string text(const json::object& from, std::string_view name) {
    return std::string(from.at(name).as_string());
  }
  Answered at(const std::string& ref, std::string_view what = "", Headers headers = kOfficer) {
    return get("/desk/api/v1/orders/" + ref + std::string(what), std::move(headers));
  }
  Answered step(const std::string& ref, std::string_view what, const json::object& body,
                Headers headers = kOfficer) {
    return post("/desk/api/v1/orders/" + ref + "/" + std::string(what), body, std::move(headers));
  }
  void act(const std::string& ref, desk::Action action, const desk::Particulars& about = {}) {
    with_desk([&](desk::Desk& desk, store::Transaction&) {
      ASSERT_TRUE(desk.act(desk.find(ref)->id, action,
                           {desk::Role::moderator, 1, desk::IdentityLevel::strong}, about));
    });
  }

  static inline const Headers kOfficer = {{"As", "officer"}};
  static inline const Headers kModerator = {{"As", "moderator"}};
};

TEST_F(Orders, TheFormsAreThere) {
  const auto forms = get("/desk/api/v1/order-forms").object().at("forms").as_array();
  ASSERT_EQ(forms.size(), desk::order_forms().size());
  const auto& tco = forms[2].as_object();
  EXPECT_EQ(text(tco, "form"), "tco");
  EXPECT_EQ(tco.at("fields").as_array().size(), desk::order_form(FormKind::tco).fields.size());
  const auto& first = tco.at("fields").as_array()[0].as_object();
  EXPECT_EQ(text(first, "section"), "A");
  EXPECT_EQ(text(first.at("label").as_object(), "de"), "Mitgliedstaat der erlassenden Behörde");
}

TEST_F(Orders, AnOrderHasItsReceiptAndItsClocks) {
  const auto answer = send(FormKind::tco, desk::samples::tco());
  ASSERT_EQ(answer.status, 201) << answer.text;
  const auto body = answer.object();
  EXPECT_TRUE(body.at("in_order").as_bool()) << answer.text;
  EXPECT_EQ(text(body, "verdict"), "in-order");
  EXPECT_EQ(body.at("territory").as_array().size(), 27u);
  EXPECT_FALSE(text(body, "signed_receipt").empty());
  bool found = false;
  for (const auto& clock : body.at("clocks").as_array())
    if (text(clock.as_object(), "clock") == "give-effect") {
      found = true;
      EXPECT_EQ(text(clock.as_object(), "due_at"), desk::iso_moment(clock_.unix_seconds() + desk::kHour));
    }
  EXPECT_TRUE(found);
  const auto again = at(text(body, "case"));
  ASSERT_EQ(again.status, 200);
  EXPECT_EQ(again.object().at("fields"), fields_json(desk::order_form(FormKind::tco), desk::samples::tco()));
  EXPECT_EQ(text(again.object(), "state"), "received");
}

TEST_F(Orders, WhatIsMissingIsSaidInBothLanguages) {
  const auto answer = send(FormKind::tco, {{"reference", {"1"}}});
  ASSERT_EQ(answer.status, 201) << answer.text;
  const auto body = answer.object();
  EXPECT_FALSE(body.at("in_order").as_bool());
  const auto& first = body.at("missing").as_array()[0].as_object();
  EXPECT_EQ(text(first, "field"), "authority_country");
  EXPECT_EQ(text(first.at("text").as_object(), "de"),
            "Abschnitt A: „Mitgliedstaat der erlassenden Behörde“ fehlt (TCO Annex I)");
}

TEST_F(Orders, WhatNoFormHasIsRefused) {
  auto body = order(FormKind::tco, desk::samples::tco());
  body["fields"].as_object()["colour"] = "red";
  const auto unknown = post("/desk/api/v1/orders", body, kOfficer);
  EXPECT_EQ(unknown.status, 422);
  EXPECT_EQ(unknown.code(), "unknown-field");
  EXPECT_EQ(text(unknown.object(), "field"), "fields.colour");
  body = order(FormKind::tco, desk::samples::tco());
  body["fields"].as_object()["content"] = json::array{1};
  EXPECT_EQ(text(post("/desk/api/v1/orders", body, kOfficer).object(), "field"), "fields.content");
  body["form"] = "wish";
  EXPECT_EQ(post("/desk/api/v1/orders", body, kOfficer).code(), "bad-field");
  EXPECT_EQ(post("/desk/api/v1/orders", json::object{{"form", "tco"}, {"fields", 5}}, kOfficer).code(),
            "bad-field");
}

TEST_F(Orders, ARepetitionIsTheSameOrder) {
  Headers headers = kOfficer;
  headers.emplace_back("Idempotency-Key", "k-1");
  const auto first = send(FormKind::tco, desk::samples::tco(), headers).object();
  const auto again = send(FormKind::tco, desk::samples::tco(), headers).object();
  EXPECT_EQ(text(first, "case"), text(again, "case"));
  EXPECT_EQ(text(first, "signed_receipt"), text(again, "signed_receipt"));
  EXPECT_TRUE(again.at("repeated").as_bool());
  auto other = desk::samples::tco();
  other["reference"] = {"2"};
  EXPECT_EQ(send(FormKind::tco, other, headers).code(), "key-reused");
}

// The levels that count are those of the case: nobody gets one by sending an order for somebody else.
TEST_F(Orders, WhoSendsItIsAsSureAsTheyWereShownToBe) {
  const auto level = [&](Headers headers) {
    const auto ref = text(send(FormKind::dsa9, desk::samples::dsa9(), std::move(headers)).object(), "case");
    auto found = desk::IdentityLevel::signed_order;
    with_desk([&](desk::Desk& desk, store::Transaction&) { found = desk.find(ref)->level; });
    return found;
  };
  EXPECT_EQ(level(kOfficer), desk::IdentityLevel::strong);
  EXPECT_EQ(level({}), desk::IdentityLevel::claimed);
  EXPECT_EQ(level(kModerator), desk::IdentityLevel::claimed);
}

TEST_F(Orders, AreTheirSendersAlone) {
  const auto filed = send(FormKind::dsa9, desk::samples::dsa9(), {}).object();
  const auto ref = text(filed, "case");
  EXPECT_EQ(at(ref).code(), "no-such-case");
  EXPECT_EQ(at(ref, "", {}).code(), "no-such-case");
  EXPECT_EQ(at(ref, "", {{"Receipt", "WRONG"}}).code(), "no-such-case");
  const Headers holder = {{"Receipt", text(filed, "receipt")}};
  EXPECT_EQ(at(ref, "", holder).status, 200);
  EXPECT_EQ(step(ref, "message", {{"text", "Hello?"}}, {}).code(), "no-such-case");
  EXPECT_EQ(step(ref, "message", {{"text", "Hello?"}}, holder).status, 200);
  const auto talk = at(ref, "", holder).object().at("talk").as_array();
  ASSERT_EQ(talk.size(), 1u);
  EXPECT_EQ(text(talk[0].as_object(), "text"), "Hello?");
  EXPECT_EQ(text(talk[0].as_object(), "by"), "authority");
  EXPECT_EQ(get("/desk/api/v1/orders", kOfficer).object().at("orders").as_array().size(), 0u);
  (void)send(FormKind::dsa9, desk::samples::dsa9());
  EXPECT_EQ(get("/desk/api/v1/orders", kOfficer).object().at("orders").as_array().size(), 1u);
  EXPECT_EQ(step(ref, "withdraw", {{"text", "A mistake."}}, holder).status, 200);
  EXPECT_EQ(text(at(ref, "", holder).object(), "state"), "withdrawn");
  EXPECT_EQ(step(ref, "message", {{"text", "x"}}, holder).code(), "no-such-step");
}

// Scenario 6, the half without the bundle.
TEST_F(Orders, AProsecutorsOrderForContentIsCorrectedByAJudge) {
  auto values = desk::samples::epoc();
  values["data_categories"] = {"content"};
  const auto filed = send(FormKind::epoc, values).object();
  const auto ref = text(filed, "case");
  EXPECT_EQ(text(filed, "verdict"), "needs-validation");
  EXPECT_EQ(at(ref, "/replies").code(), "not-for-you");
  const auto drafts = at(ref, "/replies?lang=de", kModerator).object().at("drafts").as_array();
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_EQ(text(drafts[0].as_object(), "kind"), "epoc-annex-3");
  EXPECT_NE(text(drafts[0].as_object(), "text").find("Für Inhaltsdaten muss eine Richterin"),
            std::string::npos);
  act(ref, desk::Action::view);
  act(ref, desk::Action::ask_clarification,
      {.text = "A judge is needed.", .decision = {}, .pause = desk::PauseReason::manifest_error});
  values["authority_type"] = {"judge"};
  const auto corrected =
      step(ref, "clarify", {{"fields", fields_json(desk::order_form(FormKind::epoc), values)}});
  ASSERT_EQ(corrected.status, 200) << corrected.text;
  EXPECT_EQ(text(corrected.object(), "verdict"), "in-order");
  EXPECT_EQ(text(corrected.object(), "state"), "viewed");
  EXPECT_TRUE(at(ref, "/replies", kModerator).object().at("drafts").as_array().empty());
  const auto order = at(ref).object();
  EXPECT_EQ(text(order.at("fields").as_object(), "authority_type"), "judge");
  EXPECT_EQ(order.at("talk").as_array().size(), 2u);
}

TEST_F(Orders, TheReplyFormIsReadInTheCase) {
  const auto ref = text(send(FormKind::tco, {{"reference", {"1"}}}).object(), "case");
  act(ref, desk::Action::view);
  const auto drafts = at(ref, "/replies", kModerator).object().at("drafts").as_array();
  ASSERT_EQ(drafts.size(), 1u);
  const auto form = text(drafts[0].as_object(), "text");
  EXPECT_EQ(step(ref, "replies", {{"text", form}}).code(), "not-for-you");
  EXPECT_EQ(step(ref, "replies", {{"text", form}}, {{"As", "auditor"}}).code(), "not-for-you");
  ASSERT_EQ(step(ref, "replies", {{"text", form}}, kModerator).status, 200);
  const auto talk = at(ref).object().at("talk").as_array();
  ASSERT_EQ(talk.size(), 1u);
  EXPECT_EQ(text(talk[0].as_object(), "text"), form);
  EXPECT_EQ(text(talk[0].as_object(), "by"), "desk");
}

TEST_F(Orders, APreservationIsExtendedByItsForm) {
  const auto ref = text(send(FormKind::epoc_pr, desk::samples::epoc_pr()).object(), "case");
  const auto extended = send(FormKind::epoc_pr_extension, desk::samples::extension(ref));
  ASSERT_EQ(extended.status, 201) << extended.text;
  EXPECT_EQ(text(extended.object(), "case"), ref);
  EXPECT_FALSE(extended.object().contains("receipt"));
  const auto again = send(FormKind::epoc_pr_extension, desk::samples::extension(ref));
  EXPECT_EQ(again.code(), "unmet-condition");
  EXPECT_EQ(send(FormKind::epoc_pr_extension, desk::samples::extension("NONE")).code(), "no-such-case");
}

}  // namespace
}  // namespace botschaft::http
