#pragma once
// Time is passed in, so that everything above `net` runs in a simulation.
#include <cstdint>

namespace botschaft {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t unix_us() const = 0;       // wall clock, microseconds since 1970
  virtual std::int64_t monotonic_us() const = 0;  // never goes back
  std::int32_t unix_seconds() const { return static_cast<std::int32_t>(unix_us() / 1'000'000); }
};

const Clock& system_clock();

class ManualClock final : public Clock {
 public:
  explicit ManualClock(std::int64_t unix_us = 1'700'000'000'000'000) : unix_us_(unix_us) {}
  std::int64_t unix_us() const override { return unix_us_; }
  std::int64_t monotonic_us() const override { return monotonic_us_; }
  void advance_us(std::int64_t us) {
    unix_us_ += us;
    monotonic_us_ += us;
  }
  void jump_wall_us(std::int64_t us) { unix_us_ += us; }  // the wall clock alone, as NTP or an operator does

 private:
  std::int64_t unix_us_;
  std::int64_t monotonic_us_ = 0;
};

}  // namespace botschaft
