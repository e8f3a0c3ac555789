#pragma once
// How many connections may be open, in all and of those who have not yet shown a key. Shared by all cores;
// touched when a connection opens, is authenticated, and closes.
#include <array>
#include <mutex>
#include <optional>
#include <unordered_map>

#include <boost/asio/ip/address.hpp>

#include "net/options.h"

namespace botschaft::net {

class Admission {
 public:
  // The right to one open connection; given back when destroyed.
  class Ticket {
   public:
    Ticket(Ticket&& other) noexcept;
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket();
    void authenticated();  // no longer counts among the unauthenticated

   private:
    friend class Admission;
    Ticket(Admission& admission, std::uint64_t network) : admission_(&admission), network_(network) {}
    Admission* admission_;
    std::uint64_t network_;  // 0: not counted by address
    bool unauthenticated_ = true;
  };

  explicit Admission(const Limits& limits) : limits_(limits) {}

  std::optional<Ticket> admit(const boost::asio::ip::address& address);
  // There are as many connections without a key as there may be.
  bool crowded();

 private:
  void leave_unauthenticated(std::uint64_t network);

  const Limits& limits_;
  std::mutex mutex_;
  std::size_t connections_ = 0;
  std::size_t unauthenticated_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> by_network_;  // unauthenticated ones
};

}  // namespace botschaft::net
