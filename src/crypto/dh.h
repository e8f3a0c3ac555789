#pragma once
// Diffie-Hellman in the one group Telegram's clients know by heart: a 2048-bit safe prime with generator 3.
// They skip their slow primality test for exactly this pair. Numbers are big-endian. Thread-safe; time
// depends on the exponent's length only.
#include <array>

#include "base/bytes.h"

namespace botschaft::crypto {

using Number2048 = std::array<std::uint8_t, 256>;

inline constexpr std::int32_t kDhGenerator = 3;

const Number2048& dh_prime();

// Size of a secret exponent. For this prime the best known discrete logarithm attack costs about 2^112, which
// an exponent of 225 bits already matches (RFC 7919, 5.2 and appendix A.1); 512 bits keep a wide margin and
// cost a quarter of 2048.
inline constexpr std::size_t kDhExponentBytes = 64;

Number2048 dh_power_of_generator(ByteView exponent);
Number2048 dh_power(const Number2048& base, ByteView exponent);

// MTProto security guidelines, "g_a and g_b validation": 2^(2048-64) < value < prime - 2^(2048-64).
bool dh_public_is_acceptable(const Number2048& value);

}  // namespace botschaft::crypto
