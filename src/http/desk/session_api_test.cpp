// People of the desk come in through the real rows, with real credentials.
#include "http/desk/session_test_fixture.h"

namespace botschaft::http {
namespace {

TEST_F(SessionApi, FromTheLinkToTheSessionAndOut) {
  const auto invited = add("Mara", {Role::moderator, Role::second_reviewer});
  const auto enrolled = enrol(invited.link_token, device_);
  ASSERT_EQ(enrolled.status, 200) << enrolled.text;
  EXPECT_NE(enrolled.header("Set-Cookie").find("; HttpOnly; SameSite=Strict; Secure"), std::string::npos);
  const auto here = me(cookie_of(enrolled)).object();
  EXPECT_EQ(here.at("name").as_string(), "Mara");
  EXPECT_EQ(here.at("roles"), (json::array{"moderator", "second-reviewer"}));
  EXPECT_EQ(here.at("level").as_string(), "strong");
  EXPECT_EQ(here.at("person").as_int64(), invited.person.id);
  const auto signed_in = sign_in(device_);
  ASSERT_EQ(signed_in.status, 200) << signed_in.text;
  const auto cookie = cookie_of(signed_in);
  EXPECT_EQ(me(cookie).status, 200);
  const auto ended = post("/desk/api/v1/session/end", json::object{}, {{"Cookie", cookie}});
  EXPECT_NE(ended.header("Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(me(cookie).code(), "bad-credential");
  EXPECT_EQ(get("/desk/api/v1/me").code(), "who-are-you");
  EXPECT_EQ(me("desk_session=nonsense").status, 401);
}

TEST_F(SessionApi, ACookieThatIsOverKeepsNobodyOut) {
  ASSERT_EQ(enrol(add("Mara", {Role::moderator}).link_token, device_).status, 200);
  const Headers stale{{"Cookie", "a=b; desk_session=AAAA"}};
  EXPECT_EQ(sign_in(device_, stale).status, 200);
}

TEST_F(SessionApi, RefusalsSayWhatIsWrong) {
  const auto link = add("Mara", {Role::moderator}).link_token;
  EXPECT_EQ(post("/desk/api/v1/enrol/options", json::object{{"token", "x"}}).code(), "link-spent");
  device_.origin = "https://evil.example";
  const auto phished = enrol(link, device_);
  EXPECT_EQ(phished.code(), "bad-passkey");
  EXPECT_EQ(phished.object().at("passkey").as_string(), "wrong-origin");
  device_.origin = "https://chat.example";
  EXPECT_EQ(enrol(link, device_).status, 200);
  EXPECT_EQ(enrol(link, device_).code(), "link-spent");
  desk::SimulatedAuthenticator stranger(crypto::SignatureScheme::es256, "another");
  EXPECT_EQ(sign_in(stranger).code(), "unknown-passkey");
  EXPECT_EQ(post("/desk/api/v1/session/passkey/verify", json::object{{"credential", 5}}).code(),
            "bad-passkey");
}

TEST_F(SessionApi, WhoIsRevokedIsOutWithTheNextCall) {
  const auto invited = add("Mara", {Role::moderator});
  const auto cookie = cookie_of(enrol(invited.link_token, device_));
  EXPECT_EQ(me(cookie).status, 200);
  with_people([&](desk::People& people) { (void)people.revoke(invited.person.id, kConsole); });
  EXPECT_EQ(me(cookie).status, 401);
}

TEST_F(SessionApi, ASessionLivesWhileItIsUsed) {
  const auto cookie = cookie_of(enrol(add("Mara", {Role::moderator}).link_token, device_));
  for (int i = 0; i < 3; ++i) {
    clock_.advance_us(20 * 60 * 1'000'000LL);
    EXPECT_EQ(me(cookie).status, 200) << i;
  }
  clock_.advance_us(desk::kSessionIdle * 1'000'000);
  EXPECT_EQ(me(cookie).status, 401);
}

TEST_F(SessionApi, ATokenReachesAsFarAsItsScope) {
  const auto flagger = add("Meldestelle", {Role::flagger});
  std::string notices, reading;
  with_people([&](desk::People& people) {
    const auto issue = [&](desk::TokenScope scope) {
      return people.issue_token(flagger.person.id, {.name = "m", .scopes = {scope}}, kConsole)->token;
    };
    notices = issue(desk::TokenScope::notices);
    reading = issue(desk::TokenScope::reading);
  });
  const auto with = [](const std::string& token) { return Headers{{"Authorization", "Bearer " + token}}; };
  EXPECT_EQ(get("/desk/api/v1/me", with(notices)).object().at("lane").as_string(), "trusted-flaggers");
  EXPECT_EQ(get("/desk/api/v1/me", with(reading)).status, 200);
  EXPECT_EQ(get("/desk/api/v1/me", with("bd_x")).code(), "bad-credential");
  EXPECT_EQ(post("/desk/api/v1/notices", json::object{}, with(reading)).status,
            post("/desk/api/v1/notices", json::object{}).status == 404 ? 404 : 401);
  clock_.advance_us(91 * desk::kDay * 1'000'000);
  EXPECT_EQ(get("/desk/api/v1/me", with(reading)).status, 401);
}

TEST_F(SessionApi, AStrangersWordOnCertificatesIsNotTaken) {
  EXPECT_EQ(get("/desk/api/v1/me", {{"X-SSL-Client-Verify", "SUCCESS"}, {"X-SSL-Client-Cert", "x"}}).code(),
            "who-are-you");
}

// Every address as everybody, signed in for real.
TEST_F(SessionApi, EveryRowAdmitsWhomItNamesAndNobodyElse) {
  for (const auto role : {Role::flagger, Role::officer, Role::moderator, Role::second_reviewer,
                          Role::appeal_reviewer, Role::operator_, Role::auditor}) {
    desk::SimulatedAuthenticator device(crypto::SignatureScheme::es256, desk::name_of(role));
    const auto cookie = cookie_of(enrol(add("Somebody", {role}).link_token, device));
    for (const auto* row : desk_endpoints()) {
      if (row->path == "/desk/api/v1/session/end") continue;
      std::string target(row->path);
      for (auto open = target.find('{'); open != target.npos; open = target.find('{'))
        target.replace(open, target.find('}') - open + 1, "x");
      const auto answer = ask(row->method, target, row->method == Method::post ? "{}" : "",
                              {{"Cookie", cookie}, {"X-Desk", "1"}});
      const bool outside = answer.code() == "not-for-you" || answer.status == 401;
      const bool door = target.find("/enrol/") != target.npos || target.find("/session/") != target.npos;
      EXPECT_EQ(outside, !door && !row->roles.has(role))
          << target << " as " << desk::name_of(role) << ": " << answer.status << " " << answer.text;
    }
  }
}

}  // namespace
}  // namespace botschaft::http
