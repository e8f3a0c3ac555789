#include "base/ip_ranges.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>

namespace botschaft {
namespace {

constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kMappedBits = 96;
constexpr int kAllBits = 128;

}  // namespace

bool IpRanges::read(std::string_view text, Address& into, int& bits_before) {
  const std::string address(text);
  if (inet_pton(AF_INET6, address.c_str(), into.data()) == 1) {
    bits_before = 0;
    return true;
  }
  std::memcpy(into.data(), kMapped.data(), kMapped.size());
  bits_before = kMappedBits;
  return inet_pton(AF_INET, address.c_str(), into.data() + kMapped.size()) == 1;
}

std::expected<IpRanges, std::string> IpRanges::parse(const std::vector<std::string>& texts) {
  IpRanges made;
  for (const auto& text : texts) {
    const auto slash = text.find('/');
    Range range{.network = {}, .bits = kAllBits};
    int before = 0;
    bool good = read(text.substr(0, slash), range.network, before);
    if (good && slash != std::string::npos) {
      int bits = 0;
      const auto* end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, bits);
      good = error == std::errc() && stop == end && bits >= 0 && bits <= kAllBits - before;
      range.bits = before + bits;
    }
    if (!good) return std::unexpected("\"" + text + "\" is no IP address and no network");
    made.ranges_.push_back(range);
  }
  return made;
}

bool IpRanges::contains(std::string_view text) const {
  Address address{};
  int before = 0;
  if (!read(text, address, before)) return false;
  for (const auto& range : ranges_) {
    const auto whole = static_cast<std::size_t>(range.bits / 8);
    if (std::memcmp(address.data(), range.network.data(), whole) != 0) continue;
    const int rest = range.bits % 8;
    if (rest == 0 || (address[whole] ^ range.network[whole]) >> (8 - rest) == 0) return true;
  }
  return false;
}

}  // namespace botschaft
