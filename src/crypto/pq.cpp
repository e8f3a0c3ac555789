#include "crypto/pq.h"

#include <algorithm>
#include <optional>

namespace botschaft::crypto {
namespace {

std::uint32_t power_mod(std::uint64_t base, std::uint32_t exponent, std::uint32_t modulus) {
  std::uint64_t result = 1;
  for (base %= modulus; exponent != 0; exponent >>= 1) {
    if (exponent & 1) result = result * base % modulus;
    base = base * base % modulus;
  }
  return static_cast<std::uint32_t>(result);
}

// One Miller-Rabin round for odd number = odd_part * 2^twos + 1.
bool passes(std::uint32_t number, std::uint32_t odd_part, int twos, std::uint32_t base) {
  std::uint64_t x = power_mod(base, odd_part, number);
  if (x == 1 || x == number - 1) return true;
  for (int i = 1; i < twos; ++i) {
    x = x * x % number;
    if (x == number - 1) return true;
  }
  return false;
}

std::uint32_t random_prime(Random& random) {
  constexpr std::uint32_t kSmallest = 1u << 30;
  for (;;) {
    const auto candidate = kSmallest + static_cast<std::uint32_t>(random.below(kSmallest));
    if (is_prime(candidate | 1)) return candidate | 1;
  }
}

std::optional<std::uint64_t> to_number(ByteView big_endian) {
  while (!big_endian.empty() && big_endian.front() == 0) big_endian = big_endian.subspan(1);
  if (big_endian.size() > 8) return std::nullopt;
  std::uint64_t number = 0;
  for (const auto b : big_endian) number = number << 8 | b;
  return number;
}

}  // namespace

bool is_prime(std::uint32_t number) {
  for (const std::uint32_t small : {2u, 3u, 5u, 7u, 11u, 13u}) {
    if (number % small == 0) return number == small;
  }
  if (number < 2) return false;
  const int twos = std::countr_zero(number - 1);
  const std::uint32_t odd_part = (number - 1) >> twos;
  // These three bases leave no composite below 4,759,123,141 undetected (Jaeschke 1993).
  return std::ranges::all_of(std::array{2u, 7u, 61u}, [&](std::uint32_t base) {
    return number == base || passes(number, odd_part, twos, base);
  });
}

std::array<std::uint8_t, 8> Pq::product() const {
  std::uint64_t rest = std::uint64_t{p} * q;
  std::array<std::uint8_t, 8> bytes;
  for (std::size_t i = bytes.size(); i-- > 0; rest >>= 8) bytes[i] = static_cast<std::uint8_t>(rest);
  return bytes;
}

bool Pq::is_factored_by(ByteView p_bytes, ByteView q_bytes) const {
  return to_number(p_bytes) == p && to_number(q_bytes) == q;
}

Pq generate_pq(Random& random) {
  for (;;) {
    const std::uint32_t one = random_prime(random);
    const std::uint32_t other = random_prime(random);
    if (one != other) return {.p = std::min(one, other), .q = std::max(one, other)};
  }
}

}  // namespace botschaft::crypto
