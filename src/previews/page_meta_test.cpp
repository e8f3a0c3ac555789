#include "previews/page_meta.h"

#include <gtest/gtest.h>

namespace botschaft::previews {
namespace {

TEST(PageMeta, PrefersOpenGraphToWhatIsPlain) {
  const auto page = read_page(
      "<!doctype html><html><head><title>Plain</title>"
      "<meta name=description content='plain words'>"
      "<META PROPERTY=\"og:title\" CONTENT=\"Graph &amp; Co\">"
      "<meta content=\"in the graph\" property=\"og:description\"/>"
      "<meta property='og:site_name' content='Example'><meta property=og:type content=article>"
      "<meta name=author content=\"Ada\"></head><body>");
  EXPECT_EQ(page, (Page{.type = "article",
                        .site_name = "Example",
                        .title = "Graph & Co",
                        .description = "in the graph",
                        .author = "Ada"}));
}

TEST(PageMeta, FallsBackToTitleAndDescription) {
  const auto page = read_page("<title>\n  Gr&uuml;&szlig;e &#8212; von\t&#x1F600;  </title>");
  EXPECT_EQ(page.title, "Grüße — von 😀");
  EXPECT_TRUE(page.description.empty());
  EXPECT_FALSE(page.empty());
  EXPECT_TRUE(read_page("just words").empty());
  EXPECT_TRUE(read_page("").empty());
}

TEST(PageMeta, IsNotFooledByScriptsCommentsAndTheBody) {
  const auto page = read_page(
      "<!-- <title>no</title> --><script>var a = '<title>no</title>';</script>"
      "<style><title>no</title></style><title>yes</title>"
      "<body><meta property=og:title content=no>");
  EXPECT_EQ(page.title, "yes");
}

TEST(PageMeta, ReadsWhatIsNotUtf8AsLatin1) {
  EXPECT_EQ(read_page("<title>Gr\xFC\xDF"
                      "e aus K\xF6ln</title>")
                .title,
            "Grüße aus Köln");
  // Cut off in the middle of a character.
  EXPECT_EQ(read_page("<title>Grüße</title><meta name=x content=\"\xC3").title, "Grüße");
}

TEST(PageMeta, HasLimitsInCharacters) {
  std::string html = "<title>";
  for (int i = 0; i < 1000; ++i) html += "ü";
  EXPECT_EQ(read_page(html).title.size(), 2 * kTitleMax);
  html = "<meta name=description content=\"";
  for (int i = 0; i < 5000; ++i) html += "x";
  EXPECT_EQ(read_page(html).description.size(), kDescriptionMax);
}

TEST(PageMeta, LeavesBadReferencesAsTheyAre) {
  EXPECT_EQ(read_page("<title>a &bogus; b & c &#xD800; &#999999999; &amp</title>").title,
            "a &bogus; b & c &#xD800; &#999999999; &amp");
}

}  // namespace
}  // namespace botschaft::previews
