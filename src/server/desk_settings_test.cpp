#include "server/desk_settings.h"

#include <gtest/gtest.h>

#include <fstream>

#include "server/config.h"
#include "store/sqlite/temporary_directory.h"

namespace botschaft::server {
namespace {

desk::Contact whole() {
  desk::Contact contact;
  contact.operator_name = "Beispiel e. V.";
  contact.address = "Weg 1\n10115 Berlin";
  contact.country = "DE";
  contact.person = "Anna Beispiel";
  contact.person_mail = "anna@chat.example";
  contact.deputy = "Ben Muster";
  contact.deputy_mail = "ben@chat.example";
  contact.languages = {"de", "en"};
  contact.authorities_mail = "authorities@chat.example";
  contact.users_mail = "help@chat.example";
  contact.tco_mail = "tco@chat.example";
  contact.evidence_addressee = "Beispiel e. V.";
  contact.evidence_mail = "evidence@chat.example";
  return contact;
}

TEST(DeskSettings, AreReadFromTheirSections) {
  const store::TemporaryDirectory directory;
  const auto file = directory.path() / "botschaft.toml";
  std::ofstream(file)
      << "[desk]\ntier = \"platform\"\nother_days = 3\non_call = [\"@anna\", "
         "\"mailto:night@chat.example\"]\nwithhold_in = \"eea\"\n[contact]\nperson = \"Anna\"\n"
         "languages = [\"de\"]\n";
  const auto config = read_config(file);
  ASSERT_TRUE(config) << config.error();
  EXPECT_EQ(desk_rules(config->desk).tier, desk::OperatorTier::platform);
  EXPECT_EQ(desk_rules(config->desk).levels.other, 3 * desk::kDay);
  EXPECT_EQ(on_call(config->desk).accounts, std::vector<std::string>{"@anna"});
  EXPECT_EQ(on_call(config->desk).mails, std::vector<std::string>{"night@chat.example"});
  EXPECT_EQ(union_countries(config->desk).size(), 30u);
  EXPECT_EQ(config->contact.person, "Anna");
  EXPECT_EQ(config->contact.languages, std::vector<std::string>{"de"});
  std::ofstream(file) << "[contact]\n\nfax = \"1\"\n";
  EXPECT_NE(read_config(file).error().find("line 3: there is no setting contact.fax"), std::string::npos);
}

TEST(DeskSettings, EachMistakeIsNamed) {
  EXPECT_TRUE(check_desk_settings({}, whole()).empty());
  const auto wrong = [](auto change) {
    DeskSettings settings;
    auto contact = whole();
    change(settings, contact);
    const auto sentences = check_desk_settings(settings, contact);
    return sentences.size() == 1 ? sentences[0] : std::string();
  };
  EXPECT_NE(wrong([](auto& s, auto&) { s.tier = "huge"; }).find("desk.tier"), std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.contact_days = 366; }).find("desk.contact_days"), std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.withhold_in = "us"; }).find("desk.withhold_in"), std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.probe = "yes"; }).find("desk.probe"), std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.on_call = {"mailto:"}; }).find("desk.on_call"), std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.trusted_proxies = {"proxy"}; }).find("desk.trusted_proxies"),
            std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.trust_anchors = "/none"; }).find("desk.trust_anchors"),
            std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.witnesses = {"https://w.example"}; }).find("desk.witnesses"),
            std::string::npos);
  EXPECT_NE(wrong([](auto& s, auto&) { s.witness_quorum = 1; }).find("desk.witness_quorum"),
            std::string::npos);
  EXPECT_NE(wrong([](auto&, auto& c) { c.tco_mail = "tco"; }).find("contact.tco_mail"), std::string::npos);
  EXPECT_NE(wrong([](auto&, auto& c) { c.country = "Germany"; }).find("contact.country"), std::string::npos);
  EXPECT_NE(wrong([](auto&, auto& c) { c.languages = {"de-AT"}; }).find("contact.languages"),
            std::string::npos);
}

