#include "domain/messages/entities.h"

#include <gtest/gtest.h>

#include <random>

#include "domain/messages/detect.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

using enum EntityType;

FormattedText normalized(std::string text, std::vector<Entity> entities = {}) {
  auto result = normalize({std::move(text), std::move(entities)});
  EXPECT_TRUE(result) << result.error().text();
  return result.value_or(FormattedText{});
}

Err error_of(std::string text, std::vector<Entity> entities = {}) {
  auto result = normalize({std::move(text), std::move(entities)});
  return result ? Err::INTERNAL : result.error().err;
}

// "type:text" of everything found, separated by blanks.
std::string found(const std::string& text) {
  std::string out;
  for (const auto& e : normalized(text).entities) {
    out += out.empty() ? "" : " ";
    out += std::to_string(static_cast<int>(e.type)) + ":";
    out += utf16_substring(normalized(text).text, e.offset, e.length).value();
  }
  return out;
}

TEST(Entities, TrimsTextAndMovesEntities) {
  const auto out = normalized(" \n fett und mager \t", {{bold, 0, 7}, {italic, 12, 7}});
  EXPECT_EQ(out.text, "fett und mager");
  EXPECT_EQ(out.entities, (std::vector<Entity>{{bold, 0, 4}, {italic, 9, 5}}));
}

TEST(Entities, RefusesWhatIsNoMessage) {
  EXPECT_EQ(error_of(""), Err::MESSAGE_EMPTY);
  EXPECT_EQ(error_of(" \n\xe2\x80\x8b"), Err::MESSAGE_EMPTY);
  EXPECT_EQ(error_of(std::string(4097, 'x')), Err::MESSAGE_TOO_LONG);
  EXPECT_EQ(normalized(std::string(4096, 'x')).text.size(), 4096U);
  EXPECT_EQ(error_of("\xc3"), Err::INPUT_REQUEST_INVALID);
  EXPECT_EQ(error_of("\xed\xa0\x80"), Err::INPUT_REQUEST_INVALID);  // a surrogate
}

TEST(Entities, ChecksBoundsInUtf16) {
  EXPECT_EQ(error_of("abc", {{bold, 0, 4}}), Err::ENTITY_BOUNDS_INVALID);
  EXPECT_EQ(error_of("abc", {{bold, -1, 2}}), Err::ENTITY_BOUNDS_INVALID);
  EXPECT_EQ(error_of("abc", {{bold, 2, INT32_MAX}}), Err::ENTITY_BOUNDS_INVALID);
  EXPECT_EQ(error_of("\xf0\x9f\x98\x80x", {{bold, 1, 1}}), Err::ENTITY_BOUNDS_INVALID);  // inside an emoji
  EXPECT_EQ(normalized("\xf0\x9f\x98\x80x", {{bold, 2, 1}}).entities, (std::vector<Entity>{{bold, 2, 1}}));
}

TEST(Entities, MergesNestsAndSplits) {
  EXPECT_EQ(normalized("0123456789", {{bold, 0, 5}, {bold, 3, 5}}).entities,
            (std::vector<Entity>{{bold, 0, 8}}));
  EXPECT_EQ(normalized("0123456789", {{bold, 0, 6}, {italic, 4, 6}}).entities,
            (std::vector<Entity>{{bold, 0, 6}, {italic, 4, 2}, {italic, 6, 4}}));
  EXPECT_EQ(normalized("0123456789", {{bold, 0, 10}, {code, 3, 4}}).entities,
            (std::vector<Entity>{{bold, 0, 3}, {code, 3, 4}, {bold, 7, 3}}));
  EXPECT_EQ(normalized("0123456789", {{text_url, 2, 4, "https://a.de"}, {bold, 4, 6}}).entities,
            (std::vector<Entity>{{text_url, 2, 4, "https://a.de"}, {bold, 4, 2}, {bold, 6, 4}}));
}

