#pragma once
// Which addresses the server may connect to because a message names them: those of the public Internet alone,
// so that nobody can make it speak to machines behind its own doors.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace botschaft::previews {

using Ipv4 = std::array<std::uint8_t, 4>;
using Ipv6 = std::array<std::uint8_t, 16>;

// False for private, shared, loopback, link-local, multicast, broadcast, documentation and reserved ranges
// (IANA's registries of special-purpose addresses, RFC 6890); of IPv6 also for what carries an IPv4 address
// in it: mapped, translated, 6to4, Teredo.
bool is_public(const Ipv4& address);
bool is_public(const Ipv6& address);

bool is_loopback(const Ipv4& address);
bool is_loopback(const Ipv6& address);  // also ::ffff:127.0.0.0/8

}  // namespace botschaft::previews