TEST(DeskSettings, AWitnessIsItsAddressAndItsKey) {
  SeededRandom random(1);
  const auto key =
      translog::SignerKey::make("w.example/1", translog::Algorithm::cosignature, random).verifier();
  DeskSettings settings;
  settings.witnesses = {"https://w.example/abc/ " + key.text()};
  EXPECT_TRUE(check_desk_settings(settings, {}).empty());
  ASSERT_EQ(witnesses(settings).size(), 1u);
  EXPECT_EQ(witnesses(settings)[0].url, "https://w.example/abc");
  EXPECT_EQ(witnesses(settings)[0].key.text(), key.text());
  const auto log = translog::SignerKey::make("w.example/1", translog::Algorithm::ed25519, random).verifier();
  settings.witnesses = {"https://w.example/abc " + log.text()};
  EXPECT_EQ(check_desk_settings(settings, {}).size(), 1u) << "the key of a log cosigns nothing";
}

TEST(DeskSettings, PublicIsWhatStrangersCanReach) {
  const auto with = [](const char* listen, const char* base_url, const char* public_ip = "") {
    Config config;
    config.listen = listen;
    config.base_url = base_url;
    config.public_ip = public_ip;
    return is_public(config);
  };
  EXPECT_FALSE(with("127.0.0.1:8080", ""));
  EXPECT_FALSE(with("[::1]:8080", ""));
  EXPECT_FALSE(with("192.168.1.5:8080", ""));
  EXPECT_FALSE(with("10.0.0.2:443", "https://chat.local"));
  EXPECT_FALSE(with("0.0.0.0:80", "http://192.168.1.5"));
  EXPECT_FALSE(with("0.0.0.0:80", "http://nas:8080/chat"));
  EXPECT_FALSE(with("0.0.0.0:80", "", "10.0.0.2"));
  EXPECT_TRUE(with("0.0.0.0:80", ""));
  EXPECT_TRUE(with("[::]:80", ""));
  EXPECT_TRUE(with("93.184.216.34:80", "")) << "a public address";
  EXPECT_TRUE(with("93.184.216.34:80", "http://localhost"));
  EXPECT_TRUE(with("127.0.0.1:8080", "https://chat.botschaft.org/"));
  EXPECT_TRUE(with("127.0.0.1:8080", "http://[2606:2800:220:1::1]:80/x"));
  EXPECT_TRUE(with("10.0.0.2:8080", "", "93.184.216.34"));
}

TEST(DeskSettings, RegistrationWaitsForAnOperatorWhoCanBeReached) {
  Config config;
  EXPECT_EQ(unreachable_operator(config), "") << "on loopback nothing is needed";
  config.base_url = "https://chat.botschaft.org";
  const auto sentence = unreachable_operator(config);
  for (const auto* setting :
       {"contact.operator", "contact.address", "contact.person", "contact.deputy", "contact.authorities_mail",
        "contact.users_mail", "contact.tco_mail", "contact.evidence_mail", "contact.languages"})
    EXPECT_NE(sentence.find(setting), std::string::npos) << sentence;
  EXPECT_EQ(check_config(config).size(), 1u);
  config.sign_up = "invite";
  EXPECT_NE(unreachable_operator(config), "");
  config.sign_up = "closed";
  EXPECT_EQ(unreachable_operator(config), "");
  config.sign_up = "open";
  config.contact = whole();
  EXPECT_EQ(unreachable_operator(config), "");
  config.contact.country = "AE";
  EXPECT_NE(unreachable_operator(config).find("contact.representative"), std::string::npos);
  config.contact.country = "DE";
  config.contact.deputy.clear();
  EXPECT_NE(unreachable_operator(config).find("fill in contact.deputy,"), std::string::npos);
}

}  // namespace
}  // namespace botschaft::server
