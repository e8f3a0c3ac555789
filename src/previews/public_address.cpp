#include "previews/public_address.h"

#include <algorithm>

namespace botschaft::previews {
namespace {

constexpr std::uint32_t number(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

struct Range4 {
  std::uint32_t first;
  int bits;
  bool has(std::uint32_t address) const {
    return (address ^ first) >> (32 - bits) == 0;
  }
};
constexpr Range4 kNotPublic4[] = {
    {number(0, 0, 0, 0), 8},      {number(10, 0, 0, 0), 8},    {number(100, 64, 0, 0), 10},
    {number(127, 0, 0, 0), 8},    {number(169, 254, 0, 0), 16}, {number(172, 16, 0, 0), 12},
    {number(192, 0, 0, 0), 24},   {number(192, 0, 2, 0), 24},  {number(192, 31, 196, 0), 24},
    {number(192, 52, 193, 0), 24}, {number(192, 88, 99, 0), 24}, {number(192, 168, 0, 0), 16},
    {number(192, 175, 48, 0), 24}, {number(198, 18, 0, 0), 15}, {number(198, 51, 100, 0), 24},
    {number(203, 0, 113, 0), 24}, {number(224, 0, 0, 0), 4},   {number(240, 0, 0, 0), 4},
};

// Of 2000::/3, the one block from which public addresses are given.
struct Range6 {
  std::array<std::uint8_t, 4> first;
  int bits;
  bool has(const Ipv6& address) const {
    for (int bit = 0; bit < bits; bit += 8) {
      const auto i = static_cast<std::size_t>(bit / 8);
      const int left = std::min(8, bits - bit);
      if ((address[i] ^ first[i]) >> (8 - left) != 0) return false;
    }
    return true;
  }
};
constexpr Range6 kGlobalUnicast{{0x20, 0, 0, 0}, 3};
constexpr Range6 kNotPublic6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23},  // protocol assignments, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02, 0x00, 0x00}, 16},  // 6to4
    {{0x3f, 0xff, 0x00, 0x00}, 20},  // documentation
};

}  // namespace

bool is_public(const Ipv4& address) {
  const auto value = number(address[0], address[1], address[2], address[3]);
  return std::ranges::none_of(kNotPublic4, [&](const Range4& range) { return range.has(value); });
}

bool is_public(const Ipv6& address) {
  return kGlobalUnicast.has(address) &&
         std::ranges::none_of(kNotPublic6, [&](const Range6& range) { return range.has(address); });
}

bool is_loopback(const Ipv4& address) {
  return address[0] == 127;
}

bool is_loopback(const Ipv6& address) {
  constexpr Ipv6 kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  constexpr std::array<std::uint8_t, 13> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127};
  return address == kLoopback || std::ranges::equal(std::span(address).first<13>(), kMapped);
}

}  // namespace botschaft::previews
