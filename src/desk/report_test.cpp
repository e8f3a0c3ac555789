#include "desk/report.h"

#include <gtest/gtest.h>

#include <set>

#include "desk/letters.h"
#include "desk/report_tree.h"

namespace botschaft::desk {
namespace {

TEST(ReportTree, EveryOptionCanBeReachedAndIsSaidInBothLanguages) {
  std::vector<std::string_view> pages{""};
  std::set<std::string_view> reached;
  while (!pages.empty()) {
    const auto page = pages.back();
    pages.pop_back();
    const auto below = report_options_below(page);
    EXPECT_GE(below.size(), 2u) << page;
    std::set<std::string_view> texts;
    for (const auto* option : below) {
      EXPECT_TRUE(reached.insert(option->option).second) << option->option;
      EXPECT_FALSE(option->text.english.empty()) << option->option;
      EXPECT_FALSE(option->text.german.empty()) << option->option;
      EXPECT_TRUE(texts.insert(option->text.english).second) << option->option;
      EXPECT_EQ(option->option.find('#'), option->option.npos) << option->option;
      if (!option->is_leaf()) pages.push_back(option->option);
    }
  }
  EXPECT_EQ(reached.size(), report_options().size());
  EXPECT_TRUE(report_options_below("spam").empty());
}

TEST(ReportTree, CategoriesAreThoseOfTheDatabase) {
  // Impl. Reg. 2024/2835; what no other reason than an order has is left out.
  const std::set<std::string_view> known = {"ANIMAL_WELFARE",
                                            "CONSUMER_INFORMATION",
                                            "CYBER_VIOLENCE",
                                            "CYBER_VIOLENCE_AGAINST_WOMEN",
                                            "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
                                            "ILLEGAL_OR_HARMFUL_SPEECH",
                                            "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
                                            "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
                                            "NOT_SPECIFIED_NOTICE",
                                            "OTHER_VIOLATION_TC",
                                            "PROTECTION_OF_MINORS",
                                            "RISK_FOR_PUBLIC_SECURITY",
                                            "SCAMS_AND_FRAUD",
                                            "SELF_HARM",
                                            "UNSAFE_AND_PROHIBITED_PRODUCTS",
                                            "VIOLENCE"};
  std::set<std::string_view> used;
  for (const auto& option : report_options())
    if (option.is_leaf()) used.insert(option.category);
  EXPECT_EQ(used, known);
}

TEST(ReportTree, EachOfTheTenReasonsIsALeaf) {
  std::set<std::string_view> leaves;
  for (const auto* reason : {"spam", "violence", "pornography", "child_abuse", "copyright", "geo_irrelevant",
                             "fake", "illegal_drugs", "personal_details", "other"}) {
    const auto& option = report_option_of_reason(reason);
    EXPECT_TRUE(option.is_leaf()) << reason;
    leaves.insert(option.option);
  }
  EXPECT_EQ(leaves.size(), 10u);
  EXPECT_EQ(report_option_of_reason("child_abuse").keyword, "CHILD_SEXUAL_ABUSE_MATERIAL");
  EXPECT_EQ(report_option_of_reason("no such word").option, "other");
}

TEST(Reports, AreReadAsTheyWereWritten) {
  const Report report{.kind = ReportKind::message,
                      .target = "channel:9/post:12",
                      .option = "fraud/phishing",
                      .comment = "It wants my\npassword\\",
                      .author = PeerId::channel(9),
                      .sent_at = 1'800'000'000,
                      .edited_at = 0,
                      .text = "Hello\ncategory: NUDITY"};
  const auto text = canonical(report);
  EXPECT_EQ(parse_report(text), report);
  EXPECT_NE(text.find("category: SCAMS_AND_FRAUD\nkeyword: PHISHING\n"), text.npos) << text;
  EXPECT_EQ(text.find("\ncategory: NUDITY"), text.npos) << "what people write is no field";
  EXPECT_EQ(parse_report("decision: no-action\n"), std::nullopt);
}

TEST(Reports, NameTargets) {
  EXPECT_EQ(target_of(PeerId::user(7)), "user:7");
  EXPECT_EQ(target_of(PeerId::chat(3)), "chat:3");
  EXPECT_EQ(target_of(PeerId::channel(9)), "channel:9");
}

TEST(Letters, SayWhatWasDecided) {
  const Decision acted = Restriction(*Statement::make({.measure = Measure::remove,
                                                       .territory = {},
                                                       .until = {},
                                                       .facts = "A sign.",
                                                       .trigger = Trigger::notice,
                                                       .deciding = Automation::partly,
                                                       .ground = Ground::illegal,
                                                       .provision = "StGB 86a",
                                                       .explanation = "Forbidden there.",
                                                       .redress = "Complain here."}));
  const auto english = outcome_letter(Language::english, "Test", "REF", acted, false);
  EXPECT_NE(english.find("REF"), english.npos);
  EXPECT_NE(english.find("it was removed"), english.npos);
  EXPECT_NE(english.find("with the help of a program"), english.npos);
  EXPECT_EQ(english.find("A sign"), english.npos) << "the statement is for the person concerned";
  EXPECT_NE(outcome_letter(Language::english, "Test", "REF", acted, true).find("taken back"), english.npos);
  const auto german = outcome_letter(Language::german, "Test", "REF", NoAction{"Es ist Satire {}."}, false);
  EXPECT_NE(german.find("Begründung: Es ist Satire {}."), german.npos) << german;
  EXPECT_NE(receipt_letter(Language::english, "Test", {"A", "B"}).find("Cases: A, B\n"), std::string::npos);
  EXPECT_NE(receipt_letter(Language::german, "Test", {"A"}).find("Vorgang: A\n"), std::string::npos);
}

TEST(Languages, AreTheClients) {
  EXPECT_EQ(language_of("de"), Language::german);
  EXPECT_EQ(language_of("de-AT"), Language::german);
  EXPECT_EQ(language_of("den"), Language::english);
  EXPECT_EQ(language_of(""), Language::english);
}

}  // namespace
}  // namespace botschaft::desk
