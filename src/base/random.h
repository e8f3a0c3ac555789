#pragma once
// Randomness is passed in. Production code takes system_random(); tests and the simulation a seeded one.
#include <array>
#include <cstdint>
#include <random>

#include "base/bytes.h"

namespace botschaft {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(MutableByteView out) = 0;

  template <class T>
  T next() {
    std::array<std::uint8_t, sizeof(T)> raw;
    fill(raw);
    return load_le<T>(raw.data());
  }
  std::uint64_t below(std::uint64_t bound);  // uniform in [0, bound); bound > 0
};

// Cryptographic, from the kernel; safe from any thread.
Random& system_random();

// Deterministic; for tests only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(MutableByteView out) override;

 private:
  std::mt19937_64 engine_;
};

}  // namespace botschaft
