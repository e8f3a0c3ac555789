#include "base/check.h"
#include "crypto/aes_ige_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>

// The rest of the program is built for any x86-64; these functions are reached only after supported() said
// yes.
#define AESNI __attribute__((target("aes,sse4.1")))
#define AESNI_INLINE __attribute__((target("aes,sse4.1"), always_inline)) inline

namespace botschaft::crypto::ige_aesni {
namespace {

constexpr std::size_t kRounds = 14;
constexpr std::size_t kLanes = 8;  // AESENC: latency 4, two per cycle; eight in flight keep the unit busy

struct Schedule {
  __m128i round[kRounds + 1];
};

AESNI_INLINE __m128i load(const std::uint8_t* from) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
AESNI_INLINE void store(std::uint8_t* to, __m128i value) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}

// Each word xored with all words before it.
AESNI_INLINE __m128i prefix_xor(__m128i words) {
  words = _mm_xor_si128(words, _mm_slli_si128(words, 4));
  return _mm_xor_si128(words, _mm_slli_si128(words, 8));
}

// FIPS 197, 5.2 for 256-bit keys: round keys come in pairs, the second without round constant and rotation.
template <int round_constant>
AESNI_INLINE void expand_pair(Schedule& keys, std::size_t at) {
  const __m128i rotated = _mm_aeskeygenassist_si128(keys.round[at - 1], round_constant);
  keys.round[at] = _mm_xor_si128(prefix_xor(keys.round[at - 2]), _mm_shuffle_epi32(rotated, 0xff));
  if (at == kRounds) return;
  const __m128i substituted = _mm_aeskeygenassist_si128(keys.round[at], 0);
  keys.round[at + 1] = _mm_xor_si128(prefix_xor(keys.round[at - 1]), _mm_shuffle_epi32(substituted, 0xaa));
}

AESNI_INLINE void expand(const AesKey& key, Schedule& keys) {
  keys.round[0] = load(key.data());
  keys.round[1] = load(key.data() + 16);
  expand_pair<0x01>(keys, 2);
  expand_pair<0x02>(keys, 4);
  expand_pair<0x04>(keys, 6);
  expand_pair<0x08>(keys, 8);
  expand_pair<0x10>(keys, 10);
  expand_pair<0x20>(keys, 12);
  expand_pair<0x40>(keys, 14);
}

// A message under way in one of the interleaved lanes.
struct Lane {
  Schedule keys;
  __m128i last_cipher;
  __m128i last_plain;
  std::uint8_t* at;
  std::size_t blocks;  // still to do
};

AESNI_INLINE void start(Lane& lane, const IgeKey& key, MutableByteView data) {
  expand(key.key, lane.keys);
  lane.last_cipher = load(key.iv.data());
  lane.last_plain = load(key.iv.data() + 16);
  lane.at = data.data();
  lane.blocks = data.size() / 16;
}

template <std::size_t lane_count>
AESNI void encrypt_blocks(Lane* lanes, std::size_t blocks) {
  __m128i cipher[lane_count];
  __m128i plain[lane_count];
  std::uint8_t* at[lane_count];
  for (std::size_t i = 0; i < lane_count; ++i) {
    cipher[i] = lanes[i].last_cipher;
    plain[i] = lanes[i].last_plain;
    at[i] = lanes[i].at;
  }
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t offset = block * 16;
#pragma clang loop unroll(full)
    for (std::size_t i = 0; i < lane_count; ++i) {
      cipher[i] = _mm_xor_si128(_mm_xor_si128(cipher[i], lanes[i].keys.round[0]), load(at[i] + offset));
    }
#pragma clang loop unroll(full)
    for (std::size_t round = 1; round < kRounds; ++round) {
#pragma clang loop unroll(full)
      for (std::size_t i = 0; i < lane_count; ++i) {
        cipher[i] = _mm_aesenc_si128(cipher[i], lanes[i].keys.round[round]);
      }
    }
#pragma clang loop unroll(full)
    for (std::size_t i = 0; i < lane_count; ++i) {
      cipher[i] = _mm_xor_si128(_mm_aesenclast_si128(cipher[i], lanes[i].keys.round[kRounds]), plain[i]);
      plain[i] = load(at[i] + offset);
      store(at[i] + offset, cipher[i]);
    }
  }
  for (std::size_t i = 0; i < lane_count; ++i) {
    lanes[i].last_cipher = cipher[i];
    lanes[i].last_plain = plain[i];
    lanes[i].at += blocks * 16;
    lanes[i].blocks -= blocks;
  }
}

