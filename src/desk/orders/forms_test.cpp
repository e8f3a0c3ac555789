#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "desk/orders/check.h"
#include "desk/orders/locator.h"
#include "desk/orders/moment.h"
#include "desk/orders/order.h"
#include "desk/orders/samples.h"

namespace botschaft::desk {
namespace {

constexpr std::string_view kBase = "https://chat.example";
constexpr Seconds kNow = 1'800'000'000;

std::vector<std::string> faults(FormKind kind, const Values& values) {
  std::vector<std::string> words;
  for (const auto& finding : check_form(order_form(kind), values, kBase))
    words.push_back(std::string(finding.field->name) + " " + std::string(name_of(finding.fault)));
  return words;
}
using Words = std::vector<std::string>;

std::vector<std::pair<FormKind, Values>> complete() {
  auto emergency = samples::epoc();
  emergency["emergency"] = {"A hostage."};
  return {{FormKind::dsa9, samples::dsa9()},
          {FormKind::dsa10,
           [] {
             auto values = samples::dsa10();
             values["reasons"] = {"To find the author."};
             return values;
           }()},
          {FormKind::tco, samples::tco()},
          {FormKind::epoc, samples::epoc()},
          {FormKind::epoc_emergency, emergency},
          {FormKind::epoc_pr, samples::epoc_pr()},
          {FormKind::epoc_pr_confirmation, samples::confirmation("ABC")},
          {FormKind::epoc_pr_extension, samples::extension("ABC")},
          {FormKind::letter,
           {{"authority", {"BNetzA"}},
            {"authority_type", {"administrative"}},
            {"authority_country", {"DE"}},
            {"official", {"RDir Muster"}},
            {"official_mail", {"muster@bnetza.example"}},
            {"subject", {"Contact"}},
            {"letter", {"We would like to meet."}}}}};
}

TEST(OrderForms, AreSoundTables) {
  ASSERT_EQ(order_forms().size(), Names<FormKind>::kAll.size());
  for (std::size_t i = 0; i < order_forms().size(); ++i) {
    const Form& form = order_forms()[i];
    EXPECT_EQ(form.kind, each<FormKind>(i));
    std::set<std::string_view> names;
    for (const Field& field : form.fields) {
      EXPECT_TRUE(names.insert(field.name).second) << field.name;
      EXPECT_FALSE(field.law.empty() || field.label.english.empty() || field.label.german.empty())
          << field.name;
      const bool chooses = field.type == FieldType::choice || field.type == FieldType::choices;
      EXPECT_EQ(chooses, !field.choices.empty()) << field.name;
      if (field.need != Need::when) continue;
      const Field* decides = form.find(field.when_field);
      ASSERT_NE(decides, nullptr) << field.name;
      if (decides->type != FieldType::flag) {
        EXPECT_EQ(field.when_word, "*") << field.name;
      }
    }
  }
}

// What a form asks for cannot be left out, field by field; what it does not ask for can.
TEST(OrderForms, EachNeededFieldIsMissed) {
  for (const auto& [kind, values] : complete()) {
    EXPECT_EQ(faults(kind, values), Words{}) << name_of(kind);
    for (const Field& field : order_form(kind).fields) {
      auto without = values;
      const bool was_there = without.erase(std::string(field.name)) > 0;
      if (field.need == Need::always) {
        EXPECT_TRUE(was_there);
        EXPECT_EQ(faults(kind, without), Words{std::string(field.name) + " missing"}) << name_of(kind);
      } else if (field.need == Need::optional) {
        EXPECT_EQ(faults(kind, without), Words{}) << field.name;
      }
    }
  }
}

TEST(OrderForms, WhatIsNeededBecauseOfAnotherField) {
  auto values = samples::dsa9();
  values["non_disclosure"] = {"true"};
  EXPECT_EQ(faults(FormKind::dsa9, values),
            (Words{"non_disclosure_until missing", "non_disclosure_basis missing"}));
  values["non_disclosure"] = {"false"};
  EXPECT_EQ(faults(FormKind::dsa9, values), Words{});
  EXPECT_EQ(faults(FormKind::dsa10,
                   [] {
                     auto without = samples::dsa10();
                     without.erase("reasons");
                     return without;
                   }()),
            Words{"reasons missing"});
  auto secret = samples::dsa10();
  secret.erase("reasons");
  secret["criminal_investigation"] = {"true"};
  EXPECT_EQ(faults(FormKind::dsa10, secret), Words{});
  auto validated = samples::epoc();
  validated["validator_type"] = {"judge"};
  EXPECT_EQ(faults(FormKind::epoc, validated), Words{"validator_official missing"});
}

TEST(OrderForms, ValuesAreOfTheirType) {
  const auto with = [](std::string field, std::vector<std::string> given, FormKind kind = FormKind::dsa9) {
    auto values = samples::dsa9();
    values[field] = std::move(given);
    return faults(kind, values);
  };
  EXPECT_EQ(with("authority", {"two\nlines"}), Words{"authority malformed"});
  EXPECT_EQ(with("authority", {std::string(501, 'x')}), Words{"authority too-long"});
  EXPECT_EQ(with("authority", {"a", "b"}), Words{"authority too-long"});
  EXPECT_EQ(with("reasons", {std::string(10'001, 'x')}), Words{"reasons too-long"});
  EXPECT_EQ(with("authority_country", {"Germany"}), Words{"authority_country malformed"});
  EXPECT_EQ(with("territory", {"DE", "xx"}), Words{"territory malformed"});
  EXPECT_EQ(with("territory", std::vector<std::string>(251, "DE")), Words{"territory too-long"});
  EXPECT_EQ(with("language", {"DE"}), Words{"language malformed"});
  EXPECT_EQ(with("authority_type", {"king"}), Words{"authority_type no-such-choice"});
  EXPECT_EQ(with("official_mail", {"nobody"}), Words{"official_mail malformed"});
  EXPECT_EQ(with("official_phone", {"call me"}), Words{"official_phone malformed"});
  EXPECT_EQ(with("deadline", {"2027-01-01 03:00"}), Words{"deadline malformed"});
  EXPECT_EQ(with("content", {"https://elsewhere.example/x/1"}), Words{"content not-ours"});
  EXPECT_EQ(with("non_disclosure", {"yes"}), Words{"non_disclosure malformed"});
  auto period = samples::epoc();
  period["period_from"] = {"2027-01-02T00:00:00Z"};
  period["period_until"] = {"2027-01-01T00:00:00Z"};
  EXPECT_EQ(faults(FormKind::epoc, period), Words{"period_until unordered"});
  EXPECT_EQ(unknown_fields(order_form(FormKind::tco), {{"content", {"x"}}, {"colour", {"red"}}}),
            Words{"colour"});
}

TEST(OrderForms, WhatIsMissingIsSaidInWords) {
  auto values = samples::tco();
  values.erase("redress_body");
  const auto findings = check_form(order_form(FormKind::tco), values, kBase);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(in_words(findings[0], Language::english),
            "Section G: “Court or body before which the order can be challenged” is missing (TCO 3(4)(f))");
  EXPECT_EQ(in_words(findings[0], Language::german),
            "Abschnitt G: „Gericht oder Stelle, vor der die Anordnung angefochten werden kann“ fehlt (TCO "
            "3(4)(f))");
}

TEST(Moments, AreReadWithTheirTimeZone) {
  EXPECT_EQ(parse_moment("2026-11-24T03:00:00Z"), 1'795'489'200);
  EXPECT_EQ(parse_moment("2026-11-24T04:00+01:00"), 1'795'489'200);
  EXPECT_EQ(parse_moment("2026-11-23T22:00:00-05:00"), 1'795'489'200);
  EXPECT_EQ(iso_moment(1'795'489'200), "2026-11-24T03:00:00Z");
  EXPECT_EQ(spoken_moment(1'795'489'200, Language::english), "24 November 2026, 03:00:00 UTC");
  EXPECT_EQ(spoken_moment(1'795'489'200, Language::german), "24. November 2026, 03:00:00 UTC");
  EXPECT_EQ(parse_day("2026-11-24"), 1'795'478'400);
  for (const auto* bad : {"", "2026-11-24", "2026-11-24T03:00:00", "2026-02-30T00:00:00Z",
                          "2026-11-24T24:00:00Z", "2026-11-24T03:00:00Zx", "2026-11-24T03:00:00+15:00"})
    EXPECT_FALSE(parse_moment(bad)) << bad;
}

TEST(Locators, AllWaysOfSayingWhere) {
  const auto at = [](std::string_view text) { return parse_locator(text, kBase); };
  const Locator post{.name = "werbung", .post = 12};
  for (const auto* same :
       {"https://chat.example/werbung/12", "chat.example/Werbung/12", "https://t.me/werbung/12?single",
        "tg://resolve?domain=werbung&post=12", "https://chat.example/werbung/3/12"})
    EXPECT_EQ(at(same), post) << same;
  EXPECT_EQ(at("https://chat.example/c/9/12"), (Locator{.channel = 9, .post = 12}));
  EXPECT_EQ(at("tg://privatepost?channel=9&post=12"), (Locator{.channel = 9, .post = 12}));
  EXPECT_EQ(at("channel:9/post:12"), (Locator{.channel = 9, .post = 12}));
  EXPECT_EQ(at("user:7"), Locator{.user = 7});
  EXPECT_EQ(at("@Werbung"), Locator{.name = "werbung"});
  EXPECT_EQ(at("+49 (30) 123-45"), Locator{.phone = "493012345"});
  EXPECT_EQ(at("https://chat.example/+AbC_d"), Locator{.invite = "AbC_d"});
  EXPECT_EQ(at("tg://join?invite=AbC"), Locator{.invite = "AbC"});
  for (const auto* bad :
       {"", "werbung", "https://evil.example/werbung/12", "https://chat.example.evil/werbung/12",
        "https://chat.example/", "https://chat.example/werbung/x", "user:x", "user:7/post:1",
        "channel:9/post:0", "@x", "tg://settings", "+1", "https://chat.example/c/x/1"})
    EXPECT_FALSE(at(bad)) << bad;
}

TEST(Orders, SayWhoAsksForWhat) {
  const auto read = [](FormKind kind, Values values) {
    return read_order(order_form(kind), values, kNow, kBase);
  };
  const auto removal = read(FormKind::tco, samples::tco());
  EXPECT_TRUE(removal.in_order());
  EXPECT_EQ(removal.territory.size(), 27u);
  EXPECT_FALSE(removal.gag);
  EXPECT_EQ(read(FormKind::dsa9, samples::dsa9()).territory, (Words{"AT", "DE"}));

  auto content = samples::epoc();
  content["data_categories"] = {"subscriber", "content"};
  const auto by_prosecutor = read(FormKind::epoc, content);
  EXPECT_EQ(by_prosecutor.asked.data, DataCategory::content);
  EXPECT_TRUE(by_prosecutor.asked.also.has(DataCategory::subscriber));
  EXPECT_EQ(by_prosecutor.verdict, Verdict::needs_validation);
  content["authority_type"] = {"judge"};
  EXPECT_EQ(read(FormKind::epoc, content).verdict, Verdict::in_order);
  content["offence"] = {"other"};
  EXPECT_EQ(read(FormKind::epoc, content).verdict, Verdict::offence_too_small);
  content["offence"] = {"listed"};
  content["authority_type"] = {"prosecutor"};
  content["validator_type"] = {"court"};
  EXPECT_EQ(read(FormKind::epoc, content).verdict, Verdict::in_order);

  auto unknown = samples::epoc();
  unknown.erase("authority_type");  // as who may ask for least
  EXPECT_EQ(read(FormKind::epoc, unknown).verdict, Verdict::needs_validation);
  auto without_data = samples::dsa10();
  without_data.erase("data_categories");
  EXPECT_EQ(read(FormKind::dsa10, without_data).verdict, Verdict::wrong_instrument);
}

TEST(Orders, AnEmergencyMayWaitForItsValidation) {
  auto values = samples::epoc();
  values["emergency"] = {"A hostage."};
  values["authority_type"] = {"law-enforcement"};
  const auto read = [&] { return read_order(order_form(FormKind::epoc_emergency), values, kNow, kBase); };
  EXPECT_FALSE(read().awaits_validation);
  values["without_validation"] = {"true"};
  EXPECT_TRUE(read().awaits_validation);
  values["data_categories"] = {"subscriber", "traffic"};
  EXPECT_FALSE(read().awaits_validation);
  values["data_categories"] = {"subscriber"};
  values["authority_type"] = {"administrative"};
  EXPECT_FALSE(read().awaits_validation);
}

TEST(Orders, WishesNotToTellAreBound) {
  auto values = samples::tco();
  values["non_disclosure"] = {"true"};
  const auto gag = [&](FormKind kind) { return read_order(order_form(kind), values, kNow, kBase).gag; };
  EXPECT_EQ(gag(FormKind::tco), (GagWish{kNow + 42 * kDay, "TCO 11(3), Annex I, Section C"}));
  values["non_disclosure_until"] = {iso_moment(kNow + kDay)};
  values["non_disclosure_basis"] = {"An investigation."};
  EXPECT_EQ(gag(FormKind::tco), (GagWish{kNow + kDay, "An investigation."}));
  values["non_disclosure_until"] = {iso_moment(kNow + 400 * kDay)};
  EXPECT_EQ(gag(FormKind::tco)->until, kNow + 42 * kDay);
  values["non_disclosure_until"] = {iso_moment(kNow - 1)};
  EXPECT_FALSE(gag(FormKind::tco));

  values = samples::dsa9();
  values["non_disclosure"] = {"true"};
  EXPECT_FALSE(gag(FormKind::dsa9));  // no provision, no gag
  values["non_disclosure_basis"] = {"StPO 101"};
  EXPECT_EQ(gag(FormKind::dsa9)->until, kNow + 183 * kDay);
}

TEST(Orders, AreKeptAsText) {
  auto values = samples::dsa9();
  values["reasons"] = {"Line one\nform: tco\\"};
  const auto text = canonical(order_form(FormKind::dsa9), values);
  const auto again = parse_order(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->form, FormKind::dsa9);
  EXPECT_EQ(again->values, values);
  EXPECT_FALSE(parse_order("reasons: x\n"));
}

TEST(OrdersDocument, IsWhatTheTablesSay) {
  const std::string path = BOTSCHAFT_SOURCE "/docs/desk/orders.md";
  if (std::getenv("BOTSCHAFT_WRITE_DOCS")) std::ofstream(path) << orders_document();
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), orders_document());
}

}  // namespace
}  // namespace botschaft::desk
