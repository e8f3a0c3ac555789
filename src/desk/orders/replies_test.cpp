#include "desk/orders/replies.h"

#include <gtest/gtest.h>

#include "desk/orders/samples.h"

namespace botschaft::desk {
namespace {

constexpr std::string_view kBase = "https://chat.example";
constexpr Seconds kReceived = 1'800'000'000;  // 15 January 2027, 08:00:00 UTC
const Signature kSignature{
    .server = "Chat Example", .authorised = "Anna Amt", .at = kReceived + 50 * kMinute};

CaseFacts facts_for(FormKind kind, Values values) {
  CaseFacts facts;
  facts.order = read_order(order_form(kind), std::move(values), kReceived, kBase);
  facts.about = {.id = 1,
                 .ref = "REF23",
                 .kind = CaseKind::order,
                 .lane = Lane::authorities,
                 .instrument = order_form(kind).instrument,
                 .target = "channel:9/post:12",
                 .state = State::viewed,
                 .received_at = kReceived,
                 .appeal_of = {},
                 .asked = facts.order.asked,
                 .decision = {}};
  return facts;
}

Decision restriction(Measure measure) {
  return Restriction(*Statement::make({.measure = measure,
                                       .territory = {"AT", "DE"},
                                       .until = {},
                                       .facts = "A call.",
                                       .trigger = Trigger::order,
                                       .ground = Ground::illegal,
                                       .provision = "StGB 86a",
                                       .explanation = "It calls.",
                                       .redress = "VG Wiesbaden."}));
}

void take_effect(CaseFacts& facts, Decision decision) {
  facts.about.decision = std::move(decision);
  facts.about.state = State::effected;
  facts.about.effected_at = kReceived + 40 * kMinute;
}

bool has(const ReplyDraft& draft, std::string_view text) {
  return draft.text.find(text) != std::string::npos;
}

TEST(Replies, NoneBeforeThereIsSomethingToSay) {
  EXPECT_TRUE(reply_drafts(facts_for(FormKind::tco, samples::tco()), kSignature, Language::english).empty());
  EXPECT_TRUE(
      reply_drafts(facts_for(FormKind::epoc, samples::epoc()), kSignature, Language::english).empty());
}

TEST(Replies, TcoFeedbackNamesReceiptEffectAndWhoSigns) {
  auto facts = facts_for(FormKind::tco, samples::tco());
  facts.targets = {{.case_id = 1,
                    .position = 0,
                    .locator = "https://chat.example/werbung/12",
                    .target = "channel:9/post:12"},
                   {.case_id = 1, .position = 1, .locator = "https://chat.example/weg/1"}};
  take_effect(facts, restriction(Measure::withhold));
  const auto drafts = reply_drafts(facts, kSignature, Language::english);
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_EQ(drafts[0].kind, ReplyKind::tco_feedback);
  EXPECT_EQ(drafts[0].text,
            "Feedback following the removal of or disabling of access to terrorist content (Reg. (EU) "
            "2021/784, Annex II)"
            "\n\n"
            "Authority: Bundeskriminalamt\n"
            "Reference of the order: ST 35-123/27\n"
            "File number: 35-1\n"
            "Our case: REF23\n"
            "Received: 15 January 2027, 08:00:00 UTC\n"
            "Measure: access was disabled in all Member States\n"
            "Effect given: 15 January 2027, 08:40:00 UTC\n"
            "For each address:\n"
            "- https://chat.example/werbung/12: 15 January 2027, 08:40:00 UTC\n"
            "- https://chat.example/weg/1: not found\n"
            "Authorised person: Anna Amt\n"
            "Service: Chat Example\n"
            "Date and time: 15 January 2027, 08:50:00 UTC\n");
  take_effect(facts, restriction(Measure::remove));
  const auto removed = reply_drafts(facts, kSignature, Language::german);
  EXPECT_TRUE(has(removed[0], "der Inhalt wurde entfernt")) << removed[0].text;
  EXPECT_TRUE(has(removed[0], "Eingegangen: 15. Januar 2027, 08:00:00 UTC")) << removed[0].text;
}

TEST(Replies, TcoCannotSaysWhatIsMissing) {
  auto values = samples::tco();
  values["content"] = {"https://elsewhere.example/1"};
  values.erase("redress_law");
  auto facts = facts_for(FormKind::tco, values);
  EXPECT_EQ(obstacles(facts), (std::vector{Obstacle::insufficient, Obstacle::incomplete}));
  auto drafts = reply_drafts(facts, kSignature, Language::english);
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_EQ(drafts[0].kind, ReplyKind::tco_cannot);
  EXPECT_TRUE(has(drafts[0], "TCO 3(8)")) << drafts[0].text;
  EXPECT_TRUE(has(drafts[0], "“Provisions on it” is missing")) << drafts[0].text;

  facts = facts_for(FormKind::tco, samples::tco());
  facts.pauses = {{.from_at = kReceived + kMinute,
                   .reason = static_cast<int>(PauseReason::force_majeure),
                   .until_at = {}}};
  EXPECT_EQ(obstacles(facts), std::vector{Obstacle::force_majeure});
  drafts = reply_drafts(facts, kSignature, Language::german);
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_TRUE(has(drafts[0], "höherer Gewalt")) << drafts[0].text;
  EXPECT_TRUE(has(drafts[0], "TCO 3(7)")) << drafts[0].text;
  EXPECT_TRUE(has(drafts[0], "Die Frist ruht seit: 15. Januar 2027, 08:01:00 UTC")) << drafts[0].text;
  facts.pauses[0].until_at = kReceived + kHour;  // the cause is gone
  EXPECT_TRUE(reply_drafts(facts, kSignature, Language::german).empty());
}

TEST(Replies, EpocCannotSaysWhoMayNotAsk) {
  auto values = samples::epoc();
  values["data_categories"] = {"content"};
  const auto drafts = reply_drafts(facts_for(FormKind::epoc, values), kSignature, Language::english);
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_EQ(drafts[0].kind, ReplyKind::epoc_cannot);
  EXPECT_TRUE(
      has(drafts[0],
          "neither issued nor validated by an authority that may ask for these data. (e-Evidence 4(1), "
          "4(2))"))
      << drafts[0].text;
  EXPECT_TRUE(has(drafts[0], "For content data the order needs a judge")) << drafts[0].text;
  EXPECT_TRUE(has(drafts[0], "it was issued by StA Köln")) << drafts[0].text;
  EXPECT_TRUE(has(drafts[0], "has been preserved")) << drafts[0].text;
  values["authority_type"] = {"judge"};
  EXPECT_TRUE(reply_drafts(facts_for(FormKind::epoc, values), kSignature, Language::english).empty());
  values["offence"] = {"other"};
  EXPECT_EQ(obstacles(facts_for(FormKind::epoc, values)), std::vector{Obstacle::offence_too_small});
  auto none = samples::epoc();
  none["data_categories"] = {"everything"};
  EXPECT_EQ(obstacles(facts_for(FormKind::epoc, none)),
            (std::vector{Obstacle::manifest_error, Obstacle::wrong_instrument}));
}

TEST(Replies, AnEmergencyThatWaitsForItsValidationIsNoObstacle) {
  auto values = samples::epoc();
  values["emergency"] = {"A hostage."};
  values["authority_type"] = {"law-enforcement"};
  EXPECT_EQ(obstacles(facts_for(FormKind::epoc_emergency, values)), std::vector{Obstacle::not_entitled});
  values["without_validation"] = {"true"};
  EXPECT_TRUE(obstacles(facts_for(FormKind::epoc_emergency, values)).empty());
}

TEST(Replies, DsaSaysWhetherEffectWasGiven) {
  auto facts = facts_for(FormKind::dsa9, samples::dsa9());
  facts.targets = {{.case_id = 1,
                    .position = 0,
                    .locator = "@werbung",
                    .target = "channel:9",
                    .effected_at = kReceived + kMinute}};
  take_effect(facts, restriction(Measure::withhold));
  auto drafts = reply_drafts(facts, kSignature, Language::english);
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_EQ(drafts[0].kind, ReplyKind::effect);
  EXPECT_TRUE(has(drafts[0], "@werbung: 15 January 2027, 08:01:00 UTC")) << drafts[0].text;
  EXPECT_TRUE(has(drafts[0], "Countries:\n- AT\n- DE\n")) << drafts[0].text;

  facts.about.effected_at = 0;
  facts.about.state = State::decided;
  facts.about.decision = Rejection{"It is satire."};
  drafts = reply_drafts(facts, kSignature, Language::english);
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_TRUE(has(drafts[0], "Effect: none was given\nReasons: It is satire.")) << drafts[0].text;

  auto ten = facts_for(FormKind::dsa10, samples::dsa10());
  take_effect(ten, Disclosure{DataCategory::subscriber, {"phone", "name"}, "StA Köln", "StPO 100j"});
  drafts = reply_drafts(ten, kSignature, Language::english);
  ASSERT_EQ(drafts.size(), 1u);
  EXPECT_TRUE(has(drafts[0], "Handed over:\n- phone\n- name\n")) << drafts[0].text;
}

}  // namespace
}  // namespace botschaft::desk