void encrypt_lanes(Lane* lanes, std::size_t lane_count, std::size_t blocks) {
  switch (lane_count) {
    case 1:
      return encrypt_blocks<1>(lanes, blocks);
    case 2:
      return encrypt_blocks<2>(lanes, blocks);
    case 3:
      return encrypt_blocks<3>(lanes, blocks);
    case 4:
      return encrypt_blocks<4>(lanes, blocks);
    case 5:
      return encrypt_blocks<5>(lanes, blocks);
    case 6:
      return encrypt_blocks<6>(lanes, blocks);
    case 7:
      return encrypt_blocks<7>(lanes, blocks);
    default:
      return encrypt_blocks<8>(lanes, blocks);
  }
}

}  // namespace

bool supported() {
  return __builtin_cpu_supports("aes") && __builtin_cpu_supports("sse4.1");
}

AESNI void encrypt(const IgeKey& key, MutableByteView data) {
  Lane lane;
  start(lane, key, data);
  encrypt_blocks<1>(&lane, lane.blocks);
}

AESNI void decrypt(const IgeKey& key, MutableByteView data) {
  Schedule keys;
  expand(key.key, keys);
  // The "equivalent inverse cipher" of FIPS 197, 5.3.5: the inner round keys go through InvMixColumns.
  for (std::size_t round = 1; round < kRounds; ++round)
    keys.round[round] = _mm_aesimc_si128(keys.round[round]);
  __m128i last_cipher = load(key.iv.data());
  __m128i last_plain = load(key.iv.data() + 16);
  for (std::size_t offset = 0; offset < data.size(); offset += 16) {
    const __m128i cipher = load(data.data() + offset);
    __m128i state = _mm_xor_si128(_mm_xor_si128(cipher, last_plain), keys.round[kRounds]);
#pragma clang loop unroll(full)
    for (std::size_t round = kRounds - 1; round > 0; --round) {
      state = _mm_aesdec_si128(state, keys.round[round]);
    }
    last_plain = _mm_xor_si128(_mm_aesdeclast_si128(state, keys.round[0]), last_cipher);
    last_cipher = cipher;
    store(data.data() + offset, last_plain);
  }
}

AESNI void encrypt_batch(std::span<const IgeMessage> messages) {
  Lane lanes[kLanes];
  std::size_t used = 0;
  auto next = messages.begin();
  for (;;) {
    for (; used < kLanes && next != messages.end(); ++next) {
      if (!next->data.empty()) start(lanes[used++], next->key, next->data);
    }
    if (used == 0) return;
    std::size_t blocks = lanes[0].blocks;
    for (std::size_t i = 1; i < used; ++i) blocks = std::min(blocks, lanes[i].blocks);
    encrypt_lanes(lanes, used, blocks);
    for (std::size_t i = 0; i < used;) {
      if (lanes[i].blocks > 0) {
        ++i;
      } else if (i != --used) {
        lanes[i] = lanes[used];
      }
    }
  }
}

}  // namespace botschaft::crypto::ige_aesni

#else

namespace botschaft::crypto::ige_aesni {

bool supported() {
  return false;
}
void encrypt(const IgeKey&, MutableByteView) {
  CHECK(!"no AES instructions");
}
void decrypt(const IgeKey&, MutableByteView) {
  CHECK(!"no AES instructions");
}
void encrypt_batch(std::span<const IgeMessage>) {
  CHECK(!"no AES instructions");
}

}  // namespace botschaft::crypto::ige_aesni

#endif