TEST(Entities, FindsWhatReadersTap) {
  EXPECT_EQ(found("hallo @anna und @b"), "1:@anna");
  EXPECT_EQ(found("mail@anna.de, (http://x.de/a(b)c). Ende."), "5:mail@anna.de 4:http://x.de/a(b)c");
  EXPECT_EQ(found("siehe example.com/pfad?q=1. Und node.js, 3.14"), "4:example.com/pfad?q=1");
  EXPECT_EQ(found("#gr\xc3\xbc\xc3\x9f"
                  "e #123 #a1"),
            "2:#gr\xc3\xbc\xc3\x9f"
            "e 2:#a1");
  EXPECT_EQ(found("$EUR $eur a$EUR"), "13:$EUR");
  EXPECT_EQ(found("/start /help@some_bot a/b </x>"), "3:/start 3:/help@some_bot");
  EXPECT_EQ(found("ruf +49 30 1234567 an"), "12:+49 30 1234567");
  EXPECT_EQ(found("1+1234567890"), "");
  EXPECT_EQ(found("http://localhost:8080/x and https://127.0.0.1/"),
            "4:http://localhost:8080/x 4:https://127.0.0.1/");
  EXPECT_EQ(found("HTTPS://EXAMPLE.ORG"), "4:HTTPS://EXAMPLE.ORG");
}

TEST(Entities, FindsNothingInsideCodeOrLinks) {
  const std::vector<Entity> given{{code, 0, 11}};
  EXPECT_EQ(normalized("example.com", given).entities, given);
  const std::vector<Entity> link{{text_url, 0, 11, "https://other.org"}};
  EXPECT_EQ(normalized("example.com", link).entities, link);
}

TEST(Entities, BelievesPlausibleLinksOnly) {
  EXPECT_EQ(normalized("intern.firma", {{url, 0, 12}}).entities, (std::vector<Entity>{{url, 0, 12}}));
  EXPECT_TRUE(normalized("nothing", {{url, 0, 7}, {mention, 0, 3}}).entities.empty());
}

TEST(Entities, BlobKeepsEverything) {
  const std::vector<Entity> all{
      {text_url, 0, 3, "https://x.de"}, {mention_name, 3, 2, "", 1LL << 40}, {pre, 5, 9, "cpp"},
      {custom_emoji, 20, 2, "", -5},    {blockquote, 30, 4000, "", 1},       {bold, 1, 1}};
  EXPECT_EQ(decode_entities(encode_entities(all)), all);
  auto cut = encode_entities(all);
  cut.resize(cut.size() / 2);
  EXPECT_LT(decode_entities(cut).size(), all.size());
}

// Whatever a client sends, what is stored is in bounds, sorted and properly nested.
TEST(Entities, RandomInputBecomesWellFormed) {
  std::mt19937 random(1);
  const std::string text = "ab @name \xf0\x9f\x98\x80 x.de #t \xc3\xa4 code here\n";
  const auto units = utf16_length(text);
  for (int round = 0; round < 3000; ++round) {
    std::vector<Entity> in;
    for (auto n = random() % 12; n > 0; --n) {
      const auto offset = static_cast<std::int32_t>(random() % static_cast<unsigned>(units));
      const auto length = static_cast<std::int32_t>(random() % static_cast<unsigned>(units - offset + 1));
      in.push_back({static_cast<EntityType>(1 + random() % 18), offset, length});
    }
    const auto out = normalize({text, in});
    if (!out) {
      EXPECT_EQ(out.error().err, Err::ENTITY_BOUNDS_INVALID);
      continue;
    }
    for (std::size_t i = 0; i < out->entities.size(); ++i) {
      const auto& a = out->entities[i];
      ASSERT_TRUE(utf16_substring(out->text, a.offset, a.length) && a.length > 0);
      for (std::size_t k = i + 1; k < out->entities.size(); ++k) {
        const auto& b = out->entities[k];
        ASSERT_LE(a.offset, b.offset);
        ASSERT_TRUE(b.offset >= a.end() || b.end() <= a.end()) << "round " << round;
      }
    }
  }
}

}  // namespace
}  // namespace botschaft::domain
