#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "http/canonical_json.h"
#include "http/contact_routes.h"

namespace botschaft::http {
namespace {

namespace json = boost::json;

class ContactTest : public testing::Test {
 protected:
  ContactTest() {
    key_ = translog::SignerKey::make("chat.example/desk/log", translog::Algorithm::ed25519, random_);
    facts_.service = "Test & <Co>";
    facts_.base_url = "https://chat.example";
    facts_.log_key = key_.verifier().text();
    auto& c = facts_.contact;
    c.operator_name = "Beispiel e. V.";
    c.address = "Weg 1\n10115 Berlin";
    c.country = "DE";
    c.person = "Anna \"A\" Beispiel";
    c.person_mail = "anna@chat.example";
    c.deputy = "Ben Müller";
    c.languages = {"de", "en"};
    c.authorities_mail = "authorities@chat.example";
    c.tco_phone = "+49 30 1";
  }
  std::string file(ContactDates dates = {3, 1'800'000'000, 1'800'086'400}) {
    return sign_contact(contact_body(facts_), dates, key_);
  }
  std::string get(const std::string& target, std::uint16_t status = 200, const std::string& accept = "") {
    Router router;
    add_contact_routes(
        router, [this] { return std::make_shared<const ContactShown>(shown_); },
        [](const std::string& name) { return std::optional("state of " + name); });
    Request request;
    request.target = target;
    if (!accept.empty()) request.headers.emplace_back("Accept-Language", accept);
    const auto response = router.handle(request);
    EXPECT_EQ(response.status, status) << target;
    return *response.body;
  }

  SeededRandom random_{7};
  translog::SignerKey key_;
  ContactFacts facts_;
  ContactShown shown_;
};

TEST_F(ContactTest, CanonicalJsonIsSortedAndHasNoBlanks) {
  const auto value = json::parse(R"({ "b": [1, true, null, {"z": "", "a": "ä\u0001\"\\/"}], "a": -5 })");
  EXPECT_EQ(canonical_json(value), R"({"a":-5,"b":[1,true,null,{"a":"ä\u0001\"\\/","z":""}]})");
}

TEST_F(ContactTest, IsOneJsonObjectWhoseSecondLineIsSigned) {
  const auto text = file();
  const auto value = json::parse(text).as_object();
  EXPECT_EQ(value.at("algorithm").as_string(), "Ed25519");
  const auto& body = value.at("signed").as_object();
  EXPECT_EQ(body.at("version").as_int64(), 3);
  EXPECT_EQ(body.at("issued").as_string(), "2027-01-15T08:00:00Z");
  EXPECT_EQ(body.at("expires").as_string(), "2027-01-16T08:00:00Z");
  EXPECT_EQ(body.at("points").at("tco_15").at("phone").as_string(), "+49 30 1");
  EXPECT_FALSE(body.at("points").as_object().contains("dsa_13")) << "what is not filled in is left out";
  const auto begin = text.find('\n') + 1;
  const auto line = text.substr(begin, text.find('\n', begin) + 1 - begin);
  EXPECT_EQ(line, canonical_json(body) + "\n");
  const auto signature = translog::from_base64(std::string_view(value.at("signature").as_string()));
  EXPECT_TRUE(crypto::ed25519_verify(key_.verifier().key, as_bytes(line), *signature));
}

