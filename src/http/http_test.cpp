#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include <boost/json.hpp>

#include "http/router.h"
#include "http/static_files.h"
#include "http/well_known.h"

namespace botschaft::http {
namespace {

namespace fs = std::filesystem;

Response ask(const Router& router, std::string target, Method method = Method::get, Headers headers = {}) {
  Request request{method, std::move(target), "", std::move(headers), "", ""};
  return router.handle(request);
}

std::string_view header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

TEST(DecodePath, DecodesEscapesAndDropsTheQuery) {
  EXPECT_EQ(decode_path("/a%20b/c?x=/../"), "/a b/c");
  EXPECT_EQ(decode_path("/"), "/");
  EXPECT_EQ(decode_path("/%C3%A4"), "/\xc3\xa4");
}

TEST(DecodePath, RefusesWhatCouldLeadElsewhere) {
  for (const auto* target :
       {"", "a", "http://x/", "*", "/..", "/../etc/passwd", "/a/../b", "/%2e%2e/etc/passwd", "/a/%2E%2e",
        "/..%2fetc", "/a\\b", "/a%5cb", "/%00", "/a%0ab", "/%", "/%2", "/%zz", "/.", "/./a"})
    EXPECT_EQ(decode_path(target), "") << target;
}

TEST(Router, AnswersMethodsAsHttpSays) {
  Router router;
  router.add(Method::get, "/x", [](const Request&) { return text(200, "got"); });
  EXPECT_EQ(ask(router, "/x").status, 200);
  EXPECT_EQ(ask(router, "/x", Method::head).status, 200);
  const auto refused = ask(router, "/x", Method::post);
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(header(refused, "Allow"), "GET, HEAD");
  EXPECT_EQ(ask(router, "/x", Method::options).status, 204);
  EXPECT_EQ(ask(router, "/y").status, 404);
  EXPECT_EQ(ask(router, "/y", Method::other).status, 405);
  EXPECT_EQ(ask(router, "no-slash").status, 400);
}

TEST(Router, EveryAnswerCarriesTheSecurityHeaders) {
  const Router router;
  for (const auto* target : {"/", "bad", "/none"}) {
    const auto response = ask(router, target);
    EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_NE(header(response, "Content-Security-Policy").find("default-src 'self'"), std::string_view::npos);
    EXPECT_NE(header(response, "Permissions-Policy").find("geolocation=(self)"), std::string_view::npos);
  }
}

TEST(Router, AnExceptionBecomes500) {
  Router router;
  router.add(Method::get, "/x", [](const Request&) -> Response { throw std::runtime_error("no"); });
  EXPECT_EQ(ask(router, "/x").status, 500);
}

TEST(Header, ListsAreReadByToken) {
  EXPECT_TRUE(list_contains("keep-alive, Upgrade", "upgrade"));
  EXPECT_TRUE(list_contains("br;q=1.0, gzip;q=0.8", "gzip"));
  EXPECT_FALSE(list_contains("gzip;q=0, br", "gzip"));
  EXPECT_FALSE(list_contains("xgzip", "gzip"));
}

class StaticFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "botschaft-web-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    put("outside.txt", "secret");
    put("web/index.html", "<html>app</html>");
    put("web/assets/app-0a1b2c.js", std::string(5000, 'x'));
    put("web/icon.png", "png");
    put("web/desk/index.html", "<html>desk</html>");
    put("web/desk/assets/desk-3d4e5f.js", "desk");
    put("web/.hidden", "secret");
    put("web/.git/config", "secret");
    fs::create_symlink(root_ / "outside.txt", root_ / "web/link.txt");
    auto files = StaticFiles::load(root_ / "web");
    ASSERT_TRUE(files) << files.error();
    files_.emplace(*std::move(files));
    router_.set_fallback([this](const Request& request) { return files_->respond(request); });
  }
  void TearDown() override { fs::remove_all(root_); }

  void put(const std::string& name, const std::string& content) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << content;
  }

  fs::path root_;
  std::optional<StaticFiles> files_;
  Router router_;
};

