#include "blob/s3/xml.h"

#include <gtest/gtest.h>

namespace botschaft::blob {
namespace {

using Elements = std::vector<std::string_view>;

TEST(Xml, ElementsAreFoundByTheirWholeName) {
  constexpr std::string_view kList =
      "<?xml version='1.0'?><List xmlns=\"x\"><KeyCount>2</KeyCount><C><Key>a&amp;b</Key></C>"
      "<C><Key>&lt;&quot;</Key></C></List>";
  EXPECT_EQ(xml_elements(kList, "C"), (Elements{"<Key>a&amp;b</Key>", "<Key>&lt;&quot;</Key>"}));
  EXPECT_EQ(xml_elements(kList, "List").size(), 1U);
  EXPECT_EQ(xml_text(kList, "Key"), "a&b");
  EXPECT_EQ(xml_text(xml_elements(kList, "C")[1], "Key"), "<\"");
  EXPECT_EQ(xml_text(kList, "KeyCount"), "2");
  EXPECT_EQ(xml_text(kList, "Size"), std::nullopt);
  EXPECT_EQ(xml_text("<Key></Key>", "Key"), "");
}

TEST(Xml, WhatBreaksOffHasNoElement) {
  for (const std::string_view text : {"", "<", "<Key", "<Key>", "<Key>a", "<Key>a</Ke", "<Key a", "</Key>"}) {
    EXPECT_TRUE(xml_elements(text, "Key").empty()) << text;
  }
  EXPECT_EQ(xml_elements("<Key>a</Key><Key>b", "Key"), Elements{"a"});
}

TEST(Xml, WhatIsEscapedReadsTheSame) {
  const std::string text = "a<b>&\"c\"'d'&amp;";
  EXPECT_EQ(xml_text("<T>" + xml_escape(text) + "</T>", "T"), text);
}

}  // namespace
}  // namespace botschaft::blob
