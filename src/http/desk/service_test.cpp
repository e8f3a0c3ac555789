#include <atomic>
#include <thread>

#include "http/desk/desk_test_fixture.h"
#include "http/desk/form.h"

namespace botschaft::http {
namespace {

using desk::Role;

Reply echo(DeskCall& call) {
  Reply reply;
  json::array path;
  for (const auto part : call.path) path.push_back(json::string(part));
  reply.body = json::object{
      {"path", std::move(path)}, {"said", call.text("said")}, {"role", desk::name_of(call.caller.role)}};
  return reply;
}

Reply file(DeskCall& call) {
  desk::Submission notice;
  notice.target = "user:" + std::string(call.text("said"));
  notice.payload = as_bytes(call.text("said"));
  const auto filed = call.desk.file(notice);
  if (!filed) return problem(filed.error());
  Reply reply{.status = 202, .body = json::object{{"receipt", filed->receipt}}};
  reply.receipts.push_back(filed->entry.record);
  return reply;
}

Reply file_and_regret(DeskCall& call) {
  auto reply = file(call);
  reply = problem(409, "regret", "no");
  reply.undo = true;
  return reply;
}

std::atomic<bool> gate_open = true;
Reply wait_at_gate(DeskCall& call) {
  while (!gate_open) std::this_thread::yield();
  return echo(call);
}

constexpr Field kWords[] = {{"said", FieldType::text, true, "words", 20}};
constexpr Endpoint kRows[] = {
    {Method::get, "/desk/api/v1/things/{thing}", kEveryone, Tx::read, echo, "One thing."},
    {Method::get, "/desk/api/v1/things/mine", kStaff, Tx::read, echo, "Mine."},
    {Method::get, "/desk/api/v1/things/{thing}/parts/{part}", {Role::auditor}, Tx::read, echo, "A part."},
    {Method::post, "/desk/api/v1/echo", kEveryone, Tx::write, echo, "Says it again.", kWords},
    {Method::post, "/desk/api/v1/notices", kEveryone, Tx::write, file, "Files.", kWords},
    {Method::post, "/desk/api/v1/regret", kEveryone, Tx::write, file_and_regret, "Files not.", kWords},
    {Method::post, "/desk/api/v1/gate", kEveryone, Tx::read, wait_at_gate, "Waits.", kWords},
    {Method::post, "/desk/api/v1/sign-in", kEveryone, Tx::read, echo, "Signs in.", kWords, Door::sign_in},
};

std::span<const Endpoint* const> rows() {
  static const auto all = [] {
    std::vector<const Endpoint*> made;
    for (const auto& row : kRows) made.push_back(&row);
    return made;
  }();
  return all;
}

class Service : public DeskApi {
 protected:
  Service() : DeskApi(rows()) {}
  std::int64_t count_notices() {
    std::int64_t count = 0;
    with_desk([&](desk::Desk&, store::Transaction& tx) {
      static constexpr store::Sql kCount{"SELECT count(*) FROM desk_submissions"};
      auto q = tx.run(kCount);
      if (q.next()) count = q.int64(0);
    });
    return count;
  }
};

TEST_F(Service, ARequestFindsItsRowAndItsParts) {
  EXPECT_EQ(get("/desk/api/v1/things/a%20b").object().at("path"), (json::array{"a b"}));
  EXPECT_EQ(get("/desk/api/v1/things/mine", {{"As", "moderator"}}).object().at("path"), json::array());
  EXPECT_EQ(get("/desk/api/v1/things/x/parts/y", {{"As", "auditor"}}).object().at("path"),
            (json::array{"x", "y"}));
  EXPECT_EQ(get("/desk/api/v1/things/").code(), "no-such-address");
  EXPECT_EQ(get("/desk/api/v1/things/x/more").code(), "no-such-address");
  EXPECT_EQ(get("/desk/api/v1/echo").code(), "no-such-method");
  EXPECT_EQ(ask(Method::head, "/desk/api/v1/things/x").status, 200);
}

TEST_F(Service, CallersAreWhoTheyShow) {
  const auto stranger = get("/desk/api/v1/things/mine");
  EXPECT_EQ(stranger.status, 401);
  EXPECT_EQ(stranger.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(get("/desk/api/v1/things/mine", {{"As", "nobody"}}).code(), "bad-credential");
  EXPECT_EQ(get("/desk/api/v1/things/mine", {{"As", "officer"}}).code(), "not-for-you");
  EXPECT_EQ(get("/desk/api/v1/things/x", {{"As", "nobody"}}).status, 401) << "not taken for a stranger";
  EXPECT_EQ(get("/desk/api/v1/things/x", {{"As", "operator"}}).object().at("role"), "operator");
}

TEST_F(Service, WhatABrowserSendsByItselfChangesNothing) {
  const json::object said{{"said", "x"}};
  EXPECT_EQ(post("/desk/api/v1/echo", said, {{"As", "moderator"}, {"Cookie", "desk_session=1"}}).code(),
            "no-x-desk");
  EXPECT_EQ(
      post("/desk/api/v1/echo", said, {{"As", "moderator"}, {"Cookie", "desk_session=1"}, {"X-Desk", "1"}})
          .status,
      200);
}

TEST_F(Service, BodiesAreWhatTheFieldsSay) {
  EXPECT_EQ(post("/desk/api/v1/echo", json::object{{"said", "x"}, {"more", 1}}).code(), "unknown-field");
  EXPECT_EQ(post("/desk/api/v1/echo", json::object{}).code(), "missing-field");
  EXPECT_EQ(post("/desk/api/v1/echo", json::object{{"said", 5}}).code(), "bad-field");
  EXPECT_EQ(post("/desk/api/v1/echo", json::object{{"said", "123456789012345678901"}}).code(), "bad-field");
  EXPECT_EQ(ask(Method::post, "/desk/api/v1/echo", "{\"said\":\"a\\u0000\"}").code(), "bad-field");
  EXPECT_EQ(ask(Method::post, "/desk/api/v1/echo", "[1]").code(), "bad-json");
  EXPECT_EQ(ask(Method::post, "/desk/api/v1/echo", std::string(9'000, '[')).code(), "bad-json");
  EXPECT_EQ(ask(Method::post, "/desk/api/v1/echo", "said=x",
                {{"Content-Type", "application/x-www-form-urlencoded"}})
                .code(),
            "not-json");
}

TEST_F(Service, AKeyHasItsEffectOnce) {
  const Headers key{{"Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324"}};
  const auto first = post("/desk/api/v1/notices", json::object{{"said", "7"}}, key);
  ASSERT_EQ(first.status, 202);
  ASSERT_FALSE(first.object().at("signed_receipt").as_string().empty());
  const auto again = post("/desk/api/v1/notices", json::object{{"said", "7"}}, key);
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(post("/desk/api/v1/notices", json::object{{"said", "8"}}, key).code(), "key-reused");
  EXPECT_EQ(post("/desk/api/v1/notices", json::object{{"said", "7"}}, {{"Idempotency-Key", "1"}}).code(),
            "bad-key");
  EXPECT_EQ(count_notices(), 1);
  auto mine = key;
  mine.emplace_back("As", "flagger");
  EXPECT_EQ(post("/desk/api/v1/notices", json::object{{"said", "8"}}, mine).status, 202) << "keys of another";
}

TEST_F(Service, ReceiptsAreSignedAndOpen) {
  const auto filed = post("/desk/api/v1/notices", json::object{{"said", "7"}}).object();
  const auto receipt = translog::open_receipt(filed.at("signed_receipt").as_string(), key_.verifier());
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->record.kind, "received");
}

TEST_F(Service, WhatIsRegrettedIsNotKept) {
  EXPECT_EQ(post("/desk/api/v1/regret", json::object{{"said", "7"}}).code(), "regret");
  EXPECT_EQ(count_notices(), 0);
}

TEST_F(Service, StrangersAreBoundedAndNobodyElseIs) {
  DeskLimits limits;
  limits.intake.each = {.burst = 3, .per_second = 0.5};
  restart(limits);
  const json::object said{{"said", "x"}};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(post("/desk/api/v1/notices", said).status, 202);
  const auto refused = post("/desk/api/v1/notices", said);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("Retry-After"), "2");
  EXPECT_EQ(count_notices(), 3);
  EXPECT_EQ(post("/desk/api/v1/sign-in", said).status, 200) << "another door";
  EXPECT_EQ(post("/desk/api/v1/notices", said, {{"X-Forwarded-For", "203.0.113.9"}}).status, 429)
      << "a stranger's word is not believed";
  for (int i = 0; i < 10; ++i) EXPECT_EQ(post("/desk/api/v1/notices", said, {{"As", "flagger"}}).status, 202);
  clock_.advance_us(2'000'000);
  EXPECT_EQ(post("/desk/api/v1/notices", said).status, 202);
}

TEST_F(Service, AFullLaneOfStrangersKeepsNobodyElseWaiting) {
  DeskLimits limits;
  limits.at_once = 1;
  limits.strangers_waiting = 1;
  restart(limits);
  gate_open = false;
  const json::object said{{"said", "x"}};
  std::vector<std::thread> strangers;
  std::atomic<int> answered = 0;
  std::atomic<int> refused = 0;
  for (int i = 0; i < 5; ++i)
    strangers.emplace_back(
        [&] { (post("/desk/api/v1/gate", said).status == 429 ? refused : answered) += 1; });
  while (refused < 3) std::this_thread::yield();
  EXPECT_EQ(post("/desk/api/v1/notices", said, {{"As", "officer"}}).status, 202);
  EXPECT_EQ(post("/desk/api/v1/notices", said, {{"As", "flagger"}}).status, 202);
  gate_open = true;
  for (auto& each : strangers) each.join();
  EXPECT_EQ(answered, 2);
}

TEST(LaneQueue, JobsThatEndAtOnceDoNotNest) {
  LaneQueue lane(1, 100'000);
  std::function<void()> end_first;
  ASSERT_TRUE(lane.post([&](auto finished) { end_first = finished; }));
  int done = 0;
  for (int i = 0; i < 50'000; ++i)
    ASSERT_TRUE(lane.post([&](const auto& finished) {
      ++done;
      finished();
    }));
  EXPECT_EQ(done, 0);
  end_first();
  EXPECT_EQ(done, 50'000);
}

TEST(StrangerLimits, ANetworkIsOneOfThemAndAllTogetherHaveABound) {
  ManualClock clock;
  StrangerLimits limits(clock,
                        {.each = {.burst = 1, .per_second = 0.1}, .all = {.burst = 3, .per_second = 1}});
  EXPECT_EQ(limits.take("2001:db8::1"), 0);
  EXPECT_EQ(limits.take("2001:db8::ffff"), 10) << "of the same /64";
  EXPECT_EQ(limits.take("2001:db8:0:1::1"), 0);
  EXPECT_EQ(limits.take("192.0.2.1"), 0);
  EXPECT_EQ(limits.take("192.0.2.2"), 1) << "too many in all";
  clock.advance_us(1'000'000);
  EXPECT_EQ(limits.take("192.0.2.2"), 0);
}

TEST(ClientAddress, AProxyOnThisMachineIsBelieved) {
  Request request{.address = "127.0.0.1"};
  request.headers = {{"X-Forwarded-For", "10.0.0.1, 192.0.2.5"}};
  EXPECT_EQ(client_address(request, {}), "192.0.2.5");
  request.address = "172.31.0.2";
  EXPECT_EQ(client_address(request, {}), "192.0.2.5") << "or in a private network";
  request.address = "198.51.100.1";
  EXPECT_EQ(client_address(request, {}), "198.51.100.1");
}

TEST(ClientAddress, SoAreThoseThatWereNamed) {
  const auto proxies = *IpRanges::parse({"198.51.100.0/24"});
  Request request{.address = "198.51.100.1"};
  EXPECT_EQ(client_address(request, proxies), "198.51.100.1");
  request.headers = {{"X-Forwarded-For", "203.0.113.9, 192.0.2.5, 198.51.100.7"}};
  EXPECT_EQ(client_address(request, proxies), "192.0.2.5")
      << "what stands before it anybody can have written";
  request.headers = {{"X-Forwarded-For", "203.0.113.9, 10.0.0.3"}};
  EXPECT_EQ(client_address(request, proxies), "10.0.0.3");
  request.headers = {{"X-Forwarded-For", "198.51.100.3"}};
  EXPECT_EQ(client_address(request, proxies), "198.51.100.3");
}

TEST(Form, IsTheJsonThatItStandsFor) {
  constexpr Field kFields[] = {{"name"}, {"where", FieldType::texts}, {"sure", FieldType::boolean}};
  const auto pairs = parse_pairs("name=J%C3%BCrgen+X&where=+a%0D%0A%0D%0Ab&sure=on&empty=");
  ASSERT_TRUE(pairs);
  EXPECT_EQ(form_object(*pairs, kFields),
            (json::object{{"name", "Jürgen X"}, {"where", json::array{"a", "b"}}, {"sure", true}}));
  for (const auto* bad : {"a=%", "a=%0", "a=%zz", "a=%00", "a=%ff", "%ff=a"})
    EXPECT_FALSE(parse_pairs(bad)) << bad;
}

TEST(Language, OfTheQueryOrTheBrowser) {
  Request request{.target = "/report?lang=de"};
  EXPECT_EQ(language_of(request), desk::Language::german);
  request.target = "/report";
  request.headers = {{"Accept-Language", "fr-FR, de-AT;q=0.8, en;q=0.5"}};
  EXPECT_EQ(language_of(request), desk::Language::german);
  request.headers = {{"Accept-Language", "fr"}};
  EXPECT_EQ(language_of(request), desk::Language::english);
}

// Every address of the desk as everybody.
class Access : public DeskApi {};

TEST_F(Access, EveryRowAdmitsWhomItNamesAndNobodyElse) {
  DeskLimits limits;
  limits.intake.each = limits.orders.each = limits.sign_in.each = {.burst = 10'000, .per_second = 1};
  restart(limits);
  for (const auto* row : desk_endpoints()) {
    std::string target;
    for (auto rest = row->path; !rest.empty();) {
      const auto open = std::min(rest.find('{'), rest.size());
      target += rest.substr(0, open);
      rest.remove_prefix(open);
      if (rest.empty()) break;
      target += "x";
      rest.remove_prefix(rest.find('}') + 1);
    }
    ASSERT_NE(row->run, nullptr) << row->path;
    EXPECT_FALSE(row->summary.empty()) << row->path;
    for (std::size_t i = 0; i <= desk::Names<Role>::kAll.size(); ++i) {
      const bool stranger = i == desk::Names<Role>::kAll.size();
      const auto role = stranger ? Role::reporter : desk::each<Role>(i);
      Headers headers;
      if (!stranger) headers.emplace_back("As", desk::name_of(role));
      const auto answer = ask(row->method, target, row->method == Method::post ? "{}" : "", headers);
      const bool outside = answer.code() == "who-are-you" || answer.code() == "not-for-you";
      // Behind the forms of pages everybody is a stranger.
      EXPECT_EQ(outside, !row->form && !row->roles.has(role))
          << target << " as " << (stranger ? "stranger" : desk::name_of(role)) << ": " << answer.status << " "
          << answer.code();
      if (outside) EXPECT_EQ(answer.status, stranger ? 401 : 403) << target;
    }
  }
}

TEST_F(Access, TheDescriptionHasEveryRow) {
  const auto document = get("/desk/api/openapi.json").object();
  const auto& paths = document.at("paths").as_object();
  for (const auto* row : desk_endpoints()) {
    if (!row->path.starts_with("/desk/api/")) continue;
    ASSERT_TRUE(paths.contains(row->path)) << row->path;
    const auto& operation = paths.at(row->path).at(row->method == Method::post ? "post" : "get");
    EXPECT_EQ(operation.at("summary").as_string(), row->summary);
  }
}

}  // namespace
}  // namespace botschaft::http