TEST_F(StaticFilesTest, ServesFilesWithTypeAndCaching) {
  const auto script = ask(router_, "/assets/app-0a1b2c.js");
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(header(script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_NE(header(script, "Cache-Control").find("immutable"), std::string_view::npos);
  EXPECT_EQ(script.body->size(), 5000u);
  const auto index = ask(router_, "/");
  EXPECT_EQ(header(index, "Cache-Control"), "no-cache");
  EXPECT_EQ(*index.body, "<html>app</html>");
}

TEST_F(StaticFilesTest, RevalidatesByETagAndCompresses) {
  const auto first = ask(router_, "/icon.png");
  const auto again =
      ask(router_, "/icon.png", Method::get, {{"if-none-match", std::string(header(first, "ETag"))}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, nullptr);
  const auto packed = ask(router_, "/assets/app-0a1b2c.js", Method::get, {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
  EXPECT_LT(packed.body->size(), 200u);
}

TEST_F(StaticFilesTest, PagesOfTheAppFallBackToItsIndex) {
  EXPECT_EQ(*ask(router_, "/invite/abc").body, "<html>app</html>");
  EXPECT_EQ(ask(router_, "/missing.js").status, 404);
  EXPECT_EQ(ask(router_, "/.well-known/other").status, 404);
}

TEST_F(StaticFilesTest, EachAppAnswersForThePagesBelowIt) {
  for (const auto* page : {"/desk", "/desk/", "/desk/inbox", "/desk/cases/ABC"})
    EXPECT_EQ(*ask(router_, page).body, "<html>desk</html>") << page;
  EXPECT_EQ(*ask(router_, "/desktop").body, "<html>app</html>");
  EXPECT_EQ(ask(router_, "/desk/missing.js").status, 404);
  const auto script = ask(router_, "/desk/assets/desk-3d4e5f.js");
  EXPECT_NE(header(script, "Cache-Control").find("immutable"), std::string_view::npos);
}

TEST_F(StaticFilesTest, NothingOutsideIsServed) {
  for (const auto* target :
       {"/link.txt", "/.hidden", "/.git/config", "/../outside.txt", "/%2e%2e/outside.txt", "//outside.txt",
        "/assets/..%2f..%2foutside.txt", "/assets/../../outside.txt"}) {
    const auto response = ask(router_, target);
    EXPECT_TRUE(response.status == 404 || response.status == 400) << target << " " << response.status;
  }
}

TEST_F(StaticFilesTest, AFolderWithoutIndexIsRefused) {
  EXPECT_FALSE(StaticFiles::load(root_ / "web/assets"));
  EXPECT_FALSE(StaticFiles::load(root_ / "nowhere"));
}

WellKnown example() {
  WellKnown server;
  server.name = "Example \"quoted\"";
  server.port = 8080;
  server.dcs = {1, 2};
  server.public_key_pem = "-----BEGIN RSA PUBLIC KEY-----\n";
  server.fingerprint = "8000000000000001";
  server.layers = {227};
  server.proxy_secret = "00112233445566778899aabbccddeeff";
  return server;
}

TEST(WellKnown, SaysAllAClientNeeds) {
  Router router;
  add_well_known(router, example());
  const auto response =
      ask(router, "/.well-known/botschaft.json", Method::get, {{"Host", "chat.example:8080"}});
  EXPECT_EQ(header(response, "Access-Control-Allow-Origin"), "*");
  const auto document = boost::json::parse(*response.body).as_object();
  EXPECT_EQ(document.at("name").as_string(), "Example \"quoted\"");
  EXPECT_EQ(document.at("websocket").as_string(), "ws://chat.example:8080/apiws");
  EXPECT_EQ(document.at("dcs").as_array().at(1).at("ip").as_string(), "chat.example");
  EXPECT_EQ(document.at("fingerprint").as_string(), "8000000000000001");
  EXPECT_EQ(document.at("proxy").as_string(),
            "tg://proxy?server=chat.example&port=8080&secret=00112233445566778899aabbccddeeff");
}

TEST(WellKnown, AHostileHostHeaderIsNotRepeated) {
  const auto text = well_known_json(example(), "evil\"><script>:1");
  EXPECT_EQ(text.find("script"), std::string::npos);
  auto tls = example();
  tls.base_url = "https://chat.example";
  EXPECT_NE(well_known_json(tls, "x").find("wss://chat.example/apiws"), std::string::npos);
  EXPECT_NE(well_known_json(example(), "[::1]:8080").find("\"ip\":\"::1\""), std::string::npos);
  EXPECT_NE(well_known_json(example(), "[::1]:8080").find("ws://[::1]:8080/apiws"), std::string::npos);
}

}  // namespace
}  // namespace botschaft::http