TEST_F(ContactTest, OpensWhatItSigned) {
  const auto opened = open_contact(file());
  ASSERT_TRUE(opened) << opened.error();
  EXPECT_EQ(opened->dates.version, 3);
  EXPECT_EQ(opened->dates.issued_at, 1'800'000'000);
  EXPECT_EQ(opened->dates.expires_at, 1'800'086'400);
  EXPECT_EQ(opened->key.text(), key_.verifier().text());
  EXPECT_EQ(canonical_json(opened->body), canonical_json(contact_body(facts_)));
}

TEST_F(ContactTest, RefusesEveryFileThatWasAltered) {
  const auto text = file();
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto altered = text;
    altered[i] = altered[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(open_contact(altered)) << "byte " << i;
  }
  for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(open_contact(text.substr(0, size)));
  const auto other = translog::SignerKey::make(key_.name, translog::Algorithm::ed25519, random_);
  const auto foreign = sign_contact(contact_body(facts_), {1, 1, 2}, other);
  EXPECT_EQ(open_contact(foreign).error(), "it is not signed by the key of the log it names");
}

TEST_F(ContactTest, DatesAreReadAsTheyAreWritten) {
  for (const std::int64_t time : {0L, 951'782'400L, 1'800'000'001L, 4'102'444'799L})
    EXPECT_EQ(parse_utc(utc_text(time)), time);
  for (const auto* wrong : {"", "2027-02-30T00:00:00Z", "2027-01-15 08:00:00Z", "2027-01-15T08:00:00", "x"})
    EXPECT_FALSE(parse_utc(wrong)) << wrong;
}

TEST_F(ContactTest, NothingIsPublishedBeforeItIsFilledIn) {
  shown_.facts = facts_;
  shown_.missing = {"contact.person"};
  get(std::string(kContactPath), 404);
  get("/.well-known/security.txt", 404);
  const auto page = get("/contact");
  EXPECT_NE(page.find("has not filled in"), std::string::npos);
  EXPECT_NE(page.find("state of checkpoint"), std::string::npos);
}

TEST_F(ContactTest, ServesFilePageAndHistory) {
  shown_.facts = facts_;
  shown_.file = file();
  shown_.dates = {3, 1'800'000'000, 1'800'086'400};
  shown_.files = {{2, "two"}, {3, shown_.file}};
  shown_.history = "{}";
  EXPECT_EQ(get(std::string(kContactPath)), shown_.file);
  EXPECT_EQ(get("/desk/contact/2.json"), "two");
  EXPECT_EQ(get("/desk/contact/history.json"), "{}");
  get("/desk/contact/1.json", 404);
  get("/desk/contact/02.json", 404);
  get("/desk/contact/", 404);
  const auto page = get("/contact");
  for (const auto* part : {"<html lang=\"en\">", "Test &amp; &lt;Co&gt;", "Anna &quot;A&quot; Beispiel",
                           "Ben Müller", "mailto:authorities@chat.example", "Version 3",
                           "-----BEGIN PUBLIC KEY-----", "state of checkpoint", "There are none."})
    EXPECT_NE(page.find(part), std::string::npos) << part;
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("<Co>"), std::string::npos);
  for (const auto& german :
       {get("/contact?lang=de"), get("/contact", 200, "de-AT,en;q=0.5"), get("/contact?lang=de&x")})
    EXPECT_NE(german.find("<html lang=\"de\">"), std::string::npos);
  EXPECT_NE(get("/contact?lang=en", 200, "de").find("<html lang=\"en\">"), std::string::npos);
}

TEST_F(ContactTest, AProbeWithoutAnswerIsSeenByEverybody) {
  shown_.facts = facts_;
  shown_.probed = true;
  EXPECT_NE(get("/contact").find("Last answered: not yet"), std::string::npos);
  shown_.answered_at = 1'800'000'000;
  EXPECT_NE(get("/contact").find("Last answered: 2027-01-15T08:00:00Z"), std::string::npos);
  EXPECT_EQ(get("/contact").find("role=\"alert\""), std::string::npos);
  shown_.failing_since = 1'800'003'600;
  EXPECT_NE(get("/contact").find("since 2027-01-15T09:00:00Z"), std::string::npos);
  EXPECT_NE(get("/contact").find("role=\"alert\""), std::string::npos);
}

TEST_F(ContactTest, SecurityTxtNamesWhatRfc9116Asks) {
  shown_.facts = facts_;
  shown_.facts.contact.encryption_url = "https://chat.example/key.asc";
  shown_.file = file();
  shown_.dates.expires_at = 1'800'086'400;
  EXPECT_EQ(get("/.well-known/security.txt"),
            "Contact: mailto:anna@chat.example\nContact: https://chat.example/contact\n"
            "Expires: 2027-01-16T08:00:00Z\nPreferred-Languages: de, en\n"
            "Canonical: https://chat.example/.well-known/security.txt\n"
            "Encryption: https://chat.example/key.asc\n");
}

}  // namespace
}  // namespace botschaft::http
