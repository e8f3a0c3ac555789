#include "server/config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "rpc/method_table.h"

namespace botschaft::server {
namespace {

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "botschaft-config-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::expected<Config, std::string> read(const std::string& text) {
    std::ofstream(folder_ / "botschaft.toml") << text;
    return read_config_of(folder_);
  }

  std::filesystem::path folder_;
};

TEST_F(ConfigTest, NoFileIsTheDefaults) {
  const auto config = read_config_of(folder_);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->listen, "127.0.0.1:8080");
  EXPECT_TRUE(check_config(*config).empty());
}

TEST_F(ConfigTest, ReadsEveryKindOfSetting) {
  const auto config =
      read("[server]\nname = \"Here\"\ncores = 3\nallowed_origins = [\"https://a.example\"]\n");
  ASSERT_TRUE(config) << config.error();
  EXPECT_EQ(config->name, "Here");
  EXPECT_EQ(config->cores, 3);
  EXPECT_EQ(config->allowed_origins, std::vector<std::string>{"https://a.example"});
}

TEST_F(ConfigTest, MistakesAreNamedWithTheirLine) {
  for (const auto& [text, part] : std::vector<std::pair<std::string, std::string>>{
           {"[server]\nnmae = \"x\"\n", "line 2: there is no setting server.nmae"},
           {"[server]\n\ncores = \"two\"\n", "line 3: server.cores must be a whole number"},
           {"server = 1\n", "must be a [section]"},
           {"[server\n", "line 1"}}) {
    const auto config = read(text);
    ASSERT_FALSE(config) << text;
    EXPECT_NE(config.error().find(part), std::string::npos) << config.error();
  }
}

TEST_F(ConfigTest, TheReferenceIsAValidFileOfDefaults) {
  const auto config = read(config_reference());
  ASSERT_TRUE(config) << config.error();
  EXPECT_EQ(config->listen, Config{}.listen);
  EXPECT_EQ(config->sign_up, Config{}.sign_up);
}

TEST_F(ConfigTest, TheDocumentationShowsTheReference) {
  std::ifstream file(BOTSCHAFT_SOURCE "/docs/configuration.md");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_NE(text.find(config_reference()), std::string::npos)
      << "docs/configuration.md is out of date: paste the output of `botschaft check --reference`";
}

TEST_F(ConfigTest, CodesOnTheTerminalStayOnThisMachine) {
  Config config;
  config.listen = "0.0.0.0:8080";
  config.sign_up = "closed";
  ASSERT_EQ(check_config(config).size(), 1u);
  EXPECT_NE(check_config(config)[0].find("--force-terminal-codes"), std::string::npos);
  config.force_terminal_codes = true;
  EXPECT_TRUE(check_config(config).empty());
  config.force_terminal_codes = false;
  config.phone_delivery = "none";
  config.email_delivery = "smtp";
  EXPECT_EQ(check_config(config).size(), 1u) << "smtp needs an address";
  config.smtp_url = "smtps://mail.example";
  config.smtp_from = "a@mail.example";
  EXPECT_TRUE(check_config(config).empty());
}

TEST_F(ConfigTest, AnObjectStoreHasToBeNamed) {
  Config config;
  config.storage = "s3";
  EXPECT_EQ(check_config(config).size(), 2u) << "neither endpoint nor bucket";
  config.s3_endpoint = "https://s3.example:9000";
  config.s3_bucket = "files";
  EXPECT_TRUE(check_config(config).empty());
  for (auto [field, wrong] : std::vector<std::pair<std::string Config::*, std::string>>{
           {&Config::s3_endpoint, "s3.example"},
           {&Config::s3_endpoint, "https://s3.example/"},
           {&Config::s3_bucket, "a/b"},
           {&Config::s3_bucket, "a b"},
           {&Config::s3_region, ""},
           {&Config::s3_prefix, "/blobs"},
           {&Config::s3_prefix, "a?b"},
           {&Config::storage, "tape"}}) {
    auto copy = config;
    copy.*field = wrong;
    EXPECT_EQ(check_config(copy).size(), 1u) << wrong;
  }
}

TEST_F(ConfigTest, Listen) {
  EXPECT_EQ(parse_listen("[::1]:80")->host, "::1");
  EXPECT_TRUE(parse_listen("[::1]:80")->loopback());
  EXPECT_TRUE(parse_listen("127.0.0.5:80")->loopback());
  EXPECT_TRUE(parse_listen("localhost:80")->loopback());
  EXPECT_FALSE(parse_listen("10.0.0.1:80")->loopback());
  for (const auto* text : {"", "80", "1.2.3:80", "host:80", "1.2.3.4:", "1.2.3.4:99999", "1.2.3.4:8x"})
    EXPECT_FALSE(parse_listen(text)) << text;
}

TEST(Config, LimitsEveryClassOfMethods) {
  const auto limits = flood_limits(Config{});
  for (const auto name : rpc::kRateNames) EXPECT_TRUE(limits.contains(std::string(name))) << name;
  EXPECT_EQ(limits.size(), rpc::kRateNames.size());
}

}  // namespace
}  // namespace botschaft::server
