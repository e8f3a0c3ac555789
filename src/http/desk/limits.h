#pragma once
// How often strangers may write in: a bucket of tokens for each network, and one for all of them together.
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/ip_ranges.h"
#include "http/message.h"

namespace botschaft::http {

class StrangerLimits {
 public:
  struct Rate {
    double burst;       // at once
    double per_second;  // after that
  };
  struct Rates {
    Rate each;  // an IPv4 address, or the /64 of an IPv6 one
    Rate all;
  };
  StrangerLimits(const Clock& clock, Rates rates) : clock_(clock), rates_(rates), all_{rates.all.burst, 0} {}

  // 0: one more may come in, and is counted. Else the seconds after which it may be tried again.
  int take(std::string_view address);

 private:
  static constexpr std::size_t kNetworksMax = 1 << 16;

  struct Bucket {
    double tokens = 0;
    std::int64_t updated_us = 0;
  };
  static void refill(Bucket& bucket, Rate rate, std::int64_t now_us);
  void forget_full(std::int64_t now_us);

  const Clock& clock_;
  const Rates rates_;
  std::mutex mutex_;
  Bucket all_;
  std::unordered_map<std::uint64_t, Bucket> networks_;
};

// Who the peer is: its address, or what a proxy on this machine, in a private network or among `proxies` says
// of it: the last of X-Forwarded-For that is none of `proxies`.
std::string client_address(const Request& request, const IpRanges& proxies);

}  // namespace botschaft::http
