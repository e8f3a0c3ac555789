// People, registers, introductions and signatures over the API.
#include "http/desk/session_test_fixture.h"

namespace botschaft::http {
namespace {

class PeopleApi : public SessionApi {
 protected:
  // Somebody with this role, signed in: the headers of their calls.
  Headers member(std::string name, Role role, desk::SimulatedAuthenticator& device) {
    const auto invited = add(name, {role});
    if (role == Role::officer || role == Role::flagger) person_ = invited.person.id;
    return {{"Cookie", cookie_of(enrol(invited.link_token, device))}, {"X-Desk", "1"}};
  }
  static json::array list(const Answered& answer, std::string_view name) {
    return answer.object().at(name).as_array();
  }
  std::int64_t person_ = 0;
  desk::SimulatedAuthenticator other_{crypto::SignatureScheme::es256, "other"};
};

TEST_F(PeopleApi, TheOperatorTakesInInvitesIssuesAndRevokes) {
  const auto operator_ = member("Otto", Role::operator_, device_);
  const auto added =
      post("/desk/api/v1/people", json::object{{"name", "Meldestelle"}, {"roles", json::array{"flagger"}}},
           operator_);
  ASSERT_EQ(added.status, 201) << added.text;
  const auto id = std::to_string(added.object().at("person").as_int64());
  const auto link = std::string(added.object().at("link").as_string());
  EXPECT_TRUE(link.starts_with("https://chat.example/desk/enrol#"));
  EXPECT_EQ(enrol(link.substr(link.find('#') + 1), other_).status, 200);
  const auto path = "/desk/api/v1/people/" + id;
  EXPECT_EQ(post(path + "/invite", json::object{}, operator_).status, 201);
  const json::object wanted{{"name", "importer"}, {"scopes", json::array{"reading"}}, {"days", 30}};
  const auto token = post(path + "/tokens", wanted, operator_);
  ASSERT_EQ(token.status, 201) << token.text;
  const Headers bearer{{"Authorization", "Bearer " + std::string(token.object().at("token").as_string())}};
  EXPECT_EQ(get("/desk/api/v1/me", bearer).status, 200);
  EXPECT_EQ(list(get("/desk/api/v1/people", operator_), "people").size(), 2u);
  EXPECT_EQ(post(path + "/revoke", json::object{}, operator_).object().at("state").as_string(), "revoked");
  EXPECT_EQ(get("/desk/api/v1/me", bearer).status, 401);
  EXPECT_EQ(post(path + "/invite", json::object{}, operator_).code(), "revoked");
  EXPECT_EQ(post("/desk/api/v1/people/x/revoke", json::object{}, operator_).code(), "no-such-person");
  EXPECT_EQ(post("/desk/api/v1/people",
                 json::object{{"name", "X"}, {"roles", json::array{"auditor", "operator"}}}, operator_)
                .code(),
            "bad-roles");
}

TEST_F(PeopleApi, ARegisterComesAsJsonToo) {
  const auto operator_ = member("Otto", Role::operator_, device_);
  const auto second = member("Olga", Role::operator_, other_);
  const auto import = [&](const json::object& body) {
    return post("/desk/api/v1/registers/tco/import", body, operator_);
  };
  const json::object entry{
      {"key", "DE-1"}, {"name", "BKA"}, {"phone", "+49 611 55-0"}, {"domains", json::array{"amt.example"}}};
  EXPECT_EQ(import({}).code(), "bad-register");
  EXPECT_EQ(import({{"csv", "key,name\n,x"}}).object().at("detail").as_string(),
            "line 2: key and name are needed");
  EXPECT_EQ(import({{"entries", json::array{entry, entry}}}).code(), "bad-input");
  EXPECT_EQ(import({{"entries", json::array{entry}}}).object().at("additions").to_number<int>(), 1);
  EXPECT_EQ(post("/desk/api/v1/registers/none/import", json::object{{"csv", "key,name"}}, operator_).code(),
            "no-such-register");
  const auto change = list(get("/desk/api/v1/registers/tco/changes", operator_), "changes").at(0).as_object();
  EXPECT_EQ(change.at("after").as_object().at("phone").as_string(), "+49611550");
  const auto path = "/desk/api/v1/register-changes/" + std::to_string(change.at("id").as_int64());
  EXPECT_EQ(post(path, json::object{{"approved", true}}, operator_).code(), "unmet-condition");
  EXPECT_EQ(post(path, json::object{{"approved", true}}, second).status, 200);
  EXPECT_EQ(list(get("/desk/api/v1/registers/tco", operator_), "entries").size(), 1u);
}

TEST_F(PeopleApi, AnIntroductionIsSignedByThePasskeyOfTheSession) {
  const auto mediator = member("Mara", Role::moderator, device_);
  const auto officer = member("KHK Muster", Role::officer, other_);
  EXPECT_EQ(get("/desk/api/v1/me", officer).object().at("level").as_string(), "claimed");
  json::object made{{"person", person_},
                    {"as", "head of the reporting office"},
                    {"scope", "TCO"},
                    {"until", clock_.unix_seconds() + 30 * desk::kDay}};
  const auto options = post("/desk/api/v1/introductions/options", made, mediator);
  ASSERT_EQ(options.status, 200) << options.text;
  made["credential"] = asserted(other_, options.object().at("options").as_object());
  EXPECT_EQ(post("/desk/api/v1/introductions", made, mediator).code(), "unmet-condition") << "another's";
  made["credential"] = asserted(device_, options.object().at("options").as_object());
  const auto introduced = post("/desk/api/v1/introductions", made, mediator);
  ASSERT_EQ(introduced.status, 201) << introduced.text;
  EXPECT_EQ(get("/desk/api/v1/me", officer).object().at("level").as_string(), "domain");
  const auto path = "/desk/api/v1/people/" + std::to_string(person_) + "/introductions";
  const auto shown = list(get(path, officer), "introductions").at(0).as_object();
  EXPECT_EQ(shown.at("introduced_by").as_string(), "Mara");
  EXPECT_TRUE(shown.at("signature_holds").as_bool());
  const auto revoke =
      "/desk/api/v1/introductions/" + std::to_string(introduced.object().at("id").as_int64()) + "/revoke";
  EXPECT_EQ(post(revoke, json::object{}, officer).code(), "not-your-role");
  EXPECT_EQ(post(revoke, json::object{}, mediator).status, 200);
  EXPECT_EQ(get("/desk/api/v1/me", officer).object().at("level").as_string(), "claimed");
  EXPECT_EQ(list(get(path, officer), "introductions").size(), 1u) << "shown for ever";
}

TEST_F(PeopleApi, WhatIsNoSignatureShowsNothing) {
  const auto moderator = member("Mara", Role::moderator, device_);
  EXPECT_EQ(
      post("/desk/api/v1/cases/x/identity/signature", json::object{{"message", "none"}}, moderator).code(),
      "malformed");
}

}  // namespace
}  // namespace botschaft::http
