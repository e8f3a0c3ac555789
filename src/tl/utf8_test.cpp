#include "tl/utf8.h"

#include <gtest/gtest.h>

namespace botschaft::tl {
namespace {

TEST(Utf8, WellFormedAndNot) {
  for (const char* good : {"", "abc", "123456789", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                           "\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
                           "1234567\xc3\xa9"
                           "9"}) {
    EXPECT_TRUE(is_utf8(as_bytes(good))) << good;
  }
  for (const char* bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xc2", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xe2\x82",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "12345678\xc3"}) {
    EXPECT_FALSE(is_utf8(as_bytes(bad))) << to_hex(as_bytes(bad));
  }
}

}  // namespace
}  // namespace botschaft::tl
