#pragma once
// A set of IP networks: "10.0.0.0/8", "2001:db8::/32", or single addresses.
#include <array>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace botschaft {

class IpRanges {
 public:
  IpRanges() = default;
  // The error is a sentence that names what cannot be read.
  static std::expected<IpRanges, std::string> parse(const std::vector<std::string>& texts);

  // An IPv4 address that is written as IPv6 (::ffff:192.0.2.1) counts as the IPv4 address. False for what is
  // no address.
  bool contains(std::string_view address) const;
  bool empty() const { return ranges_.empty(); }

 private:
  using Address = std::array<unsigned char, 16>;  // IPv4 mapped into IPv6
  struct Range {
    Address network;
    int bits;
  };
  static bool read(std::string_view text, Address& into, int& bits_before);
  std::vector<Range> ranges_;
};

}  // namespace botschaft
