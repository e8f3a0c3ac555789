#include "previews/public_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

namespace botschaft::previews {
namespace {

Ipv4 v4(const char* text) {
  Ipv4 address{};
  EXPECT_EQ(inet_pton(AF_INET, text, address.data()), 1) << text;
  return address;
}
Ipv6 v6(const char* text) {
  Ipv6 address{};
  EXPECT_EQ(inet_pton(AF_INET6, text, address.data()), 1) << text;
  return address;
}

TEST(PublicAddress, OfIpv4) {
  for (const auto* text :
       {"0.0.0.0",         "0.1.2.3",        "10.0.0.1",       "10.255.255.255",  "100.64.0.1",
        "100.127.255.255", "127.0.0.1",      "127.9.9.9",      "169.254.169.254", "172.16.0.1",
        "172.31.255.255",  "192.0.0.8",      "192.0.2.1",      "192.88.99.1",     "192.168.1.1",
        "198.18.0.1",      "198.19.255.255", "198.51.100.7",   "203.0.113.9",     "224.0.0.1",
        "239.1.2.3",       "240.0.0.1",      "255.255.255.255"})
    EXPECT_FALSE(is_public(v4(text))) << text;
  for (const auto* text : {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
                           "126.255.255.255", "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255",
                           "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"})
    EXPECT_TRUE(is_public(v4(text))) << text;
}

TEST(PublicAddress, OfIpv6) {
  for (const auto* text : {"::", "::1", "::ffff:1.1.1.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1",
                           "64:ff9b:1::1", "100::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1",
                           "2001::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "4000::1"})
    EXPECT_FALSE(is_public(v6(text))) << text;
  for (const auto* text : {"2001:200::1", "2003::1", "2606:4700::1111", "2a00:1450::1", "3ffe::1"})
    EXPECT_TRUE(is_public(v6(text))) << text;
}

TEST(PublicAddress, LoopbackIsKnown) {
  EXPECT_TRUE(is_loopback(v4("127.8.8.8")));
  EXPECT_FALSE(is_loopback(v4("128.0.0.1")));
  EXPECT_TRUE(is_loopback(v6("::1")));
  EXPECT_TRUE(is_loopback(v6("::ffff:127.0.0.1")));
  EXPECT_FALSE(is_loopback(v6("::2")));
  EXPECT_FALSE(is_loopback(v6("::ffff:128.0.0.1")));
}

}  // namespace
}  // namespace botschaft::previews
