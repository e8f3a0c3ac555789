#pragma once
// Numbers of one core, for metrics. Written by that core alone, read by anybody.
#include <atomic>
#include <cstdint>

namespace botschaft::net {

class Counter {
 public:
  void add(std::int64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  void sub(std::int64_t n = 1) { value_.fetch_sub(n, std::memory_order_relaxed); }
  std::int64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_ = 0;
};

struct Counters {
  // Now.
  Counter connections;
  Counter sessions;  // with and without a connection
  Counter requests_in_flight;

  // Since the start.
  Counter accepted;
  Counter refused_by_limit;  // closed at accept: too many connections
  Counter bytes_in;
  Counter bytes_out;
  Counter packets_in;
  Counter packets_out;
  Counter requests;
  Counter requests_flooded;  // answered with FLOOD_WAIT: too many in flight
  Counter answers_dropped;   // the session was gone when the answer came
  Counter updates_pushed;
  Counter updates_dropped;  // no such session, or its queue was full
  Counter keys_made;
  Counter keys_refused;     // key exchanges that broke the protocol
  Counter handshakes_shed;  // too many key exchanges at once
  Counter unknown_keys;     // answered with -404
  Counter bad_packets;      // could not be decrypted or failed a mandatory check
  Counter closed_by_deadline;
  Counter closed_by_stall;  // the peer did not read what we sent
  Counter handed_over;      // connections moved to their key's core
};

}  // namespace botschaft::net
