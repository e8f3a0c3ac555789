#include "base/ip_ranges.h"

#include <gtest/gtest.h>

namespace botschaft {
namespace {

TEST(IpRanges, HoldsNetworksAndSingleAddresses) {
  const auto ranges = IpRanges::parse({"10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "172.16.0.0/12"});
  ASSERT_TRUE(ranges);
  for (const auto* inside :
       {"10.255.0.1", "192.0.2.7", "::ffff:10.1.1.1", "2001:db8:7fff::1", "172.31.255.255"})
    EXPECT_TRUE(ranges->contains(inside)) << inside;
  for (const auto* outside :
       {"11.0.0.1", "192.0.2.8", "2001:db8:8000::1", "172.32.0.0", "", "example.org", "10.0.0.1, 10.0.0.2"})
    EXPECT_FALSE(ranges->contains(outside)) << outside;
  EXPECT_TRUE(IpRanges::parse({"0.0.0.0/0"})->contains("203.0.113.9"));
  EXPECT_FALSE(IpRanges::parse({"0.0.0.0/0"})->contains("2001:db8::1"));
  EXPECT_FALSE(IpRanges{}.contains("127.0.0.1"));
}

TEST(IpRanges, NamesWhatIsNone) {
  for (const auto* wrong :
       {"10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::1/129", "::1/-1", "proxy", "10.0.0.1/8x"}) {
    const auto ranges = IpRanges::parse({"10.0.0.1", wrong});
    ASSERT_FALSE(ranges) << wrong;
    EXPECT_NE(ranges.error().find(wrong), std::string::npos);
  }
}

}  // namespace
}  // namespace botschaft
