#include "http/desk/limits.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/bytes.h"

namespace botschaft::http {
namespace {

using V6 = std::array<std::uint8_t, 16>;

// IPv4 addresses as IPv6 has them: ::ffff:a.b.c.d.
std::optional<V6> parse_address(const std::string& text) {
  V6 address{};
  if (::inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  address = {};
  address[10] = address[11] = 0xff;
  if (::inet_pton(AF_INET, text.c_str(), address.data() + 12) == 1) return address;
  return std::nullopt;
}

bool is_v4(const V6& address) {
  return std::ranges::all_of(std::span(address).first(10), [](auto byte) { return byte == 0; }) &&
         address[10] == 0xff && address[11] == 0xff;
}

// This machine, or a private network: RFC 1918, RFC 4193.
bool is_near(const V6& address) {
  V6 loopback{};
  loopback[15] = 1;
  if (!is_v4(address)) return address == loopback || (address[0] & 0xfe) == 0xfc;
  const auto first = address[12];
  const auto second = address[13];
  return first == 127 || first == 10 || (first == 172 && (second & 0xf0) == 16) ||
         (first == 192 && second == 168);
}

std::uint64_t network_of(std::string_view text) {
  const auto address = parse_address(std::string(text));
  if (!address) return 0;
  return is_v4(*address) ? load_le<std::uint32_t>(address->data() + 12)
                         : load_le<std::uint64_t>(address->data());
}

}  // namespace

void StrangerLimits::refill(Bucket& bucket, Rate rate, std::int64_t now_us) {
  const auto seconds = static_cast<double>(now_us - bucket.updated_us) / 1e6;
  bucket.tokens = std::min(rate.burst, bucket.tokens + seconds * rate.per_second);
  bucket.updated_us = now_us;
}

// A bucket that is full again is as good as none.
void StrangerLimits::forget_full(std::int64_t now_us) {
  std::erase_if(networks_, [&](const auto& each) {
    auto bucket = each.second;
    refill(bucket, rates_.each, now_us);
    return bucket.tokens >= rates_.each.burst;
  });
}

int StrangerLimits::take(std::string_view address) {
  const auto wait = [](const Bucket& bucket, Rate rate) {
    return bucket.tokens >= 1
               ? 0
               : std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / rate.per_second)));
  };
  const auto now_us = clock_.monotonic_us();
  const auto network = network_of(address);
  const std::lock_guard lock(mutex_);
  refill(all_, rates_.all, now_us);
  if (const int seconds = wait(all_, rates_.all)) return seconds;
  if (networks_.size() >= kNetworksMax && !networks_.contains(network)) forget_full(now_us);
  // With so many networks at once the common bucket bounds them all.
  if (networks_.size() < kNetworksMax || networks_.contains(network)) {
    auto& own = networks_.try_emplace(network, Bucket{rates_.each.burst, now_us}).first->second;
    refill(own, rates_.each, now_us);
    if (const int seconds = wait(own, rates_.each)) return seconds;
    own.tokens -= 1;
  }
  all_.tokens -= 1;
  return 0;
}

std::string client_address(const Request& request, const IpRanges& proxies) {
  const auto peer = parse_address(request.address);
  std::string_view address = request.address;
  auto forwarded = request.header("X-Forwarded-For");
  bool believed = (peer && is_near(*peer)) || proxies.contains(address);
  while (!forwarded.empty() && believed) {
    const auto comma = forwarded.rfind(',');
    address = comma == forwarded.npos ? forwarded : forwarded.substr(comma + 1);
    address.remove_prefix(std::min(address.find_first_not_of(' '), address.size()));
    forwarded = forwarded.substr(0, comma == forwarded.npos ? 0 : comma);
    believed =
        proxies.contains(address);  // who writes from a private network may have made up what is before
  }
  return std::string(address);
}

}  // namespace botschaft::http
